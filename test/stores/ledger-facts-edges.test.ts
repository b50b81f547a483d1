import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseMicros } from '../../src/domain/money.ts'
import { accountLines } from '../../src/ledger/facts/account-lines.ts'
import { ownerFacts, valueFacts } from '../../src/ledger/facts/value-facts.ts'
import { liveRates } from '../../src/ledger/import/live-rates.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import type { SampleRow } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const kinds = ['goods', 'service', 'discount'] as const
const day = '2024-05-05'
const window = { from: '2024-01-01', to: '2024-12-31' }
const line = (row: SampleRow): SampleRow => ({ invoice: 'I1', date: day, account: 'A', net: '1', ...row })

describe.each(ledgerEngines)('facts at the edges on %s', (engine) => {
  let store: TestLedger
  beforeEach(async () => {
    store = await openTestLedger(engine)
  })
  afterEach(() => store[Symbol.asyncDispose]())

  it.each([
    ['0.000001', '0.5', '0.000001'],
    ['0.000001', '-0.5', '-0.000001'],
    ['0.000003', '0.5', '0.000002'],
    ['0.000003', '-0.5', '-0.000002'],
    ['0.000005', '0.1', '0.000001'],
    ['-0.000005', '0.1', '-0.000001'],
    ['0.000001', '0.499999', '0.00'],
    ['0.333333', '3', '0.999999'],
    ['1000.000001', '0.5', '500.000001'],
    ['1000.000001', '-0.5', '-500.000001'],
    ['999.999999', '999.999999', '999999.998'],
    ['-1000', '1000', '-1000000'],
    ['100', '12000', '1200000'],
    ['999999999999.999999', '999999.999999', '999999999998999999.000000'],
  ])(
    'rounds the cost %s x %s of a line to %s, half away from zero, and holds any size',
    async (cost, quantity, expected) => {
      const watermark = await importSample(store.ledger, {
        costs: [{ product: 'P', valid_from: '2024-01-01', cost }],
        lines: [line({ product: 'P', quantity })],
      })
      const found = await valueFacts(store.ledger, { ...window, watermark }, kinds)
      expect([...found.values()].map((facts) => facts.cost)).toEqual([parseMicros(expected)])
    },
  )

  it('counts a line once when two costs of its product overlap, and takes the later one', async () => {
    const watermark = await importSample(store.ledger, {
      costs: [
        { product: 'P', valid_from: '2024-01-01', valid_to: '2024-12-31', cost: '1' },
        { product: 'P', valid_from: '2024-05-01', cost: '2' },
      ],
      lines: [line({ product: 'P', quantity: '10', net: '100' })],
    })
    const [facts] = (await valueFacts(store.ledger, { ...window, watermark }, kinds)).values()
    expect(facts).toMatchObject({ lines: 1, net: parseMicros('100'), cost: parseMicros('20') })
  })

  it('counts an order of one account once, whichever of its keys the lines carry', async () => {
    const watermark = await importSample(store.ledger, {
      lines: [line({ order_number: 'O1' }), line({ account: 'A2', order_number: 'O1' })],
    })
    const keys = [
      { key: 'A', accountId: 'a' },
      { key: 'A2', accountId: 'a' },
    ]
    for (const more of [[], [{ key: 'D', accountId: 'd', from: '2024-02-02' }]]) {
      await setDimensions(store.ledger, [...keys, ...more])
      const found = await valueFacts(store.ledger, { ...window, watermark }, kinds)
      expect(found.get('a')).toMatchObject({ lines: 2, orders: 1, invoices: 1 })
    }
  })

  it('keeps orders of two sources apart, per account and per owner', async () => {
    const watermark = await importSample(store.ledger, {
      lines: [line({ order_number: 'O1' }), line({ source: 'other', order_number: 'O1' })],
    })
    const keys = [
      { key: 'A', accountId: 'a' },
      { source: 'other', key: 'A', accountId: 'a' },
    ]
    await setDimensions(store.ledger, keys, [{ accountId: 'a', rep: 'main/R' }])
    const at = { ...window, watermark }
    expect((await valueFacts(store.ledger, at, kinds)).get('a')).toMatchObject({ orders: 2, invoices: 2 })
    expect((await ownerFacts(store.ledger, at, kinds)).get('main/R')).toMatchObject({ orders: 2, invoices: 2 })
  })

  it('does not take an order number for the invoice of the same number', async () => {
    const watermark = await importSample(store.ledger, {
      lines: [line({ invoice: '7', order_number: null }), line({ invoice: '8', order_number: '7' })],
    })
    await setDimensions(store.ledger, [{ key: 'A', accountId: 'a' }])
    expect((await valueFacts(store.ledger, { ...window, watermark }, kinds)).get('a')).toMatchObject({ orders: 2 })
  })

  it('sorts text by its bytes, and what is empty first', async () => {
    const invoices = ['B', 'a', 'Z', 'Ä', 'b', 'É', '10', '9', '-1', '_']
    const watermark = await importSample(store.ledger, {
      lines: [...invoices.map((invoice) => line({ invoice, line: '1' })), line({ invoice: 'a', line: null })],
    })
    await setDimensions(store.ledger, [{ key: 'A', accountId: 'a' }])
    const found: string[] = []
    for await (const lines of accountLines(store.ledger, { ...window, watermark }, ['a'])) {
      for (const { invoice, line: number } of lines) found.push(`${invoice ?? ''}/${number ?? ''}`)
    }
    expect(found).toEqual(['-1/1', '10/1', '9/1', 'B/1', 'Z/1', '_/1', 'a/', 'a/1', 'b/1', 'Ä/1', 'É/1'])
  })

  it('goes by the first source in byte order where two quote one rate', async () => {
    await importSample(store.ledger, {
      rates: [
        { source: 'a', currency: 'USD', date: day, rate: '2' },
        { source: 'Z', currency: 'USD', date: day, rate: '3' },
      ],
    })
    expect(await liveRates(store.ledger)).toEqual([{ currency: 'USD', day, rate: parseMicros('3') }])
  })
})
