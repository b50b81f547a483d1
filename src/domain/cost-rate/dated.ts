import { addDays } from '../day.ts'
import type { Day } from '../day.ts'
import type { Span } from '../period.ts'

/** What holds from a day on, until the next begins; null takes it back from that day on. */
export interface Dated<T> {
  readonly validFrom: Day
  readonly value: T | null
}

/** A stretch of days on which one value holds; null before the first begins, and where it was taken back. */
export interface DatedSpan<T> extends Span {
  readonly value: T | null
}

/** The days of a stretch by the value that holds on them, the earliest first, without a hole and without an overlap. */
export function datedSpans<T>(values: readonly Dated<T>[], { from, to }: Span): readonly DatedSpan<T>[] {
  const ordered = values.toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  return [null, ...ordered].flatMap((dated, index) => {
    const next = ordered[index]?.validFrom
    const first = dated === null || dated.validFrom < from ? from : dated.validFrom
    const last = next === undefined || next > to ? to : next > from ? addDays(next, -1) : null
    return last === null || first > last ? [] : [{ from: first, to: last, value: dated?.value ?? null }]
  })
}

/** The value that holds on a day; null before the first begins, and where it was taken back. */
export function valueOn<T>(values: readonly Dated<T>[], day: Day): T | null {
  return datedSpans(values, { from: day, to: day })[0]?.value ?? null
}

/** The stretches on each of which one value of either kind holds. Both cover the same days without a hole. */
export function crossSpans<A, B>(
  ones: readonly DatedSpan<A>[],
  others: readonly DatedSpan<B>[],
): readonly (Span & { readonly one: A | null; readonly other: B | null })[] {
  return ones.flatMap((one) =>
    others.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from
      const to = one.to < other.to ? one.to : other.to
      return from > to ? [] : [{ from, to, one: one.value, other: other.value }]
    }),
  )
}
