import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { savePolicy } from '../../src/app/policy/save-policy.ts'
import { numberToMicros } from '../../src/domain/money.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { importFiles } from '../stores/open-test-book.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Role = Parameters<TestApp['call']>[0]

/** From 2025 on accounts are graded by spend and by what waiting for their money costs; before by spend alone. */
const byScore: Policy = {
  ...defaultPolicy,
  effectiveFrom: '2025-07-01',
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '80' },
    { label: 'B', atLeast: null },
  ],
  factors: [
    { metric: 'spend', weight: 50, curve: { type: 'linear', from: ['0', 0], to: ['20000', 100] } },
    { metric: 'financing-rate', weight: 50, curve: { type: 'linear', from: ['0', 100], to: ['0.5', 0] } },
  ],
}
const earlier = 'ttm@2025-06-30'

let test: TestApp
let idOf: (key: string) => string
beforeAll(async () => {
  test = await openTestApp()
  await importFiles(test.book, { folder: test.book.ctx.places.temporary } as Parameters<typeof importFiles>[1], {
    'accounts.csv': ['key,name', 'Z1,Zinc & Sons'],
    'products.csv': ['key,name', 'Z,Zinc'],
    'lines.csv': [
      'invoice,line,date,account,product,quantity,net,currency',
      'G-1,1,2025-03-01,Z1,Z,1,840,EUR',
      'G-2,1,2025-09-01,Z1,Z,1,420,EUR',
    ],
    'invoices.csv': [
      'number,date,due_date,account,currency,gross',
      'G-1,2025-03-01,2025-03-31,Z1,EUR,1000',
      'G-2,2025-09-01,2025-09-30,Z1,EUR,500',
    ],
    'payments.csv': ['payment,invoice,date,amount', 'P-1,G-1,2025-03-31,1000', 'P-2,G-2,2025-11-30,500'],
  })
  await test.call('finance', 'addFinancingRate', {
    body: { validFrom: '2024-01-01', rate: '0.1', base: 'gross', note: null },
  })
  await savePolicy(test.book.ctx, { document: byScore, note: null })
  await refreshView(test.book.ctx, { period: null })
  const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
  idOf = (key) => items.find((row) => row.key === key)?.id ?? ''
})
afterAll(() => test[Symbol.asyncDispose]())

const explain = (role: Role, key: string) => test.call(role, 'getExplanation', { params: { id: idOf(key) }, query: {} })
const change = (role: Role, key: string) =>
  test.call(role, 'getScoreChange', { params: { id: idOf(key) }, query: { since: earlier } })

describe('The explanation of a grade', () => {
  it('says what a figure cost, how late was paid, and which invoices made it', async () => {
    const { factors, documents, sentences } = await explain('finance', 'Z1')
    const waiting = factors?.find(({ metric }) => metric === 'financing-rate')
    // 1 000 for 30 nights and 500 for 90, at 10 % a year.
    expect(waiting?.behind).toEqual({ what: 'financing', money: '20.547945' })
    expect(waiting?.atMost).toBe(50)
    // 1 000 on the day and 500 after 61 days.
    expect(waiting?.beside).toMatchObject({ metric: 'average-days-late', value: '20.333333' })
    expect(documents).toMatchObject([{ metric: 'financing-rate', by: 'financing', of: 2 }])
    expect(documents?.[0]?.items.map(({ number, lateDays, paidOn, cost }) => [number, lateDays, paidOn, cost])).toEqual(
      [
        ['G-2', 61, '2025-11-30', '12.328767'],
        ['G-1', 0, '2025-03-31', '8.219178'],
      ],
    )
    expect(sentences.find(({ id }) => id === 'documents')).toMatchObject({
      values: { metric: 'financing-rate', of: 2 },
    })
  })

  it('says what would lift it, and each of it lifts it', async () => {
    const { lift, grade, score } = await explain('finance', 'Z1')
    expect(grade).toBe('B')
    expect(score).toBeLessThan(80)
    expect(lift?.label).toBe('A')
    // Waiting for nothing would not be enough, and spend is a way there: all of 20 000 is worth 50 points.
    expect(lift?.singles.map(({ metric }) => metric)).toEqual(['spend'])
    expect(Number(lift?.singles[0]?.points?.to)).toBeLessThanOrEqual(100)
  })

  it('keeps all of that from who does not see the margins', async () => {
    const shown = await explain('rep', 'Z1')
    for (const field of ['factors', 'documents', 'lift', 'score']) expect(shown).not.toHaveProperty(field)
    const ids = shown.sentences.map(({ id }) => id)
    expect(ids.filter((id) => ['factor', 'documents', 'lift', 'score'].includes(id))).toEqual([])
    // What the score goes by is in the policy, which everybody may read.
    expect(shown.scale).toEqual([
      { metric: 'spend', label: 'Spend', weight: 50, isKnown: true },
      { metric: 'financing-rate', label: 'Cost of waiting, of spend', weight: 50, isKnown: true },
    ])
    const moved = await change('rep', 'Z1')
    expect(moved).not.toHaveProperty('change')
    expect(moved).not.toHaveProperty('parts')
    expect(moved.before).not.toHaveProperty('score')
    expect(moved.after.grade).toBe('B')
  })
})

describe('Two days compared', () => {
  it('keep what the new policy does apart, and sum to the change', async () => {
    const { before, after, change: whole, parts } = await change('finance', 'Z1')
    expect([before.policy, after.policy]).toEqual([
      { name: 'default', version: 1 },
      { name: 'default', version: 2 },
    ])
    expect(parts?.map((part) => (part.kind === 'policy' ? part.kind : `${part.kind} ${part.metric}`))).toEqual([
      'policy',
      'moved spend',
      'moved financing-rate',
    ])
    const sum = parts?.reduce((total, part) => total + numberToMicros(part.change), 0n)
    expect(sum).toBe(numberToMicros(whole ?? 0))
    expect(numberToMicros(after.score ?? 0) - numberToMicros(before.score ?? 0)).toBe(sum)
    const waiting = parts?.find((part) => part.kind === 'moved' && part.metric === 'financing-rate')
    expect(waiting).toMatchObject({
      before: { behind: { what: 'financing', money: '8.219178' } },
      after: { behind: { what: 'financing', money: '20.547945' } },
    })
  })

  it('are told apart from a period that does not end before the other', async () => {
    const response = await test.request('finance', 'getScoreChange', {
      params: { id: idOf('Z1') },
      query: { since: 'ttm@2025-12-31' },
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('the second period must end later')
  })
})

describe('a rate that is set', () => {
  it('has the figures worked out anew that go by one, and the book says so until others are there', async () => {
    const before = await test.call('finance', 'getBook', {})
    expect(before.isRefreshing).toBe(false)
    await test.call('finance', 'addFinancingRate', {
      body: { validFrom: '2030-01-01', rate: '0.2', base: 'gross', note: null },
    })
    expect(await test.call('finance', 'getBook', {})).toMatchObject({ isRefreshing: true, shownView: before.shownView })
    const { items: jobs } = await test.call('administrator', 'listJobs', { query: {} })
    expect(jobs.map(({ kind }) => kind)).toContain('view')
    const { generation } = await refreshView(test.book.ctx, { period: null })
    expect(await test.call('finance', 'getBook', {})).toMatchObject({ isRefreshing: false, shownView: generation })
  })
})
