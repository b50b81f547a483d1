import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Archive } from '../ledger/read/archive.ts'
import { prepareFile } from '../ledger/read/prepare-file.ts'
import { readCsv } from './csv.ts'
import { aboutFilter, rowsInPieces, sheetFile } from './sheet-file.ts'
import type { SheetColumn } from './sheet-file.ts'
import { xlsxPieces } from './sheet/xlsx.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheet-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Row {
  readonly key: string
  readonly name: string | null
  readonly net: string | null
  readonly rate: number | null
  readonly last: string | null
}

const columns: readonly SheetColumn<Row>[] = [
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['net', (row) => row.net, 'amount'],
  ['rate', (row) => row.rate, 'share'],
  ['last', (row) => row.last, 'day'],
]

const rows: readonly Row[] = [
  { key: '0012', name: 'Müller & "Söhne" <AG>', net: '24754190.56', rate: 0.6729, last: '2013-06-30' },
  { key: 'A-1', name: '=HYPERLINK("http://x")', net: '-0.000001', rate: null, last: null },
  { key: '+49', name: 'tab\tand\nline \u0001 _x000D_ 😀', net: '123456789012.345678', rate: 1, last: '0999-01-01' },
  { key: '1e5', name: null, net: null, rate: 0, last: '2024-02-29' },
]

const ctx = { now: () => '2026-03-31T08:00:00.000Z' }

async function bytesOf(pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> {
  const all = []
  for await (const piece of pieces) all.push(Buffer.from(piece))
  return Buffer.concat(all)
}

/** A sheet of a workbook as our own reader, which imports use, takes it. */
async function readSheet(content: Buffer, sheet: string): Promise<string[][]> {
  const path = join(folder, 'list.xlsx')
  await writeFile(path, content)
  const tempDir = await mkdtemp(join(folder, 'temp-'))
  const file = await prepareFile(path, { tempDir, label: 'list.xlsx', sheet })
  async function* text() {
    yield await readFile(file.path, 'utf8')
  }
  return Array.fromAsync(readCsv(text()))
}

async function sheetXml(content: Buffer): Promise<string> {
  const path = join(folder, 'sheet.xlsx')
  await writeFile(path, content)
  using archive = await Archive.open(path, 'sheet.xlsx')
  const limits = { label: 'sheet.xlsx', maxBytes: 1e8, maxRatio: 1000 }
  return (await bytesOf(archive.read('xl/worksheets/sheet1.xml', limits))).toString()
}

describe('sheetFile', () => {
  it('gives a workbook that reads back cell by cell, with keys as text and days as days', async () => {
    const file = sheetFile(ctx, { name: 'accounts 2013', format: 'xlsx', columns, rows, about: [['period', '2013']] })
    expect(file.name).toBe('accounts 2013.xlsx')
    const content = await bytesOf(file.pieces)
    expect(await readSheet(content, 'accounts 2013')).toEqual([
      ['key', 'name', 'net', 'rate', 'last'],
      ['0012', 'Müller & "Söhne" <AG>', '24754190.56', '0.6729', '2013-06-30'],
      ['A-1', '=HYPERLINK("http://x")', '-0.000001', '', ''],
      ['+49', 'tab\tand\nline \u0001 _x000D_ 😀', '123456789012.345678', '1', '0999-01-01'],
      ['1e5', '', '', '0', '2024-02-29'],
    ])
    expect(await readSheet(content, 'About')).toEqual([
      ['list', 'accounts 2013'],
      ['period', '2013'],
      ['written at', '2026-03-31T08:00:00.000Z'],
      ['note', 'net: 1 cell has more than 15 digits and stands as text, for a spreadsheet would round it'],
    ])
  })

  it('gives the same cells as CSV, with what looks like a formula as text', async () => {
    const file = sheetFile(ctx, { name: 'accounts', format: 'csv', columns, rows: rows.slice(0, 2), about: [] })
    expect(file.name).toBe('accounts.csv')
    expect((await bytesOf(file.pieces)).toString()).toBe(
      '\uFEFFkey,name,net,rate,last\n0012,"Müller & ""Söhne"" <AG>",24754190.56,0.6729,2013-06-30\n' +
        'A-1,"\'=HYPERLINK(""http://x"")",-0.000001,,\n',
    )
  })

  it('keeps the titles in sight, and a text that looks like a formula a text when it is edited', async () => {
    const sheet = await sheetXml(
      await bytesOf(sheetFile(ctx, { name: 'x', format: 'xlsx', columns, rows, about: [] }).pieces),
    )
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:E5"/>')
    expect(sheet).toContain('<c r="B3" t="inlineStr" s="5">')
    expect(sheet).not.toContain('<f>')
  })

  it('is an empty list with its titles where there are no rows', async () => {
    const content = await bytesOf(sheetFile(ctx, { name: 'x', format: 'xlsx', columns, rows: [], about: [] }).pieces)
    expect(await sheetXml(content)).toContain('<autoFilter ref="A1:E1"/>')
  })

  it('goes on in a further sheet where one holds no more rows', async () => {
    async function* some() {
      yield [['1'], ['2'], ['3']]
      yield []
      yield [['4'], ['5']]
    }
    const list = {
      name: 'a/b',
      columns: [{ title: 'n', kind: 'number' as const }],
      rows: some(),
      about: () => [['n', 5]] as const,
      at: ctx.now(),
    }
    const content = await bytesOf(xlsxPieces(list, 3))
    expect(await readSheet(content, 'a b')).toEqual([['n'], ['1'], ['2']])
    expect(await readSheet(content, 'a b 2')).toEqual([['n'], ['3'], ['4']])
    expect(await readSheet(content, 'a b 3')).toEqual([['n'], ['5']])
  })

  it('names a sheet as spreadsheets allow, also where a long name is cut', async () => {
    const name = "bridge 2013 of the account Joe's yard"
    const content = await bytesOf(sheetFile(ctx, { name, format: 'xlsx', columns, rows, about: [] }).pieces)
    // An apostrophe at an end keeps a workbook from being opened.
    expect(await readSheet(content, 'bridge 2013 of the account Joe')).toHaveLength(5)
  })

  it('fails before the first byte where the first rows cannot be shown, and midway where later ones cannot', async () => {
    const listed = Array.from({ length: 1200 }, (_, index) => index)
    const failAt = (bad: number) =>
      sheetFile(ctx, {
        name: 'x',
        format: 'xlsx',
        columns: [['n', (row: number) => row]],
        rows: rowsInPieces(listed, async (some) => {
          if (some.includes(bad)) throw new Error(`Cannot show ${String(bad)}`)
          return some
        }),
        about: [],
      }).pieces[Symbol.asyncIterator]()
    await expect(failAt(3).next()).rejects.toThrow('Cannot show 3')
    const later = failAt(1100)
    await expect(
      (async () => {
        while (!(await later.next()).done);
      })(),
    ).rejects.toThrow('Cannot show 1100')
  })

  it('asks for no more rows when nobody takes the file any more', async () => {
    let asked = 0
    let isOver = false
    async function* endless() {
      try {
        for (;;) {
          asked += 1
          yield Array.from({ length: 500 }, () => String(Math.random()))
        }
      } finally {
        isOver = true
      }
    }
    const file = sheetFile(ctx, {
      name: 'x',
      format: 'xlsx',
      columns: [['n', (row: string) => row]],
      rows: endless(),
      about: [],
    })
    for await (const piece of file.pieces) if (piece.length > 0) break
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toBe(before)
    expect(isOver).toBe(true)
  })
})

describe('aboutFilter', () => {
  it('says what was asked for, a line each', () => {
    expect(aboutFilter({ within: 'book', owner: ['a', 'b'], territory: undefined, hidden: {} })).toEqual([
      ['filter: within', 'book'],
      ['filter: owner', 'a, b'],
    ])
  })
})
