import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { cellText, columnLetters } from './cell-xml.ts'
import { showCell } from './sheet-cell.ts'
import type { CellKind, SheetCell } from './sheet-cell.ts'
import { cellStyles, frameParts, sheetHead, sheetPart } from './workbook-parts.ts'

/** A column of a sheet: its title and how its cells are to be taken. */
interface XlsxColumn {
  readonly title: string
  readonly kind: CellKind | undefined
}

export interface XlsxList {
  /** What the first sheet is called. */
  readonly name: string
  readonly columns: readonly XlsxColumn[]
  /** Some rows at a time, so that nobody waits for all of them. */
  readonly rows: AsyncGenerator<readonly (readonly SheetCell[])[], void>
  /** What the last sheet says of where the figures are from, with `notes` on what could not be given as a number. */
  readonly about: (notes: readonly string[]) => readonly (readonly [label: string, value: SheetCell])[]
  /** The instant the parts are stamped with. */
  readonly at: string
}

/** Rows of a sheet, with the one of the titles: spreadsheet programs open no more. */
const mostRows = 1 << 20

/** A workbook in pieces: the rows, in further sheets where there are more than one holds, and a sheet that says what they are. */
export async function* xlsxPieces(list: XlsxList, rowsPerSheet = mostRows): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream
  if (!(output instanceof Readable)) throw new TypeError('Cannot read the archive in pieces')
  // Fails here, before a byte is given, where the first rows cannot be shown.
  const cells = await CellSource.open(list.rows)
  const roundedByTitle = new Map<string, number>()
  const names: string[] = []
  const parts: Readable[] = []
  const add = (part: string, pieces: AsyncGenerator<string> | readonly string[]): void => {
    const stream = Readable.from(bytesOf(pieces), { objectMode: false })
    // The archive listens to what it writes, not to what it reads from.
    stream.once('error', (error) => output.destroy(error))
    parts.push(stream)
    zip.addReadStream(stream, part, { mtime: new Date(list.at) })
  }
  const addSheet = (): void => {
    const index = names.length
    names.push(sheetName(list.name, index))
    add(sheetPart(index), sheetOf())
  }
  async function* sheetOf(): AsyncGenerator<string> {
    yield sheetHead(widthsOf(list.columns, cells.first), { isFrozen: true })
    yield rowXml(
      list.columns.map(({ title }) => title),
      1,
      { style: cellStyles.title },
    )
    let line = 1
    for (let row = await cells.next(); row !== null; row = await cells.next()) {
      line += 1
      yield rowXml(row, line, { columns: list.columns, roundedByTitle })
      if (line === rowsPerSheet) break
    }
    const last = columnLetters(Math.max(list.columns.length, 1) - 1)
    yield `</sheetData><autoFilter ref="A1:${last}${String(line)}"/></worksheet>`
    // Before this part ends: an archive that waits for nothing more is closed.
    if (await cells.hasMore()) addSheet()
    else addRest()
  }
  const addRest = (): void => {
    const about = list.about(notesOf(roundedByTitle))
    const index = names.length
    names.push('About')
    const rows = about.map(([label, value], at) => rowXml([label, value], at + 1, { labels: true }))
    add(sheetPart(index), [sheetHead([26, 90], { isFrozen: false }), ...rows, '</sheetData></worksheet>'])
    for (const [part, xml] of frameParts(names)) add(part, [xml])
    zip.end()
  }
  addSheet()
  try {
    for await (const piece of output) yield piece as Uint8Array
  } finally {
    for (const part of parts) part.destroy()
    await list.rows.return()
  }
}

/** Rows one by one, of which the first some are known before. */
class CellSource {
  readonly first: readonly (readonly SheetCell[])[]
  readonly #rows: XlsxList['rows']
  #some: readonly (readonly SheetCell[])[]
  #at = 0

  private constructor(first: CellSource['first'], rows: XlsxList['rows']) {
    this.first = first
    this.#some = first
    this.#rows = rows
  }

  static async open(rows: XlsxList['rows']): Promise<CellSource> {
    const read = await rows.next()
    return new CellSource(read.done === true ? [] : read.value, rows)
  }

  async next(): Promise<readonly SheetCell[] | null> {
    if (!(await this.hasMore())) return null
    const row = this.#some[this.#at] ?? null
    this.#at += 1
    return row
  }

  async hasMore(): Promise<boolean> {
    while (this.#at >= this.#some.length) {
      const read = await this.#rows.next()
      if (read.done === true) return false
      this.#some = read.value
      this.#at = 0
    }
    return true
  }
}

/** Text gathered into pieces of some size, for each is packed for itself. */
async function* bytesOf(pieces: AsyncGenerator<string> | readonly string[]): AsyncGenerator<Buffer> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    if (text.length < 1 << 16) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

/** A name a sheet may have; further sheets of the same list are numbered. */
function sheetName(name: string, index: number): string {
  const number = index === 0 ? '' : ` ${String(index + 1)}`
  const cut = name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31 - number.length)
  return `${cut.replaceAll(/^[\s']+|[\s']+$/g, '') || 'List'}${number}`
}

interface RowLook {
  readonly columns?: readonly XlsxColumn[]
  /** One style for all cells. */
  readonly style?: number
  /** The first cell is what the second is called. */
  readonly labels?: boolean
  /** Counts, by the title of the column, what stands as text because a number would lose digits. */
  readonly roundedByTitle?: Map<string, number>
}

function rowXml(row: readonly SheetCell[], line: number, look: RowLook): string {
  const cells = row.map((cell, index) => cellXml(cell, `${columnLetters(index)}${String(line)}`, index, look))
  return `<row r="${String(line)}">${cells.join('')}</row>`
}

/** What a spreadsheet takes for a formula when somebody edits the cell. */
const looksLikeFormula = /^[=+\-@]/

function cellXml(cell: SheetCell, place: string, index: number, look: RowLook): string {
  const column = look.columns?.[index]
  const shown = showCell(cell, column?.kind)
  if (shown === null) return ''
  const wished = look.style ?? (look.labels === true && index === 0 ? cellStyles.title : null)
  if ('number' in shown) {
    const style = wished ?? (shown.isDay ? cellStyles.day : numberStyle(column?.kind))
    return `<c r="${place}"${styleXml(style)}><v>${shown.number}</v></c>`
  }
  if (shown.isRounded && column) {
    look.roundedByTitle?.set(column.title, (look.roundedByTitle.get(column.title) ?? 0) + 1)
  }
  const plain = looksLikeFormula.test(shown.text) ? cellStyles.formulaText : cellStyles.plain
  const style = wished ?? (shown.isRounded ? cellStyles.rounded : plain)
  return `<c r="${place}" t="inlineStr"${styleXml(style)}><is><t xml:space="preserve">${cellText(shown.text)}</t></is></c>`
}

function numberStyle(kind: CellKind | undefined): number {
  return kind === 'amount' ? cellStyles.amount : kind === 'share' ? cellStyles.share : cellStyles.plain
}

function styleXml(style: number): string {
  return style === cellStyles.plain ? '' : ` s="${String(style)}"`
}

const widest = 48
const widthByKind: Readonly<Partial<Record<CellKind, number>>> = { amount: 15, day: 11, share: 9 }

/** Characters that the titles and the first rows take. */
function widthsOf(columns: readonly XlsxColumn[], rows: readonly (readonly SheetCell[])[]): readonly number[] {
  return columns.map(({ title, kind }, index) => {
    const least = Math.max(title.length + 3, (kind && widthByKind[kind]) ?? 8)
    if (kind !== undefined && kind !== 'text') return least
    const longest = rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0)
    return Math.min(Math.max(least, longest + 2), widest)
  })
}

function notesOf(roundedByTitle: ReadonlyMap<string, number>): readonly string[] {
  return [...roundedByTitle].map(
    ([title, count]) =>
      `${title}: ${String(count)} ${count === 1 ? 'cell has' : 'cells have'} more than 15 digits and ` +
      `${count === 1 ? 'stands' : 'stand'} as text, for a spreadsheet would round ${count === 1 ? 'it' : 'them'}`,
  )
}
