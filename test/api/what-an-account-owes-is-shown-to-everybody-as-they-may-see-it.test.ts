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
