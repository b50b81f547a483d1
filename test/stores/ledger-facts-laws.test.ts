import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineKinds } from '../../src/domain/kind.ts'
import { sumFacts } from '../../src/domain/facts.ts'
import type { AccountFacts } from '../../src/domain/facts.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import { accountLines } from '../../src/ledger/facts/account-lines.ts'
import type { AccountLine } from '../../src/ledger/facts/account-lines.ts'
import { invoiceSpans } from '../../src/ledger/facts/invoice-span.ts'
import { latenessFacts } from '../../src/ledger/facts/lateness.ts'
import { ownerFacts, valueFacts } from '../../src/ledger/facts/value-facts.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { Sample, SampleKey, SampleRow } from './ledger-facts-data.ts'
import { openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const day = fc
  .integer({ min: 0, max: 120 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10))
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { freq: 3 })
const micros = (max: bigint): fc.Arbitrary<string> =>
  fc.oneof(fc.bigInt({ min: -max, max }), fc.bigInt({ min: -9n, max: 9n })).map((amount) => formatMicros(amount))
const source = fc.constantFrom('main', 'main', 'Ä')
const accountKey = fc.constantFrom('A', 'B', 'C', 'D')
const product = fc.constantFrom('P1', 'P2', 'P3')
const invoice = fc.constantFrom('1', '2', '3', '4', '5')

const line: fc.Arbitrary<SampleRow> = fc
  .record({
    source,
    invoice,
    line: maybe(fc.constantFrom('1', '2', 'a', 'B')),
    date: day,
    account: maybe(accountKey),
    order_number: maybe(fc.constantFrom('1', '2', 'O1')),
    kind: fc.constantFrom(...lineKinds),
    product: maybe(product),
    quantity: maybe(micros(10n ** 13n)),
    net: micros(10n ** 14n),
    base_net: micros(10n ** 14n),
    salesperson: maybe(fc.constantFrom('R1', 'R2')),
  })
  .chain((row) => fc.boolean().map((credit) => ({ ...row, credit: String(credit) })))

const sample: fc.Arbitrary<Sample> = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 40 }),
  costs: fc.uniqueArray(
    fc.record({ source, product, valid_from: day, valid_to: maybe(day), cost: micros(10n ** 10n) }),
    { maxLength: 8, selector: (cost) => `${cost.source} ${cost.product} ${cost.valid_from}` },
  ),
  invoices: fc.uniqueArray(
    fc.record({ source, number: invoice, date: day, due_date: maybe(day), account: maybe(accountKey) }),
    {
      maxLength: 6,
      selector: (header) => `${header.source} ${header.number}`,
    },
  ),
  payments: fc.array(fc.record({ source, payment: maybe(invoice), invoice, date: day, amount: micros(10n ** 14n) }), {
    maxLength: 8,
  }),
})

/** Keys that mean two accounts one after the other, the same account, or nothing at all. */
const keys: fc.Arbitrary<SampleKey[]> = fc
  .array(
    fc.record({
      source,
      key: accountKey,
      first: fc.constantFrom('a', 'b', 'c'),
      second: maybe(fc.constantFrom('a', 'd')),
      change: day,
    }),
  )
  .map((list) =>
    [...new Map(list.map((one) => [`${one.source} ${one.key}`, one])).values()].flatMap(
      ({ source: of, key, first, second, change }): SampleKey[] =>
        second === null || second === first
          ? [{ source: of, key, accountId: first }]
          : [
              { source: of, key, accountId: first, to: change },
              { source: of, key, accountId: second, from: change },
            ],
    ),
  )
const owners = fc.uniqueArray(
  fc.record({ accountId: fc.constantFrom('a', 'b', 'c'), rep: fc.constantFrom('main/R1', 'Ä/R1'), to: day }),
  { selector: (owner) => owner.accountId },
)

interface Everything {
  readonly accounts: readonly (readonly [string, AccountFacts])[]
  readonly owners: readonly (readonly [string, AccountFacts])[]
  readonly rest: unknown
  readonly lines: readonly AccountLine[]
}

async function readAll(ledger: Ledger, window: { from: string; to: string }): Promise<Everything> {
  const at = { ...window, watermark: await watermarkOf(ledger) }
  const kinds = ['goods', 'service', 'discount'] as const
  const sorted = <T>(map: Map<string, T>): [string, T][] =>
    [...map].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const accounts = sorted(await valueFacts(ledger, at, kinds))
  const lines: AccountLine[] = []
  for await (const piece of accountLines(
    ledger,
    at,
    accounts.map(([id]) => id),
  ))
    lines.push(...piece)
  return {
    accounts,
    owners: sorted(await ownerFacts(ledger, at, kinds)),
    rest: [sorted(await invoiceSpans(ledger, at)), sorted(await latenessFacts(ledger, at))],
    lines,
  }
}

/** What of the facts adds up whichever way the lines are split; orders and invoices are distinct counts and do not. */
function adding(facts: Iterable<readonly [string, AccountFacts]>): AccountFacts {
  return {
    ...sumFacts(
      '',
      [...facts].map(([, own]) => own),
    ),
    orders: 0,
    // Of an account the days are another family of facts.
    firstInvoice: null,
    lastInvoice: null,
    invoices: 0,
  }
}

describe('facts on both engines', () => {
  const stores: TestLedger[] = []
  beforeAll(async () => {
    stores.push(await openTestLedger('duckdb'), await openTestLedger('postgres'))
  })
  afterAll(async () => {
    for (const store of stores) await store[Symbol.asyncDispose]()
  })

  it('are equal to the last digit, and the parts sum to the book', async () => {
    await fc.assert(
      fc.asyncProperty(sample, keys, owners, day, day, async (given, meanings, reps, one, other) => {
        const window = one < other ? { from: one, to: other } : { from: other, to: one }
        const found: Everything[] = []
        for (const { ledger } of stores) {
          await clear(ledger)
          await importSample(ledger, given)
          await setDimensions(ledger, meanings, reps)
          found.push(await readAll(ledger, window))
        }
        const [duckdb, postgres] = found
        expect(postgres).toEqual(duckdb)
        if (!duckdb) return
        expect(adding(duckdb.owners)).toEqual(adding(duckdb.accounts))
        const inWindow = (given.lines ?? []).filter(
          ({ date }) => date !== null && date !== undefined && date >= window.from && date <= window.to,
        )
        const net = inWindow.reduce((sum, row) => sum + parseMicros(row['base_net'] ?? ''), 0n)
        expect(adding(duckdb.accounts)).toMatchObject({ net, lines: inWindow.length })
        expect(duckdb.lines).toHaveLength(inWindow.length)
      }),
      { numRuns: 20 },
    )
  })
})

async function clear(ledger: Ledger): Promise<void> {
  await ledger.transaction(async (tx) => {
    for (const name of ['batch', 'rate', 'cost', 'invoice', 'line', 'payment', 'confirmation', 'confirmation_key']) {
      await tx.run(`DELETE FROM ${name}`)
    }
  })
}
