import { dayToNumber } from '../day.ts'
import type { Day } from '../day.ts'
import type { Micros } from '../money.ts'
import type { Receivable } from './receivable.ts'

/**
 * What of a document was open for a stretch of nights, as day numbers: from the evening of `from` to the evening of `to`. The
 * night to a day belongs to that day, so that the days from invoice to payment are their difference and windows that touch add up.
 */
export interface Balance {
  readonly from: number
  readonly to: number
  /** Below zero: a credit note nobody has used, or what was paid in excess. */
  readonly amount: Micros
}

/**
 * The balances of a document up to the evening of a day, those of zero left out. Money that came before the invoice settles it
 * on its day: nothing was to be waited for.
 */
export function balancesOf({ date, gross, settlements }: Receivable, asOf: Day): readonly Balance[] {
  const end = dayToNumber(asOf)
  const balances: Balance[] = []
  let from = dayToNumber(date)
  let amount = gross
  const hold = (to: number): void => {
    if (amount !== 0n && to > from) balances.push({ from, to, amount })
    from = Math.max(from, to)
  }
  for (const settlement of settlements) {
    if (settlement.date > asOf) break
    hold(dayToNumber(settlement.date))
    amount -= settlement.amount
  }
  hold(end)
  return balances
}

/** What is open of a document on the evening of a day. */
export function openOn({ date, gross, settlements }: Receivable, asOf: Day): Micros {
  if (date > asOf) return 0n
  return settlements.reduce((open, paid) => (paid.date > asOf ? open : open - paid.amount), gross)
}

/** What of an open amount is disputed on the evening of a day: what the open disputes name, the open amount at most. */
export function disputedOf({ disputes }: Pick<Receivable, 'disputes'>, open: Micros, asOf: Day): Micros {
  if (open <= 0n) return 0n
  const named = disputes
    .filter(({ opened, closed }) => opened <= asOf && (closed === null || closed > asOf))
    .reduce((sum, { amount }) => sum + (amount ?? open), 0n)
  return named > open ? open : named > 0n ? named : 0n
}

/** How many of the nights of a balance belong to the days from `first` to `last`. */
export function nightsWithin({ from, to }: Balance, first: number, last: number): number {
  return Math.max(0, Math.min(to, last) - Math.max(from, first - 1))
}
