import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '../../src/contract/operations.ts'
import { alertId, keepAlerts } from './keep-alerts.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

const people = 4

describe.each(['sqlite', 'postgres'] as const)('two at once, with records on %s', (records) => {
  let test: TestApp
  let account = ''
  beforeAll(async () => {
    test = await openTestApp({ records })
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    account = items.find(({ key }) => key === 'A07')?.id ?? ''
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const statuses = async (ask: () => Promise<Response>): Promise<readonly number[]> =>
    (await Promise.all(Array.from({ length: people }, ask)))
      .map(({ status }) => status)
      .toSorted((one, other) => one - other)

  it('open one review of a kind, and say one view of a department', async () => {
    const body: Call<'openReview'>['body'] = {
      account,
      kind: 'loss',
      reach: 'account',
      from: null,
      to: null,
      family: null,
      occasion: null,
      alert: null,
      asked: [],
    }
    expect(await statuses(() => test.request('leader', 'openReview', { body }))).toEqual([201, 409, 409, 409])
    const { items } = await test.call('leader', 'listReviews', { query: {} })
    const params = { id: items[0]?.id ?? '' }
    const view: Call<'addReviewView'>['body'] = {
      department: 'service',
      wentRight: null,
      wentWrong: 'Slow',
      reasons: [],
      replaces: null,
    }
    expect(await statuses(() => test.request('leader', 'addReviewView', { params, body: view }))).toEqual([
      201, 412, 412, 412,
    ])
  })

  it('answer an alert once', async () => {
    await keepAlerts({ test, accountIds: new Map([['A07', account]]) })
    const params = { id: alertId('A07') }
    const body = { outcome: 'called', note: null } as const
    expect(await statuses(() => test.request('leader', 'setAlertOutcome', { params, body }))).toEqual([
      200, 200, 200, 200,
    ])
    expect((await test.call('leader', 'getAlert', { params })).answers).toHaveLength(1)
  })
})
