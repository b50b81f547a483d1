import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { followLifetime } from '../../src/app/lifetime/learn-lifetime.ts'
import { addDays } from '../../src/domain/day.ts'
import type { LifetimeModel } from '../../src/domain/lifetime/model.ts'
import { listAudit } from '../../src/records/audit.ts'
import { findLifetime } from '../../src/records/lifetime.ts'
import { simulate } from '../lifetime/simulate.ts'
import { importFiles } from '../stores/open-test-book.ts'
import type { Files } from '../stores/open-test-book.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

const model: LifetimeModel = { k: 2, stopsAtFirst: true, r: 2, alpha: 20, a: 0.6, b: 8 }
const lastDay = '2025-11-30'

/** Eighty accounts that order as the model says, each order of 100 and a bit. */
function files(from: number, to: number): Files {
  const { gaps, age } = simulate(model, 80, 12)
  const orders = gaps.flatMap((waits, index) => {
    if (index < from || index >= to) return []
    let day = addDays(lastDay, -Math.floor(age[index] ?? 0))
    return [0, ...waits].map((wait, at) => {
      day = addDays(day, Math.max(at === 0 ? 0 : 1, Math.floor(wait)))
      return { number: `I-${String(index)}-${String(at)}`, day, account: `A${String(index)}` }
    })
  })
  const held = orders.filter(({ day }) => day <= lastDay)
  return {
    'accounts.csv': ['key,name', ...new Set(held.map(({ account }) => `${account},Works ${account}`))],
    'invoices.csv': [
      'number,type,date,account,currency',
      ...held.map(({ number, day, account }) => `${number},invoice,${day},${account},EUR`),
    ],
    'lines.csv': [
      'invoice,line,kind,product,quantity,net',
      ...held.map(({ number }, at) => `${number},1,goods,P1,1,${String(100 + (at % 7))}.50`),
    ],
  }
}

describe('the rhythm of a book', () => {
  let test: TestApp
  const idOf = async (key: string): Promise<string> => {
    const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
    return items.find((row) => row.key === key)?.id ?? ''
  }
  beforeAll(async () => {
    test = await openTestApp({ isFilled: false })
    const place = { folder: dirname(test.book.ctx.places.data) } as Parameters<typeof importFiles>[1]
    await importFiles(test.book, place, files(0, 20))
    await refreshView(test.book.ctx, { period: null })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('is unknown before it was learnt, and not learnt from too few', async () => {
    expect(await test.call('viewer', 'getLifetime', { query: {} })).toEqual({ learnt: null, fit: null })
    const id = await idOf('A0')
    const account = await test.call('viewer', 'getAccountLifetime', { params: { id }, query: {} })
    expect(account).toEqual({ currency: 'EUR', learnt: null, forecast: null })
    expect((await test.request('finance', 'learnLifetime', {})).status).toBe(403)
    const { id: job } = await test.call('leader', 'learnLifetime', {})
    await doJobs(test)
    const ended = await test.call('leader', 'getJob', { params: { id: job } })
    expect(ended).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/ordered twice: it takes 30/) as string,
    })
    await followLifetime(test.book.ctx, new AbortController().signal)
    expect(await findLifetime(test.book.ctx.records.view)).toBeUndefined()
  })

  it('is learnt by a job, noted with who asked, and follows an import by itself', async () => {
    const place = { folder: dirname(test.book.ctx.places.data) } as Parameters<typeof importFiles>[1]
    await importFiles(test.book, place, files(20, 60))
    await refreshView(test.book.ctx, { period: null })
    const { id: job } = await test.call('leader', 'learnLifetime', {})
    expect((await test.call('leader', 'learnLifetime', {})).id).toBe(job)
    await doJobs(test)
    const { state, result } = await test.call('leader', 'getJob', { params: { id: job } })
    expect(state).toBe('done')
    const { learnt, fit } = await test.call('viewer', 'getLifetime', { query: { days: '90' } })
    expect(learnt).toMatchObject({ days: 90, watermark: 2, isOld: false })
    expect(fit).toMatchObject({ accounts: 60, madeBy: 'Person leader', isSettled: true })
    const noted = await listAudit(test.book.ctx.records.view)
    expect(noted.filter(({ verb }) => verb === 'learn lifetime')).toMatchObject([
      { subject: (result as { id: string }).id },
    ])

    await importFiles(test.book, place, files(60, 80))
    expect((await test.call('viewer', 'getLifetime', { query: {} })).learnt).toMatchObject({
      watermark: 2,
      isOld: true,
    })
    await refreshView(test.book.ctx, { period: null })
    const { signal } = new AbortController()
    // A larger book than is learnt unasked keeps what it has.
    await followLifetime(test.book.ctx, signal, 79)
    expect((await test.call('viewer', 'getLifetime', { query: {} })).learnt).toMatchObject({
      watermark: 2,
      isOld: true,
    })
    await followLifetime(test.book.ctx, signal)
    const followed = await test.call('viewer', 'getLifetime', { query: {} })
    expect(followed).toMatchObject({
      learnt: { watermark: 3, isOld: false },
      fit: { accounts: 80, madeBy: 'Bookvalue' },
    })
    const stored = await findLifetime(test.book.ctx.records.view)
    await followLifetime(test.book.ctx, signal)
    expect(await findLifetime(test.book.ctx.records.view)).toEqual(stored)
  })

  it('expects of the book the sum of what it expects of its accounts, and sets plain ways beside the model', async () => {
    const { fit } = await test.call('viewer', 'getLifetime', { query: { days: '120' } })
    const { items } = await test.call('viewer', 'listAccounts', { query: { limit: 200 } })
    let [orders, active] = [0, 0]
    for (const { id } of items) {
      const { forecast } = await test.call('viewer', 'getAccountLifetime', { params: { id }, query: { days: '120' } })
      orders += forecast?.expectedOrders ?? 0
      active += forecast?.probability ?? 0
    }
    expect(fit?.expectedOrders).toBeCloseTo(orders, 3)
    expect(fit?.expectedActive).toBeCloseTo(active, 3)
    expect(fit?.holdout?.accounts).toBeGreaterThan(40)
    expect(fit?.holdout?.model.ranking).toBeGreaterThan(0.7)
    const inBins = (fit?.holdout?.bins ?? []).reduce((sum, bin) => sum + bin.accounts, 0)
    expect(inBins).toBe(fit?.holdout?.accounts)
  })

  it('shows money to whoever may see the spend of the account, and a band that no choice of days narrows', async () => {
    const id = await idOf('A1')
    const ask = async (role: 'leader' | 'viewer', days: string) =>
      (await test.call(role, 'getAccountLifetime', { params: { id }, query: { days } })).forecast
    const text = expect.any(String) as string
    expect(await ask('leader', '90')).toMatchObject({ orderValue: text, value: text, worth: text })
    for (const name of ['orderValue', 'value', 'worth']) expect(await ask('viewer', '90')).not.toHaveProperty(name)
    const bands = new Set<string>()
    for (const days of ['1', '30', '365', '1826']) bands.add(JSON.stringify((await ask('viewer', days))?.worthBand))
    expect(bands.size).toBe(1)
  })

  it('lists accounts page by page, those most likely to order or most in doubt first, as their own card has them', async () => {
    const pages = async (sort: 'probability' | 'doubt') => {
      const rows = []
      for (let cursor: string | undefined; ;) {
        const query = { days: '60', sort, limit: '30', ...(cursor !== undefined && { cursor }) }
        const { items, next } = await test.call('leader', 'listLifetimes', { query })
        rows.push(...items)
        if (next === null) return rows
        cursor = next
      }
    }
    const likely = await pages('probability')
    expect(likely).toHaveLength(80)
    expect(new Set(likely.map(({ account }) => account.id)).size).toBe(80)
    const probabilities = likely.map(({ probability }) => probability)
    expect(probabilities).toEqual(probabilities.toSorted((one, other) => other - one))
    const doubts = (await pages('doubt')).map(({ alive }) => Math.abs(alive - 0.5))
    expect(doubts[0]).toBeLessThan(0.25)
    expect(doubts.at(-1)).toBeGreaterThan(0.49)
    const [first] = likely
    const { forecast } = await test.call('leader', 'getAccountLifetime', {
      params: { id: first?.account.id ?? '' },
      query: { days: '60' },
    })
    const { account: _, owner: __, ...listed } = first ?? { account: null, owner: null }
    expect(forecast).toMatchObject(listed)
    expect((await test.request('leader', 'listLifetimes', { query: { cursor: 'nonsense' } })).status).toBe(400)
    // Nobody without a right to the spend of an account learns it by a list.
    for (const row of (await test.call('viewer', 'listLifetimes', { query: {} })).items) {
      expect(row).not.toHaveProperty('value')
    }
  })

  it('lists no account that has left the book', async () => {
    const listed = async () => {
      const { items } = await test.call('leader', 'listLifetimes', { query: { limit: '200' } })
      return items.map(({ account }) => account.key)
    }
    const [most = ''] = await listed()
    const place = { folder: dirname(test.book.ctx.places.data) } as Parameters<typeof importFiles>[1]
    const left = { 'accounts.csv': ['key,name,valid_to', `${most},Works ${most},2025-11-01`] }
    await importFiles(test.book, place, left)
    await refreshView(test.book.ctx, { period: null })
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: '200', standing: 'left' } })
    expect(items.map(({ key }) => key)).toEqual([most])
    expect(await listed()).not.toContain(most)
    expect(await listed()).toHaveLength(79)
  })

  it('refuses days that are none', async () => {
    for (const days of ['0', '1827', 'x', '1.5']) {
      expect((await test.request('viewer', 'getLifetime', { query: { days } })).status).toBe(400)
    }
  })
})
