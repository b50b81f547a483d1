import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBook } from '../../src/app/open-book.ts'
import type { Book, BookConfig } from '../../src/app/open-book.ts'
import { tieStores } from '../../src/app/tie-stores.ts'
import { findStamp, putStamp } from '../../src/ledger/store/stamp.ts'
import { deleteSetting, findSetting } from '../../src/records/setting.ts'
import { importFiles, liveRows, openTestBook } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { LedgerEngine, TestPlace } from './open-test-ledger.ts'

const lines = { 'lines.csv': ['invoice,date,account,net', 'I1,2026-01-05,A1,10.00'] }

async function placeOn(engine: LedgerEngine): Promise<TestPlace> {
  const place = await makeTestPlace(engine)
  onTestFinished(() => place[Symbol.asyncDispose]())
  return place
}

const idsOf = async ({ ctx }: Book): Promise<(string | undefined)[]> => [
  await findStamp(ctx.ledger, 'book'),
  await findSetting(ctx.records.view, 'book'),
]

describe.each(ledgerEngines)('The id of a book, ledger on %s', (engine) => {
  it('is made once and stands in both stores', async () => {
    const place = await placeOn(engine)
    const first = await (async () => {
      await using book = await openTestBook(place)
      await importFiles(book, place, lines)
      return await idsOf(book)
    })()
    expect(first[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(first[1]).toBe(first[0])
    await using book = await openTestBook(place)
    expect(await idsOf(book)).toEqual(first)
  })

  it('is adopted by a ledger that is empty, as after a crash between the two', async () => {
    const place = await placeOn(engine)
    const book = await openTestBook(place)
    const [id] = await idsOf(book)
    await book.ctx.ledger.transaction((tx) => tx.run(`DELETE FROM stamp WHERE name = 'book'`))
    await tieStores(book.ctx)
    expect(await idsOf(book)).toEqual([id, id])
    await book.ctx.records.write((trx) => deleteSetting(trx, 'book'))
    await tieStores(book.ctx)
    expect(await idsOf(book)).toEqual([id, id])
    await book[Symbol.asyncDispose]()
  })

  it('keeps the stores of two books apart', async () => {
    const place = await placeOn(engine)
    await (async () => {
      await using book = await openTestBook(place)
      await importFiles(book, place, lines)
      await book.ctx.ledger.transaction((tx) => putStamp(tx, 'book', 'another'))
    })()
    await expect(openTestBook(place)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('Two data directories on one LEDGER_URL', () => {
  it('are refused, and the second one is left as it was', async () => {
    const place = await placeOn('postgres')
    await (async () => {
      await using book = await openTestBook(place)
      await importFiles(book, place, lines)
    })()
    const other = { ...place, folder: join(place.folder, 'other') }
    await expect(openTestBook(other)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('A server that writes days in another form', () => {
  it('changes nothing, whatever store is on it', async () => {
    const expected = await rowsOf(await placeOn('duckdb'), null)
    const place = await placeOn('postgres')
    const url = place.config.kind === 'postgres' ? place.config.url : ''
    const client = new Client({ connectionString: url })
    await client.connect()
    const name = new URL(url).pathname.slice(1)
    await client.query(`ALTER DATABASE ${name} SET datestyle = 'German'`)
    await client.query(`ALTER DATABASE ${name} SET timezone = 'Pacific/Kiritimati'`)
    await client.end()
    expect(await rowsOf(place, url)).toEqual(expected)
  })
})

/** The live rows of a book; records on the server too when there is one. */
async function rowsOf(place: TestPlace, url: string | null): Promise<string[]> {
  const data = join(place.folder, 'data')
  const config: BookConfig = {
    dataDirectory: data,
    ledger: place.config,
    records: url === null ? { kind: 'sqlite', file: join(data, 'records.sqlite') } : { kind: 'postgres', url },
    memoryLimit: '300MB',
    threads: 1,
  }
  await using book = await openBook(config, {
    actor: { kind: 'local-operator', name: 'tester' },
    now: () => '2024-02-01T00:00:00.000Z',
    progress: { report: () => {} },
    create: true,
  })
  const accounts = { 'accounts.csv': ['key,name,valid_from,valid_to', 'A1,Alpha,2026-01-05,2026-12-31'] }
  await importFiles(book, place, { ...lines, ...accounts })
  return await liveRows(book)
}
