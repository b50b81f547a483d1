import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kindOf } from '../../domain/kind.ts'
import { parseMicros } from '../../domain/money.ts'
import type { Row } from '../store/session.ts'
import { fillDayRates } from './day-rates.ts'
import { headerColumns } from './kind-sql.ts'
import { listRejected } from './list-rejected.ts'
import { prepareFile } from './prepare-file.ts'
import { readKind } from './read-kind.ts'
import type { KindSpool } from './read-kind.ts'
import { Reader, spoolScan } from './reader.ts'

let folder: string
let reader: Reader
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bookvalue-kind-'))
  reader = await Reader.open({ folder, memoryLimit: '500MB', threads: 2 })
})
afterAll(async () => {
  await reader[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function read(
  id: string,
  rows: readonly string[],
  {
    hasRates = false,
    header = null,
    changedTo = null,
  }: {
    readonly hasRates?: boolean
    readonly header?: KindSpool | null
    readonly changedTo?: readonly string[] | null
  } = {},
): Promise<KindSpool> {
  const label = `${id}.csv`
  writeFileSync(join(folder, label), `${rows.join('\n')}\n`)
  const prepared = await prepareFile(join(folder, label), { tempDir: folder, label })
  if (changedTo !== null) writeFileSync(join(folder, label), `${changedTo.join('\n')}\n`)
  const cells = new Map(prepared.header.map((name, index) => [name, index]))
  const fromInvoices = header === null ? [] : headerColumns.filter((name) => !cells.has(name))
  const forms = { decimal: '.', dayOrder: 'YMD' } as const
  const source = {
    header: prepared.header,
    numbers: prepared.numbers,
    cells,
    constants: new Map<string, string>(),
    transforms: new Map(),
  }
  const file = { prepared, source, distinct: false, fromInvoices, forms }
  const defaults = { source: 'main', currency: 'EUR', baseCurrency: 'EUR', hasRates }
  const headerSpool = header?.staged.paths ?? null
  return readKind(reader, kindOf(id), [file], defaults, { headerSpool, rejectUnknownAccounts: false })
}

async function stagedRows(spool: KindSpool, columns: string): Promise<Row[]> {
  return reader.all(`SELECT ${columns} FROM ${spoolScan(spool.staged.paths)} ORDER BY 1`)
}

async function problems(spool: KindSpool): Promise<string[]> {
  const found: string[] = []
  for await (const row of listRejected(reader, spool)) found.push(...row.problems.map(({ message }) => message))
  return found
}

describe('a file that changes after it was checked', () => {
  const checked = ['key,name', 'A1,One', 'A2,Two', 'A3,Three']

  it.each([
    ['longer', [...checked, 'A4,Four']],
    ['shorter', checked.slice(0, 2)],
  ])('is refused when it is %s', async (_, changedTo) => {
    await expect(read('accounts', checked, { changedTo })).rejects.toThrow(
      'Cannot read "accounts.csv": it changed while it was read; bring it again',
    )
  })
})

describe('payments', () => {
  const rows = ['payment,invoice,date,amount,currency', 'Y1,I1,2025-01-05,100,EUR', 'Y2,I2,2025-01-06,16000,JPY']

  it('are kept in base currency at the rate of their day', async () => {
    await fillDayRates(reader, [{ currency: 'JPY', day: '2025-01-02', rate: parseMicros('160') }])
    const spool = await read('payments', rows, { hasRates: true })
    expect(
      await stagedRows(spool, 'payment, CAST(rate AS VARCHAR) AS rate, CAST(base_amount AS VARCHAR) AS base'),
    ).toEqual([
      { payment: 'Y1', rate: null, base: '100.000000' },
      { payment: 'Y2', rate: '160.000000', base: '100.000000' },
    ])
  })

  it.each([true, false])('in a currency without a rate are rejected, other rates known: %s', async (hasRates) => {
    await fillDayRates(reader, [{ currency: 'GBP', day: '2025-01-02', rate: parseMicros('0.8') }])
    const spool = await read('payments', rows, { hasRates })
    expect(spool.rejected).toBe(1)
    expect(await problems(spool)).toEqual([
      'Cannot find a rate for currency "JPY" on 2025-01-06 or the 7 days before: import rates first',
    ])
  })
})

describe('a line without a type is a credit', () => {
  const header = ['number,date,account,gross', 'I1,2025-01-05,K1,90', 'C1,2025-01-06,K1,-95']
  const columns = 'invoice, line, credit'

  it.each([
    ['invoice,line,kind,net', ''],
    [
      'invoice,line,kind,net,type,date,account,site,salesperson,legal_entity,order_number,currency',
      ',,2025-01-05,K1,,,,,EUR',
    ],
  ])('where its invoice in the same import is one, whatever its own sign: %s', async (names, rest) => {
    const invoices = await read('invoices', header)
    const lines = [
      'I1,1,goods,100',
      'I1,2,goods,-10',
      'C1,1,goods,-100',
      'C1,2,service,5',
      ...(rest === '' ? [] : ['X1,1,goods,-5']),
    ]
    const spool = await read('lines', [names, ...lines.map((line) => line + rest)], { header: invoices })
    const found = await reader.all(`SELECT ${columns} FROM ${spoolScan(spool.staged.paths)} ORDER BY 1, 2`)
    expect(found.map((row) => Object.values(row).join(' '))).toEqual([
      'C1 1 true',
      'C1 2 true',
      'I1 1 false',
      'I1 2 false',
      ...(rest === '' ? [] : ['X1 1 true']),
    ])
  })

  it('else where its net is negative, but for discounts and rebates', async () => {
    const lines = ['1,goods,-10', '2,discount,-10', '3,rebate,-10', '4,goods,10', '5,,-1']
    const names = 'invoice,line,kind,net,date,account'
    const spool = await read('lines', [names, ...lines.map((line) => `I1,${line},2025-01-05,K1`)])
    const found = await stagedRows(spool, 'line, credit')
    expect(found.map((row) => Object.values(row).join(' '))).toEqual([
      '1 true',
      '2 false',
      '3 false',
      '4 false',
      '5 true',
    ])
  })
})
