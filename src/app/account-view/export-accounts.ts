import { monthStarts } from '../../domain/period.ts'
import type { Day } from '../../domain/day.ts'
import type { Band } from '../../domain/band.ts'
import { auditRevealed } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { aboutView, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { toAccountRow } from './account-row.ts'
import type { AccountRow } from './account-row.ts'
import type { View } from './get-view.ts'
import { defaultSort, openSelection, orderOf, pageOf, readWhole } from './list-accounts.ts'
import { sizeOf } from './select-accounts.ts'
import { assertExportable } from './sight.ts'
import type { Sight } from './sight.ts'
import { openColumns } from './view-columns.ts'

/**
 * The list as a file: exactly the accounts, the order and the columns of the list. What one may not see is not in it, and a
 * column of which one may see nothing is not there.
 */
export const exportAccounts: Verb<'exportAccounts'> = async (ctx, input) => {
  requireRight(ctx, 'export')
  const { format, sort = defaultSort, columns: wished, ...filter } = input
  const columns = columnsOf(wished)
  const { view, sight, selection } = await openSelection(ctx, filter)
  assertExportable(sight, selection)
  const stored = openColumns(ctx, view)
  const order = await orderOf(stored, sort, selection, sight)
  await auditRevealed(ctx, 'export', 'accounts', {
    period: view.period,
    count: sizeOf(selection, stored.count),
    sort,
    columns: columns.map(({ id }) => id),
    filter: auditable(filter),
  })
  const whole = pageOf(order, selection, 0, order.length).positions
  return sheetFile(ctx, {
    name: `accounts ${view.period}`,
    format,
    columns: cellsOf(columns, view, sight),
    rows: rowsInPieces(whole, async (some) =>
      (await readWhole(ctx, view, some)).map((stored) => toAccountRow(stored, sight)),
    ),
    about: [...aboutView(view, filter), ['sort', sort]],
  })
}

/** The filter as the audit keeps it: what was said of it. */
function auditable(filter: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

type ExportCell = SheetColumn<AccountRow>

interface ExportColumn {
  readonly id: string
  /** What of the money one must see something of, or its cells are left out. */
  readonly needs?: 'spend' | 'family' | 'margin'
  readonly cells: readonly ExportCell[]
}

/** Every column that the list can show, under the name it has there. */
const exportColumns: readonly ExportColumn[] = [
  { id: 'grade', cells: [['grade', (row) => row.grade]] },
  { id: 'gradeBefore', cells: [['gradeBefore', (row) => row.gradeBefore]] },
  { id: 'name', cells: [['name', (row) => row.name]] },
  {
    id: 'key',
    cells: [
      ['source', (row) => row.source],
      ['key', (row) => row.key],
    ],
  },
  { id: 'movement', cells: [['movement', (row) => row.movement]] },
  { id: 'spend', needs: 'spend', cells: [['spend', (row) => row.spend, 'amount']] },
  { id: 'spend', cells: bandCells('spendBand', (row) => row.spendBand) },
  { id: 'spendBefore', needs: 'spend', cells: [['spendBefore', (row) => row.spendBefore, 'amount']] },
  { id: 'spendChange', needs: 'spend', cells: [['spendChange', (row) => row.spendChange, 'amount']] },
  { id: 'months', needs: 'spend', cells: [] },
  { id: 'toNext', cells: [['nextGrade', (row) => row.nextGrade]] },
  { id: 'toNext', needs: 'family', cells: [['toNext', (row) => row.toNext, 'amount']] },
  { id: 'grossProfit', needs: 'margin', cells: [['grossProfit', (row) => row.grossProfit, 'amount']] },
  { id: 'grossProfit', cells: bandCells('grossProfitBand', (row) => row.grossProfitBand) },
  { id: 'marginRate', needs: 'margin', cells: [['marginRate', (row) => row.marginRate, 'share']] },
  { id: 'cost', needs: 'margin', cells: [['cost', (row) => row.cost, 'amount']] },
  { id: 'orders', cells: [['orders', (row) => row.orders]] },
  { id: 'lastInvoice', cells: [['lastInvoice', (row) => row.lastInvoice, 'day']] },
  { id: 'owner', cells: namedCells('owner', (row) => row.owner) },
  { id: 'territory', cells: namedCells('territory', (row) => row.territory) },
  { id: 'segment', cells: namedCells('segment', (row) => row.segment) },
  { id: 'root', cells: [['root', (row) => row.root?.name]] },
]

function bandCells(title: string, bandOf: (row: AccountRow) => Band | null): ExportCell[] {
  return [
    [`${title}From`, (row) => bandOf(row)?.from],
    [`${title}Below`, (row) => bandOf(row)?.below],
  ]
}

function namedCells(title: string, named: (row: AccountRow) => AccountRow['owner']): ExportCell[] {
  return [
    [`${title}Key`, (row) => named(row)?.key],
    [title, (row) => named(row)?.name],
  ]
}

function monthCells(to: Day): ExportCell[] {
  return monthStarts(to).map((from, index) => [`spend from ${from}`, (row) => row.months?.[index], 'amount'])
}

/** The columns somebody wishes, in that order; all of them without a wish. Throws on one that there is not. */
function columnsOf(wished: readonly string[] | undefined): readonly ExportColumn[] {
  if (wished === undefined) return exportColumns
  return [...new Set(wished)].flatMap((wish) => {
    const found = exportColumns.filter(({ id }) => id === wish)
    if (found.length === 0)
      throw new BookError('bad-input', `Cannot export column "${wish}": there is none of this name`)
    return found
  })
}

function cellsOf(columns: readonly ExportColumn[], view: View, sight: Sight): readonly ExportCell[] {
  return columns.flatMap(({ id, needs, cells }) => {
    if (needs !== undefined && sight[needs] === 'none') return []
    return id === 'months' ? monthCells(view.to) : cells
  })
}
