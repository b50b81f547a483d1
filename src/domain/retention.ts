import { ratio, type Micros } from './money.ts'

/** What one account bought in the base window and in the twelve months after it; null when nothing was invoiced. */
export interface BoughtTwice {
  readonly before: Micros | null
  readonly after: Micros | null
}

/**
 * What became of the money of a cohort: of every account that bought in the base window. `start + expansion - contraction -
 * lost` is what the same accounts bought later, to the last decimal; new accounts are out.
 */
export interface RetentionParts {
  /** Spend of the base window. */
  readonly start: Micros
  /** What those that grew bought more. */
  readonly expansion: Micros
  /** What those that shrank bought less; one that ends with a net credit shrank by more than it had. */
  readonly contraction: Micros
  /** Spend of the base window of those to whom nothing was invoiced later. */
  readonly lost: Micros
}

/** Gross and net revenue retention as fractions with 6 decimals. Null when the cohort bought nothing. */
export interface RetentionRates {
  /** (start - contraction - lost) / start: never above 1, because no account's growth makes up for another's loss. */
  readonly grr: number | null
  /** (start + expansion - contraction - lost) / start. */
  readonly nrr: number | null
}

export const nothingBought: RetentionParts = { start: 0n, expansion: 0n, contraction: 0n, lost: 0n }

/**
 * The parts with one more account in them. In the cohort is who has spend above zero in the base window: money given back is
 * no purchase that could be kept. The cap of measures, 3, is per account: in GRR each counts with its base spend at most,
 * while NRR takes its growth whole.
 */
export function addToCohort(parts: RetentionParts, { before, after }: BoughtTwice): RetentionParts {
  if (before === null || before <= 0n) return parts
  const start = parts.start + before
  if (after === null) return { ...parts, start, lost: parts.lost + before }
  if (after > before) return { ...parts, start, expansion: parts.expansion + after - before }
  return { ...parts, start, contraction: parts.contraction + before - after }
}

/** The parts of two cohorts that share no account. */
export function joinCohorts(one: RetentionParts, other: RetentionParts): RetentionParts {
  return {
    start: one.start + other.start,
    expansion: one.expansion + other.expansion,
    contraction: one.contraction + other.contraction,
    lost: one.lost + other.lost,
  }
}

/** The parts of a whole cohort. */
export function retentionOf(accounts: Iterable<BoughtTwice>): RetentionParts {
  let parts = nothingBought
  for (const account of accounts) parts = addToCohort(parts, account)
  return parts
}

/** Both rates of a cohort. Source: measures, 3. */
export function retentionRates({ start, expansion, contraction, lost }: RetentionParts): RetentionRates {
  const kept = start - contraction - lost
  return { grr: ratio(kept, start), nrr: ratio(kept + expansion, start) }
}
