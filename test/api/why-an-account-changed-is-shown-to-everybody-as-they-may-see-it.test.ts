import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import type { Role } from '../../src/domain/right.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
let idOf: (key: string) => string

beforeAll(async () => {
  test = await openTestApp()
  const parts = { capital: '0.2', storage: '0', insurance: '0', obsolescence: '0', damage: '0' }
  await test.call('finance', 'addCostRate', {
    body: { rate: { kind: 'carrying', subject: '', value: parts }, validFrom: '2020-01-01', note: null },
  })
  // A05 paid more for P9 in 2025 and began to buy valves, whose costs nobody knows; A07 got money back without goods.
  await importFiles(test.book, { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1], {
    'lines.csv': [
      'invoice,line,date,account,kind,product,quantity,net',
      'X1,1,2024-06-01,A05,goods,P9,100,1000',
      'X2,1,2025-06-01,A05,goods,P9,100,1250',
      'X3,1,2025-06-02,A05,goods,V1,2,300',
      'X4,1,2025-06-03,A07,discount,,,-50',
    ],
    // The key account manager looks after A12, and somebody else after the head of its family.
    'parents.csv': ['account,parent', 'A12,A10'],
  })
  await refreshView(test.book.ctx, { period: null })
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  idOf = (key) => items.find((row) => row.key === key)?.id ?? ''
})
afterAll(() => test[Symbol.asyncDispose]())

type Query = Call<'getAccountBridge'>['query']
const see = (role: Role, key: string, query: Query = {}) =>
  test.call(role, 'getAccountBridge', { params: { id: idOf(key) }, query })
const part = (role: Role, query: Call<'getMovementBridge'>['query'] = {}) =>
  test.call(role, 'getMovementBridge', { query })
const list = (role: Role, query: Call<'listBridges'>['query'] = {}) =>
  test.call(role, 'listBridges', { query: { limit: 200, ...query } })

type Bridge = NonNullable<Output<'listBridges'>['items'][number]['revenue']>
const sum = (amounts: readonly (string | null | undefined)[]) =>
  formatMicros(amounts.reduce((all, amount) => all + parseMicros(amount ?? '0'), 0n))
const stepsOf = (bridge: Bridge | null | undefined) =>
  Object.fromEntries((bridge?.steps ?? []).map(({ part: name, amount }) => [name, amount]))

describe('Why an account changed', () => {
  it('is told in parts that sum to the change of the spend its grade goes by', async () => {
    const { revenue, earned, measure, gradedBy, before, after, of, gradeBefore, gradeAfter } = await see(
      'finance',
      'A05',
    )
    expect({ measure, gradedBy, of, earned }).toEqual({
      measure: 'revenue',
      gradedBy: 'revenue',
      of: 'family',
      earned: null,
    })
    expect([before.period, after.period]).toEqual(['ttm@2024-12-15', 'ttm@2025-12-15'])
    const card = await test.call('finance', 'getAccount', { params: { id: idOf('A05') }, query: {} })
    expect([revenue?.before, revenue?.after, revenue?.change]).toEqual([card.spendBefore, card.spend, card.spendChange])
    expect([gradeBefore, gradeAfter]).toEqual([card.gradeBefore, card.grade])
    expect(sum(revenue?.steps.map(({ amount }) => amount) ?? [])).toBe(revenue?.change)
    expect(stepsOf(revenue)).toMatchObject({ price: '250.00', 'new-products': '300.00' })
  })

  it('is told in profit and in points for who sees the margin, each in parts that sum', async () => {
    for (const measure of ['gross-profit', 'net-profit', 'score'] as const) {
      const { earned } = await see('finance', 'A01', { measure })
      expect([measure, earned?.unit]).toEqual([measure, measure === 'score' ? 'points' : 'money'])
      expect([measure, earned?.change]).not.toEqual([measure, null])
      expect(sum(earned?.steps.map(({ amount }) => amount) ?? [])).toBe(sum([earned?.change]))
    }
    const listed = (await list('finance', { measure: 'score' })).items.find(({ key }) => key === 'A01')
    expect((await see('finance', 'A01', { measure: 'score' })).earned).toMatchObject(listed?.earned ?? { unit: 'none' })
    const { earned } = await see('finance', 'A01', { measure: 'net-profit', of: 'account' })
    const book = await list('finance', { measure: 'net-profit' })
    expect(earned).toMatchObject(book.items.find(({ key }) => key === 'A01')?.earned ?? { unit: 'none' })
    const profit = await test.call('finance', 'getAccountProfit', { params: { id: idOf('A01') }, query: {} })
    expect(earned?.after).toBe(profit.profit?.netProfit)
    expect(earned?.unmeasuredAfter).toContain('service')
  })

  it('is unknown, and tells no part, where too little of the cost is known', async () => {
    const { earned, revenue } = await see('finance', 'A05', { measure: 'gross-profit' })
    expect(earned).toMatchObject({ after: null, change: null, steps: [], minCoverage: 0.95 })
    expect(earned?.coverageAfter).toBeLessThan(0.95)
    expect(revenue?.change).not.toBeNull()
  })

  it('shows grades to everybody, spend to who looks after the account, and profit to who may see margins', async () => {
    const whole = await see('finance', 'A07', { measure: 'gross-profit' })
    const own = await see('rep', 'A07', { measure: 'gross-profit' })
    expect(own.revenue).toEqual(whole.revenue)
    expect(own).not.toHaveProperty('earned')
    const other = await see('rep', 'A05', { measure: 'gross-profit' })
    expect(other).not.toHaveProperty('revenue')
    expect(other).not.toHaveProperty('earned')
    expect(other.gradeAfter).toBe((await see('finance', 'A05')).gradeAfter)
    expect((await see('key-account-manager', 'A09', { measure: 'gross-profit' })).earned).toEqual(
      (await see('finance', 'A09', { measure: 'gross-profit' })).earned,
    )
  })

  it('tells the points of a family only to who may see the margins of all of it', async () => {
    const whole = await list('finance', { measure: 'score', parent: idOf('A10') })
    expect(whole.items.map(({ key }) => key).toSorted()).toEqual(['A10', 'A12'])
    expect((await see('finance', 'A12', { measure: 'score', of: 'account' })).earned?.unit).toBe('points')
    expect(await see('key-account-manager', 'A12', { measure: 'score', of: 'account' })).not.toHaveProperty('earned')
    expect(await see('key-account-manager', 'A12', { measure: 'gross-profit', of: 'account' })).toHaveProperty('earned')
    const own = await list('key-account-manager', { measure: 'score' })
    expect(own.items.map(({ key }) => key).toSorted()).toEqual(['A03', 'A04', 'A09'])
    const { groups } = await part('key-account-manager', { measure: 'score', by: 'owner' })
    expect(groups.filter((group) => group.earned)).toEqual([])
    const profits = await part('key-account-manager', { measure: 'gross-profit', by: 'owner' })
    expect(profits.groups.filter((group) => group.earned).map(({ group }) => group?.key)).toEqual(['main/R2'])
  })

  it('names the products behind it, and behind each part, to who sees the spend', async () => {
    const products = (role: Role, query: Call<'listBridgeProducts'>['query'] = {}) =>
      test.call(role, 'listBridgeProducts', { params: { id: idOf('A05') }, query })
    const { items, total } = await products('finance')
    const { revenue } = await see('finance', 'A05')
    expect(total).toBe(items.length)
    expect(sum(items.map(({ change }) => change))).toBe(revenue?.change)
    const priced = await products('finance', { part: 'price' })
    expect(priced.items).toMatchObject([
      { product: { key: 'main/P9' }, before: { quantity: '100', price: '10.00' }, after: { price: '12.50' } },
    ])
    const first = await products('finance', { limit: 1 })
    const second = await products('finance', { limit: 200, cursor: first.next ?? '' })
    expect([...first.items, ...second.items]).toEqual(items)
    const hidden = await test.request('rep', 'listBridgeProducts', { params: { id: idOf('A05') }, query: {} })
    expect(hidden.status).toBe(404)
  })

  it('is added up for the book, its groups and its accounts alike', async () => {
    const { revenue, accounts } = await part('finance')
    const { items, total } = await list('finance')
    expect(total).toBe(accounts)
    expect(revenue?.change).toBe(sum(items.map((row) => row.revenue?.change)))
    const { groups } = await part('finance', { by: 'owner' })
    expect(sum(groups.map((group) => group.revenue?.change))).toBe(revenue?.change)
    const gross = await part('finance', { measure: 'gross-profit' })
    expect(sum(gross.earned?.steps.map(({ amount }) => amount) ?? [])).toBe(gross.earned?.change)
    const family = await part('finance', { parent: idOf('A01') })
    expect(family.revenue).toEqual((await see('finance', 'A01')).revenue)
  })

  it('gives a rep the sum of the own accounts, and no other', async () => {
    expect(await part('rep')).not.toHaveProperty('revenue')
    const { revenue, accounts } = await part('rep', { within: 'mine' })
    const { items } = await list('rep')
    expect(items.map(({ key }) => key).toSorted()).toEqual(['A01', 'A02', 'A07', 'A11'])
    expect(accounts).toBe(4)
    expect(revenue?.change).toBe(sum(items.map((row) => row.revenue?.change)))
    const { groups } = await part('rep', { by: 'owner' })
    expect(groups.filter((group) => group.revenue).map(({ group }) => group?.key)).toEqual(['main/R1'])
    expect((await list('rep', { measure: 'gross-profit' })).items).toEqual([])
    expect((await list('viewer')).items).toEqual([])
  })

  it('is listed by any part, and goes out as a file', async () => {
    const { items } = await list('finance', { sort: '-price' })
    expect(items[0]?.key).toBe('A05')
    expect((await list('finance', { sort: 'price' })).items[0]?.key).toBe('A07')
    expect((await test.request('finance', 'listBridges', { query: { sort: 'margin' } })).status).toBe(400)
    const file = await test.request('finance', 'exportBridges', { query: { sort: '-change' } })
    const [head = '', ...rows] = (await file.text()).trimEnd().split('\n')
    expect(head).toContain('before,price,volume,mix,new-products,lost-products,unbridged,currency,after,change')
    expect(rows).toHaveLength(items.length)
    const workbook = await test.request('finance', 'exportBridges', { query: { format: 'xlsx' } })
    expect(workbook.headers.get('content-type')).toContain('spreadsheetml')
    expect((await test.request('rep', 'exportBridges', { query: {} })).status).toBe(403)
  })

  it('wants an earlier end that is earlier', async () => {
    const later = { params: { id: idOf('A05') }, query: { from: 'ttm@2025-12-31' } }
    const answer = await test.request('finance', 'getAccountBridge', later)
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { detail: 'Cannot compare "ttm@2025-12-31" with "ttm@2025-12-15": the second period must end later' },
    ])
  })
})
