import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BookError } from '../../src/app/error.ts'
import type { ImportSummary } from '../../src/app/import/import-summary.ts'
import { listBatches } from '../../src/ledger/store/batch.ts'
import { exportRows } from '../../src/ledger/facts/export-rows.ts'
import { listLive } from '../../src/records/list-live.ts'
import { ledgerKindIds, recordsKindIds } from '../../src/domain/kind.ts'
import { chanceOf, damage, damageNames } from '../files/damage.ts'
import { csvOf, encoded, ndjsonOf, parquetOf, sheetOf } from '../files/forms.ts'
import { tradeTables } from '../files/trade.ts'
import { zipOf } from '../files/zip.ts'
import { openScenarioBook } from './book.ts'
import type { ScenarioBook } from './book.ts'

const lines = tradeTables['lines'] ?? { header: [], rows: [] }
const accounts = tradeTables['accounts'] ?? { header: [], rows: [] }
const invoices = csvOf(tradeTables['invoices'] ?? { header: [], rows: [] }, '\n')
const sheetXml = '<worksheet><sheetData>'

interface Form {
  /** How the damaged file is called. */
  readonly name: string
  readonly files: number
  whole(): Buffer | Promise<Buffer>
  /** What is done to the damaged bytes, so that the damage lies within a packing that is whole. */
  pack?(damaged: Buffer): Buffer
}

/** 200 files: as many of each form as its ways to break need. Parquet is few: each asks a process of its own. */
const forms: readonly Form[] = [
  { name: 'lines.csv', files: 25, whole: () => Buffer.from(csvOf(lines, '\r\n')) },
  { name: 'lines.csv', files: 25, whole: () => Buffer.from(csvOf(lines, '\r')) },
  { name: 'lines.csv', files: 25, whole: () => encoded(csvOf(lines, '\n'), 'utf-16le with a mark') },
  { name: 'accounts.csv', files: 25, whole: () => encoded(csvOf(accounts, '\n'), 'windows-1252') },
  { name: 'lines.ndjson', files: 25, whole: () => Buffer.from(ndjsonOf(lines, '\n')) },
  { name: 'lines.xlsx', files: 20, whole: () => sheetOf(lines) },
  { name: 'lines.xlsx', files: 25, whole: () => Buffer.from(sheetXmlOf()), pack: (damaged) => sheetWith(damaged) },
  { name: 'lines.csv.gz', files: 10, whole: () => gzipSync(csvOf(lines, '\n')) },
  { name: 'lines.zip', files: 10, whole: () => zipOf([{ name: 'lines.csv', content: csvOf(lines, '\n') }]) },
  { name: 'lines.parquet', files: 10, whole: () => parquetOf(lines) },
]

/** The sheet of the lines, its texts in the cells. */
function sheetXmlOf(): string {
  const rows = [lines.header, ...lines.rows].map((row) => {
    const cells = row.map((cell) => {
      if (typeof cell === 'number') return `<c><v>${String(cell)}</v></c>`
      return `<c t="inlineStr"><is><t>${typeof cell === 'string' ? cell : ''}</t></is></c>`
    })
    return `<row>${cells.join('')}</row>`
  })
  return `${sheetXml}${rows.join('')}</sheetData></worksheet>`
}

function sheetWith(xml: Buffer): Buffer {
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/></Relationships>',
    },
    { name: 'xl/sheet.xml', content: xml },
  ])
}

let book: ScenarioBook
/** What the book held after the import before. */
let before: State
beforeAll(async () => {
  book = await openScenarioBook()
  before = await stateOf()
})
afterAll(async () => {
  await book[Symbol.asyncDispose]()
})

/** Every live row, and how many imports made them. */
interface State {
  readonly imports: number
  readonly rows: readonly string[]
}

async function stateOf(): Promise<State> {
  const rows: string[] = []
  for (const kind of ledgerKindIds) {
    for await (const page of exportRows(book.ctx.ledger, kind)) {
      for (const row of page) rows.push(JSON.stringify([kind, row]))
    }
  }
  for (const kind of recordsKindIds) {
    for await (const page of listLive(book.ctx.records, kind)) {
      for (const { source, content } of page) rows.push(JSON.stringify([kind, source, content]))
    }
  }
  return { imports: (await listBatches(book.ctx.ledger)).length, rows: rows.toSorted() }
}

function countOf(rows: readonly string[], kind: string): number {
  return rows.filter((row) => row.startsWith(`["${kind}"`)).length
}

/** Imports a damaged file and says what is not as it should be; nothing when all is. */
async function complaintsOf(name: string, content: Buffer): Promise<readonly unknown[]> {
  const known = before
  const said = await book
    .take({ [name]: content, ...(name.startsWith('lines') ? { 'invoices.csv': invoices } : {}) })
    .catch((error: unknown) => error)
  const after = await stateOf()
  before = after
  if (said instanceof BookError) {
    // Examples may follow the sentence, each on a line of its own.
    const isSaid = /^Cannot .+/.test(said.message.split('\n')[0] ?? '')
    const isLeft = JSON.stringify(after) === JSON.stringify(known)
    return isSaid && isLeft ? [] : [said.message, { isLeft }]
  }
  if (said instanceof Error) return [said]
  const { problems, kinds } = said as ImportSummary
  const wrong = kinds.filter(({ kind, new: added }) => countOf(after.rows, kind) - countOf(known.rows, kind) !== added)
  return [...wrong, ...problems.filter(({ message }) => !/^Cannot [^\n]+$/.test(message))]
}

describe('a damaged file', () => {
  it.each(forms.map((form, index) => [form.name, index, form] as const))(
    'is refused with a sentence, or taken without its bad lines: %s (%i)',
    async (_, index, form) => {
      const whole = await form.whole()
      const found: unknown[] = []
      for (let number = 0; number < form.files; number++) {
        const how = damageNames[number % damageNames.length] ?? ''
        const damaged = damage(how, whole, chanceOf(index * 1000 + number))
        const complaints = await complaintsOf(form.name, form.pack?.(damaged) ?? damaged)
        if (complaints.length > 0) found.push({ number, how, damaged: damaged.toString('latin1'), complaints })
      }
      expect(found).toEqual([])
    },
  )

  it('was there two hundred times', () => {
    expect(forms.reduce((sum, form) => sum + form.files, 0)).toBe(200)
  })
})
