import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { needsAdministrator } from '../../src/app/user/first-administrator.ts'
import { changePerson } from './change-person.ts'
import { cookiesIn, host, openTestApp, password } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'
import type { Engine } from '../../src/records/records.ts'

const other = 'seven quiet herons at dusk'

describe.each(['sqlite', 'postgres'] satisfies Engine[])('signing in, records on %s', (records) => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ records, isFilled: false })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const signIn = (email: string, given = password, headers: Record<string, string> = {}) =>
    test.request(null, 'signIn', { body: { email, password: given } }, { headers })

  it('lets the first administrator in by the link, once', async () => {
    expect(await test.call(null, 'getStart', {})).toMatchObject({
      needsAdministrator: true,
      minimumPasswordLength: 15,
    })
    expect(await test.call('administrator', 'getSession', {})).toMatchObject({
      user: { role: 'administrator', email: 'administrator@test.example' },
      landing: 'users',
    })
    expect(await test.call(null, 'getStart', {})).toMatchObject({ needsAdministrator: false })
    expect(await needsAdministrator(test.book.ctx)).toBe(false)
  })

  it('signs in whatever the case of the address, and says until when', async () => {
    const response = await signIn('Administrator@TEST.example')
    expect(response.status).toBe(200)
    const session = (await response.json()) as { expiresAt: string; user: object }
    expect(Date.parse(session.expiresAt)).toBeGreaterThan(Date.now())
    expect(JSON.stringify(session)).not.toContain('hash')
  })

  it('answers an unknown address, a wrong password and a disabled person alike', async () => {
    await test.idOf('viewer')
    const id = await test.idOf('service')
    await changePerson(test, 'disableUser', id)
    const answers = await Promise.all([
      signIn('nobody@test.example'),
      signIn('viewer@test.example', other),
      signIn('service@test.example'),
    ])
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ instance?: string }>))
    for (const body of bodies) delete body.instance
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
    await changePerson(test, 'enableUser', id)
  })

  it('takes as long for an unknown address as for a wrong password', async () => {
    const timed = async (email: string) => {
      const times: number[] = []
      for (let round = 0; round < 4; round++) {
        const started = performance.now()
        await signIn(email, other, { 'x-round': String(round) })
        times.push(performance.now() - started)
      }
      return times.toSorted((one, two) => one - two)[1] ?? 0
    }
    const [unknown, wrong] = [await timed('somebody-else@test.example'), await timed('leader@test.example')]
    // Both hash once; a lookup without one would be a hundred times as fast.
    expect(Math.min(unknown, wrong)).toBeGreaterThan(Math.max(unknown, wrong) / 4)
  })

  it('gives a new session at every sign-in and ends the one the browser had', async () => {
    const before = cookiesIn(await signIn('administrator@test.example'))
    const after = cookiesIn(await signIn('administrator@test.example', password, { cookie: before }))
    expect(after).not.toBe(before)
    expect((await test.request(null, 'getSession', {}, { cookies: before })).status).toBe(401)
    expect((await test.request(null, 'getSession', {}, { cookies: after })).status).toBe(200)
  })

  it('takes no session that somebody else chose', async () => {
    const planted = 'bookvalue_session=planted.signature'
    const response = await signIn('administrator@test.example', password, { cookie: planted })
    expect(cookiesIn(response)).not.toContain('planted')
    expect((await test.request(null, 'getSession', {}, { cookies: planted })).status).toBe(401)
  })

  it('stores no token that opens a session', async () => {
    const cookies = cookiesIn(await signIn('administrator@test.example'))
    const token = decodeURIComponent(cookies.slice(cookies.indexOf('=') + 1)).split('.')[0] ?? ''
    const rows = await test.book.ctx.records.view.selectFrom('user_session').select('token').execute()
    expect(token.length).toBeGreaterThanOrEqual(32)
    expect(rows.map((row) => row.token)).not.toContain(token)
  })

  it('ends the session on signing out, on the server too', async () => {
    const cookies = cookiesIn(await signIn('administrator@test.example'))
    const out = await test.request(null, 'signOut', {}, { cookies })
    expect(out.status).toBe(204)
    expect(out.headers.getSetCookie().join()).toContain('Max-Age=0')
    expect((await test.request(null, 'getSession', {}, { cookies })).status).toBe(401)
  })

  it('ends a session nobody used for long, and one that is old', async () => {
    const set = async (column: 'updated_at' | 'expires_at', hours: number) => {
      const cookies = cookiesIn(await signIn('administrator@test.example'))
      const at = new Date(Date.now() + hours * 3_600_000).toISOString()
      await test.book.ctx.records.write(async (trx) => {
        await sql`update user_session set ${sql.ref(column)} = ${at}
          where created_at = (select max(created_at) from user_session)`.execute(trx)
      })
      using fresh = await test.second()
      const response = await fresh.fetch(
        new Request(`http://${host}/api/v1/session`, { headers: { host, cookie: cookies } }),
      )
      return response.status
    }
    expect(await set('updated_at', -1)).toBe(200)
    expect(await set('updated_at', -13)).toBe(401)
    expect(await set('expires_at', -1)).toBe(401)
  })

  it('lets nobody guess: after failures in a row every try waits, in every process, right or wrong', async () => {
    await test.idOf('finance')
    const statuses: number[] = []
    for (let round = 0; round < 7; round++) statuses.push((await signIn('finance@test.example', other)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    expect((await signIn('finance@test.example')).status).toBe(429)
    using second = await test.second()
    const elsewhere = await second.fetch(
      new Request(`http://${host}/api/v1/session`, {
        method: 'POST',
        headers: { host, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'finance@test.example', password }),
      }),
    )
    expect(elsewhere.status).toBe(429)
    expect(elsewhere.headers.get('retry-after')).not.toBeNull()
    await test.book.ctx.records.write((trx) => trx.updateTable('sign_in_try').set({ wait_until: null }).execute())
    expect((await signIn('finance@test.example')).status).toBe(200)
    expect((await signIn('finance@test.example', other)).status).toBe(401)
  })

  it('counts tries that come at once', async () => {
    await test.idOf('executive')
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('executive@test.example', other)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
    const rows = await test.book.ctx.records.view.selectFrom('sign_in_try').select('subject').execute()
    expect(JSON.stringify(rows)).not.toContain('executive')
  })

  it('disables at once here, and within two seconds in another process', async () => {
    const id = await test.idOf('leader')
    const cookies = await test.cookiesOf('leader')
    using second = await test.second()
    const there = async () =>
      (await second.fetch(new Request(`http://${host}/api/v1/session`, { headers: { host, cookie: cookies } }))).status
    expect(await there()).toBe(200)
    expect((await test.request('leader', 'getSession', {})).status).toBe(200)
    await changePerson(test, 'disableUser', id)
    expect((await test.request('leader', 'getSession', {})).status).toBe(401)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(await there()).toBe(401)
    await changePerson(test, 'enableUser', id)
    expect((await test.request('leader', 'getSession', {})).status).toBe(401)
  })

  it('changes the password and ends every other session', async () => {
    const [one, two] = [cookiesIn(await signIn('viewer@test.example')), cookiesIn(await signIn('viewer@test.example'))]
    const change = (current: string, next: string, cookies: string) =>
      test.request(null, 'changePassword', { body: { current, next } }, { cookies })
    expect((await change(other, other, one)).status).toBe(400)
    expect((await change(password, 'too short', one)).status).toBe(400)
    expect((await change(password, 'viewer@test.example', one)).status).toBe(400)
    const changed = await change(password, other, one)
    expect(changed.status).toBe(204)
    expect((await test.request(null, 'getSession', {}, { cookies: two })).status).toBe(401)
    expect((await test.request(null, 'getSession', {}, { cookies: one })).status).toBe(401)
    expect((await test.request(null, 'getSession', {}, { cookies: cookiesIn(changed) })).status).toBe(200)
    expect((await signIn('viewer@test.example')).status).toBe(401)
    expect((await signIn('viewer@test.example', other)).status).toBe(200)
  })

  it('keeps preferences, and refuses what it cannot write numbers in', async () => {
    const set = (body: object) => test.request('administrator', 'updatePreferences', { body })
    expect(await (await set({ theme: 'dark', format: 'de-DE' })).json()).toEqual({
      language: 'en',
      format: 'de-DE',
      theme: 'dark',
    })
    expect(await (await set({ language: 'en-XA' })).json()).toMatchObject({ language: 'en-XA', theme: 'dark' })
    expect((await set({ format: 'no such thing' })).status).toBe(400)
    expect((await set({ role: 'administrator' })).status).toBe(400)
  })

  it('writes down who came in and who was refused, without passwords or unknown addresses', async () => {
    const audit = await test.call('administrator', 'listAudit', { query: { limit: '200' } })
    const verbs = audit.items.map(({ verb }) => verb)
    expect(verbs).toEqual(expect.arrayContaining(['sign in', 'refuse sign-in', 'sign out', 'change password']))
    const text = JSON.stringify(audit)
    for (const secret of [password, other, 'nobody@test.example', 'somebody-else@test.example']) {
      expect(text).not.toContain(secret)
    }
    expect(test.log.join('\n')).not.toMatch(/test\.example|copper lantern|Person |Ada Admin/)
  })
})

describe('cookies', () => {
  it('are for the server only, for our own pages only, for this book only, and for https only where there is https', async () => {
    await using plain = await openTestApp({ isFilled: false })
    await plain.idOf('administrator')
    const set = async (test: TestApp, base: string, url: string) => {
      const at = new URL(url)
      const response = await test.send(`${base}/api/v1/session`, {
        method: 'POST',
        headers: { host: at.host, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'administrator@test.example', password }),
      })
      return response.headers.getSetCookie().join('\n')
    }
    const cookie = await set(plain, '', `http://${host}`)
    expect(cookie).toMatch(/^bookvalue_session=/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(cookie).toContain('Path=/;')
    expect(cookie).not.toContain('Secure')

    await using secure = await openTestApp({ isFilled: false, options: { publicUrl: new URL('https://book.example') } })
    await secure.idOf('administrator')
    expect(await set(secure, '', 'https://book.example')).toContain('Secure')
  })
})

describe('the demo', () => {
  it('lets people in by role on this machine, as people of the book', async () => {
    await using test = await openTestApp({ options: { isDemo: true, basePath: '/demo' } })
    expect(await test.call(null, 'getStart', {})).toMatchObject({ needsAdministrator: false, book: { isDemo: true } })
    const entered = await test.request(null, 'enterDemo', { body: { role: 'rep' } })
    expect(entered.headers.getSetCookie().join()).toMatch(/^bookvalue_demo_session=.*Path=\/demo/)
    const session = (await entered.json()) as { user: { name: string; reps: string[] }; landing: string }
    expect(session).toMatchObject({ user: { role: 'rep' }, landing: 'my-book' })
    expect(session.user.reps).toHaveLength(1)
    const leader = await test.call(null, 'enterDemo', { body: { role: 'leader' } })
    expect(leader.user).toMatchObject({ name: 'Hanna Head', reps: ['main/HEAD'] })
  })

  it('has somebody to ring on the card of every account, by a number nobody has', async () => {
    await using test = await openTestApp({ options: { isDemo: true } })
    const entered = await test.request(null, 'enterDemo', { body: { role: 'rep' } })
    const { user } = (await entered.json()) as { user: { name: string; email: string } }
    const sent = { cookies: cookiesIn(entered) }
    const { items } = await test.call(null, 'listAccounts', { query: { limit: 200 } }, sent)
    const cards = await Promise.all(
      items.map(({ id }) => test.call(null, 'getAccount', { params: { id }, query: {} }, sent)),
    )
    const desk = { as: 'desk', name: 'Inside sales', phone: '+49 30 23125 100', email: 'inside-sales@demo.example' }
    expect(new Set(cards.map(({ call }) => JSON.stringify(call.at(-1))))).toEqual(new Set([JSON.stringify(desk)]))
    const people = cards.flatMap(({ call }) => call.filter(({ email }) => email === user.email))
    expect(people[0]).toEqual({ as: 'owner', name: user.name, phone: '+49 30 23125 104', email: user.email })
  })

  it('keeps the desk that somebody set, and none where somebody said so', async () => {
    await using test = await openTestApp({ isFilled: false, options: { isDemo: true } })
    const { version, ...settings } = await test.call('administrator', 'getSettings', {})
    await test.call(
      'administrator',
      'updateSettings',
      { body: { ...settings, desk: null } },
      { headers: { 'if-match': `"${String(version)}"` } },
    )
    using _second = await test.second()
    expect((await test.call('administrator', 'getSettings', {})).desk).toBeNull()
  })

  it('lets nobody in by role where others can reach it, or where it is no demo', async () => {
    await using open = await openTestApp({ isFilled: false, options: { isDemo: true, isLoopback: false } })
    expect((await open.request(null, 'enterDemo', { body: { role: 'administrator' } })).status).toBe(403)
    const publicUrl = new URL('https://book.example')
    await using named = await openTestApp({ isFilled: false, options: { isDemo: true, publicUrl } })
    expect((await named.request(null, 'enterDemo', { body: { role: 'viewer' } })).status).toBe(403)
    await using passed = await openTestApp({ isFilled: false, options: { isDemo: true } })
    const headers = { 'x-forwarded-for': '203.0.113.9' }
    expect((await passed.request(null, 'enterDemo', { body: { role: 'viewer' } }, { headers })).status).toBe(403)
    await using own = await openTestApp({ isFilled: false })
    expect((await own.request(null, 'enterDemo', { body: { role: 'administrator' } })).status).toBe(404)
  })
})
