import type { Micros } from '../money.ts'

/** What accounts bought of one family of products in two windows; under the empty key what has no family. */
export interface FamilyMoney {
  /** `source/key`. */
  readonly family: string
  readonly before: Micros
  readonly after: Micros
}

/** What a review is about in money: spend in both windows, whole and by family of products. The families sum to the whole. */
export interface ReviewMoney {
  readonly before: Micros
  readonly after: Micros
  readonly families: readonly FamilyMoney[]
}

/** Sums families to the money of a review; those without money in either window are left out. */
export function moneyOf(families: readonly FamilyMoney[]): ReviewMoney {
  const kept = families
    .filter(({ before, after }) => before !== 0n || after !== 0n)
    .toSorted((one, other) => (one.family < other.family ? -1 : one.family > other.family ? 1 : 0))
  return {
    before: kept.reduce((sum, { before }) => sum + before, 0n),
    after: kept.reduce((sum, { after }) => sum + after, 0n),
    families: kept,
  }
}

export function changeOf({ before, after }: Pick<FamilyMoney, 'before' | 'after'>): Micros {
  return after - before
}

/**
 * The family of products a review is counted under: the one that moved most in the direction of the whole, of two alike the first
 * by key; null when no family moved that way. What moved against it is in the money of its own family all the same.
 */
export function mainFamilyOf(money: ReviewMoney): string | null {
  const isFall = changeOf(money) < 0n
  let main: FamilyMoney | null = null
  for (const family of money.families) {
    const change = isFall ? -changeOf(family) : changeOf(family)
    if (change <= 0n) continue
    const best = main === null ? 0n : isFall ? -changeOf(main) : changeOf(main)
    if (change > best) main = family
  }
  return main === null ? null : main.family
}
