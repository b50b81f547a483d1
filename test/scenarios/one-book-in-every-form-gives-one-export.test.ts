import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportBook } from '../../src/app/export/export-book.ts'
import { csvOf, encoded, lineEnds, ndjsonOf, parquetOf, sheetOf, textEncodings } from '../files/forms.ts'
import type { Table } from '../files/forms.ts'
import { tradeTables } from '../files/trade.ts'
import { zipOf } from '../files/zip.ts'
import { openScenarioBook } from './book.ts'

type Files = Readonly<Record<string, string | Buffer>>

let folder: string
let expected: Record<string, string>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-exports-'))
  expected = await exportOf(filesOf('csv', (table) => csvOf(table, '\n')))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function filesOf(ending: string, write: (table: Table) => string | Buffer): Files {
  return Object.fromEntries(
    Object.entries(tradeTables).map(([kind, table]) => [`${kind}.${ending}`, write(table)] as const),
  )
}

let exports = 0

/** Imports files into a new book and returns what it exports. */
async function exportOf(files: Files): Promise<Record<string, string>> {
  await using book = await openScenarioBook()
  const summary = await book.take(files)
  expect(summary.rejected).toBe(0)
  const out = join(folder, String(exports++))
  await exportBook(book.ctx, { folder: out })
  return Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]))
}

describe('one book in every form', () => {
  it('is exported as it was meant', () => {
    expect(expected['accounts.csv']).toContain('main,K2,"Café Ñandú;\nFiliale 2",')
    expect(expected['lines.csv']?.split('\n').slice(1)).toEqual([
      'main,R1,1,,2025-03-05,K1,,,,,goods,P1,100.00,,EUR,1234.056',
      'main,R1,2,,2025-03-05,K1,,,,,goods,P2,2.50,,EUR,0.004',
      'main,R2,1,,2025-03-13,K2,,,,,goods,P2,10.00,,EUR,100.00',
      'main,R3,1,,2025-12-31,K3,,,,,goods,P1,-2.00,,EUR,-20.504',
      '',
    ])
    expect(expected['invoices.csv']).toMatch(/^main,R1,,2025-03-05,2025-04-04,K1,/m)
    expect(expected['payments.csv']?.split('\n').length).toBe(4)
  })

  describe.each(textEncodings)('in %s', (encoding) => {
    it.each(Object.entries(lineEnds))('with %s, as CSV and as NDJSON, gives the same export', async (_, lineEnd) => {
      const found = await Promise.all([
        exportOf(filesOf('csv', (table) => encoded(csvOf(table, lineEnd), encoding))),
        exportOf(filesOf('ndjson', (table) => encoded(ndjsonOf(table, lineEnd), encoding))),
      ])
      expect(found).toEqual([expected, expected])
    })
  })

  it('in Latin-1, as the mapping states, gives the same export', async () => {
    const files = Object.keys(tradeTables).map((kind) => ({ file: `${kind}.csv`, kind, encoding: 'iso-8859-1' }))
    const mapping = JSON.stringify({ source: 'main', files })
    const texts = filesOf('csv', (table) => Buffer.from(csvOf(table, '\r\n'), 'latin1'))
    expect(await exportOf({ ...texts, 'source.json': mapping })).toEqual(expected)
  })

  it('as workbooks and as Parquet gives the same export', async () => {
    expect(await exportOf(filesOf('xlsx', sheetOf))).toEqual(expected)
    const tables = Object.entries(tradeTables)
    const files = tables.map(async ([kind, table]) => [`${kind}.parquet`, await parquetOf(table)] as const)
    expect(await exportOf(Object.fromEntries(await Promise.all(files)))).toEqual(expected)
  })

  it('packed with gzip, and in archives of one and of all, gives the same export', async () => {
    const utf16 = (table: Table): Buffer => encoded(csvOf(table, '\r\n'), 'utf-16le with a mark')
    expect(await exportOf(filesOf('csv.gz', (table) => gzipSync(utf16(table))))).toEqual(expected)
    expect(await exportOf(filesOf('xlsx.gz', (table) => gzipSync(sheetOf(table))))).toEqual(expected)
    const one = (table: Table): Buffer => zipOf([{ name: 'export.txt', content: utf16(table) }])
    expect(await exportOf(filesOf('zip', one))).toEqual(expected)
    const inner = (table: Table): Buffer => zipOf([{ name: 'export.xlsx', content: sheetOf(table) }])
    expect(await exportOf(filesOf('zip', inner))).toEqual(expected)
    const members = Object.entries(filesOf('ndjson', (table) => ndjsonOf(table, '\n')))
    const all = zipOf(members.map(([name, content]) => ({ name: `export/${name}`, content })))
    expect(await exportOf({ 'everything.zip': all })).toEqual(expected)
  })
})
