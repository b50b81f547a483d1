import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { openSelection } from './list-accounts.ts'
import { sizeOf, sumMoney } from './select-accounts.ts'
import { seesAll } from './sight.ts'
import type { Selection } from './sight.ts'
import { openColumns } from './view-columns.ts'
import type { ViewColumns } from './view-columns.ts'

/** How many accounts a filter lets through and, to who may see all of it, their money together. */
export const countAccounts: Verb<'countAccounts'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const { view, sight, selection } = await openSelection(ctx, input)
  const columns = openColumns(ctx, view)
  const totals = await totalsOf(columns, selection)
  const money = {
    spend: formatMicros(totals.spend),
    spendBefore: formatMicros(totals.spendBefore),
    spendChange: formatMicros(totals.spend - totals.spendBefore),
  }
  return { count: totals.count, ...(seesAll(sight.spend, selection) && money) }
}

interface Totals {
  readonly count: number
  readonly spend: Micros
  readonly spendBefore: Micros
}

const totalsOfAll = new WeakMap<ViewColumns, Totals>()
// A selection is kept while people page through it, and its totals go with it.
const totalsBySelection = new WeakMap<Uint8Array, Totals>()

async function totalsOf(columns: ViewColumns, selection: Selection): Promise<Totals> {
  const known = selection === null ? totalsOfAll.get(columns) : totalsBySelection.get(selection)
  if (known) return known
  const [spend, spendBefore] = [await columns.money('spend'), await columns.money('spendBefore')]
  const totals = {
    count: sizeOf(selection, columns.count),
    spend: sumMoney(spend, selection),
    spendBefore: sumMoney(spendBefore, selection),
  }
  if (selection === null) totalsOfAll.set(columns, totals)
  else totalsBySelection.set(selection, totals)
  return totals
}
