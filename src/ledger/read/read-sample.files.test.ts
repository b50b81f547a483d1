import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { kindOf } from '../../domain/kind.ts'
import type { Transform } from '../../domain/mapping/document.ts'
import { findForms } from './find-forms.ts'
import { prepareFile } from './prepare-file.ts'
import { readHead } from './read-head.ts'
import { readKind } from './read-kind.ts'
import { readSample } from './read-sample.ts'
import type { Sample } from './read-sample.ts'
import { Reader, spoolRows } from './reader.ts'

let folder: string
let reader: Reader
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-sample-'))
  reader = await Reader.open({ folder, memoryLimit: '200MB', threads: 1 })
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** Reads rows of a file with the columns a, b and other as lines whose named column is `a`. */
async function read(
  column: string,
  values: readonly (string | readonly [string, string])[],
  transforms: readonly Transform[] = [],
): Promise<Sample> {
  const source = {
    header: ['a', 'Art'],
    numbers: new Set<number>(),
    cells: new Map([[column, 0]]),
    constants: new Map<string, string>(),
    transforms: new Map([[column, transforms]]),
  }
  const rows = values.map((value) => (typeof value === 'string' ? [value, ''] : [...value]))
  const options = { decimal: undefined, dayOrder: undefined, shown: 10, filled: [] }
  return readSample(reader, kindOf('lines'), source, rows, options)
}

async function valuesOf(...given: Parameters<typeof read>): Promise<(string | null)[]> {
  return (await read(...given)).rows.map(([cell]) => cell?.problem ?? cell?.value ?? null)
}

describe('the first rows', () => {
  it('are typed by the forms all of them show, with what shows them', async () => {
    const sample = await read('net', ['1.000', '2', '1.234,50'])
    expect(sample.decimal).toEqual({ form: ',', by: 'values', evidence: ['1.234,50'], problem: null })
    expect(sample.rows.map(([cell]) => cell)).toEqual([
      { column: 'net', raw: '1.000', value: '1000', problem: null },
      { column: 'net', raw: '2', value: '2', problem: null },
      { column: 'net', raw: '1.234,50', value: '1234.5', problem: null },
    ])
  })

  it('are not typed while nobody can tell what they mean', async () => {
    const sample = await read('date', ['05/03/2024'])
    expect(sample.dayOrder).toMatchObject({ form: null, evidence: ['05/03/2024'] })
    expect(sample.dayOrder?.problem).toContain('Cannot tell day from month')
    expect(sample.rows).toEqual([])
  })

  it('are shown as far as a person looks at them', async () => {
    const [cell] = (await read('product', ['x'.repeat(100_000)])).rows[0] ?? []
    expect(cell?.value).toBe(`${'x'.repeat(200)}…`)
  })

  it('say what is wrong with a cell', async () => {
    expect(await valuesOf('net', ['12,5', 'zwölf', ''])).toEqual([
      '12.5',
      'Cannot read net "zwölf": it is no amount with at most 6 decimals',
      'Cannot take a row without net',
    ])
  })
})

describe('transforms', () => {
  it.each<[string, string, readonly Transform[], readonly string[], readonly (string | null)[]]>([
    ['spaces of every kind', 'product', [{ do: 'trim' }], ['\u00a0 X 1\u202f', '\u00a0'], ['X 1', null]],
    ['capitals', 'product', [{ do: 'upper' }], ['ab-é'], ['AB-É']],
    ['what an empty cell holds', 'product', [{ do: 'if-empty', value: 'none' }], ['', ' ', 'x'], ['none', 'none', 'x']],
    ['a part from the front', 'product', [{ do: 'split', separator: '-', place: 2 }], ['A-12-x', 'A'], ['12', null]],
    ['a part from the end', 'product', [{ do: 'split', separator: '::', place: -1 }], ['A::B', 'A'], ['B', 'A']],
    ['a group', 'product', [{ do: 'extract', pattern: '^[A-Z]+-(\\d+)' }], ['AB-12', '12'], ['12', null]],
    ['a whole find', 'product', [{ do: 'extract', pattern: '[(]\\d+' }], ['AB(12)'], ['(12']],
    [
      'other values',
      'type',
      [{ do: 'look-up', values: { Rechnung: 'invoice', "Gut'schrift": 'credit_note' } }],
      [' RECHNUNG ', "gut'schrift", 'invoice'],
      ['invoice', 'credit_note', 'invoice'],
    ],
    [
      'other values for all',
      'unit',
      [{ do: 'look-up', values: { '': 'piece', Stk: 'piece' }, otherwise: '' }],
      ['stk', '', 'kg'],
      ['piece', 'piece', null],
    ],
    [
      'a date form',
      'date',
      [{ do: 'date', form: 'D MMM YYYY' }],
      ['5 Mar 2024', '29 feb 2024'],
      ['2024-03-05', '2024-02-29'],
    ],
    [
      'two digits of a year',
      'date',
      [{ do: 'date', form: 'M/D/YY' }],
      ['3/5/69', '3/5/70'],
      ['2069-03-05', '1970-03-05'],
    ],
    ['an order of its own', 'date', [{ do: 'date', form: 'DMY' }], ['05/03/2024'], ['2024-03-05']],
    ['a decimal sign of its own', 'net', [{ do: 'decimal', sign: ',' }], ['1.234'], ['1234']],
    ['the sign of all', 'net', [{ do: 'negate' }], ['12', '-3', '0'], ['-12', '3', '0']],
    [
      'several in their order',
      'net',
      [{ do: 'split', separator: ' ', place: 1 }, { do: 'decimal', sign: ',' }, { do: 'negate' }],
      ['1,50 EUR'],
      ['-1.5'],
    ],
  ])('give %s', async (_, column, transforms, values, expected) => {
    expect(await valuesOf(column, values, transforms)).toEqual(expected)
  })

  it('turn the sign where another column says so', async () => {
    const rows = [
      ['5', 'Rechnung'],
      ['5', ' GUTSCHRIFT'],
      ['5', ''],
    ] as const
    const where = (values?: readonly string[]) =>
      valuesOf('net', rows, [{ do: 'negate', where: { column: 'art', values } }])
    expect(await where(['Gutschrift', 'Storno'])).toEqual(['5', '-5', '5'])
    expect(await where()).toEqual(['-5', '-5', '5'])
    expect(await where([])).toEqual(['5', '5', '5'])
  })

  it('multiply with another column exactly, and say what of a product that cannot be kept', async () => {
    const rows = [
      ['2.555', '3'],
      ['-0.5', '1,000.5'],
      ['0.000001', '0.5'],
      ['7', ''],
      ['999999999999', '999999999999'],
    ] as const
    const { rows: found } = await read('net', rows, [{ do: 'times', column: 'Art' }])
    expect(found.map(([cell]) => cell?.value)).toEqual(['7.665', '-500.25', null, null, null])
    expect(found.map(([cell]) => cell?.problem)).toEqual([
      null,
      null,
      'Cannot read net "0.000001 × 0.5": it is no amount with at most 6 decimals',
      'Cannot read net "7 × ": it is no amount with at most 6 decimals',
      'Cannot read net "999999999999 × 999999999999": it is no amount with at most 6 decimals',
    ])
  })

  it('show the cell of the file beside a problem of what was made of it', async () => {
    const { rows } = await read('net', ['1,50 EUR', 'x'], [{ do: 'split', separator: ' ', place: 2 }])
    expect(rows.map(([cell]) => [cell?.raw, cell?.problem])).toEqual([
      ['1,50 EUR', 'Cannot read net "EUR": it is no amount with at most 6 decimals'],
      ['x', 'Cannot take a row without net'],
    ])
  })
})

describe('the first rows and the import', () => {
  const cell = fc.constantFrom('', '1', '1,5', '1.234,50', '-2', '(3,00)', '5-', 'x', ' 7 ', '1,5 EUR', '0,0000001')
  const dayCell = fc.constantFrom('', '01.02.2024', '31.2.2024', '13.1.24', '2024-03-01', '5 Mar 2024', 'heute')
  const textCell = fc.constantFrom('', 'A', ' a ', 'A-1-B', 'Gutschrift', '"x;y"', 'ä')
  const transform = fc.constantFrom<readonly Transform[]>(
    [],
    [{ do: 'negate' }],
    [{ do: 'negate', where: { column: 'text', values: ['gutschrift'] } }],
    [{ do: 'split', separator: ' ', place: 1 }],
    [{ do: 'extract', pattern: '[0-9]+' }],
    [{ do: 'if-empty', value: '9' }],
    [{ do: 'times', column: 'net' }],
  )

  it('read every cell alike, and leave out the same rows', async () => {
    const kind = kindOf('lines')
    const path = join(folder, 'law.csv')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(textCell, dayCell, cell), { minLength: 1, maxLength: 8 }),
        transform,
        async (rows, ofNet) => {
          // A row that shows how the others are written.
          const lines = [['Z', '28.02.2024', '2,25'], ...rows].map((row) => row.join(';'))
          writeFileSync(path, `text;day;net\n${lines.join('\n')}\n`)
          const label = 'law.csv'
          const head = await readHead(path, { label, tempDir: folder, rows: 100 })
          const prepared = await prepareFile(path, { tempDir: folder, label })
          const source = {
            header: head.header,
            numbers: new Set<number>(),
            cells: new Map([
              ['invoice', 0],
              ['date', 1],
              ['net', 2],
            ]),
            constants: new Map([['line', '1']]),
            transforms: new Map([['net', ofNet]]),
          }
          const forms = await findForms(reader, kind, prepared, source, {})
          const file = { prepared, source, distinct: false, fromInvoices: [], forms }
          const defaults = { source: 'main', currency: 'EUR', baseCurrency: 'EUR', hasRates: false }
          const options = { headerSpool: null, rejectUnknownAccounts: false }
          const { typed } = await readKind(reader, kind, [file], defaults, options)
          const imported = await reader.all(
            `SELECT invoice, CAST("date" AS VARCHAR) AS day, CAST(net AS DOUBLE) AS net, bad FROM ${spoolRows(typed)} ORDER BY row_no`,
          )
          const shown = await readSample(reader, kind, source, head.rows, {
            decimal: undefined,
            dayOrder: undefined,
            shown: 100,
            filled: [],
          })
          const valueOf = (cells: Sample['rows'][number], name: string): string | null =>
            cells.find(({ column }) => column === name)?.value ?? null
          expect(
            shown.rows.map((cells) => {
              const net = valueOf(cells, 'net')
              return {
                invoice: valueOf(cells, 'invoice'),
                day: valueOf(cells, 'date'),
                net: net === null ? null : Number(net),
                bad: cells.some(({ problem }) => problem !== null),
              }
            }),
          ).toEqual(imported)
        },
      ),
      { numRuns: 40 },
    )
  })
})
