import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshView } from '../../src/app/account-view/refresh-view.ts'
import { followAlerts, requestDueAlerts } from '../../src/app/alert/look-for-alerts.ts'
import type { Output } from '../../src/contract/operations.ts'
import { addDays } from '../../src/domain/day.ts'
import { listAudit } from '../../src/records/audit.ts'
import { importFiles } from '../stores/open-test-book.ts'
import type { Files } from '../stores/open-test-book.ts'
import { doJobs } from './do-jobs.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Alert = Output<'listAlerts'>['items'][number]

const lastDay = '2025-11-30'
const accounts = 30

/** Accounts that go silent: their last order so many days before the end. The larger the number, the larger the orders. */
const silentFor: Readonly<Record<number, number>> = { 1: 60, 2: 70, 3: 80, 4: 90, 5: 65, 6: 75, 7: 85, 20: 95, 21: 100 }
/** This account orders as ever, but has bought bolts in the place of pumps for a year. */
const declining = 12

interface Order {
  readonly account: number
  readonly age: number
  readonly product: string
}

/** Every account orders about every ten days for two years. R1 looks after the first twelve, R2 after the others but the last. */
function ordersOf(account: number): Order[] {
  const stop = silentFor[account] ?? 0
  return Array.from({ length: 73 }, (_, index) => index * 10 + ((index * 7 + account * 3) % 5))
    .filter((age) => age >= stop)
    .flatMap((age) => [
      { account, age, product: 'P1' },
      { account, age: age + (age % 3), product: account === declining && age < 364 ? 'P1' : 'P2' },
    ])
}

function files(orders: readonly Order[]): Files {
  const keys = Array.from({ length: accounts }, (_, index) => index + 1)
  return {
    'reps.csv': ['key,name', 'HEAD,Hanna Head', 'R1,Rita Rep', 'R2,Karl Key'],
    'families.csv': ['key,name', 'F1,Bolts', 'F2,Pumps'],
    'products.csv': ['key,name,family,unit', 'P1,Bolt,F1,pc', 'P2,Pump,F2,pc'],
    'accounts.csv': ['key,name', ...keys.map((key) => `A${String(key)},Works ${String(key)}`)],
    'owners.csv': [
      'account,rep',
      ...keys.filter((key) => key < accounts).map((key) => `A${String(key)},${key <= 12 ? 'R1' : 'R2'}`),
    ],
    ...invoicesOf(orders),
  }
}

function invoicesOf(orders: readonly Order[]): Files {
  const numberOf = ({ account, age, product }: Order) => `I-${String(account)}-${String(age)}-${product}`
  return {
    'invoices.csv': [
      'number,type,date,account,currency',
      ...orders.map(
        (order) => `${numberOf(order)},invoice,${addDays(lastDay, -order.age)},A${String(order.account)},EUR`,
      ),
    ],
    'lines.csv': [
      'invoice,line,kind,product,quantity,net',
      ...orders.map((order) => `${numberOf(order)},1,goods,${order.product},1,${String(10 * order.account)}.50`),
    ],
  }
}

describe('alerts', () => {
  let test: TestApp
  const take = async (given: Files): Promise<void> => {
    const place = { folder: dirname(test.book.ctx.places.data) } as Parameters<typeof importFiles>[1]
    await importFiles(test.book, place, given)
    await refreshView(test.book.ctx, { period: null })
  }
  const follow = () => followAlerts(test.book.ctx, new AbortController().signal)
  const keysOf = (items: readonly Alert[]): string[] => items.map(({ account }) => account.key)
  const named = async (key: string): Promise<Alert> => {
    const { items } = await test.call('leader', 'listAlerts', { query: { state: 'open', limit: '200' } })
    const found = items.find(({ account }) => account.key === key)
    if (!found) throw new Error(`No alert of ${key} among ${keysOf(items).join(' ')}`)
    return found
  }

  beforeAll(async () => {
    test = await openTestApp({ isFilled: false, isLinked: true })
    await take(files(Array.from({ length: accounts }, (_, index) => ordersOf(index + 1)).flat()))
  })
  afterAll(() => test[Symbol.asyncDispose]())

  it('are none before anybody looked, and say so', async () => {
    expect(await test.call('viewer', 'listAlerts', { query: {} })).toMatchObject({ items: [], looked: null })
    expect(await test.call('viewer', 'getAlertCaps', {})).toMatchObject({ found: null, looked: null, cap: 5, q: 0.1 })
  })

  it('are looked for by a job of whoever may change the policy, and noted', async () => {
    expect((await test.request('rep', 'findAlerts', {})).status).toBe(403)
    const { id } = await test.call('leader', 'findAlerts', {})
    expect((await test.call('leader', 'findAlerts', {})).id).toBe(id)
    await doJobs(test)
    const { state, result } = await test.call('leader', 'getJob', { params: { id } })
    expect({ state, result }).toMatchObject({ state: 'done', result: { silences: 9, declines: 1 } })
    const noted = await listAudit(test.book.ctx.records.view)
    expect(noted.filter(({ verb }) => verb === 'look for alerts')).toHaveLength(1)
  })

  it('name who is silent and which part declines, with why in days for everybody and money for who may see it', async () => {
    const { items, looked, counts } = await test.call('viewer', 'listAlerts', { query: { state: 'open' } })
    expect(looked).toMatchObject({ asOf: lastDay, watermark: 1, isOld: false })
    expect(counts).toEqual({ week: 7, open: 10, answered: 0 })
    expect(new Set(keysOf(items))).toEqual(
      new Set([...Object.keys(silentFor), String(declining)].map((key) => `A${key}`)),
    )
    const silent = items.find(({ account }) => account.key === 'A2')
    expect(silent).toMatchObject({
      kind: 'silence',
      part: null,
      gapDays: 70,
      usualDays: 6,
      state: 'open',
      mayAnswer: false,
    })
    const decline = items.find(({ account }) => account.key === `A${String(declining)}`)
    expect(decline).toMatchObject({
      kind: 'decline',
      part: { type: 'family', key: 'main/F2', name: 'Pumps' },
      fall: { days: 364, after: 0 },
    })
    for (const alert of items) {
      expect(alert).not.toHaveProperty('stake')
      expect(alert.probability).toBeLessThan(0.1)
    }
    const seen = await test.call('leader', 'listAlerts', { query: { state: 'open' } })
    expect(seen.items.every(({ stake, before, after }) => Number(stake) === Number(before) - Number(after))).toBe(true)
    const stakes = seen.items.map(({ stake }) => Number(stake))
    expect(stakes).toEqual(stakes.toSorted((one, other) => other - one))
    // A rep sees the money of the own accounts alone, so that the order goes by bands, which everybody sees.
    const own = await test.call('rep', 'listAlerts', { query: { state: 'open' } })
    expect(own.items.filter(({ stake }) => stake !== undefined).map(({ owner }) => owner?.key)).toEqual(
      Array<string>(8).fill('main/R1'),
    )
    expect(keysOf(own.items)).toEqual(keysOf(items))
  })

  it('are so many a week for each rep, those with the most at stake, one page after the other', async () => {
    const { items } = await test.call('leader', 'listAlerts', { query: {} })
    const { items: open } = await test.call('leader', 'listAlerts', { query: { state: 'open' } })
    for (const [owner, cap] of [
      ['main/R1', 5],
      ['main/R2', 2],
    ] as const) {
      const own = open.filter((alert) => alert.owner?.key === owner)
      const told = items.filter((alert) => alert.owner?.key === owner)
      expect(told).toHaveLength(cap)
      const least = Math.min(...told.map(({ stakeBand }) => stakeBand.from ?? 0))
      for (const { stakeBand } of own.filter(({ isInWeek }) => !isInWeek)) {
        expect(stakeBand.from).toBeLessThanOrEqual(least)
      }
    }
    const pages: Alert[] = []
    for (let cursor: string | undefined; ;) {
      const page = await test.call('leader', 'listAlerts', { query: { limit: '3', ...(cursor && { cursor }) } })
      pages.push(...page.items)
      if (page.next === null) break
      cursor = page.next
    }
    expect(pages.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    const mine = await test.call('rep', 'listAlerts', { query: { within: 'mine' } })
    expect(mine.counts).toEqual({ week: 5, open: 8, answered: 0 })
  })

  it('are answered by whoever looks after the account, come not again for the same silence, and are taken back', async () => {
    const { id } = await named('A7')
    const body = { outcome: 'competitor', note: 'They buy from the mill' } as const
    expect((await test.request('key-account-manager', 'setAlertOutcome', { params: { id }, body })).status).toBe(403)
    const answered = await test.call('rep', 'setAlertOutcome', { params: { id }, body })
    expect(answered).toMatchObject({ state: 'answered', answer: { ...body, by: { name: 'Person rep' } } })
    // The same again is none.
    await test.call('rep', 'setAlertOutcome', { params: { id }, body })
    const mine = { query: { within: 'mine' } } as const
    // One of the five of the week is done; the next waits for Monday.
    expect((await test.call('rep', 'listAlerts', mine)).counts).toEqual({ week: 4, open: 7, answered: 1 })
    await take(invoicesOf([{ account: 30, age: -3, product: 'P1' }]))
    await follow()
    expect((await test.call('rep', 'listAlerts', mine)).counts).toEqual({ week: 4, open: 7, answered: 1 })
    expect(await test.call('rep', 'getAlert', { params: { id } })).toMatchObject({ gapDays: 97, state: 'answered' })

    await test.call('rep', 'setAlertOutcome', { params: { id }, body: { outcome: null, note: null } })
    expect((await test.call('rep', 'listAlerts', mine)).counts).toEqual({ week: 5, open: 8, answered: 0 })
    const { state, answer, answers } = await test.call('rep', 'getAlert', { params: { id } })
    expect({ state, answer }).toEqual({ state: 'open', answer: null })
    expect(answers.map(({ outcome }) => outcome)).toEqual([null, 'competitor'])
    const audited = await listAudit(test.book.ctx.records.view)
    expect(audited.filter(({ verb }) => verb === 'set alert outcome')).toHaveLength(2)
    expect(JSON.stringify(audited)).not.toContain('mill')
  })

  it('are over once the account orders again', async () => {
    const { id } = await named('A6')
    await take(invoicesOf([{ account: 6, age: -4, product: 'P1' }]))
    expect((await test.call('viewer', 'listAlerts', { query: {} })).looked?.isOld).toBe(true)
    await follow()
    const { items } = await test.call('viewer', 'listAlerts', { query: { state: 'over' } })
    expect(items.map((alert) => alert.id)).toEqual([id])
    await follow()
    expect((await test.call('viewer', 'listAlerts', { query: {} })).looked?.isOld).toBe(false)
  })

  it('stay open where a look that was asked for earlier is made after one that an import brought', async () => {
    const open = async () => keysOf((await test.call('leader', 'listAlerts', { query: { state: 'open' } })).items)
    const before = await open()
    const { id } = await test.call('leader', 'findAlerts', {})
    await take(invoicesOf([{ account: 30, age: -5, product: 'P1' }]))
    await follow()
    await doJobs(test)
    expect((await test.call('leader', 'getJob', { params: { id } })).state).toBe('done')
    expect(before.length).toBeGreaterThan(0)
    expect(await open()).toEqual(before)
  })

  it('become fewer for a rep whose answers found them of no use, and more with the cap of the book', async () => {
    const { items } = await test.call('rep', 'listAlerts', { query: { within: 'mine', state: 'open' } })
    const capOf = async () =>
      (await test.call('viewer', 'getAlertCaps', {})).reps.find(({ rep }) => rep?.key === 'main/R1')
    expect(await capOf()).toMatchObject({ cap: 5, useful: 0, useless: 0, open: 7, inWeek: 5, answeredInWeek: 0 })
    for (const { id } of items.slice(0, 5)) {
      await test.call('rep', 'setAlertOutcome', { params: { id }, body: { outcome: 'known', note: null } })
    }
    expect(await capOf()).toMatchObject({ cap: 2, useful: 0, useless: 5, open: 2, inWeek: 0, answeredInWeek: 5 })
    expect((await test.request('rep', 'setAlertCaps', { body: { q: 0.1, cap: 20 } })).status).toBe(403)
    await test.call('leader', 'setAlertCaps', { body: { q: 0.2, cap: 20 } })
    expect(await capOf()).toMatchObject({ cap: 6, inWeek: 1 })
    // Another share takes another look, which the day brings where no import does.
    expect((await test.call('viewer', 'getAlertCaps', {})).looked?.isOld).toBe(true)
    await requestDueAlerts(test.book.ctx)
    await doJobs(test)
    expect((await test.call('viewer', 'getAlertCaps', {})).looked?.isOld).toBe(false)
  })

  it('go out as a file, of what one may export, with the figures one may see', async () => {
    const file = await test.request('rep', 'exportAlerts', { query: { state: 'open' } })
    const [titles, ...rows] = (await file.text()).trim().split('\n')
    expect(titles).toContain('gapDays')
    expect(rows).toHaveLength(2)
    const whole = await test.request('leader', 'exportAlerts', { query: { state: 'open', format: 'xlsx' } })
    expect(whole.headers.get('content-type')).toContain('spreadsheetml')
    expect((await test.request('viewer', 'exportAlerts', { query: {} })).status).toBe(403)
  })
})
