import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Book } from '../../src/app/open-book.ts'
import { undoImport } from '../../src/app/import/undo-import.ts'
import { dimensionStamp } from '../../src/ledger/facts/account-keys.ts'
import { undoBatchInTable } from '../../src/ledger/import/undo-batch.ts'
import { commitBatch, listBatches, watermarkOf } from '../../src/ledger/store/batch.ts'
import { ledgerTable } from '../../src/ledger/store/table.ts'
import { applyBatch } from '../../src/records/apply-batch.ts'
import { pendingBatches } from '../../src/records/import-batch.ts'
import type { ImportRow } from '../../src/records/import-row.ts'
import { stageImportRows } from '../../src/records/stage-import-rows.ts'
import { importSample } from './ledger-facts-data.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { importFiles, liveRows, openTestBook } from './open-test-book.ts'

const segment = (key: string, name: string): ImportRow => ({
  kind: 'segments',
  source: 'main',
  key: JSON.stringify([key]),
  content: { key, name },
})
const asLive = (key: string, name: string): string => JSON.stringify(['segments', 'main', { key, name }])

describe.each(ledgerEngines)('a book on %s whose program died', (engine) => {
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

  async function reopen(): Promise<Book['recovery']> {
    await book[Symbol.asyncDispose]()
    book = await openTestBook(place)
    return book.recovery
  }

  /** Writes a commit record into the ledger and nothing else, as a program that dies right after it. */
  async function commitOnly(id: string, undoes: number | null = null): Promise<number> {
    return book.ctx.ledger.transaction(async (tx) => {
      const seq = (await watermarkOf(tx)) + 1
      const type = undoes === null ? ('import' as const) : ('undo' as const)
      if (undoes !== null) await undoBatchInTable(tx, ledgerTable('lines'), undoes, seq)
      await commitBatch(tx, { seq, id, type, undoes, at: '2024-02-01', actor: 'test', detail: '{"source":"main"}' })
      return seq
    })
  }

  it('before the ledger committed has nothing of the import', async () => {
    await importFiles(book, place, { 'segments.csv': ['key,name', 'A,Trade'] })
    await stageImportRows(book.ctx.records, 'ghost', [[segment('A', 'Retail')]])
    expect(await reopen()).toEqual({ completed: [], dropped: ['ghost'] })
    expect(await liveRows(book)).toEqual([asLive('A', 'Trade')])
    expect(await pendingBatches(book.ctx.records)).toEqual([])
    expect(await reopen()).toEqual({ completed: [], dropped: [] })
  })

  it('after the ledger committed has all of the import', async () => {
    await stageImportRows(book.ctx.records, 'late', [[segment('A', 'Retail')]])
    await commitOnly('late')
    expect(await reopen()).toEqual({ completed: ['late'], dropped: [] })
    expect(await liveRows(book)).toEqual([asLive('A', 'Retail')])
    expect(await reopen()).toEqual({ completed: [], dropped: [] })
  })

  it('before the dimensions were refreshed knows every account key', async () => {
    const seq = await importSample(book.ctx.ledger, {
      lines: [{ invoice: 'I1', date: '2024-01-05', account: 'A', net: '10' }],
    })
    expect(await dimensionStamp(book.ctx.ledger)).toBe(0)
    const [batch] = await listBatches(book.ctx.ledger)
    expect(await reopen()).toEqual({ completed: [batch?.id], dropped: [] })
    expect(await dimensionStamp(book.ctx.ledger)).toBe(seq)
    expect(await book.ctx.ledger.all('SELECT source, key FROM account_ref')).toEqual([{ source: 'main', key: 'A' }])
  })

  it('after the ledger committed an undo has nothing of the import undone', async () => {
    const files = {
      'segments.csv': ['key,name', 'A,Retail'],
      'lines.csv': ['invoice,line,date,net', 'I1,1,2024-01-05,10'],
    }
    await importFiles(book, place, files)
    await commitOnly('undoing', 1)
    expect(await reopen()).toEqual({ completed: ['undoing'], dropped: [] })
    expect(await liveRows(book)).toEqual([])
  })

  it('says that an undo is in the ledger when the records could not follow, and follows at the next start', async () => {
    const imported = await importFiles(book, place, { 'segments.csv': ['key,name', 'A,Retail'] })
    const stuck = Object.create(book.ctx.records, {
      write: { value: () => Promise.reject(new Error('the disk is full')) },
    }) as Book['ctx']['records']
    await expect(undoImport({ ...book.ctx, records: stuck }, { id: imported.id })).rejects.toMatchObject({
      code: 'unfinished',
      message: expect.stringContaining('the disk is full') as string,
    })
    expect(await liveRows(book)).toEqual([asLive('A', 'Retail')])
    expect((await reopen()).completed).toHaveLength(1)
    expect(await liveRows(book)).toEqual([])
  })

  it('gets what was left behind before anything new comes in, and when something came in meanwhile', async () => {
    const { records } = book.ctx
    await stageImportRows(records, 'first', [[segment('A', 'Old'), segment('B', 'Kept')]])
    await commitOnly('first')
    await importFiles(book, place, { 'segments.csv': ['key,name', 'A,New'] })
    expect(await liveRows(book)).toEqual([asLive('A', 'New'), asLive('B', 'Kept')])

    await stageImportRows(records, 'third', [[segment('A', 'Newer'), segment('C', 'More')]])
    await commitOnly('third')
    await stageImportRows(records, 'fourth', [[segment('A', 'Newest')]])
    await applyBatch(records, { batch: 'fourth', seq: await commitOnly('fourth') })
    expect(await reopen()).toEqual({ completed: ['third'], dropped: [] })
    expect(await liveRows(book)).toEqual([asLive('A', 'Newest'), asLive('B', 'Kept'), asLive('C', 'More')])
    await undoImport(book.ctx, { id: 'fourth' })
    expect(await liveRows(book)).toContain(asLive('A', 'Newer'))
  })
})

describe('a second program that opens a book on PostgreSQL', () => {
  it('leaves alone what the first one is importing', async () => {
    await using place = await makeTestPlace('postgres')
    const book = await openTestBook(place)
    await book.ctx.ledger.exclusive(async () => {
      await stageImportRows(book.ctx.records, 'running', [[segment('A', 'Retail')]])
      const scratch = join(book.ctx.places.temporary, 'import-running')
      await mkdir(scratch, { recursive: true })
      await writeFile(join(scratch, 'spool'), 'rows')
      const other = await openTestBook(place)
      expect(other.recovery).toEqual({ completed: [], dropped: [] })
      expect(await pendingBatches(book.ctx.records)).toEqual(['running'])
      await expect(stat(join(scratch, 'spool'))).resolves.toBeDefined()
      await expect(importFiles(other, place, { 'segments.csv': ['key,name', 'A,Retail'] })).rejects.toMatchObject({
        code: 'in-use',
      })
      await other[Symbol.asyncDispose]()
    })
    await book[Symbol.asyncDispose]()
  })
})
