import type { Output } from '../../contract/operations.ts'
import { commitmentFigures } from '../../domain/commitment/figures.ts'
import type { CommitmentSums } from '../../domain/commitment/figures.ts'
import { carryingTotal } from '../../domain/cost-rate/cost-rates.ts'
import { stockRules } from '../../domain/inventory/stock-rule.ts'
import type { StockRule } from '../../domain/inventory/stock-rule.ts'
import { carryingParts, knownCost } from '../../domain/inventory/carrying.ts'
import type { CarryingPart } from '../../domain/inventory/carrying.ts'
import type { StockTurns } from '../../domain/inventory/turns.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { BookStock, StockSum } from '../stock/measure-stock.ts'
import { knownStock, totalOf } from './measure-book.ts'

type Shown = Output<'getAccountStock'>

/** Stock as it may be shown: counts to everybody, money at cost to who may see margins. */
export function showStock(
  {
    byRule,
    turns,
    total = totalOf(byRule),
    uncosted,
    unrated,
  }: {
    readonly byRule: Readonly<Record<StockRule, StockSum>>
    readonly turns: StockTurns
    /** Where there is more than the rules give to accounts. */
    readonly total?: StockSum
    readonly uncosted: number
    readonly unrated: number
  },
  seesMargin: boolean,
): Pick<Shown, 'stock' | 'carrying' | 'knownStock' | 'knownCarrying' | 'turns' | 'uncosted' | 'unrated' | 'byRule'> {
  const known = knownStock(total, { uncosted, unrated })
  return {
    uncosted,
    unrated,
    byRule: stockRules.map((rule) => ({ rule, ...(seesMargin && showSum(byRule[rule], { unrated })) })),
    ...(seesMargin && {
      stock: orNull(known.stock),
      carrying: orNull(known.cost),
      knownStock: formatMicros(total.stock),
      knownCarrying: orNull(knownCost(total, { unrated })),
      turns,
    }),
  }
}

/** What carrying cost, by what it is made of; null where no part of the whole is known. */
export function showParts(byPart: Readonly<Record<CarryingPart, Micros>>, known: Micros | null) {
  return carryingParts.map((part) => ({ part, amount: known === null ? null : formatMicros(byPart[part]) }))
}

/** Stock with what is known of the cost of carrying it. */
export function showSum(
  sum: StockSum,
  of: { readonly unrated: number },
): { readonly stock: string; readonly carrying: string | null } {
  return { stock: formatMicros(sum.stock), carrying: orNull(knownCost(sum, of)) }
}

/** What stock is reckoned by on the days of the window. */
export function showReckoning(
  { counted, coverDays, spans }: BookStock,
  seesMargin: boolean,
): Pick<Shown, 'counted' | 'coverDays' | 'rates'> {
  const days = [...counted.values()]
  const first = days.map((one) => one.first).toSorted()[0]
  const last = days
    .map((one) => one.last)
    .toSorted()
    .at(-1)
  return {
    counted: first === undefined || last === undefined ? null : { first, last },
    coverDays,
    ...(seesMargin && {
      rates: spans.map(({ from, to, rate }) => ({
        from,
        to,
        rate: rate && formatMicros(carryingTotal(rate)),
        parts: rate === null ? [] : carryingParts.map((part) => ({ part, rate: formatMicros(rate[part]) })),
      })),
    }),
  }
}

/** How a word was kept, as it may be shown: rates, days and counts to everybody. */
export function showCommitments(
  sums: CommitmentSums,
  seesMargin: boolean,
): Pick<
  Output<'getAccountCommitments'>,
  'promises' | 'uncostedPromises' | 'takenRate' | 'daysLate' | 'committed' | 'taken' | 'takenOnTime'
> {
  const { takenRate, daysLate } = commitmentFigures(sums)
  return {
    promises: sums.commitments,
    uncostedPromises: sums.commitmentsUncosted,
    takenRate,
    daysLate,
    ...(seesMargin && {
      committed: formatMicros(sums.committed),
      taken: formatMicros(sums.taken),
      takenOnTime: formatMicros(sums.takenOnTime),
    }),
  }
}

export function orNull(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
