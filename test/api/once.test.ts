import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { beginOnce } from '../../src/app/once/once.ts'
import type { Call, Output } from '../../src/contract/operations.ts'
import { operations } from '../../src/contract/operations.ts'
import { takesIdempotencyKey } from '../../src/contract/operation.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { host, openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

type View = Output<'createView'>

describe.each(['sqlite', 'postgres'] as const)('a request with an Idempotency-Key, on %s', (records) => {
  let test: TestApp
  beforeAll(async () => {
    test = await openTestApp({ records, isFilled: false })
  })
  afterAll(() => test[Symbol.asyncDispose]())

  const view = (name: string): Call<'createView'> => ({ body: { name, search: 'grade=A', isShared: false } })
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
  const create = (key: string, name: string, role: 'finance' | 'leader' = 'finance') =>
    test.request(role, 'createView', view(name), keyed(key))
  const names = async (role: 'finance' | 'leader' = 'finance') =>
    (await test.call(role, 'listViews', {})).items.map(({ name }) => name)

  it('is done once and answered the same as often as it comes', async () => {
    const answers = [await create('k-1', 'Once'), await create('k-1', 'Once'), await create('k-1', 'Once')]
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(texts).size).toBe(1)
    expect((await names()).filter((name) => name === 'Once')).toHaveLength(1)
  })

  it('is told from one of another content, and from another operation', async () => {
    await create('k-2', 'One')
    const other = await create('k-2', 'Two')
    expect([other.status, await other.json()]).toMatchObject([422, { code: 'key-reused' }])
    const elsewhere = await test.request('finance', 'createUpload', {}, keyed('k-2'))
    expect(elsewhere.status).toBe(422)
    expect(await names()).not.toContain('Two')
  })

  it('has nothing to do with one of somebody else', async () => {
    await create('k-3', 'Ours')
    expect((await create('k-3', 'Theirs', 'leader')).status).toBe(201)
    expect(await names('leader')).toContain('Theirs')
  })

  it('may come again, mended, when it was refused', async () => {
    expect((await create('k-4', '')).status).toBe(400)
    await create('k-5', 'Taken')
    const refused = await create('k-4', 'Taken')
    expect(refused.status).toBe(409)
    expect((await create('k-4', 'Free')).status).toBe(201)
  })

  it('is carried out by one of two servers that get it at once, and the other says so', async () => {
    const second = await test.second()
    const cookie = await test.cookiesOf('finance')
    const headers = { host, cookie, 'content-type': 'application/json', 'idempotency-key': 'k-6' }
    const send = (app: Pick<TestApp['app'], 'fetch'>) =>
      app.fetch(
        new Request(`http://${host}/api/v1/views`, {
          method: 'POST',
          headers,
          body: JSON.stringify(view('Both').body),
        }),
      )
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => send(at % 2 === 0 ? test.app : second)))
    const texts = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()] as const))
    const done = texts.filter(([status]) => status === 201).map(([, text]) => (JSON.parse(text) as View).id)
    const busy = texts.filter(([status, text]) => status === 409 && text.includes('is still being carried out'))
    expect(done.length + busy.length).toBe(12)
    expect(new Set(done).size).toBe(1)
    expect((await names()).filter((name) => name === 'Both')).toHaveLength(1)
    second[Symbol.dispose]()
  })

  it('covers a file, of which all counts', async () => {
    const { id } = await test.call('finance', 'createUpload', {}, keyed('k-7'))
    expect((await test.call('finance', 'createUpload', {}, keyed('k-7'))).id).toBe(id)
    const put = (text: string) =>
      test.request(
        'finance',
        'putUploadFile',
        { params: { id, name: 'segments.csv' } },
        { headers: { 'content-type': 'application/octet-stream', 'idempotency-key': 'k-8' }, rawBody: text },
      )
    expect((await put('key,name\nX,Ten\n')).status).toBe(200)
    expect((await put('key,name\nX,Ten\n')).status).toBe(200)
    expect((await put('key,name\nX,Two\n')).status).toBe(422)
  })

  it('is taken up again when the server that had it died, and not before', async () => {
    await create('k-9', 'Lost')
    const row = () => test.book.ctx.records.view.selectFrom('idempotent_request').selectAll().where('name', '=', 'k-9')
    const hold = (until: number) =>
      test.book.ctx.records.write((trx) =>
        trx
          .updateTable('idempotent_request')
          .set({ fingerprint: null, answer: null, held_until: new Date(Date.now() + until).toISOString() })
          .where('name', '=', 'k-9')
          .execute(),
      )
    const before = await row().executeTakeFirstOrThrow()
    await hold(30_000)
    expect((await create('k-9', 'Found')).status).toBe(409)
    await hold(-1)
    expect((await create('k-9', 'Found')).status).toBe(201)
    expect(await row().executeTakeFirstOrThrow()).toMatchObject({ id: before.id, held_until: null })
  })

  it('stays with the server that took it up, whatever becomes of the one that was thought dead', async () => {
    let now = Date.now()
    const ctx = { ...test.book.ctx, now: () => new Date(now).toISOString() }
    const begin = async (name: string) => {
      const begun = await beginOnce(ctx, { name, operation: 'createView' })
      if (begun.state !== 'held') throw new Error(`It is ${begun.state}`)
      return begun.request
    }
    for (const end of ['release', 'answer'] as const) {
      const slow = await begin(`k-slow-${end}`)
      await slow.renew()
      now += 60_001
      const second = await begin(`k-slow-${end}`)
      await (end === 'release' ? slow.release() : slow.answer('of the slow one', 1))
      await expect(begin(`k-slow-${end}`)).rejects.toThrow('is still being carried out')
      const renewal = second.renew()
      await Promise.all([renewal, second.answer('of the second', 2)])
      expect(await beginOnce(ctx, { name: `k-slow-${end}`, operation: 'createView' })).toEqual({
        state: 'answered',
        fingerprint: 'of the second',
        answer: 2,
      })
    }
  })

  it('is forgotten after a day', async () => {
    await create('k-10', 'Yesterday')
    const at = new Date(Date.now() - 86_400_001).toISOString()
    await test.book.ctx.records.write((trx) =>
      trx.updateTable('idempotent_request').set({ started_at: at }).where('name', '=', 'k-10').execute(),
    )
    expect((await create('k-10', 'Today')).status).toBe(201)
  })

  it.each(['', 'with space', 'ü', 'x'.repeat(201)])('is refused with a key such as %j', async (key) => {
    // Headers carry bytes: what is no ASCII comes as such.
    const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') }
    expect((await test.request('finance', 'createView', view('Never'), { headers })).status).toBe(400)
  })
})

it('may come again under a key: whatever makes something, asks for work or brings a file, and holds no secret', () => {
  const ids = Object.entries(operations).flatMap(([id, operation]: [string, Operation]) =>
    takesIdempotencyKey(operation) ? [id] : [],
  )
  expect(ids).toEqual(
    expect.arrayContaining(['createUpload', 'putUploadFile', 'previewImport', 'runImport', 'undoImport', 'createView']),
  )
  for (const secret of ['inviteUser', 'resetUser', 'createApiKey']) expect(ids).not.toContain(secret)
})
