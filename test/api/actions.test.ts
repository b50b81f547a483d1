import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Output } from '../../src/contract/operations.ts'
import { addDays } from '../../src/domain/day.ts'
import type { Role } from '../../src/domain/right.ts'
import type { Engine } from '../../src/records/records.ts'
import { ifMatch } from './change-person.ts'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Body = Call<'createAction'>['body']
type Action = Output<'getAction'>

describe.each(['sqlite', 'postgres'] satisfies Engine[])('actions over HTTP, records on %s', (records) => {
  let test: TestApp
  let accounts: ReadonlyMap<string, string>
  beforeAll(async () => {
    test = await openTestApp({ records })
    const { items } = await test.call('leader', 'listAccounts', { query: { limit: 200 } })
    accounts = new Map(items.map(({ key, id }) => [key, id]))
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const body = async (owner: Role, changes: Partial<Body> = {}): Promise<Body> => ({
    title: 'Call about the late delivery',
    note: null,
    subject: { type: 'account', id: accounts.get('A01') ?? '' },
    owner: await test.idOf(owner),
    due: '2026-05-01',
    doneWhen: null,
    ...changes,
  })
  const make = async (role: Role, owner: Role, changes: Partial<Body> = {}): Promise<Action> =>
    test.call(role, 'createAction', { body: await body(owner, changes) })
  const versionOf = async (id: string) => (await test.call('administrator', 'getAction', { params: { id } })).version
  const set = async (role: Role, id: string, state: Action['state'], note: string | null = null) =>
    test.request(role, 'setActionState', { params: { id }, body: { state, note } }, ifMatch(await versionOf(id)))
  const update = (role: Role, { id, version }: Action, changed: Body, ifMatch = `"${String(version)}"`) =>
    test.request(role, 'updateAction', { params: { id }, body: changed }, { headers: { 'if-match': ifMatch } })

  it('are noted, named, changed from what was read, done and opened again', async () => {
    const made = await make('service', 'rep', { doneWhen: ' the driver has called ', note: '' })
    expect(made).toMatchObject({
      title: 'Call about the late delivery',
      note: null,
      doneWhen: 'the driver has called',
      subject: { type: 'account', name: 'Works A01' },
      owner: { name: 'Person rep' },
      createdBy: { name: 'Person service' },
      state: 'open',
      version: 1,
    })
    const changed = await update('rep', made, await body('rep', { title: 'Call again' }))
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).toBe('"2"')
    expect((await update('service', made, await body('rep'))).status).toBe(412)
    const blind = await test.request('rep', 'updateAction', { params: { id: made.id }, body: await body('rep') })
    expect(blind.status).toBe(428)

    const call = { params: { id: made.id }, body: { state: 'done' as const, note: null } }
    expect((await test.request('rep', 'setActionState', call)).status).toBe(428)
    expect((await test.request('rep', 'setActionState', call, ifMatch(made.version))).status).toBe(412)
    expect((await set('rep', made.id, 'done', 'he has called')).status).toBe(200)
    expect((await set('rep', made.id, 'done')).status).toBe(200)
    const done = await test.call('viewer', 'getAction', { params: { id: made.id } })
    expect(done.states.map(({ state, by, note }) => [state, by, note])).toEqual([
      ['done', 'Person rep', 'he has called'],
      ['open', 'Person service', null],
    ])
    expect((await update('rep', done, await body('rep'))).status).toBe(409)
    expect((await set('rep', made.id, 'open')).status).toBe(200)
  })

  it('are changed by who owns or made them, or has the account, and by nobody else', async () => {
    const [a01, a03] = [accounts.get('A01') ?? '', accounts.get('A03') ?? '']
    const onMine = await make('leader', 'leader', { subject: { type: 'account', id: a01 } })
    const onOther = await make('leader', 'leader', { subject: { type: 'account', id: a03 } })
    // A01 is the rep's, A03 the key account manager's.
    expect((await set('rep', onMine.id, 'dropped')).status).toBe(200)
    expect((await set('rep', onOther.id, 'dropped')).status).toBe(403)
    expect((await set('key-account-manager', onOther.id, 'dropped')).status).toBe(200)
    expect((await set('finance', onOther.id, 'open')).status).toBe(200)
    for (const role of ['service', 'executive', 'viewer'] as const) {
      expect((await set(role, onOther.id, 'dropped')).status).toBe(403)
      expect((await update(role, onOther, await body(role))).status).toBe(403)
    }
    expect((await test.request('viewer', 'createAction', { body: await body('viewer') })).status).toBe(403)
  })

  it('about imports and closings are for those who see control totals, and for who owns or made them', async () => {
    const subject = { type: 'import' as const, id: '1' }
    const made = await make('finance', 'finance', { subject, title: 'Ask for the missing lines' })
    expect(made.subject.name).toBe('1 main')
    const given = await make('finance', 'rep', { subject, title: 'Say which order it was' })
    const idsFor = async (role: Role) =>
      (await test.call(role, 'listActions', { query: { subjectType: 'import' } })).items.map(({ id }) => id)
    expect(await idsFor('finance')).toEqual(expect.arrayContaining([made.id, given.id]))
    expect(await idsFor('rep')).toEqual([given.id])
    expect(await idsFor('viewer')).toEqual([])
    expect((await test.request('viewer', 'getAction', { params: { id: made.id } })).status).toBe(404)
    expect((await set('rep', made.id, 'done')).status).toBe(404)
    expect((await set('rep', given.id, 'done')).status).toBe(200)
    const hidden = await test.request('rep', 'createAction', { body: await body('rep', { subject }) })
    const missing = await test.request('finance', 'createAction', {
      body: await body('rep', { subject: { type: 'import', id: '99' } }),
    })
    expect([hidden.status, missing.status]).toEqual([404, 404])
  })

  it('are refused about nothing and to nobody, and take no field they do not know', async () => {
    const ask = async (changes: object) =>
      (await test.request('leader', 'createAction', { body: { ...(await body('leader')), ...changes } })).status
    expect(await ask({ subject: { type: 'account', id: 'none' } })).toBe(404)
    expect(await ask({ subject: { type: 'book', id: 'other' } })).toBe(404)
    expect(await ask({ subject: { type: 'book', id: 'book' } })).toBe(201)
    expect(await ask({ owner: 'nobody' })).toBe(400)
    expect(await ask({ title: ' ' })).toBe(400)
    expect(await ask({ due: '2026-02-30' })).toBe(400)
    expect(await ask({ createdBy: await test.idOf('viewer') })).toBe(400)
    expect(await ask({ version: 7, state: 'done' })).toBe(400)
  })

  it('are listed by due day in pages, mine among them', async () => {
    const days = ['2026-09-03', '2026-09-01', null, '2026-09-02']
    for (const due of days) await make('executive', 'executive', { due, title: `at ${String(due)}` })
    const query = { owner: 'me', state: ['open'] as ['open'], limit: 2 }
    const first = await test.call('executive', 'listActions', { query })
    const second = await test.call('executive', 'listActions', { query: { ...query, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ due }) => due)).toEqual([
      '2026-09-01',
      '2026-09-02',
      '2026-09-03',
      null,
    ])
    expect(second.next).toBeNull()
    const soon = await test.call('executive', 'listActions', { query: { owner: 'me', dueBefore: '2026-09-02' } })
    expect(soon.items).toHaveLength(1)
    expect((await test.request('executive', 'listActions', { query: { cursor: 'x' } })).status).toBe(400)
  })

  it('remind of what is due by the calendar of the book', async () => {
    const today = (await test.call('service', 'getBook', {})).today
    for (const days of [-1, 0, 6, 7]) await make('service', 'service', { due: addDays(today, days) })
    const dropped = await make('service', 'service', { due: addDays(today, -3) })
    await set('service', dropped.id, 'dropped')
    const reminders = await test.call('service', 'getReminders', {})
    expect(reminders).toMatchObject({ overdue: 1, today: 1, week: 1 })
    expect(reminders.first.map(({ due, isOverdue }) => [due, isOverdue])).toEqual([
      [addDays(today, -1), true],
      [today, false],
      [addDays(today, 6), false],
    ])
  })

  it('can be given to everybody who comes in', async () => {
    const { items } = await test.call('rep', 'listPeople', {})
    expect(items.map(({ name }) => name)).toContain('Person leader')
    expect((await test.request('viewer', 'listPeople', {})).status).toBe(403)
  })
})
