import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Book } from '../../src/app/open-book.ts'
import { undoImport } from '../../src/app/import/undo-import.ts'
import { sumFacts } from '../../src/domain/facts.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { ownerFacts, valueFacts } from '../../src/ledger/facts/value-facts.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { listAccounts } from '../../src/records/list-accounts.ts'
import { ledgerEngines, makeTestPlace } from './open-test-ledger.ts'
import type { TestPlace } from './open-test-ledger.ts'
import { importFiles, liveRows, openTestBook } from './open-test-book.ts'
import type { Files } from './open-test-book.ts'

const headers = {
  lines: 'source,invoice,line,date,account,kind,product,quantity,net,salesperson',
  payments: 'source,payment,invoice,date,amount',
  accounts: 'source,key,name',
  owners: 'source,account,rep,valid_from',
} as const

const cell = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values)
const day = cell('2024-01-05', '2024-02-05', '2024-03-05')
const amount = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }).map((micros) => formatMicros(micros))
const source = cell('main', 'main', 'other')
const records: Readonly<Record<keyof typeof headers, fc.Arbitrary<string[]>>> = {
  lines: fc
    .tuple(
      source,
      cell('I1', 'I2'),
      cell('1', '2', ''),
      day,
      cell('A', 'B', ''),
      cell('goods', 'discount', ''),
      cell('P', ''),
      cell('1', '3', ''),
      amount,
      cell('R', ''),
    )
    .map((row) => [...row]),
  payments: fc.tuple(source, cell('Y1', ''), cell('I1', 'I2'), day, amount).map((row) => [...row]),
  accounts: fc.tuple(source, cell('A', 'B'), cell('Alpha', 'Beta')).map((row) => [...row]),
  owners: fc.tuple(source, cell('A', 'B'), cell('R', 'S'), cell('2024-01-01', '2024-02-01')).map((row) => [...row]),
}
/** How many leading columns make the key of a row. */
const keyLength = { lines: 3, payments: 3, accounts: 2, owners: 4 } as const

const kindFile = (kind: keyof typeof headers): fc.Arbitrary<string[]> =>
  fc
    .uniqueArray(records[kind], {
      maxLength: 5,
      selector: (row) => row.slice(0, kind === 'owners' ? 2 : keyLength[kind]).join(' '),
    })
    .map((rows) => [headers[kind], ...rows.map((row) => row.join(','))])
const files: fc.Arbitrary<Files> = fc
  .record({
    'lines.csv': kindFile('lines'),
    'payments.csv': kindFile('payments'),
    'accounts.csv': kindFile('accounts'),
    'owners.csv': kindFile('owners'),
  })
  .map((found) => Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length > 1)))
  .filter((found) => Object.keys(found).length > 0)

describe.each(ledgerEngines)('the laws of a book on %s', (engine) => {
  let place: TestPlace
  let book: Book
  beforeAll(async () => {
    place = await makeTestPlace(engine)
    book = await openTestBook(place)
  })
  afterAll(async () => {
    await book[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  })

  async function importAll(list: readonly Files[]): Promise<string[]> {
    const ids: string[] = []
    for (const one of list) ids.push((await importFiles(book, place, one)).id)
    return ids
  }
  async function undoAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) await undoImport(book.ctx, { id })
  }

  /** Facts of accounts by source and key, owners and the book. */
  async function figures(): Promise<unknown> {
    const window = { from: '2024-01-01', to: '2024-02-29', watermark: await watermarkOf(book.ctx.ledger) }
    const kinds = ['goods', 'discount'] as const
    const names = new Map((await listAccounts(book.ctx.records)).map(({ id, source: of, key }) => [id, `${of}/${key}`]))
    const byId = await valueFacts(book.ctx.ledger, window, kinds)
    const byOwner = await ownerFacts(book.ctx.ledger, window, kinds)
    // Distinct counts and days do not add up whichever way the lines are split.
    const notAdding = { orders: 0, invoices: 0, firstInvoice: null, lastInvoice: null }
    const total = { ...sumFacts('', byId.values()), ...notAdding }
    expect({ ...sumFacts('', byOwner.values()), ...notAdding }).toEqual(total)
    const [row] = await book.ctx.ledger.all(
      `SELECT count(*) AS lines, coalesce(CAST(sum(base_net) AS VARCHAR), '0') AS net FROM line
       WHERE batch_to = 9223372036854775807 AND date <= CAST('2024-02-29' AS DATE)`,
    )
    expect([total.lines, formatMicros(total.net, 6)]).toEqual([
      Number(row?.['lines']),
      row?.['net'] === '0' ? '0.000000' : row?.['net'],
    ])
    return [
      [...byId].map(([id, facts]) => [names.get(id) ?? id, { ...facts, accountId: '' }]).toSorted(byName),
      [...byOwner].map(([rep, facts]) => [rep, facts]).toSorted(byName),
    ]
  }
  const byName = ([one]: unknown[], [other]: unknown[]): number => (String(one) < String(other) ? -1 : 1)

  it('an import and its undo are nothing, whatever was there and whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, files, fc.boolean(), async (ground, one, other, lastFirst) => {
        const [base = ''] = await importAll([ground])
        const before = [await liveRows(book), await figures()]
        const ids = await importAll([one, other])
        await undoAll(lastFirst ? ids.toReversed() : ids)
        expect([await liveRows(book), await figures()]).toEqual(before)
        await undoAll([base])
        expect(await liveRows(book)).toEqual([])
      }),
      { numRuns: 5 },
    )
  })

  it('imports that do not speak of the same rows may come in any order', async () => {
    const renamed = files.map((found) =>
      Object.fromEntries(
        Object.entries(found).map(([name, lines]) => [
          name,
          lines.map((line) => line.replace(/^(main|other),/, '$1-2,')),
        ]),
      ),
    )
    await fc.assert(
      fc.asyncProperty(files, renamed, async (one, other) => {
        const there = await importAll([one, other])
        const expected = [await liveRows(book), await figures()]
        await undoAll(there)
        const back = await importAll([other, one])
        expect([await liveRows(book), await figures()]).toEqual(expected)
        await undoAll(back)
        const merged = Object.fromEntries(
          [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => [
            [`${name.slice(0, -4)}-a.csv`, other[name]],
            [`${name.slice(0, -4)}-b.csv`, one[name]],
          ]),
        ) as Readonly<Record<string, readonly string[] | undefined>>
        const present = Object.entries(merged).flatMap(([name, lines]) => (lines ? [[name, lines] as const] : []))
        const whole = await importAll([Object.fromEntries(present)])
        expect([await liveRows(book), await figures()]).toEqual(expected)
        await undoAll(whole)
      }),
      { numRuns: 5 },
    )
  })
})
