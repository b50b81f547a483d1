import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call as Asked, Output } from '../../src/contract/operations.ts'
import { addDays } from '../../src/domain/day.ts'
import type { Role } from '../../src/domain/right.ts'
import { ifMatch } from './change-person.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Body = Asked<'planCall'>['body']
type Outcome = Asked<'logCall'>['body']
type Call = Output<'getCall'>

let test: TestApp
let accounts: ReadonlyMap<string, string>
let today: string
beforeAll(async () => {
  test = await openTestApp()
  const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
  accounts = new Map(items.map(({ key, id }) => [key, id]))
  today = (await test.call('leader', 'getBook', {})).today
})
afterAll(() => test[Symbol.asyncDispose]())

const idOf = (key: string): string => accounts.get(key) ?? ''
const bodyOf = (key: string, changes: Partial<Body> = {}): Body => ({
  account: idOf(key),
  contact: 'Ms Black',
  goal: 'Agree on the quantities of next quarter',
  day: today,
  owner: null,
  ...changes,
})
const plan = (role: Role, key: string, changes: Partial<Body> = {}): Promise<Call> =>
  test.call(role, 'planCall', { body: bodyOf(key, changes) })
const statusOf = async (role: Role, body: Body): Promise<number> =>
  (await test.request(role, 'planCall', { body })).status
const outcomeOf = (changes: Partial<Outcome> = {}): Outcome => ({
  reached: 'yes',
  result: null,
  day: today,
  contact: null,
  next: null,
  ...changes,
})
const log = (role: Role, { id, version }: Pick<Call, 'id' | 'version'>, changes: Partial<Outcome> = {}) =>
  test.request(role, 'logCall', { params: { id }, body: outcomeOf(changes) }, ifMatch(version))
const reopen = (role: Role, { id, version }: Pick<Call, 'id' | 'version'>) =>
  test.request(role, 'reopenCall', { params: { id } }, ifMatch(version))

describe('a call', () => {
  it('is none without a goal, and the refusal says what a goal is', async () => {
    expect(await statusOf('rep', bodyOf('A01', { goal: '  ' }))).toBe(400)
    const response = await test.request('rep', 'planCall', { body: bodyOf('A01', { goal: '' }) })
    expect(await response.text()).toContain('A call needs a goal: say what is to be different after it')
    const planned = await plan('rep', 'A01')
    const call = { params: { id: planned.id }, body: { contact: null, goal: ' ', day: today, owner: null } }
    expect((await test.request('rep', 'updateCall', call, ifMatch(planned.version))).status).toBe(400)
    const next = { kind: 'call' as const, goal: '', contact: null, day: today }
    expect((await log('rep', planned, { next })).status).toBe(400)
  })

  it('is planned, changed and logged from what was read, and its next step is a call of the same person', async () => {
    const planned = await plan('rep', 'A01')
    expect(planned).toMatchObject({
      account: { name: 'Works A01' },
      contact: 'Ms Black',
      owner: { name: 'Person rep' },
      rep: { key: 'main/R1', name: 'Rita Rep' },
      state: 'planned',
      outcome: null,
      version: 1,
    })
    const body = { contact: 'Mr White', goal: 'Agree on the price', day: addDays(today, 1), owner: null }
    const call = { params: { id: planned.id }, body }
    const changed = await test.call('rep', 'updateCall', call, ifMatch(1))
    expect(changed).toMatchObject({ goal: 'Agree on the price', contact: 'Mr White', version: 2 })
    expect((await test.request('rep', 'updateCall', call, ifMatch(1))).status).toBe(412)
    expect((await log('rep', planned)).status).toBe(412)

    const next = { kind: 'call' as const, goal: 'Bring the order', contact: 'Mr White', day: addDays(today, 7) }
    const response = await log('rep', changed, { reached: 'partly', result: 'They think about it', next })
    const done = (await response.json()) as Call
    expect(done.outcome).toMatchObject({
      reached: 'partly',
      result: 'They think about it',
      by: 'Person rep',
      next: { kind: 'call', title: 'Bring the order', day: addDays(today, 7) },
    })
    const following = await test.call('viewer', 'getCall', { params: { id: done.outcome?.next?.id ?? '' } })
    expect(following).toMatchObject({ follows: done.id, state: 'planned', owner: { name: 'Person rep' } })
    expect((await log('rep', done)).status).toBe(409)
  })

  it('is logged at once where nobody planned it, and an answer that was lost makes no second one', async () => {
    const body = bodyOf('A07', { outcome: outcomeOf({ reached: 'not-reached' }) })
    const sent = { headers: { 'idempotency-key': 'call-1' } }
    const first = await test.call('rep', 'planCall', { body }, sent)
    const again = await test.call('rep', 'planCall', { body }, sent)
    expect(again.id).toBe(first.id)
    expect(first).toMatchObject({ state: 'done', outcome: { reached: 'not-reached', next: null }, version: 2 })
    const { items } = await test.call('rep', 'listCalls', { query: { account: idOf('A07') } })
    expect(items).toHaveLength(1)
  })

  it('was made today or earlier, and its next step comes after it', async () => {
    const planned = await plan('rep', 'A01')
    expect((await log('rep', planned, { day: addDays(today, 1) })).status).toBe(400)
    const next = { kind: 'action' as const, title: 'Send the sheet', day: addDays(today, -1) }
    const response = await log('rep', planned, { next })
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('before the call itself')])
  })

  it('is taken back with its next step where nobody has touched that', async () => {
    const planned = await plan('rep', 'A01')
    const next = { kind: 'action' as const, title: 'Send the sheet', day: addDays(today, 2) }
    const done = (await (await log('rep', planned, { next })).json()) as Call
    const actionId = done.outcome?.next?.id ?? ''
    expect(await test.call('rep', 'getAction', { params: { id: actionId } })).toMatchObject({
      title: 'Send the sheet',
      state: 'open',
      owner: { name: 'Person rep' },
      subject: { name: 'Works A01' },
    })
    expect((await reopen('rep', planned)).status).toBe(412)
    const back = (await (await reopen('rep', done)).json()) as Call
    expect(back).toMatchObject({ state: 'planned', outcome: null })
    expect(back.states.map(({ state }) => state)).toEqual(['planned', 'done', 'planned'])
    expect((await test.call('rep', 'getAction', { params: { id: actionId } })).state).toBe('dropped')

    const doneAgain = (await (await log('rep', back, { next })).json()) as Call
    const begun = await test.call('rep', 'getAction', { params: { id: doneAgain.outcome?.next?.id ?? '' } })
    const set = { params: { id: begun.id }, body: { state: 'done' as const, note: null } }
    await test.call('rep', 'setActionState', set, ifMatch(begun.version))
    expect((await reopen('rep', doneAgain)).status).toBe(200)
    expect((await test.call('rep', 'getAction', { params: { id: begun.id } })).state).toBe('done')
  })

  it('is dropped and planned again, and a second click is none', async () => {
    const planned = await plan('rep', 'A01')
    const call = { params: { id: planned.id }, body: { reason: 'They rang themselves' } }
    const dropped = await test.call('rep', 'dropCall', call, ifMatch(1))
    expect(dropped.states[0]).toMatchObject({ state: 'dropped', note: 'They rang themselves' })
    expect((await test.request('rep', 'dropCall', call, ifMatch(1))).status).toBe(200)
    expect((await log('rep', dropped)).status).toBe(409)
    expect(((await (await reopen('rep', dropped)).json()) as Call).state).toBe('planned')
  })

  it('is planned with accounts of ones own, and changed by who makes or planned it and by nobody else', async () => {
    // A01 is the rep's, A03 the key account manager's, A05 neither's.
    expect(await statusOf('rep', bodyOf('A03'))).toBe(403)
    expect(await statusOf('key-account-manager', bodyOf('A03'))).toBe(201)
    for (const role of ['service', 'executive', 'viewer'] as const)
      expect(await statusOf(role, bodyOf('A05'))).toBe(403)
    expect(await statusOf('leader', bodyOf('A05', { account: 'none' }))).toBe(404)
    expect(await statusOf('leader', bodyOf('A05', { owner: 'nobody' }))).toBe(400)

    const given = await plan('leader', 'A05', { owner: await test.idOf('rep') })
    expect(given).toMatchObject({ owner: { name: 'Person rep' }, rep: { key: 'main/R1' } })
    expect((await log('key-account-manager', given)).status).toBe(403)
    expect((await log('rep', given)).status).toBe(200)
  })

  it('is on record without its words, for they are people’s own', async () => {
    const planned = await plan('rep', 'A01', { goal: 'Say the secret of the price' })
    const { items } = await test.call('administrator', 'listAudit', { query: { subject: planned.id } })
    expect(items.map(({ verb }) => verb)).toEqual(['plan call'])
    expect(JSON.stringify(items)).not.toMatch(/secret|Black/)
  })
})

describe('the calls of a day', () => {
  it('begin with what is planned, go on with whom bounds call for, and come to an end', async () => {
    const dayOf = (role: Role, rep?: string) =>
      test.call(role, 'getCallDay', { query: rep === undefined ? {} : { rep } })
    const before = await dayOf('leader', 'main/R2')
    expect(before.suggested).toEqual([])
    const planned = await plan('key-account-manager', 'A03', { day: addDays(today, -2), goal: 'Ring back' })
    const own = await dayOf('key-account-manager')
    expect(own.planned.map(({ goal }) => goal)).toContain('Ring back')
    expect(own.planned.find(({ id }) => id === planned.id)?.isOverdue).toBe(true)
    await log('key-account-manager', planned)
    const after = await dayOf('key-account-manager')
    expect(after.done.map(({ id }) => id)).toContain(planned.id)
    expect(after.planned.map(({ id }) => id)).not.toContain(planned.id)
    // The same, as a leader looks at it.
    expect((await dayOf('leader', 'main/R2')).done.map(({ id }) => id)).toContain(planned.id)
  })

  it('suggest an account about to fall, until it is put aside; a step back brings it again', async () => {
    await using other = await openTestApp()
    const { items } = await other.call('leader', 'listAccounts', { query: {} })
    const a07 = items.find(({ key }) => key === 'A07')?.id ?? ''
    const day = () => other.call('rep', 'getCallDay', { query: {} })
    const before = await day()
    expect(before).toMatchObject({
      suggested: [{ account: { id: a07 }, grade: 'B', hint: { kind: 'near-down', distance: '507.00' } }],
      week: { most: 5, answered: 0 },
    })
    expect(await other.call('rep', 'getCallHints', { params: { id: a07 } })).toMatchObject({
      hints: [{ kind: 'near-down', distance: '507.00' }],
    })
    expect((await other.call('viewer', 'getCallHints', { params: { id: a07 } })).hints).toEqual([])
    const skip = (until: string | null) => other.request('rep', 'skipCall', { body: { account: a07, until } })
    expect((await skip(before.today)).status).toBe(400)
    expect((await skip(addDays(before.today, 7))).status).toBe(200)
    expect(await day()).toMatchObject({ suggested: [], week: { answered: 1 } })
    await skip(null)
    expect((await day()).suggested).toHaveLength(1)
    const body = { account: a07, contact: null, goal: 'Keep it', day: before.today, owner: null }
    await other.call('rep', 'planCall', { body })
    expect(await day()).toMatchObject({ suggested: [], planned: [{ goal: 'Keep it' }], week: { answered: 1 } })
  })
})

describe('the list of calls', () => {
  it('leaves the house as a file of the accounts one may export', async () => {
    await plan('leader', 'A05', { goal: 'Only of the leader' })
    const text = async (role: Role) => (await test.request(role, 'exportCalls', { query: { order: '-day' } })).text()
    expect(await text('leader')).toContain('Only of the leader')
    const own = await text('rep')
    expect(own).toContain('Works A01')
    expect(own).not.toContain('Only of the leader')
    expect((await test.request('viewer', 'exportCalls', { query: {} })).status).toBe(403)
    const workbook = await test.request('leader', 'exportCalls', { query: { format: 'xlsx' } })
    expect(workbook.headers.get('content-type')).toContain('spreadsheetml')
  })
})
