import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '../../src/app/job/queue.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { doJobs } from './do-jobs.ts'
import { host, openTestApp } from './open-test-app.ts'
import type { Sent, TestApp } from './open-test-app.ts'

type Body = Call<'createApiKey'>['body']
const night: Body = { name: 'Night run', role: 'finance', scope: null, territory: null, reps: [], validDays: 30 }

describe('an API key', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const make = (changed: Partial<Body> = {}) =>
    test.call('administrator', 'createApiKey', { body: { ...night, ...changed } })
  /** Sends an operation as a program does. */
  const as = <O extends OperationId>(secret: string, operation: O, call: Call<O>, sent: Sent = {}) =>
    test.request(null, operation, call, {
      ...sent,
      headers: { authorization: `Bearer ${secret}`, ...sent.headers },
    })
  const keys = async () => (await test.call('administrator', 'listApiKeys', { query: {} })).items

  it('is shown once and kept as a hash', async () => {
    const { apiKey, secret } = await make()
    expect(secret).toMatch(/^bv_[\w-]{43}$/)
    expect(apiKey).toMatchObject({ name: 'Night run', role: 'finance', state: 'active', hint: secret.slice(0, 7) })
    expect(JSON.stringify(await keys())).not.toContain(secret)
    const rows = await test.book.ctx.records.view.selectFrom('api_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(secret.slice(7))
  })

  it('lets a program in with the rights of its role, without a cookie or a header of ours', async () => {
    const { secret } = await make({ role: 'rep', scope: 'own', reps: ['main/R1'] })
    expect((await as(secret, 'getBook', {})).status).toBe(200)
    const { items } = (await (
      await as(secret, 'listAccounts', { query: { limit: 200 } })
    ).json()) as Output<'listAccounts'>
    const exact = items.filter(({ spend }) => spend !== undefined).map(({ owner }) => owner?.key)
    expect([...new Set(exact)]).toEqual(['main/R1'])
    expect(items.length).toBeGreaterThan(exact.length)
    expect((await as(secret, 'createUpload', {})).status).toBe(403)
    const bare = { authorization: `Bearer ${(await make()).secret}` }
    expect((await test.send('/api/v1/uploads', { method: 'POST', headers: bare })).status).toBe(201)
  })

  it('does its work, and stands in the audit, under its own name', async () => {
    const { apiKey, secret } = await make({ name: 'ERP bridge' })
    const backup = (await (await as(secret, 'createBackup', {})).json()) as Output<'getJob'>
    expect(backup.requestedBy).toEqual({ id: apiKey.id, name: 'ERP bridge' })
    await doJobs(test)
    expect(await (await as(secret, 'getJob', { params: { id: backup.id } })).json()).toMatchObject({ state: 'done' })
    const { items } = await test.call('administrator', 'listAudit', { query: { actor: apiKey.id } })
    expect(items.map(({ verb, actor }) => [verb, actor.name])).toEqual([
      ['backup', 'ERP bridge'],
      ['request backup', 'ERP bridge'],
    ])
    const made = await test.call('administrator', 'listAudit', { query: { subject: apiKey.id } })
    expect(made.items).toMatchObject([
      { verb: 'create api key', subjectName: 'ERP bridge', actor: { name: 'Ada Admin' } },
    ])
  })

  it('says when it was used last', async () => {
    const { apiKey, secret } = await make({ name: 'Used' })
    expect(apiKey.lastUsedAt).toBeNull()
    await as(secret, 'getBook', {})
    await expect
      .poll(async () => (await keys()).find(({ id }) => id === apiKey.id)?.lastUsedAt)
      .toEqual(expect.any(String))
  })

  it('lets nobody in once it is revoked, at once in the process that did it', async () => {
    const { apiKey, secret } = await make()
    expect((await as(secret, 'getBook', {})).status).toBe(200)
    const revoked = await test.call('administrator', 'revokeApiKey', { params: { id: apiKey.id } })
    expect(revoked).toMatchObject({ state: 'revoked', revokedAt: expect.any(String) as unknown })
    const refused = await as(secret, 'getBook', {})
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await test.call('administrator', 'revokeApiKey', { params: { id: apiKey.id } })).toEqual(revoked)
  })

  it('lets nobody in after its days, nor does what it asked for before', async () => {
    const { apiKey, secret } = await make({ validDays: 1 })
    expect(Date.parse(apiKey.expiresAt ?? '') - Date.parse(apiKey.createdAt)).toBe(86_400_000)
    const asked = (await (await as(secret, 'createBackup', {})).json()) as Output<'getJob'>
    await test.book.ctx.records.write((trx) =>
      trx.updateTable('api_key').set({ expires_at: test.book.ctx.now() }).where('id', '=', apiKey.id).execute(),
    )
    // What it was told before, the first one believes for two seconds.
    const second = await test.second()
    const answer = await second.fetch(
      new Request(`http://${host}/api/v1/book`, { headers: { host, authorization: `Bearer ${secret}` } }),
    )
    second[Symbol.dispose]()
    expect(answer.status).toBe(401)
    expect((await keys()).find(({ id }) => id === apiKey.id)?.state).toBe('expired')
    expect(await actorOf(test.book.ctx, { requestedBy: apiKey.id, requestedName: apiKey.name })).toBeUndefined()
    await test.call('administrator', 'cancelJob', { params: { id: asked.id } })
  })

  it('makes no keys and no people, whatever its role, and has no session', async () => {
    const { secret } = await make({ role: 'administrator' })
    expect((await as(secret, 'listImports', { query: {} })).status).toBe(200)
    expect((await as(secret, 'createApiKey', { body: night })).status).toBe(403)
    expect((await as(secret, 'listUsers', { query: {} })).status).toBe(403)
    expect((await as(secret, 'getSession', {})).status).toBe(403)
    expect((await as(secret, 'signOut', {})).status).toBe(403)
    expect((await as(secret, 'updatePreferences', { body: { theme: 'dark' } })).status).toBe(403)
  })

  it('is not the second pair of eyes that a policy wants', async () => {
    const { secret } = await make({ role: 'leader' })
    await test.call('administrator', 'setFourEyes', { body: { fourEyes: true } })
    const { items } = await test.call('administrator', 'listPolicies', {})
    const [known] = items
    if (!known) throw new Error('The book has no policy')
    const { version: _, ...policy } = known.policy
    const document = { ...policy, effectiveFrom: '2999-01-01' }
    const asked = await test.call('administrator', 'adoptPolicy', { body: { document, note: null, draftId: null } })
    const params = { id: asked.request?.id ?? '' }
    const body = { decision: 'approve' as const, note: null }
    const refused = await as(secret, 'decidePolicyRequest', { params, body })
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('a person must')])
    await test.call('administrator', 'setFourEyes', { body: { fourEyes: false } })
  })

  it('goes before a cookie that is sent with it', async () => {
    const { secret } = await make({ role: 'viewer' })
    const cookies = await test.cookiesOf('administrator')
    expect((await as(secret, 'listUsers', { query: {} }, { cookies })).status).toBe(403)
    expect((await as('bv_wrong', 'listUsers', { query: {} }, { cookies })).status).toBe(401)
  })

  it('is not one that a page of another site can use', async () => {
    const { secret } = await make()
    const sent = { headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await as(secret, 'listImports', { query: {} }, sent)).status).toBe(403)
  })

  it('reaches only what the book knows', async () => {
    const body = { ...night, scope: 'own' as const, reps: ['main/NOBODY'] }
    expect((await test.request('administrator', 'createApiKey', { body })).status).toBe(400)
  })

  it('is held to a number of requests of its own, and wrong ones to fewer', async () => {
    const few = await test.second({ requestsPerMinute: 3 })
    const { secret } = await make()
    const statuses = async (key: string, times: number) => {
      const found: number[] = []
      for (let time = 0; time < times; time++) {
        const request = new Request(`http://${host}/api/v1/book`, {
          headers: { host, authorization: `Bearer ${key}` },
        })
        found.push((await few.fetch(request)).status)
      }
      return found
    }
    expect(await statuses(secret, 5)).toEqual([200, 200, 200, 429, 429])
    few[Symbol.dispose]()
    const many = await test.second()
    const wrong = await Promise.all(
      Array.from({ length: 70 }, async () => {
        const request = new Request(`http://${host}/api/v1/book`, {
          headers: { host, authorization: 'Bearer bv_guess' },
        })
        return (await many.fetch(request)).status
      }),
    )
    expect([wrong[0], wrong.at(-1)]).toEqual([401, 429])
    many[Symbol.dispose]()
  })
})
