import { farFuture, farPast } from '../domain/day.ts'
import type { Day } from '../domain/day.ts'

/** A stretch of days: `from` is the first, `to` the first day after it. Open ends are `farPast` and `farFuture`. */
export interface Span {
  readonly from: Day
  readonly to: Day
}

export const always: Span = { from: farPast, to: farFuture }

/** The span between two imported days, where null is an open end. */
export function spanOf(validFrom: Day | null | undefined, validTo: Day | null | undefined): Span {
  return { from: validFrom ?? farPast, to: validTo ?? farFuture }
}

/** What both spans have in common; undefined when that is nothing. */
export function overlap(one: Span, other: Span): Span | undefined {
  const from = one.from > other.from ? one.from : other.from
  const to = one.to < other.to ? one.to : other.to
  return from < to ? { from, to } : undefined
}

/** The parts of `whole` that none of the disjoint, sorted `parts` covers. */
export function gaps(whole: Span, parts: readonly Span[]): Span[] {
  const found: Span[] = []
  let from = whole.from
  for (const part of parts) {
    const gap = overlap(whole, { from, to: part.from })
    if (gap) found.push(gap)
    if (part.to > from) from = part.to
  }
  const rest = overlap(whole, { from, to: whole.to })
  return rest ? [...found, rest] : found
}

/**
 * Which row holds on which day when only one can: the one that started last, and of two that started together the later in
 * the list. Disjoint and sorted by day; a row that is interrupted comes back in pieces.
 */
export function latestStarts<T extends Span>(rows: readonly T[]): T[] {
  const [only, second] = rows
  if (only && !second) return only.from < only.to ? [only] : []
  const days = [...new Set(rows.flatMap(({ from, to }) => [from, to]))].toSorted()
  const pieces: { row: T; from: Day; to: Day }[] = []
  for (const [index, from] of days.entries()) {
    const to = days[index + 1]
    if (to === undefined) break
    let holds: T | undefined
    for (const row of rows) {
      if (row.from <= from && to <= row.to && (!holds || row.from >= holds.from)) holds = row
    }
    const last = pieces.at(-1)
    if (!holds) continue
    if (last?.row === holds && last.to === from) last.to = to
    else pieces.push({ row: holds, from, to })
  }
  return pieces.map(({ row, from, to }) => ({ ...row, from, to }))
}
