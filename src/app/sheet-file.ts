import { sheetMedia } from '../contract/operation.ts'
import type { SheetFormat } from '../domain/sheet-format.ts'
import type { Ctx } from './context.ts'
import { csvRecord, plainCell } from './csv.ts'
import type { CellKind, SheetCell } from './sheet/sheet-cell.ts'
import { xlsxPieces } from './sheet/xlsx.ts'
import type { FileAnswer } from './verb.ts'

/**
 * A column of a list or a matrix made to be read: its title, the cell of a row, which is empty for null, and how a spreadsheet
 * takes it. Without a kind numbers are numbers and texts are texts: say it for money, shares and days.
 */
export type SheetColumn<R> = readonly [title: string, cell: (row: R) => SheetCell, kind?: CellKind]

/** One line of what is said of a file: period, filter, policy, watermark. */
export type AboutLine = readonly [label: string, value: SheetCell]

interface Sheet<R> {
  /** The name of the file without its ending; of the sheet too where no other is given. */
  readonly name: string
  readonly sheet?: string
  readonly format: SheetFormat
  readonly columns: readonly SheetColumn<R>[]
  /** All of them, or some at a time as `rowsInPieces` gives them, so that nobody waits for all. */
  readonly rows: readonly R[] | AsyncIterable<readonly R[]>
  /** What a workbook says on its sheet "About"; CSV has no place for it. */
  readonly about: readonly AboutLine[]
  /** Whether CSV begins with the mark of its letters, which spreadsheets need and programs may stumble over. */
  readonly hasMark?: boolean
}

/** A list or a matrix as CSV or as a workbook. Text that a spreadsheet would take for a formula is text in both. */
export function sheetFile<R>(ctx: Pick<Ctx, 'now'>, sheet: Sheet<R>): FileAnswer {
  const { name, format } = sheet
  const pieces = format === 'csv' ? csvPieces(sheet) : workbookPieces(ctx, sheet)
  return { name: `${name}.${format}`, media: sheetMedia[format], pieces }
}

const rowsPerPiece = 500

/** Rows in pieces: `show` gives those of some of what is listed. */
export async function* rowsInPieces<T, R>(
  listed: readonly T[],
  show: (some: readonly T[]) => Promise<readonly R[]>,
): AsyncGenerator<readonly R[]> {
  for (let at = 0; at < listed.length; at += rowsPerPiece) yield await show(listed.slice(at, at + rowsPerPiece))
}

/** Where the figures of a list are from. */
interface Basis {
  readonly period: string
  readonly from: string
  readonly to: string
  readonly currency: string
  readonly policy: { readonly name: string; readonly version: number }
  /** The number of the last import they have seen. */
  readonly watermark: number
}

/** What is said of a list of accounts: the window its figures are of, by which policy, as of which import, and the filter. */
export function aboutView(
  { period, from, to, currency, watermark, policy }: Basis,
  filter: Readonly<Record<string, unknown>>,
): readonly AboutLine[] {
  return [
    ['period', period],
    ['from', from],
    ['to', to],
    ['currency', currency],
    ['policy', `${policy.name}, version ${String(policy.version)}`],
    ['watermark', watermark],
    ...aboutFilter(filter).filter(([label]) => label !== 'filter: period'),
  ]
}

/** The filter, a line for each thing that was said of it. */
export function aboutFilter(filter: Readonly<Record<string, unknown>>): readonly AboutLine[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    const said = Array.isArray(value) ? value : [value]
    const texts = said.filter((item) => ['string', 'number', 'boolean', 'bigint'].includes(typeof item)).map(String)
    return texts.length === 0 ? [] : [[`filter: ${name}`, texts.join(', ')] as const]
  })
}

async function* csvPieces<R>({ columns, rows, hasMark = true }: Sheet<R>): AsyncGenerator<string> {
  // Spreadsheets take a file without this mark for one in the letters of their own machine.
  yield `${hasMark ? '\uFEFF' : ''}${csvRecord(columns.map(([title]) => title))}`
  for await (const some of inPieces(rows)) {
    yield some.map((row) => csvRecord(columns.map(([, cell]) => plainCell(cell(row)?.toString() ?? null)))).join('')
  }
}

function workbookPieces<R>(ctx: Pick<Ctx, 'now'>, { name, sheet, columns, rows, about }: Sheet<R>) {
  const at = ctx.now()
  async function* cells(): AsyncGenerator<readonly (readonly SheetCell[])[], void> {
    for await (const some of inPieces(rows)) yield some.map((row) => columns.map(([, cell]) => cell(row)))
  }
  return xlsxPieces({
    name: sheet ?? name,
    columns: columns.map(([title, , kind]) => ({ title, kind })),
    rows: cells(),
    about: (notes) => [['list', name], ...about, ['written at', at], ...notes.map((note): AboutLine => ['note', note])],
    at,
  })
}

async function* inPieces<R>(rows: Sheet<R>['rows']): AsyncGenerator<readonly R[]> {
  if (Symbol.asyncIterator in rows) yield* rows
  else for (let at = 0; at < rows.length; at += rowsPerPiece) yield rows.slice(at, at + rowsPerPiece)
}
