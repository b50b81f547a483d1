import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
let idOf: (key: string) => string
beforeAll(async () => {
  test = await openTestApp()
  // A07 is Rita Rep's, A09 Karl Key's, A05 neither's.
  await importFiles(test.book, { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1], {
    'invoices.csv': [
      'number,date,due_date,account,currency,gross',
      ...['A05', 'A07', 'A09'].flatMap((key) => [
        `G-${key}-1,2025-10-01,2025-10-31,${key},EUR,1000`,
        `G-${key}-2,2025-12-01,2025-12-31,${key},EUR,365`,
      ]),
    ],
    'disputes.csv': ['invoice,opened,amount,reason', 'G-A09-1,2025-11-20,100,short delivery'],
    'payments.csv': [
      'payment,invoice,date,amount',
      ...['A05', 'A07', 'A09'].map((key) => `P-${key},G-${key}-1,2025-11-10,400`),
    ],
  })
  await refreshView(test.book.ctx, { period: null })
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  idOf = (key) => items.find((row) => row.key === key)?.id ?? ''
})
afterAll(() => test[Symbol.asyncDispose]())

const body = { validFrom: '2024-01-01', rate: '0.1', base: 'gross' as const, note: 'bank' }

describe('What an account owes', () => {
  it('shows days to everybody, money to who sees the spend and its cost to who sees the margin', async () => {
    await test.call('finance', 'addFinancingRate', { body })
    const see = (role: Parameters<TestApp['call']>[0], key: string) =>
      test.call(role, 'getReceivables', { params: { id: idOf(key) }, query: {} })
    const whole = await see('finance', 'A07')
    expect(whole.figures).toMatchObject({ open: '965.00', overdue: '600.00', overdueInvoices: 1, daysToPay: 40 })
    expect(whole.figures.partPaid).toEqual({ invoices: 1, open: '600.00' })
    expect(whole.rates).toMatchObject([{ rate: '0.10', base: 'gross' }])

    const own = await see('rep', 'A07')
    const { financing, ...shown } = whole.figures
    expect(financing).not.toBeNull()
    expect(own.figures).toEqual(shown)
    expect(own).not.toHaveProperty('rates')
    expect((await see('key-account-manager', 'A09')).figures.financing).toEqual(
      (await see('finance', 'A09')).figures.financing,
    )

    const other = JSON.stringify(await see('rep', 'A05'))
    expect(other).not.toMatch(/\d\.\d\d"/)
    expect(JSON.parse(other)).toMatchObject({ figures: { daysToPay: 40, overdueInvoices: 1 } })
  })

  it('lists the invoices behind a figure a page at a time, and those of a cost only to who may see it', async () => {
    const list = (role: Parameters<TestApp['call']>[0], query: object) =>
      test.call(role, 'listReceivables', { params: { id: idOf('A05') }, query })
    const first = await list('finance', { show: 'open', limit: 1 })
    const second = await list('finance', { show: 'open', limit: 1, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ number, open }) => [number, open])).toEqual([
      ['G-A05-1', '600.00'],
      ['G-A05-2', '365.00'],
    ])
    expect(second.next).toBeNull()
    const masked = (await list('rep', { show: 'open' })).items[0]
    expect(masked).toMatchObject({ number: 'G-A05-1', isPartPaid: true })
    expect(masked).not.toHaveProperty('open')
    const call = { params: { id: idOf('A05') }, query: { show: 'financing' as const } }
    expect((await test.request('rep', 'listReceivables', call)).status).toBe(403)
    const wrong = { params: { id: idOf('A05') }, query: { cursor: 'x' } }
    expect((await test.request('finance', 'listReceivables', wrong)).status).toBe(400)
  })

  it('sums a book only to who sees all of it, and lists to a rep the own accounts', async () => {
    const all = await test.call('finance', 'getBookReceivables', { query: {} })
    expect(all.total).toMatchObject({ open: '2895.00', overdue: '1800.00' })
    const own = await test.call('rep', 'getBookReceivables', { query: {} })
    expect(own.items.filter(({ figures }) => figures.open !== '0.00').map(({ key }) => key)).toEqual(['A07'])
    expect(own.total).not.toHaveProperty('open')
    expect((await test.call('viewer', 'getBookReceivables', { query: {} })).items).toEqual([])
  })

  it('ranks a part of the book by what is asked for, and gives its sums to who sees all of that part', async () => {
    const keys = async (role: Parameters<TestApp['call']>[0], query: object) =>
      (await test.call(role, 'getBookReceivables', { query })).items.map(({ key }) => key)
    expect((await keys('finance', { show: 'overdue', sort: '-open' })).toSorted()).toEqual(['A05', 'A07', 'A09'])
    expect(await keys('finance', { show: 'disputed' })).toEqual(['A09'])
    // Of A09 100 less can be asked for.
    expect((await keys('finance', { show: 'overdue', sort: 'overdueUndisputed' }))[0]).toBe('A09')
    expect((await keys('finance', { show: 'overdue', sort: '-overdueUndisputed' })).at(-1)).toBe('A09')
    const ofPart = await test.call('rep', 'getBookReceivables', { query: { within: 'mine', show: 'open' } })
    expect(ofPart).toMatchObject({
      accounts: 1,
      total: { open: '965.00', overdueInvoices: 1, disputed: { invoices: 0 } },
    })
    expect(ofPart.total).not.toHaveProperty('financing')
    const whole = await test.call('finance', 'getBookReceivables', { query: { show: 'open', limit: 2 } })
    expect(whole).toMatchObject({
      accounts: 3,
      total: { disputed: { invoices: 1, open: '100.00', overdue: '100.00' } },
    })
    const rest = await test.call('finance', 'getBookReceivables', {
      query: { show: 'open', limit: 2, cursor: whole.next ?? '' },
    })
    expect([whole.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
    // A key account manager sees margins of their own alone: ranked by cost, the others stand last in an order that tells nothing.
    const byCost = await test.call('key-account-manager', 'getBookReceivables', {
      query: { show: 'open', sort: 'cost' },
    })
    expect(byCost.items.map(({ figures }) => 'financing' in figures)).toEqual([true, false, false])
    expect(byCost.items[0]?.key).toBe('A09')
    expect((await test.request('finance', 'getBookReceivables', { query: { sort: 'name' } })).status).toBe(400)
  })

  it('takes the ranking out of the house as a file, where all of it is ones own to export', async () => {
    const file = async (role: Parameters<TestApp['call']>[0], query: object) =>
      test.request(role, 'exportReceivables', { query })
    const lines = (await (await file('finance', { show: 'open' })).text()).trim().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('open,not-due,no-due-date,to-30,to-60,to-90,over-90,credits,overdue,disputed')
    expect(lines.find((line) => line.includes(',A09,'))).toContain(',965.00,365.00,0.00,0.00,600.00,')
    const own = (await (await file('rep', { within: 'mine', show: 'open' })).text()).trim().split('\n')
    expect(own).toHaveLength(2)
    // Days to pay, then the cost, of which a rep sees nothing, and counts of what is left out.
    expect(own[1]).toMatch(/,40,,,0,8$/)
    expect((await file('rep', {})).status).toBe(403)
    expect((await file('viewer', {})).status).toBe(403)
  })

  it('takes no rate that is none, and says in the audit who set one', async () => {
    for (const rate of ['1.5', '-0.1']) {
      expect((await test.request('finance', 'addFinancingRate', { body: { ...body, rate } })).status).toBe(400)
    }
    const { items } = await test.call('administrator', 'listAudit', { query: { verb: 'set financing rate' } })
    expect(items).toMatchObject([{ actor: { name: 'Person finance' }, subject: '2024-01-01' }])
    const rates = await test.call('finance', 'listFinancingRates', {})
    expect(rates.items).toMatchObject([{ rate: '0.10', setBy: { name: 'Person finance' }, isInForce: true }])
  })
})
