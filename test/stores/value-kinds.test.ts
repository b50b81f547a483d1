import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backupBook } from '../../src/app/backup/backup-book.ts'
import { openBackup, restoreBook } from '../../src/app/backup/restore-book.ts'
import { totalsOfKinds } from '../../src/app/control/kind-totals.ts'
import { exportBook } from '../../src/app/export/export-book.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import { undoImport } from '../../src/app/import/undo-import.ts'
import type { Book } from '../../src/app/open-book.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { valueKinds } from '../../src/domain/value-kinds.ts'
import { checkLedger } from '../../src/ledger/facts/check-ledger.ts'
import { exportRows } from '../../src/ledger/facts/export-rows.ts'
import type { LedgerKindId } from '../../src/domain/kind.ts'
import { listAccounts } from '../../src/records/list-accounts.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { importFiles, liveRows, openTestBook } from './open-test-book.ts'
import type { Files } from './open-test-book.ts'

const stock = 'date,product,warehouse,account,quantity,unit,unit_cost,cover_days'
const commitments = 'number,line,type,account,product,date,due,quantity,unit'

/** At least one row of every kind, empty cells and a foreign currency among them. */
const files: Files = {
  'rates.csv': ['currency,date,rate', 'GBP,2024-01-10,0.8'],
  'stock.csv': [stock, '2024-01-31,P1,W1,A,10,pc,2.50,45', '2024-01-31,P1,,,100,pc,,', '2024-01-31,P2,W1,,0,,,'],
  'commitments.csv': [commitments, 'F1,,forecast,A,P1,2024-01-02,2024-01-31,40,pc', 'B1,2,,B,P2,,2024-02-15,5,'],
  'deliveries.csv': [
    'delivery,line,commitment,commitment_line,date,quantity',
    'D1,1,F1,,2024-01-30,30',
    'D1,2,B1,3,2024-02-20,-1',
    'D2,,F1,,2024-02-02,10',
  ],
  'events.csv': [
    'number,account,activity,date,quantity,order_number,person',
    'E1,A,call,2024-01-05,,,Ida',
    ',A,visit,2024-01-06,2,,',
    ',A,visit,2024-01-06,2,,',
    ',,complaint,2024-01-07,1,O1,',
  ],
  'hours.csv': ['number,account,date,activity,person,hours', 'H1,A,2024-01-05,,Ida,1.5', ',C,2024-01-05,visit,,0'],
  'freight.csv': [
    'number,invoice,account,date,amount,currency',
    'T1,I1,,2024-01-10,80,GBP',
    'T2,,A,2024-01-11,12.50,',
    'T3,,A,2024-01-12,-2.50,EUR',
  ],
  'accruals.csv': [
    'number,account,date,amount,currency,credited_by,credited_on',
    'R1,A,2024-01-31,100,,,',
    'R2,B,2024-01-12,8,GBP,C1,2024-02-01',
  ],
  'disputes.csv': [
    'invoice,opened,closed,amount,reason',
    'I1,2024-01-10,,,short delivery',
    'I1,2024-02-10,2024-02-10,5,',
  ],
  'quotes.csv': [
    'number,line,account,date,product,quantity,unit,amount,first_amount,currency,state,decided,competitor,reason,order_number',
    'Q1,1,A,2024-01-10,P1,10,pc,80,88,GBP,won,2024-01-12,Rival,price,O1',
    'Q1,2,A,2024-01-10,P2,,,,,GBP,,,,,',
    'Q2,,B,2024-02-01,,,,12.50,,,lost,,,delivery time,',
  ],
}
const rowCount = Object.values(files).reduce((sum, lines) => sum + lines.length - 1, 0)

async function rowsOf({ ctx }: Book, kind: LedgerKindId): Promise<(string | null)[][]> {
  const found: (string | null)[][] = []
  for await (const rows of exportRows(ctx.ledger, kind)) found.push(...rows)
  return found
}

describe.each(ledgerEngines)('what an account costs and binds, imported into %s', (engine) => {
  let place: TestPlace
  let book: Book
  beforeEach(async () => {
    place = await makeTestPlace(engine)
    book = await openTestBook(place)
  })
  afterEach(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  it('is taken row for row, makes stubs of accounts nobody knows, and breaks no law of the ledger', async () => {
    const summary = await importFiles(book, place, files)
    expect(summary.rejected).toBe(0)
    expect(await liveRows(book)).toHaveLength(rowCount)
    expect(summary.kinds.map(({ kind }) => kind)).toEqual(['rates', ...valueKinds.map(({ id }) => id)])
    const accounts = await listAccounts(book.ctx.records)
    expect(accounts.map(({ key, stub }) => [key, stub])).toEqual([
      ['A', true],
      ['B', true],
      ['C', true],
    ])
    expect((await checkLedger(book.ctx.ledger)).filter(({ broken }) => broken > 0)).toEqual([])
  })

  it('keeps what was paid and set aside in the base currency at the rate of its day', async () => {
    await importFiles(book, place, files)
    const found = await book.ctx.ledger.all(
      `SELECT CAST(base_amount AS VARCHAR) AS base FROM (
         SELECT number, base_amount FROM freight UNION ALL SELECT number, base_amount FROM accrual
         UNION ALL SELECT number || coalesce(line, ''), base_amount FROM quote) money ORDER BY number`,
    )
    // A quote that names no amount has none in the base currency either.
    const amounts = found.map(({ base }) => (base === null ? null : Number(base)))
    expect(amounts).toEqual([100, null, 12.5, 100, 10, 100, 12.5, -2.5])
  })

  it('is the same the second time, and a correction of a row is a change, an empty warehouse, account or line included', async () => {
    await importFiles(book, place, files)
    const before = await liveRows(book)
    const again = await importFiles(book, place, files)
    expect(again.kinds.map(({ new: added, changed }) => added + changed)).toEqual(again.kinds.map(() => 0))
    const corrected = await importFiles(book, place, {
      'stock.csv': [stock, '2024-01-31,P1,,,90,pc,,'],
      'commitments.csv': [commitments, 'F1,,forecast,A,P1,2024-01-02,2024-01-31,50,pc'],
    })
    expect(corrected.kinds.map((kind) => [kind.kind, kind.new, kind.changed])).toEqual([
      ['stock', 0, 1],
      ['commitments', 0, 1],
    ])
    expect((await rowsOf(book, 'stock')).map((row) => row[5])).toEqual(['90.00', '10.00', '0.00'])
    expect((await rowsOf(book, 'commitments')).map((row) => row[8])).toEqual(['5.00', '50.00'])
    await undoImport(book.ctx, { id: corrected.id })
    expect(await liveRows(book)).toEqual(before)
  })

  it('is replaced by the day that was counted, promised or opened', async () => {
    const first = await importFiles(book, place, files)
    const replace = { from: '2024-01-01', to: '2024-01-31' }
    const run = await importFiles(
      book,
      place,
      {
        'stock.csv': [stock, '2024-01-31,P1,W1,A,10,pc,2.50,45'],
        'commitments.csv': [commitments, 'F9,,forecast,A,P1,,2024-01-15,1,pc'],
        'disputes.csv': ['invoice,opened', 'I2,2024-01-20'],
      },
      { replace },
    )
    expect(run.kinds.map(({ kind, retired }) => [kind, retired])).toEqual([
      ['stock', 2],
      ['commitments', 1],
      ['disputes', 1],
    ])
    expect((await rowsOf(book, 'commitments')).map((row) => row[1])).toEqual(['B1', 'F9'])
    await undoImport(book.ctx, { id: run.id })
    expect(await liveRows(book)).toHaveLength(rowCount)
    await undoImport(book.ctx, { id: first.id })
    expect(await liveRows(book)).toEqual([])
  })

  it('comes out as it went in, by export and by backup', async () => {
    await importFiles(book, place, files)
    const before = await liveRows(book)
    const folder = join(place.folder, 'out')
    await exportBook(book.ctx, { folder })
    const file = join(place.folder, 'backup.tar.gz')
    await backupBook(book.ctx, { file })
    await using other = await makeTestPlace('duckdb')
    await using restored = await openTestBook(other)
    const unpacked = join(other.folder, 'unpacked')
    await restoreBook(restored.ctx, { folder: unpacked, manifest: await openBackup(file, unpacked) })
    expect(await liveRows(restored)).toEqual(before)
    await using third = await makeTestPlace(engine)
    await using imported = await openTestBook(third)
    await runImport(imported.ctx, {
      path: folder,
      sourceDirectory: null,
      kind: null,
      sourceName: null,
      strict: true,
      unknownAccounts: 'stub',
      replace: null,
      baseCurrency: 'EUR',
    })
    expect(await liveRows(imported)).toEqual(before)
  })

  it('has one quote a number and line, and takes what became of it later as a change', async () => {
    await importFiles(book, place, files)
    const decided = await importFiles(book, place, {
      'quotes.csv': [
        'number,line,account,date,amount,state,decided,competitor,reason',
        'Q2,,B,2024-02-01,12.00,won,2024-02-09,Rival,price',
      ],
    })
    expect(decided.kinds.map((kind) => [kind.kind, kind.new, kind.changed])).toEqual([['quotes', 0, 1]])
    const [, , quote] = await rowsOf(book, 'quotes')
    expect(quote?.slice(1, 15)).toEqual([
      'Q2',
      null,
      'B',
      '2024-02-01',
      null,
      null,
      null,
      '12.00',
      null,
      'EUR',
      'won',
      '2024-02-09',
      'Rival',
      'price',
    ])
  })

  it('is left out with a sentence where an account is unknown and shall not be', async () => {
    const summary = await importFiles(
      book,
      place,
      {
        'accounts.csv': ['key,name', 'A,Alpha'],
        'hours.csv': ['account,date,hours', 'A,2024-01-05,1', 'B,2024-01-05,1'],
      },
      { unknownAccounts: 'reject' },
    )
    expect(summary.problems.map(({ message }) => message)).toEqual([
      'Cannot find account "B": import it first, or take unknown accounts as stubs',
    ])
    expect(await rowsOf(book, 'hours')).toHaveLength(1)
  })

  it('is counted and added up by kind, source, month and currency', async () => {
    await importFiles(book, place, files)
    await importFiles(
      book,
      place,
      { 'payments.csv': ['payment,invoice,date,amount', 'Y1,I1,2024-02-01,30', 'Y2,I1,2024-02-02,-1'] },
      { sourceName: 'bank' },
    )
    const all = { source: null, month: null, currency: null }
    await importFiles(book, place, { 'lines.csv': ['invoice,line,date,net', 'I1,1,2024-01-05,100'] })
    const found = (await totalsOfKinds(book.ctx, all)).map(
      ({ kind, source, month, currency, rows, total, unmatched }) => [
        `${kind} of ${source} in ${month}`,
        currency,
        rows,
        total === null ? null : formatMicros(total),
        unmatched,
      ],
    )
    // The invoice is one of another source for the bank, and nobody promised what D1/2 brought back.
    expect(found).toEqual([
      ['payments of bank in 2024-02', 'EUR', 2, '29.00', 2],
      ['stock of main in 2024-01', null, 3, '110.00', null],
      ['commitments of main in 2024-01', null, 1, '40.00', null],
      ['commitments of main in 2024-02', null, 1, '5.00', null],
      ['deliveries of main in 2024-01', null, 1, '30.00', 0],
      ['deliveries of main in 2024-02', null, 2, '9.00', 1],
      ['events of main in 2024-01', null, 4, '6.00', null],
      ['hours of main in 2024-01', null, 2, '1.50', null],
      ['freight of main in 2024-01', 'EUR', 2, '10.00', 0],
      ['freight of main in 2024-01', 'GBP', 1, '80.00', 0],
      ['accruals of main in 2024-01', 'EUR', 1, '100.00', 0],
      ['accruals of main in 2024-01', 'GBP', 1, '8.00', 1],
      ['disputes of main in 2024-01', null, 1, null, 0],
      ['disputes of main in 2024-02', null, 1, null, 0],
      ['quotes of main in 2024-01', 'GBP', 2, '80.00', null],
      ['quotes of main in 2024-02', 'EUR', 1, '12.50', null],
    ])
    expect(await totalsOfKinds(book.ctx, { source: 'bank', month: '2024-02', currency: 'EUR' })).toHaveLength(1)
    await expect(totalsOfKinds(book.ctx, { ...all, month: '2024-13' })).rejects.toThrow('Cannot read month "2024-13"')
  })

  it('takes a delivery that names no line for one of the only line of its commitment, and of no other', async () => {
    await importFiles(book, place, {
      'commitments.csv': [
        'number,line,account,product,due,quantity',
        'K1,10,A,P,2024-02-01,5',
        'K2,1,A,P,2024-02-01,5',
        'K2,2,A,P,2024-02-01,5',
      ],
      'deliveries.csv': ['delivery,line,commitment,date,quantity', 'D1,1,K1,2024-01-20,5', 'D1,2,K2,2024-01-20,5'],
    })
    const deliveries = (await totalsOfKinds(book.ctx, { source: null, month: null, currency: null })).filter(
      ({ kind }) => kind === 'deliveries',
    )
    expect(deliveries.map(({ rows, unmatched }) => [rows, unmatched])).toEqual([[2, 1]])
  })

  it('keeps a book in its currency', async () => {
    await importFiles(book, place, { 'freight.csv': ['number,date,amount', 'T1,2024-01-10,80'] })
    await expect(
      importFiles(book, place, { 'accruals.csv': ['number,date,amount', 'R1,2024-01-10,80'] }, { baseCurrency: 'GBP' }),
    ).rejects.toThrow('Cannot use base currency "GBP": the book is kept in EUR')
  })
})
