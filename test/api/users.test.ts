import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Input, Output } from '../../src/contract/operations.ts'
import { loadPerson } from '../../src/app/user/load-person.ts'
import { makeFirstAdministratorLink } from '../../src/app/user/first-administrator.ts'
import { hashToken } from '../../src/app/user/invitation-link.ts'
import type { Engine } from '../../src/records/records.ts'
import { changePerson, ifMatch } from './change-person.ts'
import { cookiesIn, host, openTestApp, password } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type Fields = Omit<Input<'inviteUser'>, 'email'>
const fields: Fields = { name: 'Nina New', phone: null, role: 'viewer', scope: null, territory: null, reps: [] }

function tokenOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1)
}

describe.each(['sqlite', 'postgres'] satisfies Engine[])('people with access, records on %s', (records) => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ records })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const invite = (email: string, changes: Partial<Fields> = {}) =>
    test.request('administrator', 'inviteUser', { body: { email, ...fields, ...changes } })
  const accept = (token: string, body: Partial<Input<'acceptInvitation'>> = {}) =>
    test.request(null, 'acceptInvitation', { params: { token }, body: { name: 'Nina New', password, ...body } })
  const update = (id: string, version: number, changes: Partial<Fields> = {}) =>
    test.request(
      'administrator',
      'updateUser',
      { params: { id }, body: { ...fields, ...changes } },
      { headers: { 'if-match': `"${String(version)}"` } },
    )

  it('come in by a link that holds once', async () => {
    const invited = (await (await invite('nina@test.example')).json()) as Output<'inviteUser'>
    expect(invited.link).toMatch(new RegExp(`^http://${host}/invitation/[\\w-]{43}$`))
    expect(invited.user.state).toBe('invited')
    expect(Date.parse(invited.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const token = tokenOf(invited.link)
    expect(await test.call(null, 'getInvitation', { params: { token } })).toMatchObject({
      purpose: 'invite',
      email: 'nina@test.example',
    })
    expect((await accept(token, { password: 'password password' })).status).toBe(400)
    expect((await accept(token, { email: 'other@test.example' })).status).toBe(400)
    const [one, two] = await Promise.all([accept(token), accept(token)])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 404])
    expect((await test.request(null, 'getInvitation', { params: { token } })).status).toBe(404)
    expect((await accept(token)).status).toBe(404)
    expect((await accept('no-such-token')).status).toBe(404)
  })

  it('are seen when they come in', async () => {
    const seen = async () =>
      (await test.call('administrator', 'getUser', { params: { id: await test.idOf('viewer') } })).lastSeenAt
    expect(await seen()).toMatch(/^20/)
  })

  it('have no use for a link that has expired, was replaced, or is of somebody disabled', async () => {
    const first = (await (await invite('late@test.example')).json()) as Output<'inviteUser'>
    const again = await changePerson(test, 'resetUser', first.user.id)
    expect((await accept(tokenOf(first.link))).status).toBe(404)
    await test.book.ctx.records.write((trx) =>
      trx
        .updateTable('user_invitation')
        .set({ expires_at: new Date(Date.now() - 1000).toISOString() })
        .where('token_hash', '=', hashToken(tokenOf(again.link)))
        .execute(),
    )
    expect((await accept(tokenOf(again.link))).status).toBe(404)
    const third = await changePerson(test, 'resetUser', first.user.id)
    await changePerson(test, 'disableUser', first.user.id)
    expect((await accept(tokenOf(third.link))).status).toBe(404)
  })

  it('are stored without a token that lets anybody in', async () => {
    const { link } = (await (await invite('stored@test.example')).json()) as Output<'inviteUser'>
    const rows = await test.book.ctx.records.view.selectFrom('user_invitation').select('token_hash').execute()
    expect(rows.map((row) => row.token_hash)).toContain(hashToken(tokenOf(link)))
    expect(rows.map((row) => row.token_hash)).not.toContain(tokenOf(link))
  })

  it('have one address each, however it is written', async () => {
    expect((await invite('Once@test.example')).status).toBe(201)
    expect((await invite('once@TEST.example')).status).toBe(409)
  })

  it('are linked only with what the book knows', async () => {
    expect((await invite('x1@test.example', { reps: ['main/NOBODY'] })).status).toBe(400)
    expect((await invite('x2@test.example', { territory: 'main/NOWHERE' })).status).toBe(400)
    expect((await invite('x3@test.example', { reps: ['main/R1'], territory: 'main/N' })).status).toBe(201)
  })

  it('are changed by administrators only, and only in what administrators set', async () => {
    const id = await test.idOf('rep')
    for (const role of ['leader', 'finance', 'rep', 'viewer', 'executive', 'service', 'key-account-manager'] as const) {
      for (const operation of ['getUser', 'disableUser', 'resetUser', 'listUserSessions', 'endUserSessions'] as const) {
        expect((await test.request(role, operation, { params: { id } })).status).toBe(403)
      }
      expect((await test.request(role, 'listUsers', { query: {} })).status).toBe(403)
    }
    const user = await test.call('administrator', 'getUser', { params: { id } })
    const body = { ...fields, reps: user.reps, name: user.name, role: user.role }
    for (const extra of [
      { id: 'another' },
      { email: 'taken@test.example' },
      { state: 'active' },
      { version: 99 },
      { password: 'x' },
      { lastSeenAt: null },
      { __proto__x: 1 },
    ]) {
      const response = await test.request(
        'administrator',
        'updateUser',
        { params: { id }, body: { ...body, ...extra } },
        { headers: { 'if-match': `"${String(user.version)}"` } },
      )
      expect(response.status).toBe(400)
    }
    expect(await test.call('administrator', 'getUser', { params: { id } })).toEqual(user)
  })

  it('answer alike for an id that is not there', async () => {
    for (const operation of [
      'getUser',
      'disableUser',
      'enableUser',
      'resetUser',
      'listUserSessions',
      'endUserSessions',
    ] as const) {
      const response = await test.request('administrator', operation, { params: { id: 'no-such-id' } }, ifMatch(1))
      expect([operation, response.status]).toEqual([operation, 404])
    }
  })

  it('are changed from what was read', async () => {
    const { user } = (await (await invite('change@test.example')).json()) as Output<'inviteUser'>
    expect((await update(user.id, user.version, { role: 'finance', scope: 'own' })).status).toBe(200)
    expect((await update(user.id, user.version, { role: 'administrator' })).status).toBe(412)
    const changed = await test.request('administrator', 'getUser', { params: { id: user.id } })
    expect(changed.headers.get('etag')).toBe('"2"')
    expect(await changed.json()).toMatchObject({ role: 'finance', scope: 'own', version: 2 })
    const audit = await test.call('administrator', 'listAudit', { query: { subject: user.id, verb: 'update user' } })
    expect(audit.items[0]).toMatchObject({
      actor: { id: await test.idOf('administrator'), name: 'Ada Admin' },
      subjectName: 'Nina New',
      detail: { changes: { role: { from: 'viewer', to: 'finance' }, scope: { from: null, to: 'own' } } },
    })
  })

  it('are disabled, let in and reset from what was read too', async () => {
    const { user } = (await (await invite('stale@test.example')).json()) as Output<'inviteUser'>
    const call = { params: { id: user.id } }
    for (const operation of ['disableUser', 'enableUser', 'resetUser'] as const) {
      expect((await test.request('administrator', operation, call)).status).toBe(428)
    }
    const { version } = (await (await update(user.id, user.version)).json()) as Output<'updateUser'>
    expect((await test.request('administrator', 'disableUser', call, ifMatch(user.version))).status).toBe(412)
    expect((await test.request('administrator', 'resetUser', call, ifMatch(user.version))).status).toBe(412)
    const reset = await test.call('administrator', 'resetUser', call, ifMatch(version))
    // A second administrator at the same time would make the link of the first worth nothing.
    expect((await test.request('administrator', 'resetUser', call, ifMatch(version))).status).toBe(412)
    const disabled = await test.request('administrator', 'disableUser', call, ifMatch(reset.user.version))
    expect(disabled.headers.get('etag')).toBe(`"${String(reset.user.version + 1)}"`)
    expect((await test.request('administrator', 'enableUser', call, ifMatch(version))).status).toBe(412)
    expect(await changePerson(test, 'enableUser', user.id)).toMatchObject({ state: 'invited' })
  })

  it('lose their password and their sessions when they are reset', async () => {
    const { link, user } = (await (await invite('reset@test.example')).json()) as Output<'inviteUser'>
    const cookies = cookiesIn(await accept(tokenOf(link)))
    const reset = await changePerson(test, 'resetUser', user.id)
    expect((await test.request(null, 'getSession', {}, { cookies })).status).toBe(401)
    expect((await test.request(null, 'signIn', { body: { email: user.email, password } })).status).toBe(401)
    expect((await accept(tokenOf(reset.link), { password: 'nine green bottles hang' })).status).toBe(200)
  })

  it('are listed by name, a page at a time, and found', async () => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const query: { limit: string; cursor?: string } = { limit: '3', ...(cursor === undefined ? {} : { cursor }) }
      const page = await test.call('administrator', 'listUsers', { query })
      names.push(...page.items.map(({ name, id }) => `${name} ${id}`))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(names.length).toBeGreaterThan(8)
    expect(names).toEqual(names.toSorted())
    expect(new Set(names).size).toBe(names.length)
    const found = await test.call('administrator', 'listUsers', { query: { q: 'Reset@' } })
    expect(found.items.map(({ email }) => email)).toEqual(['reset@test.example'])
    expect((await test.call('administrator', 'listUsers', { query: { q: '%' } })).items).toEqual([])
    expect((await test.request('administrator', 'listUsers', { query: { cursor: 'bad' } })).status).toBe(400)
  })

  it('reach the reps below them and the territories below theirs', async () => {
    const load = async (email: string, changes: Partial<Fields>) => {
      const { link, user } = (await (await invite(email, changes)).json()) as Output<'inviteUser'>
      await accept(tokenOf(link))
      return loadPerson(test.book.ctx.records, user.id)
    }
    const manager = await load('m1@test.example', { role: 'leader', scope: 'team', reps: ['main/M1'] })
    expect(manager?.team).toEqual(['main/M1', 'main/R1', 'main/R2'])
    expect(manager?.territories).toEqual(['main/N'])
    expect(manager?.grants).toMatchObject({ 'read-account': 'all', 'read-spend': 'team', 'read-margin': 'team' })
    const head = await load('head@test.example', { role: 'leader', scope: 'territory', reps: ['main/HEAD'] })
    expect(new Set(head?.team)).toEqual(new Set(['main/HEAD', 'main/M1', 'main/R1', 'main/R2', 'main/R3']))
    expect(new Set(head?.territories)).toEqual(new Set(['main/ALL', 'main/N', 'main/S']))
    const south = await load('south@test.example', { role: 'executive', scope: 'territory', territory: 'main/S' })
    expect(south?.territories).toEqual(['main/S'])
    expect(await loadPerson(test.book.ctx.records, 'nobody')).toBeUndefined()
  })

  it('keep at least one administrator, whoever asks at once', async () => {
    const first = await test.idOf('administrator')
    const { version } = await test.call('administrator', 'getUser', { params: { id: first } })
    expect(
      (await test.request('administrator', 'disableUser', { params: { id: first } }, ifMatch(version))).status,
    ).toBe(409)
    expect((await update(first, version)).status).toBe(409)
    expect((await test.request('administrator', 'resetUser', { params: { id: first } }, ifMatch(version))).status).toBe(
      409,
    )
    const { link, user } = (await (
      await invite('second@test.example', { role: 'administrator' })
    ).json()) as Output<'inviteUser'>
    // Somebody who is only invited is no administrator yet.
    expect(
      (await test.request('administrator', 'disableUser', { params: { id: first } }, ifMatch(version))).status,
    ).toBe(409)
    const cookies = cookiesIn(await accept(tokenOf(link)))
    const joined = await test.call('administrator', 'getUser', { params: { id: user.id } })
    const [one, two] = await Promise.all([
      test.request('administrator', 'disableUser', { params: { id: user.id } }, ifMatch(joined.version)),
      test.request(null, 'disableUser', { params: { id: first } }, { cookies, ...ifMatch(version) }),
    ])
    const statuses = [one.status, two.status]
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    const rest = await test.book.ctx.records.view
      .selectFrom('app_user')
      .select('id')
      .where('role', '=', 'administrator')
      .where('disabled_at', 'is', null)
      .where('active_since', 'is not', null)
      .execute()
    expect(rest).toHaveLength(1)
  })
})

describe('the first administrator', () => {
  it('is named once, and a link that is out then holds no longer', async () => {
    await using test = await openTestApp({ isFilled: false })
    const [one, two] = [
      await makeFirstAdministratorLink(test.book.ctx),
      await makeFirstAdministratorLink(test.book.ctx),
    ]
    const accept = (link: string | undefined, email?: string) =>
      test.request(null, 'acceptInvitation', {
        params: { token: tokenOf(link ?? '') },
        body: { name: 'Ada', password, ...(email === undefined ? {} : { email }) },
      })
    expect((await accept(one?.link, 'a@test.example')).status).toBe(404)
    expect((await accept(two?.link)).status).toBe(400)
    expect((await accept(two?.link, 'a@test.example')).status).toBe(200)
    expect((await accept(two?.link, 'b@test.example')).status).toBe(404)
    expect(await makeFirstAdministratorLink(test.book.ctx)).toBeNull()
  })
})
