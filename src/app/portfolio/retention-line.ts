import type { Day } from '../../domain/day.ts'
import type { Micros } from '../../domain/money.ts'
import { addToCohort, nothingBought, retentionRates } from '../../domain/retention.ts'
import type { RetentionRates } from '../../domain/retention.ts'
import type { Selection } from '../account-view/sight.ts'
import { comparableEnds, quartersOfYear } from '../account-view/trends.ts'
import type { Trends } from '../account-view/trends.ts'
import { unknownMoney } from '../account-view/view-columns.ts'
import { eachPosition } from './take-turns.ts'

/** Retention of the accounts of a selection at the end of each quarter that can be compared with a year earlier. */
export async function foldRetentionLine(
  trends: Trends,
  quarters: readonly BigInt64Array[],
  selection: Selection,
): Promise<readonly (RetentionRates & { readonly to: Day })[]> {
  const ends = comparableEnds(trends)
  const cohorts = ends.map(() => nothingBought)
  await eachPosition(quarters[0]?.length ?? 0, (position) => {
    if (selection !== null && selection[position] !== 1) return
    const spends = quarters.map((quarter) => known(quarter[position]))
    if (spends.every((spend) => spend === null)) return
    for (const [index, { first }] of ends.entries()) {
      const [before, after] = [yearFrom(spends, first), yearFrom(spends, first + quartersOfYear)]
      const cohort = cohorts[index] ?? nothingBought
      cohorts[index] = addToCohort(cohort, { before, after })
    }
  })
  return ends.map(({ to }, index) => ({ to, ...retentionRates(cohorts[index] ?? nothingBought) }))
}

/** Spend of four quarters; null when nothing was invoiced in any of them. */
function yearFrom(spends: readonly (Micros | null)[], first: number): Micros | null {
  let sum: Micros | null = null
  for (let index = first; index < first + quartersOfYear; index += 1) {
    const spend = spends[index] ?? null
    if (spend !== null) sum = (sum ?? 0n) + spend
  }
  return sum
}

function known(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
