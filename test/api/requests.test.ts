import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { operations } from '../../src/contract/operations.ts'
import { problem } from '../../src/contract/problem.ts'
import { routes } from '../../src/contract/routes.ts'
import type { OperationId } from '../../src/contract/routes.ts'
import { isRead } from '../../src/http/answer.ts'
import { host, openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp({ isFilled: false })
})
afterAll(() => test[Symbol.asyncDispose]())

const settings = { name: 'North mill', timeZone: 'Europe/Berlin', desk: null, grades: {} }

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return problem.parse(await response.json())
}

describe('a write', () => {
  const write = async (headers: Record<string, string>, method = 'POST', path = '/session/password') =>
    test.send(`/api/v1${path}`, {
      method,
      headers: { cookie: await test.cookiesOf('administrator'), ...headers },
      ...(method === 'DELETE' ? {} : { body: '{"current":"a","next":"b"}' }),
    })
  const json = { 'content-type': 'application/json' }

  it.each([
    ['a form of another site', { 'content-type': 'text/plain' }],
    ['a form with an upload', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['another site', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { ...json, 'sec-fetch-site': 'same-site' }],
    ['another origin', { ...json, origin: 'http://evil.example' }],
    ['another port', { ...json, origin: 'http://localhost:9999' }],
    ['no origin that one can name', { ...json, origin: 'null' }],
  ])('is refused from %s', async (_, headers) => {
    const response = await write(headers)
    expect(response.status).toBe(403)
    expect(await problemOf(response)).toMatchObject({ code: 'cross-site' })
  })

  it('is taken from our own page and from a program', async () => {
    expect((await write({ ...json, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(400)
    expect((await write(json)).status).toBe(400)
  })

  it('without a body needs the header too', async () => {
    expect((await write({}, 'DELETE', '/session')).status).toBe(403)
  })
})

describe('a request', () => {
  it.each(['evil.example', 'localhost.evil.example', 'evil.example:4110', '10.0.0.7', ''])(
    'for the host "%s" is not answered',
    async (name) => {
      const response = await test.send('/api/v1/start', { headers: { host: name } })
      expect(response.status).toBe(421)
      expect((await test.send('/', { headers: { host: name } })).status).toBe(421)
    },
  )

  it('of a page of another site is not answered, not even to read', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await test.request('administrator', 'getSession', {}, { headers })).status).toBe(403)
    expect((await test.send('/', { headers })).status).toBe(200)
  })

  it('for our hosts is', async () => {
    for (const name of ['localhost', '127.0.0.1:4110', '[::1]:4110']) {
      expect((await test.send('/api/v1/start', { headers: { host: name } })).status).toBe(200)
    }
    await using open = await openTestApp({
      isFilled: false,
      options: { isLoopback: false, publicUrl: new URL('https://book.example') },
    })
    expect((await open.send('/api/v1/start', { headers: { host: 'book.example' } })).status).toBe(200)
    expect((await open.send('/api/v1/start', { headers: { host: '192.168.1.5:4110' } })).status).toBe(200)
    expect((await open.send('/api/v1/start', { headers: { host: 'other.example' } })).status).toBe(421)
  })

  it('for what is not there is told so, and which methods there are', async () => {
    const nothing = await test.send('/api/v1/nothing')
    expect(nothing.status).toBe(404)
    expect(await problemOf(nothing)).toMatchObject({ code: 'not-found' })
    const wrong = await test.send('/api/v1/session', { method: 'PUT' })
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('allow')).toBe('POST, GET, HEAD, DELETE')
    expect((await test.send('/api/v1/users/x', { method: 'PATCH' })).status).toBe(405)
  })

  it('may ask for the head alone', async () => {
    const response = await test.send('/api/v1/start', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('is told every field that is wrong', async () => {
    const response = await test.request('administrator', 'inviteUser', {
      body: { email: 'no', name: '', phone: null, role: 'king' as 'rep', scope: null, territory: null, reps: [] },
    })
    expect(response.status).toBe(400)
    const told = await problemOf(response)
    expect(told.errors?.map((error) => `${error.in} ${error.path}`)).toEqual(['body email', 'body name', 'body role'])
  })

  it('with a field or a parameter that nobody knows is refused', async () => {
    const body = { ...settings, isAdmin: true }
    const response = await test.request('administrator', 'updateSettings', { body }, { headers: { 'if-match': '"1"' } })
    expect(response.status).toBe(400)
    const query = await test.send('/api/v1/users?stat=active', {
      headers: { cookie: await test.cookiesOf('administrator') },
    })
    expect(query.status).toBe(400)
    expect((await problemOf(query)).errors).toEqual([{ in: 'query', path: 'stat', message: 'Unknown parameter' }])
  })

  it('with a body that is no JSON, or too large, is refused', async () => {
    const send = (rawBody: string, headers: Record<string, string> = {}) =>
      test.request(null, 'signIn', { body: { email: 'a@b.example', password: 'x' } }, { rawBody, headers })
    expect((await send('{"email":')).status).toBe(400)
    expect((await send('[]')).status).toBe(400)
    expect((await send('x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await send('', { 'content-length': '0' })).status).toBe(400)
    expect((await send(`"${'x'.repeat(1_000_001)}"`)).status).toBe(413)
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(100_000))
      },
    })
    const long = await test.send('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
    })
    expect(long.status).toBe(413)
  })

  it('that comes too often has to wait', async () => {
    await using slow = await openTestApp({ isFilled: false, options: { requestsPerMinute: 20 } })
    const cookie = await slow.cookiesOf('administrator')
    const answers: Response[] = []
    for (let round = 0; round < 25; round++) answers.push(await slow.send('/api/v1/session', { headers: { cookie } }))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(5)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('that fails in a way nobody foresaw is answered with a number to look up, and nothing else', async () => {
    await using broken = await openTestApp({
      isFilled: false,
      options: {
        startState: () => {
          throw new Error('secret inside')
        },
      },
    })
    const response = await broken.send('/api/v1/start')
    expect(response.status).toBe(500)
    const told = await problemOf(response)
    expect(JSON.stringify(told)).not.toContain('secret inside')
    expect(broken.log.join('\n')).toContain('secret inside')
    expect(broken.log.find((line) => line.includes('secret inside'))).toContain(told.instance)
  })
})

describe('every answer', () => {
  it('carries the headers that keep it where it belongs', async () => {
    for (const path of [
      '/api/v1/start',
      '/api/v1/nothing',
      '/api/v1/session',
      '/api/openapi.json',
      '/api/health/live',
    ]) {
      const { headers } = await test.send(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('without a session', () => {
  const closed = (Object.keys(routes) as OperationId[]).filter((id) => operations[id].right !== 'public')
  it.each(closed)('%s is refused before anything is read', async (id) => {
    const [method = '', path = ''] = routes[id].split(' ')
    const response = await test.send(`/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`, {
      method,
      headers: { 'x-requested-with': 'bookvalue' },
    })
    expect(response.status).toBe(401)
    expect(await problemOf(response)).toMatchObject({ code: 'unauthenticated' })
  })
})

describe('a version', () => {
  it('is given as ETag, spared when known, and needed to write', async () => {
    const read = await test.request('administrator', 'getSettings', {})
    const etag = read.headers.get('etag')
    expect(etag).toBe('"1"')
    const put = (headers: Record<string, string>, body = settings) =>
      test.request('administrator', 'updateSettings', { body }, { headers })
    const again = await test.request('administrator', 'getSettings', {}, { headers: { 'if-none-match': etag ?? '' } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect((await put({})).status).toBe(428)
    expect((await put({ 'if-match': '*' })).status).toBe(412)
    expect((await put({ 'if-match': '"7"' })).status).toBe(412)
    const written = await put({ 'if-match': '"1"' })
    expect(written.headers.get('etag')).toBe('"2"')
    expect(await written.json()).toMatchObject({ name: 'North mill', timeZone: 'Europe/Berlin', version: 2 })
    expect((await put({ 'if-match': '"1"' })).status).toBe(412)
    expect((await put({ 'if-match': '"2"' }, { ...settings, timeZone: 'Mars/Olympus' })).status).toBe(400)
  })

  it('is given of every single thing one can read', async () => {
    const reads = (Object.keys(routes) as OperationId[]).filter((id) => {
      const operation: Operation = operations[id]
      return id.startsWith('get') && operation.right !== 'public' && operation.media === undefined
    })
    expect(reads).toEqual(expect.arrayContaining(['getAccount', 'getInvoice', 'getJob', 'getExplanation', 'getUser']))
    expect(reads.filter((id) => !isRead(operations[id]))).toEqual([])
  })

  it('is a weak one of all that is said where nobody counts versions', async () => {
    const { id } = await test.call('finance', 'createUpload', {})
    const read = (ifNoneMatch?: string) =>
      test.request(
        'finance',
        'getUpload',
        { params: { id } },
        ifNoneMatch ? { headers: { 'if-none-match': ifNoneMatch } } : {},
      )
    const etag = (await read()).headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/)
    const again = await read(etag)
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
    await test.call(
      'finance',
      'putUploadFile',
      { params: { id, name: 'segments.csv' } },
      { headers: { 'content-type': 'application/octet-stream' }, rawBody: 'key,name\n' },
    )
    const changed = await read(etag)
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  it('spares no answer of a write', async () => {
    const body = { name: 'Twice', search: '', isShared: false }
    const made = await test.request('administrator', 'createView', { body }, { headers: { 'if-none-match': '"1"' } })
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
  })

  it('lets one of two writes at once through', async () => {
    const { version } = await test.call('administrator', 'getSettings', {})
    const answers = await Promise.all(
      ['One', 'Two'].map((name) =>
        test.request(
          'administrator',
          'updateSettings',
          { body: { ...settings, name } },
          { headers: { 'if-match': `"${String(version)}"` } },
        ),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]))
  })
})

describe('health', () => {
  it('tells the truth', async () => {
    let isWorking = true
    await using own = await openTestApp({ isFilled: false, options: { isWorking: () => isWorking } })
    const ready = async () => {
      const response = await own.send('/api/health/ready')
      return [response.status, await response.json()]
    }
    expect((await own.send('/api/health/live')).status).toBe(200)
    expect(await ready()).toEqual([200, { status: 'ready', checks: { ledger: true, records: true, jobs: true } }])
    isWorking = false
    expect(await ready()).toMatchObject([503, { checks: { jobs: false } }])
    isWorking = true
    await own.book.ctx.records[Symbol.asyncDispose]()
    expect(await ready()).toMatchObject([503, { checks: { records: false, ledger: true } }])
    expect((await own.send('/api/health/live')).status).toBe(200)
  })
})
