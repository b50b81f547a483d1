import type { Micros } from '../../domain/money.ts'
import { controlTotals } from '../../ledger/facts/control-totals.ts'
import type { ControlTotal } from '../../ledger/facts/control-totals.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'

/** Which totals are meant; a null part means all of them. */
export interface TotalFilter {
  readonly source: string | null
  readonly legalEntity: string | null
  readonly month: string | null
  readonly currency: string | null
}

/** What a total should be, from the source's own books. A null figure is not compared. */
export interface ExpectedTotal extends TotalFilter {
  readonly lines: number | null
  readonly net: Micros | null
  readonly tax: Micros | null
  readonly credits: Micros | null
}

/** One figure that is not what it should be. */
export interface TotalDifference {
  readonly expected: ExpectedTotal
  readonly figure: 'lines' | 'net' | 'tax' | 'credits'
  readonly wanted: Micros | number
  /** Null when the ledger knows no such figure. */
  readonly found: Micros | number | null
}

export interface TotalComparison {
  readonly totals: readonly ControlTotal[]
  readonly differences: readonly TotalDifference[]
}

/** The control totals that pass the filter, and how they differ from the expected ones. Exact: a cent is a difference. */
export async function compareTotals(
  ctx: Ctx,
  input: { readonly filter: TotalFilter; readonly expected: readonly ExpectedTotal[] },
): Promise<TotalComparison> {
  requireRight(ctx, 'control')
  for (const { month } of [input.filter, ...input.expected]) assertMonth(month)
  const all = await controlTotals(ctx.ledger)
  return {
    totals: all.filter((total) => matchesTotal(input.filter, total)),
    differences: input.expected.flatMap((expected) => differencesOf(expected, all)),
  }
}

/** Throws on a text that is no month. */
export function assertMonth(month: string | null): void {
  if (month !== null && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new BookError('usage', `Cannot read month "${month}": write YYYY-MM`)
  }
}

/** Whether a total is among those meant. */
export function matchesTotal(filter: TotalFilter, total: ControlTotal): boolean {
  return (
    (filter.source === null || filter.source === total.source) &&
    (filter.legalEntity === null || filter.legalEntity === total.legalEntity) &&
    (filter.month === null || filter.month === total.month) &&
    (filter.currency === null || filter.currency === total.currency)
  )
}

function differencesOf(expected: ExpectedTotal, all: readonly ControlTotal[]): TotalDifference[] {
  const meant = all.filter((total) => matchesTotal(expected, total))
  const currencies = [...new Set(meant.map((total) => total.currency))]
  if (currencies.length > 1 && (expected.net !== null || expected.tax !== null || expected.credits !== null)) {
    throw new BookError('usage', `Cannot compare the money of ${currencies.join(', ')} as one total: name the currency`)
  }
  const taxes = meant.flatMap((total) => (total.tax === null ? [] : [total.tax]))
  const sum = (amounts: readonly Micros[]): Micros => amounts.reduce((total, amount) => total + amount, 0n)
  const figures = [
    { figure: 'lines' as const, found: meant.reduce((total, row) => total + row.lines, 0) },
    { figure: 'net' as const, found: sum(meant.map((row) => row.net)) },
    { figure: 'tax' as const, found: taxes.length === 0 ? null : sum(taxes) },
    { figure: 'credits' as const, found: sum(meant.map((row) => row.credits)) },
  ]
  return figures.flatMap(({ figure, found }) => {
    const wanted = expected[figure]
    return wanted === null || wanted === found ? [] : [{ expected, figure, wanted, found }]
  })
}
