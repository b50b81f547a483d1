import type { Day } from './day.ts'

/** A rep owns an account from `from` (null: from the beginning) until before `to` (null: until the next span starts). */
export interface OwnerSpan {
  readonly repId: string
  readonly from: Day | null
  readonly to: Day | null
}

/**
 * The rep who owns the account on the day; null when nobody does. `spans` are those of one account in the order of
 * `sortSpans`. Where spans overlap the one that started last holds, and an earlier one with an end of its own comes back.
 */
export function ownerAt(spans: readonly OwnerSpan[], day: Day): string | null {
  let next: Day | null = null
  for (const span of spans.toReversed()) {
    const end: Day | null = span.to ?? next
    if ((span.from === null || span.from <= day) && (end === null || day < end)) return span.repId
    next = span.from ?? next
  }
  return null
}

/** The spans by first day, the undated first; of two that start together the greater rep id last, so that it holds. */
export function sortSpans(spans: readonly OwnerSpan[]): readonly OwnerSpan[] {
  return spans.toSorted((left, right) => {
    const [from, otherFrom] = [left.from ?? '', right.from ?? '']
    if (from !== otherFrom) return from < otherFrom ? -1 : 1
    return left.repId < right.repId ? -1 : left.repId > right.repId ? 1 : 0
  })
}
