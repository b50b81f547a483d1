import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Book } from '../../src/app/open-book.ts'
import { previewImport } from '../../src/app/import/preview-import.ts'
import { runImport } from '../../src/app/import/run-import.ts'
import { undoImport } from '../../src/app/import/undo-import.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { importFiles, liveRows, openTestBook, writeFiles } from './open-test-book.ts'

const lines = 'invoice,line,date,account,net'
const keyless = 'invoice,date,account,net'

describe.each(ledgerEngines)('imports into a book on %s', (engine) => {
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
  const undo = (id: string): Promise<unknown> => undoImport(book.ctx, { id })
  const counts = (summary: { kinds: readonly object[] }): object | undefined => summary.kinds[0]

  it('change nothing the second time, and stand when the first is undone', async () => {
    const files = {
      'lines.csv': [lines, 'I1,1,2024-01-05,A,10', 'I1,2,2024-01-05,A,20'],
      'payments.csv': ['payment,invoice,date,amount', 'Y1,I1,2024-02-01,30', ',I1,2024-02-01,1', ',I1,2024-02-01,1'],
      'accounts.csv': ['key,name', 'A,Alpha'],
    }
    const first = await importFiles(book, place, files)
    const before = await liveRows(book)
    expect(before).toHaveLength(6)
    const again = await importFiles(book, place, files)
    expect(again.kinds.map(({ kind, rows, unchanged }) => [kind, rows, unchanged])).toEqual([
      ['accounts', 1, 1],
      ['lines', 2, 2],
      ['payments', 3, 3],
    ])
    expect(await liveRows(book)).toEqual(before)
    await undo(first.id)
    expect(await liveRows(book)).toEqual(before)
    await undo(again.id)
    expect(await liveRows(book)).toEqual([])
    await expect(undo(again.id)).rejects.toThrow(/undone already/)
  })

  it('know rows without a key by content and place among equals', async () => {
    const row = 'I1,2024-01-05,A,10'
    await importFiles(book, place, { 'lines.csv': [keyless, row, row] })
    const more = await importFiles(book, place, { 'lines.csv': [keyless, row, row, row] })
    expect(counts(more)).toMatchObject({ rows: 3, new: 1, unchanged: 2 })
    const less = await importFiles(book, place, { 'lines.csv': [keyless, row] })
    expect(counts(less)).toMatchObject({ rows: 1, unchanged: 1 })
    expect(await liveRows(book)).toHaveLength(3)
    await undo(more.id)
    expect(await liveRows(book)).toHaveLength(2)
  })

  it('show what they would do before they do it, and what a replace takes out', async () => {
    await importFiles(book, place, {
      'lines.csv': [lines, 'I1,1,2024-01-05,A,10', 'i1,1,2024-01-06,A,20', 'I2,1,2024-02-05,A,30'],
    })
    const path = await writeFiles(place, { 'lines.csv': [lines, 'I1,1,2024-01-05,A,11'] })
    const options = {
      path,
      sourceDirectory: null,
      kind: null,
      sourceName: null,
      strict: false,
      unknownAccounts: 'stub' as const,
      replace: { from: '2024-01-01', to: '2024-01-31' },
      baseCurrency: null,
    }
    const before = await liveRows(book)
    const preview = await previewImport(book.ctx, options)
    expect(await liveRows(book)).toEqual(before)
    const run = await importFiles(book, place, { 'lines.csv': [lines, 'I1,1,2024-01-05,A,11'] }, options)
    expect({ ...preview, id: run.id, number: run.number }).toEqual(run)
    expect(counts(run)).toMatchObject({ rows: 1, changed: 1, retired: 1 })
    expect(run.differences).toEqual(
      ['net', 'base_net'].map((column) => ({
        kind: 'lines',
        source: 'main',
        key: 'I1/1',
        column,
        before: '10.000000',
        after: '11.000000',
      })),
    )
    expect(run.retiring).toMatchObject([{ kind: 'lines', row: { source: 'main', invoice: 'i1', net: '20.000000' } }])
    expect(await liveRows(book)).toHaveLength(2)
    await undo(run.id)
    expect(await liveRows(book)).toEqual(before)
  })

  it('take their files in any order', async () => {
    const rows = ['I1,1,2024-01-05,A,10', 'I2,1,2024-01-06,B,20', 'I3,1,2024-01-07,C,30', 'I3,2,2024-01-07,C,-1']
    const seen: string[][] = []
    for (const order of [
      [0, 1, 2, 3],
      [3, 1, 0, 2],
      [2, 3, 1, 0],
    ]) {
      const files = Object.fromEntries(
        order.map((row, index) => [`lines-${String(index)}.csv`, [lines, rows[row] ?? '']]),
      )
      const { id } = await importFiles(book, place, files)
      seen.push(await liveRows(book))
      await undo(id)
      expect(await liveRows(book)).toEqual([])
    }
    expect(seen[0]).toHaveLength(4)
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  })

  it('leave nothing when they are stopped', async () => {
    await importFiles(book, place, {
      'lines.csv': [lines, 'I1,1,2024-01-05,A,10'],
      'accounts.csv': ['key,name', 'A,Alpha'],
    })
    const before = await liveRows(book)
    const path = await writeFiles(place, {
      'lines.csv': [lines, 'I1,1,2024-01-05,A,11', 'bad,1,never,A,1'],
      'accounts.csv': ['key,name', 'A,Beta'],
    })
    const stop = new AbortController()
    const ctx = {
      ...book.ctx,
      progress: {
        report(what: string) {
          if (what.includes('lines') && !what.includes('reading') && !what.includes('checking')) stop.abort()
        },
      },
    }
    const options = {
      sourceDirectory: null,
      kind: null,
      sourceName: null,
      strict: false,
      unknownAccounts: 'stub' as const,
      replace: null,
      baseCurrency: null,
    }
    await expect(runImport(ctx, { ...options, path }, stop.signal)).rejects.toThrow(/abort|interrupt|cancel/i)
    expect(await liveRows(book)).toEqual(before)
    await book[Symbol.asyncDispose]()
    book = await openTestBook(place)
    expect(book.recovery).toEqual({ completed: [], dropped: [] })
    expect(await liveRows(book)).toEqual(before)
  })

  it('refuse to run twice at the same time', async () => {
    const files = { 'lines.csv': [lines, 'I1,1,2024-01-05,A,10'] }
    const outcomes = await Promise.allSettled([importFiles(book, place, files), importFiles(book, place, files)])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'in-use' })
    expect(await liveRows(book)).toHaveLength(1)
  })
})
