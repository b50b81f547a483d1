import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serialOf, workbookOf } from '../../../test/files/workbook.ts'
import type { CellValue } from '../../../test/files/workbook.ts'
import { zipOf } from '../../../test/files/zip.ts'
import { prepareFile } from './prepare-file.ts'
import type { PreparedFile, PrepareOptions } from './prepare-file.ts'
import { FileRefused } from './problem.ts'

let folder: string
let tempDir: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workbook-'))
  tempDir = mkdtempSync(join(tmpdir(), 'workbook-temp-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(tempDir, { recursive: true })
})

function prepare(content: Buffer, options: Partial<PrepareOptions> = {}, name = 'x.xlsx'): Promise<PreparedFile> {
  writeFileSync(join(folder, name), content)
  return prepareFile(join(folder, name), { tempDir, label: name, ...options })
}

async function refusal(content: Buffer, options: Partial<PrepareOptions> = {}): Promise<FileRefused> {
  const before = readdirSync(tempDir)
  const error = await prepare(content, options).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(FileRefused)
  expect(readdirSync(tempDir)).toEqual(before)
  return error as FileRefused
}

function sheet(rows: readonly (readonly CellValue[])[]): Buffer {
  return workbookOf([{ name: 'Lines', rows }])
}

const day = { day: serialOf('2025-03-01') }

describe('prepareFile on workbooks', () => {
  it('writes texts, amounts and days as a person sees them', async () => {
    const rows = [
      ['invoice', 'date', 'account', 'net', 'note'],
      ['I1', day, 'Müller & Söhne', 1234.56, 'two\nlines'],
      ['I2', { day: serialOf('2024-02-29') + 0.75 }, '', 0.1 + 0.2, 'a, "b"'],
      [null, null, null, null, null],
      ['I3', { xml: '<c t="d"><v>2025-03-02T00:00:00Z</v></c>' }, 7, -5, { xml: '<c t="b"><v>1</v></c>' }],
      ['I4', { xml: '<c t="inlineStr"><is><r><t>03.</t></r><r><t>03.2025</t></r></is></c>' }, null, 1e-7],
      ['I5', { xml: '<c t="str"><f>A1</f><v>x_x000D_</v></c>' }, { xml: '<c t="e"><v>#N/A</v></c>' }, 30],
    ]
    const file = await prepare(sheet(rows))
    expect(file).toMatchObject({ format: 'xlsx', rows: 5, badCount: 0, quotedNewlines: true, encoding: null })
    expect([...file.numbers].toSorted((one, other) => one - other)).toEqual([2, 3])
    expect(readFileSync(file.path, 'utf8').split('\n').slice(0, -1)).toEqual([
      'invoice,date,account,net,note',
      'I1,2025-03-01,Müller & Söhne,1234.56,"two',
      'lines"',
      'I2,2024-02-29 18:00:00,,0.3,"a, ""b"""',
      'I3,2025-03-02,7,-5,true',
      'I4,03.03.2025,,0.0000001,',
      'I5,"x\r",#N/A,30,',
    ])
    expect([0, 2, 4].map((row) => file.lineOf(row))).toEqual([2, 5, 7])
  })

  it('skips titles above the table, and takes the sheet that is asked for', async () => {
    const book = workbookOf([
      {
        name: 'Hidden',
        rows: [
          ['a', 'b'],
          ['0', '0'],
        ],
        hidden: true,
      },
      { name: 'Empty', rows: [] },
      { name: 'Umsätze', rows: [['Umsatzliste 2025'], [], ['a', 'b'], ['1', '2']] },
      { name: 'Other', rows: [['c'], ['3']] },
    ])
    const first = await prepare(book)
    expect([first.header, first.rows, first.lineOf(0)]).toEqual([['a', 'b'], 1, 4])
    expect((await prepare(book, { sheet: 'other ' })).header).toEqual(['c'])
    expect((await prepare(book, { sheet: 'Hidden' })).header).toEqual(['a', 'b'])
    const refused = await refusal(book, { sheet: 'Umsatz' })
    expect(refused.code).toBe('no-such-sheet')
    expect(refused.message).toBe(
      'Cannot find sheet "Umsatz" in "x.xlsx": it holds "Hidden", "Empty", "Umsätze", "Other"',
    )
    expect((await refusal(book, { sheet: 'Empty' })).code).toBe('empty-file')
  })

  it('reads parts whose names have a prefix, cells without a place, and text that is marked as such', async () => {
    const part =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row>' +
      '<x:row r="7"><x:c><x:v>1</x:v></x:c><x:c t="str"><x:v><![CDATA[<&>]]></x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const book = workbookOf([{ name: 'S', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': part } })
    const file = await prepare(book)
    expect([readFileSync(file.path, 'utf8'), file.lineOf(0)]).toEqual(['a,b\n1,<&>\n', 7])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const rows = [
      ['a', 'b'],
      ['x', { day: serialOf('2025-03-01') - 1462 }],
    ]
    const file = await prepare(workbookOf([{ name: 'S', rows }], { from1904: true }))
    expect(readFileSync(file.path, 'utf8')).toBe('a,b\nx,2025-03-01\n')
  })

  it('leaves out rows with more cells than the header, and formulas that were never reckoned', async () => {
    const formula = { xml: '<c><f>1+2</f><v></v></c>' }
    const file = await prepare(
      sheet([
        ['a', 'b'],
        ['1', '2', '3'],
        ['4', formula],
        ['5', '6'],
      ]),
    )
    expect(file.rows).toBe(1)
    expect(file.bad.map(({ line, raw }) => [line, raw])).toEqual([
      [2, '1,2,3'],
      [3, '4'],
    ])
    expect(file.bad.map(({ problem }) => problem.message)).toEqual([
      'Cannot read row 2: it has 3 cells, the header 2 in "1,2,3"',
      'Cannot read row 3: cell B3 has a formula without its value; open the workbook, save it and bring it again in "4"',
    ])
  })

  it('reads a workbook that is packed', async () => {
    const book = sheet([
      ['a', 'b'],
      ['1', '2'],
    ])
    const packed = await prepare(gzipSync(book), {}, 'x.xlsx.gz')
    expect([packed.format, packed.rows]).toEqual(['xlsx', 1])
    const zipped = await prepare(zipOf([{ name: 'export.xlsx', content: book }]), {}, 'x.zip')
    expect([zipped.format, zipped.rows]).toEqual(['xlsx', 1])
    expect(readdirSync(tempDir).filter((name) => name.startsWith('unpacked'))).toEqual([])
  })

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a sheet that breaks off',
      { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1' },
      /damaged/,
    ],
    [
      'a text that is not there',
      { 'xl/sharedStrings.xml': '<sst/>' },
      /the workbook is damaged \(there is no text 0\)/,
    ],
    [
      'rows out of order',
      {
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"/></sheetData></worksheet>',
      },
      /row "1" follows row 2/,
    ],
    [
      'cells out of order',
      {
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData><row><c r="B1"><v>1</v></c><c r="A1"/></row></sheetData></worksheet>',
      },
      /cell "A1" has no place/,
    ],
    [
      'a sheet that is not there',
      {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="nowhere.xml"/></Relationships>',
      },
      /does not hold "xl\/nowhere.xml"/,
    ],
    ['no sheet', { 'xl/workbook.xml': '<workbook/>' }, /it holds no sheet/],
    [
      'entities of its own',
      {
        'xl/worksheets/sheet1.xml':
          '<!DOCTYPE x [<!ENTITY a "aaa">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>',
      },
      /damaged \(undefined entity/,
    ],
    [
      'elements within one another without end, which a few kilobytes can hold millions of',
      { 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<a>'.repeat(300)}` },
      /damaged \(more than 256 elements stand within one another/,
    ],
    [
      'styles without end',
      { 'xl/styles.xml': `<styleSheet><cellXfs>${'<xf/>'.repeat(14_000_000)}</cellXfs></styleSheet>` },
      /it holds more than 67108864 bytes/,
    ],
    [
      'empty texts without end',
      { 'xl/sharedStrings.xml': `<sst>${'<si/>'.repeat(13_000_000)}</sst>` },
      /its texts are too many or too long; save it as CSV/,
    ],
  ])('refuses %s', async (_, parts, message) => {
    const book = workbookOf(
      [
        {
          name: 'S',
          rows: [
            ['a', 'b'],
            ['1', '2'],
          ],
        },
      ],
      { parts },
    )
    expect((await refusal(book)).message).toMatch(message)
  })

  it('refuses a header alone, and gives columns names that can be told apart', async () => {
    expect((await refusal(sheet([['a', 'b']]))).code).toBe('header-only')
    const file = await prepare(
      sheet([
        [null, 'Net', 'b', 'net'],
        ['1', '2', '3', '4'],
      ]),
    )
    expect(file.header).toEqual(['(column 1)', 'Net (1)', 'b', 'net (2)'])
  })
})

describe('prepareFile on files of other programs', () => {
  const fixtures = join(import.meta.dirname, '..', '..', '..', 'test', 'files', 'fixtures')

  it('reads a workbook of openpyxl', async () => {
    const file = await prepareFile(join(fixtures, 'openpyxl.xlsx'), { tempDir, label: 'openpyxl.xlsx' })
    expect(file.bad.map(({ problem }) => problem.message)).toEqual([
      'Cannot read row 6: cell D6 has a formula without its value; open the workbook, save it and bring it again in "R3,2024-02-29,,,0.0000001,,1.25"',
    ])
    expect(readFileSync(file.path, 'utf8')).toBe(
      [
        'Rechnung,Datum,Kunde,Betrag,Menge,Ok,Zeit',
        'R1,2025-03-01,Müller & Söhne <GmbH>,1234.56,3,true,2025-03-01 13:45:10',
        'R2,1900-02-28,"€uro ""x""',
        'zwei",0.3,-1.5,false,08:30:00\n',
      ].join('\n'),
    )
  })

  it('reads a workbook that was written in one go, its texts in the cells', async () => {
    const file = await prepareFile(join(fixtures, 'xlsxwriter.xlsx'), { tempDir, label: 'xlsxwriter.xlsx' })
    expect(readFileSync(file.path, 'utf8').split('\n').slice(0, -1)).toEqual([
      'invoice,date,net,text',
      'I1,2025-12-31,-99.9,abcdef',
      'I2,2025-01-01 23:59:59,123456789012.34,val',
    ])
  })

  it('reads a Parquet file of PyArrow', async () => {
    const file = await prepareFile(join(fixtures, 'pyarrow.parquet'), { tempDir, label: 'pyarrow.parquet' })
    expect(readFileSync(file.path, 'utf8').split('\n').slice(0, -1)).toEqual([
      'invoice,date,ts,net,f32,dec,b,q,l',
      'I1,2025-03-01,2025-03-01 01:02:03,0.3,0.1,1.20,true,1,"[1, 2]"',
      'I2,2024-02-29,,-1234.56,1e+20,,,2,',
      ',,,0.00001000000000000000,3.25,-0.05,false,3,[]',
    ])
  })
})
