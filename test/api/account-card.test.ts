import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

describe('the card of an account at the door', () => {
  let test: TestApp
  let ids: ReadonlyMap<string, string>
  beforeAll(async () => {
    test = await openTestApp()
    const { items } = await test.call('administrator', 'listAccounts', { query: { limit: 200 } })
    ids = new Map(items.map(({ key, id }) => [key, id]))
    await test.cookiesOf('rep')
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const of = (key: string) => ({ params: { id: ids.get(key) ?? key }, query: {} })

  it('tells a clerk whom to ring: the owner as the person who signs in, with address and phone, then the one above', async () => {
    const { call } = await test.call('service', 'getAccount', of('A07'))
    const rita = await test.call('administrator', 'getUser', { params: { id: await test.idOf('rep') } })
    expect(call[0]).toEqual({ as: 'owner', name: rita.name, phone: rita.phone, email: rita.email })
    expect(call.map(({ as }) => as)).toEqual(['owner', 'manager'])
  })

  it('names the desk last, and says of a grade what the book says', async () => {
    const { version, ...settings } = await test.call('administrator', 'getSettings', {})
    const desk = { name: 'Sales desk', phone: '+49 30 1', email: 'desk@test.example' }
    const { grade } = await test.call('service', 'getAccount', of('A07'))
    const words = { words: 'One we never let wait', promise: 'A person answers within the hour.' }
    await test.call(
      'administrator',
      'updateSettings',
      { body: { ...settings, desk, grades: { ...settings.grades, [grade ?? 'none']: words } } },
      { headers: { 'if-match': `"${String(version)}"` } },
    )
    const card = await test.call('service', 'getAccount', of('A07'))
    expect(card.call.at(-1)).toEqual({ as: 'desk', ...desk })
    expect(card).toMatchObject(words)
  })

  it('is not found for an id that is none, for every part of it', async () => {
    for (const operation of [
      'getAccount',
      'getExplanation',
      'listMonths',
      'listFamilies',
      'listInvoices',
      'listLines',
      'listHistory',
    ] as const) {
      const response = await test.request('administrator', operation, of('nobody'))
      expect([operation, response.status]).toEqual([operation, 404])
    }
  })

  it('answers for lines out of reach as for an account that is none', async () => {
    const [others, nobodys] = [
      await test.request('rep', 'listLines', of('A05')),
      await test.request('rep', 'listLines', of('nobody')),
    ]
    expect([others.status, nobodys.status]).toEqual([404, 404])
    const [one, other] = [await others.json(), await nobodys.json()]
    expect(Object.keys(one as object)).toEqual(Object.keys(other as object))
  })

  it('shows the lines behind one month of the chart', async () => {
    const { months } = await test.call('administrator', 'listMonths', of('A07'))
    const month = months.findLast(({ orders }) => orders > 0)?.month ?? ''
    const { items } = await test.call('administrator', 'listLines', { ...of('A07'), query: { month } })
    expect(items.length).toBeGreaterThan(0)
    expect(items.every(({ date }) => date.startsWith(month))).toBe(true)
  })
})
