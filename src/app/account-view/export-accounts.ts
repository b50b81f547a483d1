import { monthStarts } from '../../domain/period.ts'
import type { Day } from '../../domain/day.ts'
import type { Band } from '../../domain/band.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { csvRecord, plainCell } from '../csv.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { toAccountRow } from './account-row.ts'
import type { AccountRow } from './account-row.ts'
import type { View } from './get-view.ts'
import { defaultSort, openSelection, orderOf, pageOf, readWhole } from './list-accounts.ts'
import { sizeOf } from './select-accounts.ts'
import { seesAll } from './sight.ts'
import type { Selection, Sight } from './sight.ts'
import { openColumns } from './view-columns.ts'

const rowsPerPiece = 500

/**
 * The list as CSV: exactly the accounts, the order and the columns of the list. What one may not see is not in it, and a
 * column of which one may see nothing is not there. Text that a spreadsheet would take for a formula is made text.
 */
export const exportAccounts: Verb<'exportAccounts'> = async (ctx, input) => {
  requireRight(ctx, 'export')
  const { sort = defaultSort, columns: wished, ...filter } = input
  const columns = columnsOf(wished)
  const { view, sight, selection } = await openSelection(ctx, filter)
  if (!seesAll(sight.exports, selection)) {
    throw new BookError('forbidden', 'Cannot export these accounts: not all of them are yours to export; list your own')
  }
  const stored = openColumns(ctx, view)
  const order = await orderOf(stored, sort, selection, sight)
  await auditRevealed(ctx, 'export', 'accounts', {
    period: view.period,
    count: sizeOf(selection, stored.count),
    sort,
    columns: columns.map(({ id }) => id),
    filter: auditable(filter),
  })
  return {
    name: `accounts ${view.period}.csv`,
    pieces: piecesOf(ctx, { view, sight, selection, order, cells: cellsOf(columns, view, sight) }),
  }
}

interface Listed {
  readonly view: View
  readonly sight: Sight
  readonly selection: Selection
  readonly order: Int32Array
  readonly cells: readonly ExportCell[]
}

async function* piecesOf(ctx: Ctx, { view, sight, selection, order, cells }: Listed): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for one in the letters of their own machine.
  yield `\uFEFF${csvRecord(cells.map(({ title }) => title))}`
  const whole = pageOf(order, selection, 0, order.length).positions
  for (let at = 0; at < whole.length; at += rowsPerPiece) {
    const rows = await readWhole(ctx, view, whole.slice(at, at + rowsPerPiece))
    const records = rows.map((stored) => {
      const row = toAccountRow(stored, sight)
      return csvRecord(cells.map(({ cell }) => plainCell(cell(row))))
    })
    yield records.join('')
  }
}

/** The filter as the audit keeps it: what was said of it. */
function auditable(filter: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

interface ExportCell {
  readonly title: string
  readonly cell: (row: AccountRow) => string | null
}

interface ExportColumn {
  readonly id: string
  /** What of the money one must see something of, or its cells are left out. */
  readonly needs?: 'spend' | 'family' | 'margin'
  readonly cells: readonly ExportCell[]
}

const text = (title: string, cell: ExportCell['cell']): ExportCell => ({ title, cell })

/** Every column that the list can show, under the name it has there. */
const exportColumns: readonly ExportColumn[] = [
  { id: 'grade', cells: [text('grade', (row) => row.grade)] },
  { id: 'gradeBefore', cells: [text('gradeBefore', (row) => row.gradeBefore)] },
  { id: 'name', cells: [text('name', (row) => row.name)] },
  { id: 'key', cells: [text('source', (row) => row.source), text('key', (row) => row.key)] },
  { id: 'movement', cells: [text('movement', (row) => row.movement)] },
  { id: 'spend', needs: 'spend', cells: [text('spend', (row) => row.spend ?? null)] },
  { id: 'spend', cells: bandCells('spendBand', (row) => row.spendBand) },
  { id: 'spendBefore', needs: 'spend', cells: [text('spendBefore', (row) => row.spendBefore ?? null)] },
  { id: 'spendChange', needs: 'spend', cells: [text('spendChange', (row) => row.spendChange ?? null)] },
  { id: 'months', needs: 'spend', cells: [] },
  { id: 'toNext', cells: [text('nextGrade', (row) => row.nextGrade)] },
  { id: 'toNext', needs: 'family', cells: [text('toNext', (row) => row.toNext ?? null)] },
  { id: 'grossProfit', needs: 'margin', cells: [text('grossProfit', (row) => row.grossProfit ?? null)] },
  { id: 'grossProfit', cells: bandCells('grossProfitBand', (row) => row.grossProfitBand) },
  { id: 'marginRate', needs: 'margin', cells: [text('marginRate', (row) => numberText(row.marginRate))] },
  { id: 'cost', needs: 'margin', cells: [text('cost', (row) => row.cost ?? null)] },
  { id: 'orders', cells: [text('orders', (row) => numberText(row.orders))] },
  { id: 'lastInvoice', cells: [text('lastInvoice', (row) => row.lastInvoice)] },
  { id: 'owner', cells: namedCells('owner', (row) => row.owner) },
  { id: 'territory', cells: namedCells('territory', (row) => row.territory) },
  { id: 'segment', cells: namedCells('segment', (row) => row.segment) },
  { id: 'root', cells: [text('root', (row) => row.root?.name ?? null)] },
]

function bandCells(title: string, bandOf: (row: AccountRow) => Band | null): ExportCell[] {
  return [
    text(`${title}From`, (row) => numberText(bandOf(row)?.from)),
    text(`${title}Below`, (row) => numberText(bandOf(row)?.below)),
  ]
}

function namedCells(title: string, named: (row: AccountRow) => AccountRow['owner']): ExportCell[] {
  return [text(`${title}Key`, (row) => named(row)?.key ?? null), text(title, (row) => named(row)?.name ?? null)]
}

function monthCells(to: Day): ExportCell[] {
  return monthStarts(to).map((from, index) => text(`spend from ${from}`, (row) => row.months?.[index] ?? null))
}

function numberText(number: number | null | undefined): string | null {
  return number === null || number === undefined ? null : String(number)
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
