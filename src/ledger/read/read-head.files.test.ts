import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serialOf, workbookOf } from '../../../test/files/workbook.ts'
import { zipOf } from '../../../test/files/zip.ts'
import { prepareFile } from './prepare-file.ts'
import { FileRefused } from './problem.ts'
import { readCsvSql } from './read-csv-sql.ts'
import { readHead } from './read-head.ts'
import type { FileHead, ReadHeadOptions } from './read-head.ts'
import { Reader } from './reader.ts'

let folder: string
let tempDir: string
let reader: Reader
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'head-'))
  tempDir = mkdtempSync(join(tmpdir(), 'head-temp-'))
  reader = await Reader.open({ folder, memoryLimit: '200MB', threads: 1 })
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
  rmSync(tempDir, { recursive: true })
})

function head(content: string | Buffer, name: string, options: Partial<ReadHeadOptions> = {}): Promise<FileHead> {
  writeFileSync(join(folder, name), content)
  return readHead(join(folder, name), { tempDir, label: name, rows: 10, ...options })
}

const german = 'Rechnung;Müller €;Betrag\r\nR1;"a;\r\nb";1,5\r\nzu;kurz\r\n\r\nR2;ä;2,5\r\n'

describe('readHead', () => {
  it('tells encoding, line end and delimiter with the evidence, and gives whole rows', async () => {
    expect(await head(german, 'a.csv')).toEqual({
      format: 'csv',
      packing: 'none',
      encoding: { name: 'utf-8', evidence: '"Müller"' },
      lineEnd: '\r\n',
      delimiter: ';',
      sheets: [],
      sheet: null,
      header: ['Rechnung', 'Müller €', 'Betrag'],
      rows: [
        ['R1', 'a;\r\nb', '1,5'],
        ['R2', 'ä', '2,5'],
      ],
      lines: [2, 6],
      numbers: new Set(),
      bytes: Buffer.byteLength(german),
    })
  })

  it('reads by what is stated, and by a byte order mark whatever is stated', async () => {
    const bytes = Buffer.from('a;M\xfcller\n1;2\n', 'latin1')
    expect((await head(bytes, 'b.csv')).encoding).toEqual({ name: 'windows-1252', evidence: 'byte FC in "Müller"' })
    const stated = await head(bytes, 'b.csv', { encoding: 'iso-8859-1', delimiter: ',' })
    expect([stated.encoding, stated.header]).toEqual([{ name: 'iso-8859-1', evidence: 'as stated' }, ['a;Müller']])
    const marked = await head('\ufeffä,b\n1,2\n', 'c.csv', { encoding: 'windows-1252' })
    expect([marked.encoding?.name, marked.header]).toEqual(['utf-8', ['ä', 'b']])
  })

  it('lists the sheets of a workbook and reads the one that is meant', async () => {
    const rows = [
      ['a', 'b'],
      ['1', { day: serialOf('2025-03-01') }],
      ['2', 5.5],
    ]
    const book = workbookOf([
      { name: 'Eins', rows: [] },
      { name: 'Zwei', rows },
    ])
    expect(await head(book, 'd.xlsx', { rows: 1 })).toMatchObject({
      format: 'xlsx',
      encoding: null,
      lineEnd: null,
      delimiter: null,
      sheets: ['Eins', 'Zwei'],
      sheet: 'Zwei',
      header: ['a', 'b'],
      rows: [['1', '2025-03-01']],
      lines: [2],
    })
  })

  it('law: gives the rows that are imported, in every format and packing', async () => {
    const csv = Buffer.from(german)
    const ndjson = '{"a":"x","b":1.5}\r{"b":"2","c":"ä\\n"}\r'
    const book = workbookOf([
      { name: 'S', rows: [['Titel'], ['a', 'b'], ['x\ny', 1.5], ['too', 'many', 'cells'], [null, 'z']] },
    ])
    const files: [string, string | Buffer][] = [
      ['l.csv', csv],
      ['l.csv.gz', gzipSync(csv)],
      ['l.zip', zipOf([{ name: 'l.csv', content: csv }])],
      ['wide.csv', Buffer.from(`\ufeff${german}`, 'utf16le')],
      ['l.ndjson', ndjson],
      ['l.ndjson.gz', gzipSync(ndjson)],
      ['l.xlsx', book],
      ['x.zip', zipOf([{ name: 'l.xlsx', content: book }])],
    ]
    for (const [name, content] of files) {
      const found = await head(content, name)
      const prepared = await prepareFile(join(folder, name), { tempDir, label: name })
      const rows = await reader.all(`SELECT * FROM ${readCsvSql(prepared)}`)
      expect([name, found.format, found.header]).toEqual([name, prepared.format, prepared.header])
      expect(found.rows).toEqual(rows.map((row) => found.header.map((column) => row[column] ?? '')))
      expect(found.lines).toEqual(rows.map((_, row) => prepared.lineOf(row)))
      expect(found.numbers).toEqual(prepared.numbers)
      rmSync(prepared.path)
    }
    expect(readdirSync(tempDir)).toEqual([])
  })

  it('reads only the beginning of a long file', async () => {
    const long = await head(`a,b\n${'1,2\n'.repeat(2_000_000)}`, 'long.csv')
    expect([long.rows.length, long.bytes]).toEqual([10, 8_000_004])
  })

  it.each<[string, string | Buffer, RegExp]>([
    ['blank.csv', '\n\n', /nothing but blank lines/],
    ['nameless.csv', ',,\n1,2,3\n', /no column has a name/],
    ['nul.csv', 'a,b\n1,\0\n', /a NUL byte/],
    ['none.ndjson', '[1]\n', /no line is a JSON object/],
    ['picture.csv', Buffer.from('89504e470d0a1a0a', 'hex'), /a PNG picture/],
  ])('refuses %s with a sentence', async (name, content, message) => {
    const error = await head(content, name).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(FileRefused)
    expect((error as FileRefused).message).toMatch(message)
  })
})
