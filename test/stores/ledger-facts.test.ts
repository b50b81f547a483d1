import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFacts } from '../../src/domain/facts.ts'
import type { AccountFacts } from '../../src/domain/facts.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { noAccountId } from '../../src/domain/no-account.ts'
import { accountLines } from '../../src/ledger/facts/account-lines.ts'
import { invoiceSpans } from '../../src/ledger/facts/invoice-span.ts'
import { latenessFacts } from '../../src/ledger/facts/lateness.ts'
import { ownerFacts, valueFacts } from '../../src/ledger/facts/value-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { undoBatchInTable } from '../../src/ledger/import/undo-batch.ts'
import { commitBatch } from '../../src/ledger/store/batch.ts'
import { ledgerTable } from '../../src/ledger/store/table.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const kinds = ['goods', 'service', 'discount'] as const
const year = { from: '2024-01-01', to: '2024-12-31' }

/** Money by name, in units; the rest of the facts are counts. */
function facts(
  accountId: string,
  money: Readonly<Record<string, string>>,
  counts: Partial<AccountFacts>,
): AccountFacts {
  const micros = Object.fromEntries(Object.entries(money).map(([name, text]) => [name, parseMicros(text)]))
  return { ...emptyFacts(accountId), ...micros, ...counts }
}

describe.each(ledgerEngines)('facts on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let watermark = 0
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    watermark = await importSample(ledger, {
      costs: [
        { product: 'P1', valid_from: '2024-01-01', cost: '3.000000' },
        { product: 'P1', valid_from: '2024-06-01', cost: '4.000000' },
        { product: 'P2', valid_from: '2024-01-01', valid_to: '2024-03-01', cost: '1.500000' },
      ],
      invoices: [
        { number: 'I1', date: '2024-02-10', due_date: '2024-03-10', account: 'A', gross: '100' },
        { number: 'I2', date: '2024-06-01', account: 'A', gross: '20' },
        { number: 'I3', date: '2024-07-01', due_date: '2024-07-31', account: 'B', gross: '50' },
        { number: 'I9', date: '2024-07-01', due_date: '2024-07-31', gross: '7' },
      ],
      lines: [
        {
          invoice: 'I1',
          line: '1',
          date: '2024-02-10',
          account: 'A',
          order_number: 'O1',
          product: 'P1',
          quantity: '10',
          net: '80',
        },
        {
          invoice: 'I1',
          line: '2',
          date: '2024-02-10',
          account: 'A',
          order_number: 'O1',
          product: 'P2',
          quantity: '2',
          net: '20',
        },
        { invoice: 'I1', line: '3', date: '2024-02-10', account: 'A', order_number: 'O1', kind: 'discount', net: '-5' },
        { invoice: 'I1', line: '4', date: '2024-02-10', account: 'A', order_number: 'O1', kind: 'freight', net: '9' },
        // The cost of P1 changes on this very day; P2 has none any more.
        {
          invoice: 'I2',
          line: '1',
          date: '2024-06-01',
          account: 'A',
          product: 'P1',
          quantity: '5',
          net: '40',
          salesperson: 'R9',
        },
        {
          invoice: 'I2',
          line: '2',
          date: '2024-06-01',
          account: 'A',
          product: 'P2',
          quantity: '1',
          net: '8',
          salesperson: 'R9',
        },
        // A credit note with goods coming back, and a price credit without a quantity.
        { invoice: 'C1', line: '1', date: '2024-06-02', account: 'A', product: 'P1', quantity: '-1', net: '-8' },
        { invoice: 'C1', line: '2', date: '2024-06-02', account: 'A', product: 'P1', net: '-2' },
        // A key that changes hands on 1 July, and one that nobody knows.
        { invoice: 'I0', line: '1', date: '2024-06-30', account: 'X', product: 'P1', quantity: '1', net: '10' },
        {
          invoice: 'I3',
          line: '1',
          date: '2024-07-01',
          account: 'X',
          product: 'P1',
          quantity: '1',
          net: '11',
          currency: 'USD',
          rate: '1.1',
          base_net: '10',
        },
        { invoice: 'I3', line: '2', date: '2024-07-01', account: 'B', kind: 'bad_debt', net: '-3' },
        // A sale without a quantity: its cost is unknown, it is no price credit.
        { invoice: 'I9', line: '1', date: '2024-07-01', net: '7' },
        { invoice: 'I8', line: '1', date: '2023-12-31', account: 'A', net: '1000' },
        { invoice: 'I8', line: '2', date: '2025-01-01', account: 'A', net: '1000' },
      ],
      payments: [
        { payment: 'Y1', invoice: 'I1', date: '2024-03-20', amount: '60' },
        { payment: 'Y2', invoice: 'I1', date: '2024-03-01', amount: '40' },
        { payment: 'Y3', invoice: 'I2', date: '2024-12-01', amount: '20' },
        { payment: 'Y4', invoice: 'I3', date: '2024-08-01', amount: '0.5' },
        { payment: 'Y5', invoice: 'I3', date: '2025-08-01', amount: '49.5' },
        { payment: 'Y6', invoice: 'I9', date: '2024-08-02', amount: '7' },
      ],
    })
    await setDimensions(
      ledger,
      [
        { key: 'A', accountId: 'a' },
        { key: 'B', accountId: 'b' },
        { key: 'X', accountId: 'a', to: '2024-07-01' },
        { key: 'X', accountId: 'b', from: '2024-07-01' },
      ],
      [
        { accountId: 'a', rep: 'main/R1', to: '2024-06-02' },
        { accountId: 'a', rep: 'main/R2', from: '2024-06-02' },
      ],
    )
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('add up per account, with cost at the date, dated keys, credits, discounts and lines without cost', async () => {
    expect(await valueFacts(ledger, { ...year, watermark }, kinds)).toEqual(
      new Map([
        [
          'a',
          // Cost: 10 x 3 + 2 x 1.5 + 5 x 4 - 1 x 4 + 1 x 4. Uncosted: the 8 of P2 in June.
          facts(
            'a',
            {
              net: '152',
              revenue: '152',
              spend: '143',
              costedSpend: '135',
              spendMagnitude: '173',
              costedMagnitude: '165',
              cost: '53',
            },
            { lines: 9, orders: 3, invoices: 4 },
          ),
        ],
        [
          'b',
          facts(
            'b',
            {
              net: '7',
              revenue: '10',
              spend: '10',
              costedSpend: '10',
              spendMagnitude: '10',
              costedMagnitude: '10',
              cost: '4',
            },
            { lines: 2, orders: 1, invoices: 1 },
          ),
        ],
        // Nothing was given but an amount: of a sale without quantity the cost is unknown.
        [
          noAccountId,
          facts(
            noAccountId,
            { net: '7', revenue: '7', spend: '7', spendMagnitude: '7' },
            { lines: 1, orders: 1, invoices: 1 },
          ),
        ],
      ]),
    )
  })

  it('give money to the salesperson, else to the owner on the day, else to nobody', async () => {
    const owners = await ownerFacts(ledger, { ...year, watermark }, kinds)
    expect(new Map([...owners].map(([rep, own]) => [rep, own.net]))).toEqual(
      new Map([
        ['main/R1', parseMicros('104')],
        ['main/R9', parseMicros('48')],
        ['main/R2', parseMicros('0')],
        ['', parseMicros('14')],
      ]),
    )
  })

  it('know the first and last invoice up to the end of the window', async () => {
    expect(await invoiceSpans(ledger, { to: '2024-12-31', watermark })).toEqual(
      new Map([
        ['a', { first: '2023-12-31', last: '2024-06-30' }],
        ['b', { first: '2024-07-01', last: '2024-07-01' }],
        [noAccountId, { first: '2024-07-01', last: '2024-07-01' }],
      ]),
    )
  })

  it('weigh days late by what was paid in the window on invoices with a due date', async () => {
    expect(await latenessFacts(ledger, { ...year, watermark })).toEqual(
      new Map([
        ['a', { paidAmount: parseMicros('100'), lateAmountDays: parseMicros('600') }],
        ['b', { paidAmount: parseMicros('0.5'), lateAmountDays: parseMicros('0.5') }],
        [noAccountId, { paidAmount: parseMicros('7'), lateAmountDays: parseMicros('14') }],
      ]),
    )
  })

  it('list the lines behind a figure, oldest first, with the cost of the day', async () => {
    const found: string[][] = []
    for await (const lines of accountLines(ledger, { ...year, watermark }, ['b', noAccountId])) {
      for (const line of lines)
        found.push([line.invoice ?? '', line.line ?? '', line.baseNet ?? '', line.unitCost ?? ''])
    }
    expect(found).toEqual([
      ['I3', '1', '10.000000', '4.000000'],
      ['I3', '2', '-3.000000', ''],
      ['I9', '1', '7.000000', ''],
    ])
    for await (const lines of accountLines(ledger, { ...year, watermark }, [])) expect(lines).toEqual([])
  })

  it('take the cost of credited goods back, with either sign of the quantity', async () => {
    const seq = await importSample(ledger, {
      costs: [{ product: 'P7', valid_from: '2026-01-01', cost: '6' }],
      lines: [
        { invoice: 'K1', line: '1', date: '2026-01-05', account: 'A', product: 'P7', quantity: '10', net: '100' },
        { invoice: 'K2', line: '1', date: '2026-01-06', account: 'A', product: 'P7', quantity: '10', net: '-100' },
        { invoice: 'K3', line: '1', date: '2026-01-05', account: 'B', product: 'P7', quantity: '2000', net: '100' },
        { invoice: 'K4', line: '1', date: '2026-01-06', account: 'B', product: 'P7', quantity: '-2000', net: '-100' },
      ],
    })
    const found = await valueFacts(ledger, { from: '2026-01-01', to: '2026-12-31', watermark: seq }, kinds)
    expect([...found.values()].map(({ spend, cost }) => [spend, cost])).toEqual([
      [0n, 0n],
      [0n, 0n],
    ])
  })

  it('weigh days late in base currency, whatever currency was paid', async () => {
    const seq = await importSample(ledger, {
      invoices: [
        { number: 'J1', date: '2026-01-05', due_date: '2026-02-01', account: 'A' },
        { number: 'J2', date: '2026-01-05', due_date: '2026-02-01', account: 'A', currency: 'JPY' },
      ],
      payments: [
        { payment: 'Z1', invoice: 'J1', date: '2026-02-11', amount: '10000' },
        {
          payment: 'Z2',
          invoice: 'J2',
          date: '2026-02-01',
          amount: '160000',
          currency: 'JPY',
          rate: '160',
          base_amount: '1000',
        },
      ],
    })
    const found = await latenessFacts(ledger, { from: '2026-01-01', to: '2026-12-31', watermark: seq })
    expect(found).toEqual(new Map([['a', { paidAmount: parseMicros('11000'), lateAmountDays: parseMicros('100000') }]]))
  })

  it('stay what they were at an old watermark, after later imports and undos', async () => {
    const before = await valueFacts(ledger, { ...year, watermark }, kinds)
    const later = await importSample(ledger, {
      lines: [{ invoice: 'L1', line: '1', date: '2024-05-05', account: 'A', net: '1' }],
      costs: [{ product: 'P1', valid_from: '2024-02-01', cost: '999.000000' }],
    })
    const after = await valueFacts(ledger, { ...year, watermark: later }, kinds)
    expect(after.get('a')?.net).toBe(parseMicros('153'))
    expect(after.get('a')?.cost).toBe(parseMicros('10013'))
    expect(await valueFacts(ledger, { ...year, watermark }, kinds)).toEqual(before)
    await undo(ledger, watermark, later + 1)
    expect(await valueFacts(ledger, { ...year, watermark }, kinds)).toEqual(before)
    expect((await valueFacts(ledger, { ...year, watermark: later }, kinds)).get('a')).toEqual(after.get('a'))
    expect((await valueFacts(ledger, { ...year, watermark: later + 1 }, kinds)).get('a')?.net).toBe(parseMicros('1'))
  })
})

async function undo(ledger: Ledger, undone: number, seq: number): Promise<void> {
  await ledger.transaction(async (tx) => {
    for (const kind of ['costs', 'invoices', 'lines', 'payments'] as const) {
      await undoBatchInTable(tx, ledgerTable(kind), undone, seq)
    }
    const batch = { seq, id: `b${String(seq)}`, type: 'undo' as const, undoes: undone }
    await commitBatch(tx, { ...batch, at: '2024-02-01', actor: 'test', detail: '{}' })
  })
}
