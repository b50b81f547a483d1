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

/** One account for its retention. */
export interface RetainedAccount extends BoughtTwice {
  /** The parts of its change that prices and exchange rates made; null where they cannot be told. */
  readonly price: Micros | null
  readonly currency: Micros | null
}

/** What became of a cohort: of its accounts, of their money, and of it without what prices and exchange rates made. */
export interface Retained {
  /** Accounts with spend above zero in the base window, and those of them that were invoiced again. */
  readonly bought: number
  readonly kept: number
  readonly parts: RetentionParts
  /** What those that were kept bought in each window. */
  readonly sameBefore: Micros
  readonly sameAfter: Micros
  /** What prices made of the money of those that were kept, and the parts as they are without it; null where it cannot be told. */
  readonly priceEffect: Micros | null
  readonly withoutPrice: RetentionParts | null
  /** What exchange rates made of it, which is in the parts as invoiced, and not in them at a fixed rate. */
  readonly currencyEffect: Micros | null
}

export const nothingRetained: Retained = {
  bought: 0,
  kept: 0,
  parts: nothingBought,
  sameBefore: 0n,
  sameAfter: 0n,
  priceEffect: 0n,
  withoutPrice: nothingBought,
  currencyEffect: 0n,
}

/**
 * The same with one more account in it. For retention without price, what prices made is taken off what it bought later: of each
 * account by itself, so that no account's rise covers another's loss.
 */
export function addRetained(sum: Retained, { before, after, price, currency }: RetainedAccount): Retained {
  if (before === null || before <= 0n) return sum
  const parts = addToCohort(sum.parts, { before, after })
  if (after === null) {
    const withoutPrice = sum.withoutPrice && addToCohort(sum.withoutPrice, { before, after })
    return { ...sum, bought: sum.bought + 1, parts, withoutPrice }
  }
  return {
    bought: sum.bought + 1,
    kept: sum.kept + 1,
    parts,
    sameBefore: sum.sameBefore + before,
    sameAfter: sum.sameAfter + after,
    priceEffect: plus(sum.priceEffect, price),
    withoutPrice:
      price === null ? null : sum.withoutPrice && addToCohort(sum.withoutPrice, { before, after: after - price }),
    currencyEffect: plus(sum.currencyEffect, currency),
  }
}

/** Kept accounts over those that bought before, as a fraction with 6 decimals. Null when nobody bought. */
export function accountRetention({ bought, kept }: Pick<Retained, 'bought' | 'kept'>): number | null {
  return ratio(BigInt(kept), BigInt(bought))
}

function plus(augend: Micros | null, addend: Micros | null): Micros | null {
  return augend === null || addend === null ? null : augend + addend
}
