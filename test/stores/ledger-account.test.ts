import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountFacts } from '../../src/domain/facts.ts'
import { formatMicros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import type { AccountScope } from '../../src/ledger/facts/account-scope.ts'
import { accountFacts, familyFacts, monthFacts } from '../../src/ledger/facts/bought-facts.ts'
import { findInvoiceHeader, listInvoicePayments } from '../../src/ledger/facts/invoice-document.ts'
import { listInvoiceRows } from '../../src/ledger/facts/invoice-list.ts'
import type { InvoiceFilter, InvoicePlace } from '../../src/ledger/facts/invoice-list.ts'
import { latenessFacts } from '../../src/ledger/facts/lateness.ts'
import { listLineRows } from '../../src/ledger/facts/line-list.ts'
import type { LineFilter, LinePlace, ListedLine } from '../../src/ledger/facts/line-list.ts'
import { valueFacts } from '../../src/ledger/facts/value-facts.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const kinds = ['goods', 'service', 'discount'] as const
const year = { from: '2024-01-01', to: '2024-12-31' }

const byFirst = (left: readonly unknown[], right: readonly unknown[]) => (String(left[0]) < String(right[0]) ? -1 : 1)

describe.each(ledgerEngines)('what one account bought, on %s', (engine) => {
  let store: TestLedger
  let ledger: Ledger
  let watermark = 0
  let [a, b]: AccountScope[] = []
  beforeAll(async () => {
    store = await openTestLedger(engine)
    ;({ ledger } = store)
    watermark = await importSample(ledger, {
      costs: [
        { product: 'P1', valid_from: '2024-01-01', cost: '3' },
        { product: 'P1', valid_from: '2024-06-01', cost: '4' },
        { product: 'P2', valid_from: '2024-01-01', valid_to: '2024-03-01', cost: '1.5' },
      ],
      invoices: [
        {
          number: 'I1',
          date: '2024-02-10',
          due_date: '2024-03-10',
          account: 'A',
          legal_entity: 'E1',
          order_number: 'O1',
          net: '104',
          tax: '20',
          gross: '124',
        },
        { number: 'I3', date: '2024-07-01', due_date: '2024-07-31', account: 'X', gross: '50', currency: 'USD' },
        { number: 'I7', date: '2024-09-01', account: 'B', credit: 'true' },
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
          unit: 'piece',
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
        { invoice: 'I1', date: '2024-02-10', account: 'A', order_number: 'O1', kind: 'discount', net: '-5' },
        { invoice: 'I1', line: '4', date: '2024-02-10', account: 'A', order_number: 'O1', kind: 'freight', net: '9' },
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
        { invoice: 'I2', line: '2', date: '2024-06-01', account: 'A', product: 'P2', quantity: '1', net: '8' },
        { invoice: 'C1', line: '1', date: '2024-06-01', account: 'A', product: 'P1', quantity: '-1', net: '-8' },
        // The key X is a's until July and b's from then on; another source uses the key A for b.
        { invoice: 'I0', line: '1', date: '2024-06-30', account: 'X', product: 'P3', quantity: '1', net: '10' },
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
        {
          invoice: 'I1',
          line: '1',
          date: '2024-02-10',
          account: 'A',
          source: 'web',
          product: 'P1',
          quantity: '1',
          net: '70',
        },
        { invoice: 'I8', line: '1', date: '2023-12-31', account: 'A', net: '1000' },
        { invoice: 'I9', line: '1', date: '2024-07-01', net: '7' },
      ],
      payments: [
        { payment: 'Y1', invoice: 'I1', date: '2024-03-20', amount: '60' },
        { payment: 'Y2', invoice: 'I1', date: '2024-03-01', amount: '40' },
        { invoice: 'I1', date: '2024-03-01', amount: '1' },
        { payment: 'Y4', invoice: 'I3', date: '2024-08-01', amount: '0.5' },
      ],
    })
    await setDimensions(
      ledger,
      [
        { key: 'A', accountId: 'a' },
        { key: 'B', accountId: 'b' },
        { key: 'X', accountId: 'a', to: '2024-07-01' },
        { key: 'X', accountId: 'b', from: '2024-07-01' },
        { source: 'web', key: 'A', accountId: 'b' },
        { key: 'N', accountId: 'nothing' },
      ],
      [],
      [
        { key: 'P1', family: 'main/TOOLS' },
        { key: 'P2', family: 'main/GLUE' },
      ],
    )
    ;[a, b] = [await accountScope(ledger, ['a']), await accountScope(ledger, ['b'])]
  })
  afterAll(() => store[Symbol.asyncDispose]())

  const scopes = (): AccountScope[] => [a, b].filter((scope) => scope !== undefined)
  const scopeOfA = (): AccountScope => a ?? { ids: [], keys: [] }
  const scopeOfB = (): AccountScope => b ?? { ids: [], keys: [] }
  const window = () => ({ ...year, watermark })
  const withoutDays = (facts: AccountFacts) => ({
    ...facts,
    accountId: '',
    invoices: 0,
    firstInvoice: null,
    lastInvoice: null,
  })

  it('is what the whole book says of it', async () => {
    const whole = await valueFacts(ledger, window(), kinds)
    const late = await latenessFacts(ledger, window())
    for (const scope of scopes()) {
      const [id = ''] = scope.ids
      const own = (await accountFacts(ledger, window(), kinds, scope)).get(id)
      expect(own && withoutDays(own)).toEqual(withoutDays(whole.get(id)!))
      expect((await latenessFacts(ledger, window(), scope)).get(id)).toEqual(late.get(id))
    }
    const both = await accountFacts(
      ledger,
      window(),
      kinds,
      await accountScope(ledger, ['a', 'b', 'nothing', 'nobody']),
    )
    expect([...both.keys()].toSorted()).toEqual(['a', 'b'])
  })

  it('is nothing for accounts without keys or without lines', async () => {
    const unknown = await accountScope(ledger, ['nobody'])
    expect(unknown).toEqual({ ids: ['nobody'], keys: [] })
    expect(await accountScope(ledger, [])).toEqual({ ids: [], keys: [] })
    for (const scope of [unknown, await accountScope(ledger, ['nothing'])]) {
      expect(await accountFacts(ledger, window(), kinds, scope)).toEqual(new Map())
      expect(await latenessFacts(ledger, window(), scope)).toEqual(new Map())
      expect(await invoicePage(scope, {}, null, 10)).toEqual([])
      expect(await linePage(scope, {}, null, 10)).toEqual([])
      expect(await findInvoiceHeader(ledger, scope, { source: 'main', number: 'I1', watermark })).toBeUndefined()
    }
  })

  it('adds up by month and by family of products', async () => {
    const windows = { before: { from: '2023-01-01', to: '2023-12-31' }, after: year, watermark }
    const { before, after: months } = await monthFacts(ledger, windows, kinds, scopeOfA())
    expect([...before].map(([month, { spend }]) => [month, formatMicros(spend)])).toEqual([['2023-12', '1000.00']])
    expect(
      [...months]
        .map(([month, { spend, cost, orders }]) => [month, formatMicros(spend), formatMicros(cost), orders])
        .toSorted(byFirst),
    ).toEqual([
      ['2024-02', '95.00', '33.00', 1],
      ['2024-06', '50.00', '16.00', 2],
    ])
    const { after: families } = await familyFacts(ledger, windows, kinds, scopeOfA())
    expect(
      [...families]
        .map(([family, facts]) => [family, formatMicros(facts.spend), facts.lines, facts.lastInvoice])
        .toSorted(byFirst),
    ).toEqual([
      ['', '5.00', 3, '2024-06-30'],
      ['main/GLUE', '28.00', 2, '2024-06-01'],
      ['main/TOOLS', '112.00', 3, '2024-06-01'],
    ])
  })

  async function invoicePage(
    scope: AccountScope,
    filter: Partial<InvoiceFilter>,
    after: InvoicePlace | null,
    limit: number,
  ) {
    const whole = { from: '0001-01-01', to: '9999-12-31', watermark, families: [], ...filter }
    return listInvoiceRows(ledger, scope, whole, { after, limit })
  }

  it('lists invoices, the newest first, page by page', async () => {
    const all = await invoicePage(scopeOfA(), {}, null, 10)
    expect(
      all.map(({ number, date, isCredit, lines, net }) => [number, date, isCredit, lines, formatMicros(net)]),
    ).toEqual([
      ['I0', '2024-06-30', false, 1, '10.00'],
      ['C1', '2024-06-01', true, 1, '-8.00'],
      ['I2', '2024-06-01', false, 2, '48.00'],
      ['I1', '2024-02-10', false, 4, '104.00'],
      ['I8', '2023-12-31', false, 1, '1000.00'],
    ])
    const paged = []
    for (let after: InvoicePlace | null = null; ;) {
      const page = await invoicePage(scopeOfA(), {}, after, 2)
      paged.push(...page)
      const last = page.at(-1)
      if (!last) break
      after = last
    }
    expect(paged).toEqual(all)
  })

  it('lists invoices of some days or with some family of products, each with its whole money', async () => {
    const numbersOf = async (filter: Partial<InvoiceFilter>) =>
      (await invoicePage(scopeOfA(), filter, null, 10)).map(({ number, net }) => [number, formatMicros(net)])
    expect(await numbersOf({ families: ['main/GLUE'] })).toEqual([
      ['I2', '48.00'],
      ['I1', '104.00'],
    ])
    expect(await numbersOf({ from: '2024-06-01', to: '2024-06-01' })).toEqual([
      ['C1', '-8.00'],
      ['I2', '48.00'],
    ])
    const [inDollars, ofWeb] = await invoicePage(scopeOfB(), {}, null, 10)
    expect(inDollars).toMatchObject({ number: 'I3', currency: 'USD', net: 11_000_000n, baseNet: 10_000_000n })
    expect(ofWeb).toMatchObject({ source: 'web', number: 'I1', net: 70_000_000n })
  })

  it('opens an invoice with its payments, and none of another account', async () => {
    const name = { source: 'main', number: 'I1', watermark }
    expect(await findInvoiceHeader(ledger, scopeOfA(), name)).toEqual({
      date: '2024-02-10',
      dueDate: '2024-03-10',
      isCredit: false,
      orderNumber: 'O1',
      salesperson: null,
      legalEntity: 'E1',
      currency: 'EUR',
      net: 104_000_000n,
      tax: 20_000_000n,
      gross: 124_000_000n,
    })
    expect(await findInvoiceHeader(ledger, scopeOfB(), name)).toBeUndefined()
    expect(await findInvoiceHeader(ledger, scopeOfB(), { ...name, number: 'I7' })).toMatchObject({
      isCredit: true,
      net: null,
    })
    expect(
      (await listInvoicePayments(ledger, name)).map(({ payment, date, amount }) => [
        payment,
        date,
        formatMicros(amount),
      ]),
    ).toEqual([
      [null, '2024-03-01', '1.00'],
      ['Y2', '2024-03-01', '40.00'],
      ['Y1', '2024-03-20', '60.00'],
    ])
  })

  async function linePage(scope: AccountScope, filter: Partial<LineFilter>, after: LinePlace | null, limit: number) {
    return listLineRows(ledger, scope, { from: '0001-01-01', to: '9999-12-31', watermark, ...filter }, { after, limit })
  }
  const inShort = ({ invoice, line, unitCost, cost }: ListedLine) => [
    invoice,
    line,
    unitCost === null ? null : formatMicros(unitCost),
    cost === null ? null : formatMicros(cost),
  ]

  it('lists lines with their cost, the newest first, page by page', async () => {
    const all = await linePage(scopeOfA(), {}, null, 20)
    expect(all.map(inShort)).toEqual([
      ['I0', '1', null, null],
      ['C1', '1', '4.00', '-4.00'],
      ['I2', '1', '4.00', '20.00'],
      ['I2', '2', null, null],
      ['I1', null, null, '0.00'],
      ['I1', '1', '3.00', '30.00'],
      ['I1', '2', '1.50', '3.00'],
      ['I1', '4', null, null],
      ['I8', '1', null, null],
    ])
    const paged: ListedLine[] = []
    for (let after: LinePlace | null = null; ;) {
      const page: ListedLine[] = await linePage(scopeOfA(), {}, after, 2)
      paged.push(...page)
      const last = page.at(-1)
      if (!last) break
      after = last.place
    }
    expect(paged).toEqual(all)
  })

  it('lists the lines of one invoice, and of families of products or without one', async () => {
    const of = async (filter: Partial<LineFilter>) => (await linePage(scopeOfA(), filter, null, 20)).map(inShort)
    expect(await of({ invoice: { source: 'main', number: 'C1' } })).toEqual([['C1', '1', '4.00', '-4.00']])
    expect((await of({ families: ['main/GLUE'] })).map(([invoice]) => invoice)).toEqual(['I2', 'I1'])
    expect((await of({ ...year, families: [''] })).map(([invoice]) => invoice)).toEqual(['I0', 'I1', 'I1'])
    expect(await linePage(scopeOfB(), { invoice: { source: 'main', number: 'I1' } }, null, 20)).toEqual([])
  })
})
