import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kindOf } from '../../domain/kind.ts'
import { listRejected } from './list-rejected.ts'
import { prepareFile } from './prepare-file.ts'
import { readHead } from './read-head.ts'
import { readKind } from './read-kind.ts'
import type { KindFile, KindSpool } from './read-kind.ts'
import { readSample } from './read-sample.ts'
import { Reader, spoolRows, spoolScan } from './reader.ts'

let folder: string
let reader: Reader
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-value-kinds-'))
  reader = await Reader.open({ folder, memoryLimit: '300MB', threads: 1 })
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function fileOf(id: string, rows: readonly string[]): Promise<KindFile> {
  const label = `${id}.csv`
  writeFileSync(join(folder, label), `${rows.join('\n')}\n`)
  const prepared = await prepareFile(join(folder, label), { tempDir: folder, label })
  const source = {
    header: prepared.header,
    numbers: prepared.numbers,
    cells: new Map(prepared.header.map((name, index) => [name, index])),
    constants: new Map<string, string>(),
    transforms: new Map(),
  }
  return { prepared, source, distinct: false, fromInvoices: [], forms: { decimal: '.', dayOrder: 'YMD' } }
}

function readFile(id: string, file: KindFile): Promise<KindSpool> {
  const defaults = { source: 'main', currency: 'EUR', baseCurrency: 'EUR', hasRates: false }
  return readKind(reader, kindOf(id), [file], defaults, { headerSpool: null, rejectUnknownAccounts: false })
}

async function problems(id: string, rows: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const spool = await readFile(id, await fileOf(id, rows))
  for await (const row of listRejected(reader, spool)) found.push(...row.problems.map(({ message }) => message))
  return found
}

describe('rows that cannot be', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'stock',
      [
        'date,product,quantity,unit_cost,cover_days',
        '2024-01-31,P1,-0.01,,',
        '2024-01-31,P2,1,-1,',
        '2024-01-31,P3,1,,-1',
        '2024-01-31,P4,0,0,0',
      ],
      [
        'Cannot read quantity "-0.01": it must not be below 0',
        'Cannot read unit_cost "-1": it must not be below 0',
        'Cannot read cover_days "-1": it must not be below 0',
      ],
    ],
    [
      'commitments',
      [
        'number,type,account,product,due,quantity',
        'F1,promise,A,P,2024-01-31,1',
        'F2,FORECAST,A,P,2024-01-31,0',
        'F3,,A,P,2024-01-31,0.000001',
        'F4,,,P,2024-01-31,1',
        'F5,,A,P,,1',
      ],
      [
        'Cannot read type "promise": use forecast, call_off, blanket_order',
        'Cannot read quantity "0": it must be above 0',
        'Cannot take a row without account',
        'Cannot take a row without due',
      ],
    ],
    ['deliveries', ['delivery,commitment,date,quantity', 'D1,,2024-01-31,1'], ['Cannot take a row without commitment']],
    [
      'events',
      ['account,activity,date,quantity', 'A,call,2024-01-31,-1', 'A,call,2024-01-31,0', 'A,,2024-01-31,1'],
      ['Cannot read quantity "-1": it must not be below 0', 'Cannot take a row without activity'],
    ],
    ['hours', ['date,hours', '2024-01-31,-0.5', '2024-01-31,0'], ['Cannot read hours "-0.5": it must not be below 0']],
    [
      'freight',
      ['date,amount,currency', '2024-01-31,1,USD', '2024-01-31,-1,EUR'],
      ['Cannot find a rate for currency "USD" on 2024-01-31 or the 7 days before: import rates first'],
    ],
    [
      'disputes',
      [
        'invoice,opened,closed,amount',
        'I1,2024-01-10,2024-01-09,1',
        'I2,2024-01-10,2024-01-10,1',
        'I3,2024-01-10,,0',
        'I4,2024-01-10,,',
      ],
      [
        'Cannot read closed "2024-01-09": it is before opened, 2024-01-10',
        'Cannot read amount "0": it must be above 0',
      ],
    ],
  ])('are left out with a sentence, and nothing else is: %s', async (id, rows, messages) => {
    expect(await problems(id, rows)).toEqual(messages)
  })
})

describe('laws', () => {
  const day = fc.constantFrom('2024-01-31', '2024-02-29')
  const some = fc.constantFrom('', 'W', 'A')

  it('stock has one row a day, product, warehouse and account, an empty one being one of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(day, fc.constantFrom('P', 'W'), some, some, fc.nat(9)), { minLength: 1, maxLength: 12 }),
        async (rows) => {
          const text = rows.map((row) => row.join(','))
          const spool = await readFile(
            'stock',
            await fileOf('stock', ['date,product,warehouse,account,quantity', ...text]),
          )
          const kept = await reader.all(
            `SELECT CAST(date AS VARCHAR) || ',' || product || ',' || coalesce(warehouse, '') || ',' || coalesce(account, '') AS name,
               CAST(CAST(quantity AS INTEGER) AS VARCHAR) AS quantity, CAST(key_hi AS VARCHAR) || CAST(key_lo AS VARCHAR) AS key
             FROM ${spoolScan(spool.staged.paths)}`,
          )
          const firsts = new Map<string, string>()
          for (const row of rows) {
            const name = row.slice(0, 4).join(',')
            if (!firsts.has(name)) firsts.set(name, String(row[4]))
          }
          expect(new Map(kept.map((row) => [row['name'], row['quantity']]))).toEqual(firsts)
          expect(new Set(kept.map((row) => row['key'])).size).toBe(firsts.size)
          expect(spool.rejected).toBe(rows.length - firsts.size)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('the first rows that are shown of disputes have the problems that the import finds', async () => {
    const opened = fc.constantFrom('', '2024-01-10', '2024-01-31', '2024-02-31')
    const closed = fc.constantFrom('', '2024-01-09', '2024-01-10', '2024-03-01', 'soon')
    const amount = fc.constantFrom('', '0', '-1', '0.5', 'x')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(opened, closed, amount), { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = rows.map((row, at) => [`I${String(at)}`, ...row].join(','))
        const file = await fileOf('disputes', ['invoice,opened,closed,amount', ...text])
        const { typed } = await readFile('disputes', file)
        const imported = await reader.all(`SELECT bad FROM ${spoolRows(typed)} ORDER BY row_no`)
        const head = await readHead(join(folder, 'disputes.csv'), {
          label: 'disputes.csv',
          tempDir: folder,
          rows: 100,
        })
        const shown = await readSample(reader, kindOf('disputes'), file.source, head.rows, {
          decimal: '.',
          dayOrder: 'YMD',
          shown: 100,
          filled: [],
        })
        expect(shown.rows.map((cells) => cells.some(({ problem }) => problem !== null))).toEqual(
          imported.map((row) => row['bad']),
        )
      }),
      { numRuns: 25 },
    )
  })
})
