import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Call } from '../../src/contract/operations.ts'
import { parseMicros } from '../../src/domain/money.ts'
import type { Role } from '../../src/domain/right.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
let idOf: (key: string) => string

beforeAll(async () => {
  test = await openTestApp()
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  idOf = (key) => items.find((row) => row.key === key)?.id ?? ''
  // A minute of the desk costs 1.00, a call takes ten of them. A07 is Rita Rep's, A09 Karl Key's, A05 neither's.
  const rate = (what: Call<'addCostRate'>['body']['rate']) =>
    test.call('finance', 'addCostRate', { body: { rate: what, validFrom: '2020-01-01', note: null } })
  await rate({ kind: 'pool', subject: 'desk', value: { name: 'Desk', cost: '365000', minutes: '365000' } })
  await rate({ kind: 'activity', subject: 'call', value: { pool: 'desk', minutes: '10' } })
  const none = { capital: '0', storage: '0', insurance: '0', obsolescence: '0', damage: '0' }
  await rate({ kind: 'carrying', subject: '', value: none })
  const quote = (account: string, at: number, state: string, more = '') =>
    `Q-${account}-${String(at)},${account},2025-0${String(1 + (at % 6))}-10,100,${state},${more}`
  const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
  await importFiles(test.book, { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1], {
    'events.csv': [
      'number,account,activity,date,quantity',
      'E1,A07,call,2025-03-03,400',
      ...['A01', 'A02', 'A03', 'A04', 'A05', 'A09'].map((account) => `E-${account},${account},call,2025-03-03,20`),
    ],
    'quotes.csv': [
      'number,account,date,amount,state,reason,competitor,first_amount',
      ...many(5, (at) => quote('A09', at, 'won', 'lowest price,Rival,110')),
      ...many(8, (at) => quote('A09', at + 5, 'lost', 'price,Rival,')),
      ...many(12, (at) => quote('A01', at, 'won', 'quality,,')),
      ...many(4, (at) => quote('A01', at + 12, 'lost', ',,')),
      'Q-old,A05,2025-01-10,50,open,,,',
      'Q-new,A05,2025-12-10,,open,,,',
    ],
  })
  await refreshView(test.book.ctx, { period: null })
})
afterAll(() => test[Symbol.asyncDispose]())

const list = (role: Role, query: Call<'listDrains'>['query'] = {}) => test.call(role, 'listDrains', { query })
const see = (role: Role, key: string) => test.call(role, 'getStrategy', { params: { id: idOf(key) }, query: {} })
const set = (role: Role, key: string, body: Call<'setStrategy'>['body']) =>
  test.request(role, 'setStrategy', { params: { id: idOf(key) }, body })

describe('What costs more than it brings', () => {
  it('is listed by what it falls short of, with the hours and quotes that say so and the bounds they go by', async () => {
    const { items, total, byReason, rules, next } = await list('finance')
    expect(items.map(({ key, reasons }) => [key, reasons])).toEqual([
      ['A07', ['hours']],
      ['A09', ['won-by-price', 'quotes-not-ordered']],
    ])
    expect([total, next]).toEqual([2, null])
    expect(byReason).toEqual([
      { reason: 'hours', count: 1 },
      { reason: 'won-by-price', count: 1 },
      { reason: 'quotes-not-ordered', count: 1 },
    ])
    const [first, second] = items
    expect(first?.hours).toMatchObject({ minutes: 4000, loggedMinutes: 0, hoursShare: 0.769231 })
    expect(parseMicros(first?.hours?.shortfall ?? '0')).toBeGreaterThan(parseMicros(rules.leastShortfall ?? '0'))
    expect(second?.quotes).toEqual({
      won: 5,
      lost: 8,
      stale: 0,
      waiting: 0,
      wonKnown: 5,
      wonByPrice: 5,
      conceded: 5,
      orderRate: 0.384615,
      priceRate: 1,
    })
    expect(rules.book.quotes).toMatchObject({ won: 17, lost: 12, stale: 1, waiting: 1 })
    expect(rules).toMatchObject({ leastMinutes: 60, averageTimes: 2, staleDays: 60, level: '1000.00' })
  })

  it('is named to everybody with its reasons and counts, and its hours and margins to who may see them', async () => {
    const whole = await list('finance')
    for (const role of ['viewer', 'rep'] as const) {
      const { items, rules } = await list(role)
      // Without its money the order is by how many reasons there are, which is no money.
      expect(items.map(({ key }) => key)).toEqual(['A09', 'A07'])
      expect(items.map(({ quotes }) => quotes)).toEqual(whole.items.map(({ quotes }) => quotes).toReversed())
      for (const row of items) expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['hours']))
      expect(rules.leastShortfall).toBeUndefined()
      expect(rules.book.margin).toBeUndefined()
    }
    const [own] = (await list('key-account-manager', { within: 'mine' })).items
    expect(own).toEqual(whole.items[1])
  })

  it('is narrowed down by reason, owner and strategy, and paged', async () => {
    const keys = async (query: Call<'listDrains'>['query']) =>
      (await list('finance', query)).items.map(({ key }) => key)
    expect(await keys({ reason: ['quotes-not-ordered'] })).toEqual(['A09'])
    expect(await keys({ reason: ['margin-falling'] })).toEqual([])
    expect(await keys({ owner: ['main/R1'] })).toEqual(['A07'])
    expect(await keys({ strategy: 'held' })).toEqual([])
    expect(await keys({ strategy: 'none' })).toEqual(['A07', 'A09'])
    const page = await list('finance', { limit: 1 })
    expect((await list('finance', { limit: 1, cursor: page.next ?? '' })).items.map(({ key }) => key)).toEqual(['A09'])
  })

  it('offers a strategy for the accounts of whoever looks, and for no others', async () => {
    const offered = async (role: Role) => (await list(role)).items.filter(({ isMine }) => isMine).map(({ key }) => key)
    expect(await offered('rep')).toEqual(['A07'])
    expect(await offered('leader')).toEqual(['A07', 'A09'])
    expect(await offered('viewer')).toEqual([])
  })

  it('is exported by who may export all of it', async () => {
    const file = await test.request('finance', 'exportDrains', { query: {} })
    const rows = (await file.text()).trimEnd().split('\n')
    expect(rows).toHaveLength(3)
    expect(rows[1]).toContain('A07')
    expect((await test.request('rep', 'exportDrains', { query: {} })).status).toBe(403)
    const own = await test.request('rep', 'exportDrains', { query: { within: 'mine', format: 'xlsx' } })
    expect([own.status, own.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('.xlsx')])
  })
})

describe('The quotes behind it', () => {
  it('are there for everybody, and their amounts for who sees the spend', async () => {
    const { latestQuotes, quotesTotal } = await see('finance', 'A09')
    expect(quotesTotal).toBe(13)
    expect(latestQuotes).toHaveLength(13)
    expect(latestQuotes.map(({ date }) => date)).toEqual(
      latestQuotes
        .map(({ date }) => date)
        .toSorted()
        .toReversed(),
    )
    expect(latestQuotes.find(({ state }) => state === 'won')).toMatchObject({
      competitor: 'Rival',
      reason: 'lowest price',
      amount: '100.00',
      firstAmount: '110.00',
      currency: 'EUR',
    })
    const [hidden] = (await see('viewer', 'A09')).latestQuotes
    expect(hidden).not.toHaveProperty('amount')
    expect((await see('viewer', 'A05')).latestQuotes.map(({ number, isStale }) => [number, isStale])).toEqual([
      ['Q-new', false],
      ['Q-old', true],
    ])
  })
})

describe('A strategy', () => {
  const cheaper = { strategy: 'inside-sales', begins: '2025-07-01', note: 'By telephone from now on' } as const

  it('is set by who looks after the account, checked against the year before, and taken back', async () => {
    expect((await set('rep', 'A05', cheaper)).status).toBe(403)
    expect((await set('viewer', 'A07', cheaper)).status).toBe(403)
    expect((await set('rep', 'A07', { ...cheaper, begins: '2025-02-30' })).status).toBe(400)
    const first = await set('rep', 'A07', { ...cheaper, strategy: 'grow', note: null })
    expect(first.status).toBe(201)
    const second = await test.call('rep', 'setStrategy', { params: { id: idOf('A07') }, body: cheaper })
    expect(second).toMatchObject({ ...cheaper, reasons: ['hours'], takenBack: null })
    const seen = await see('finance', 'A07')
    expect(seen.strategy).toEqual(second)
    expect(seen.history.map(({ strategy }) => strategy)).toEqual(['grow'])
    expect(seen.check).toMatchObject({
      outcome: 'worked',
      before: { from: '2024-07-01', to: '2025-06-30' },
      after: { from: '2025-07-01', to: '2025-12-15' },
      days: 168,
      aim: { figure: 'minutes-a-month', by: 'part', change: -0.15 },
      unknown: ['order-rate'],
    })
    const minutes = seen.check?.figures?.find(({ figure }) => figure === 'minutes-a-month')
    // 4 000 minutes in 365 days.
    expect(minutes).toEqual({ figure: 'minutes-a-month', before: '328.767123', after: '0.00' })
    const own = await see('rep', 'A07')
    expect(own.isMine).toBe(true)
    expect(own.check?.outcome).toBe('worked')
    expect(own.check).not.toHaveProperty('figures')
    expect((await list('finance', { strategy: 'held' })).items.map(({ strategy }) => strategy)).toEqual([second])

    const back = await test.call('rep', 'takeBackStrategy', { params: { id: second.id } })
    expect(back.takenBack).toMatchObject({ by: second.by })
    expect((await test.request('rep', 'takeBackStrategy', { params: { id: second.id } })).status).toBe(409)
    expect((await test.request('rep', 'takeBackStrategy', { params: { id: 'nobody' } })).status).toBe(404)
    // What was set before holds again, and what was taken back stays on record.
    const after = await see('finance', 'A07')
    expect(after.strategy?.strategy).toBe('grow')
    expect(after.history).toEqual([back])
    const { items } = await test.call('administrator', 'listAudit', { query: { limit: 20 } })
    expect(items.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['set strategy', 'take back strategy']))
  })

  it('is not checked before it begins, and said to be too early in its first days', async () => {
    await test.call('leader', 'setStrategy', {
      params: { id: idOf('A05') },
      body: { strategy: 're-price', begins: '2026-03-01', note: null },
    })
    expect((await see('finance', 'A05')).check).toBeNull()
    await test.call('leader', 'setStrategy', {
      params: { id: idOf('A05') },
      body: { strategy: 're-price', begins: '2025-11-01', note: null },
    })
    expect((await see('finance', 'A05')).check).toMatchObject({ outcome: 'too-early', days: 45 })
  })
})
