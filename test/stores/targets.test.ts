import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { undoImport } from '../../src/app/import/undo-import.ts'
import type { Book } from '../../src/app/open-book.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { listAccounts } from '../../src/records/list-accounts.ts'
import { listTargets } from '../../src/records/list-targets.ts'
import { importFiles, liveRows, openTestBook } from './open-test-book.ts'
import type { Files } from './open-test-book.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'

const files: Files = {
  'targets.csv': [
    'rep,territory,account,measure,from,to,amount',
    'R1,,,revenue,2026-01-01,2026-12-31,500000',
    'R1,,,,2026-01-01,2026-03-31,120000',
    'R1,,,gross_profit,2026-01-01,2026-12-31,150000.50',
    ',,A,,2026-01-01,2026-12-31,0',
    ',T1,,,2026-01-01,2026-12-31,900000',
    ',,,,2026-01-01,2026-12-31,2000000',
  ],
}

describe.each(ledgerEngines)('targets, imported into a book on %s', (engine) => {
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

  const told = async (): Promise<readonly string[]> =>
    (await listTargets(book.ctx.records)).map(
      ({ rep, territory, account, measure, from, to, amount }) =>
        `${rep ?? territory ?? account ?? 'book'} ${measure} ${from} ${to} ${formatMicros(amount)}`,
    )

  it('stand beside each other by whose they are, what of and for which days', async () => {
    const summary = await importFiles(book, place, files)
    expect(summary.rejected).toBe(0)
    expect((await told()).toSorted()).toEqual([
      'A revenue 2026-01-01 2026-12-31 0.00',
      'R1 gross_profit 2026-01-01 2026-12-31 150000.50',
      'R1 revenue 2026-01-01 2026-03-31 120000.00',
      'R1 revenue 2026-01-01 2026-12-31 500000.00',
      'T1 revenue 2026-01-01 2026-12-31 900000.00',
      'book revenue 2026-01-01 2026-12-31 2000000.00',
    ])
    // An account that only a target names is one, as it is where an owner names it.
    expect((await listAccounts(book.ctx.records)).map(({ key, stub }) => [key, stub])).toEqual([['A', true]])
  })

  it('are changed by the next file and taken back with it', async () => {
    await importFiles(book, place, files)
    const before = await liveRows(book)
    const again = await importFiles(book, place, files)
    expect(again.kinds).toMatchObject([{ kind: 'targets', new: 0, changed: 0, unchanged: 6 }])
    const raised = await importFiles(book, place, {
      'targets.csv': ['rep,from,to,amount', 'R1,2026-01-01,2026-12-31,550000'],
    })
    expect(raised.kinds).toMatchObject([{ kind: 'targets', new: 0, changed: 1 }])
    expect(await told()).toContain('R1 revenue 2026-01-01 2026-12-31 550000.00')
    await undoImport(book.ctx, { id: raised.id })
    expect(await liveRows(book)).toEqual(before)
  })
})
