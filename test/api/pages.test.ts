import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp } from './open-test-app.ts'
import type { TestApp } from './open-test-app.ts'

const script = 'console.log("hello")'.repeat(50)
let folder: string
let test: TestApp
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-web-'))
  const web = join(folder, 'web')
  await mkdir(join(web, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(
    join(web, 'index.html'),
    '<!doctype html><html><head>\n<base href="/" /><title>Bookvalue</title></head><body></body></html>',
  )
  const path = join(web, 'assets', 'main-Ab12Cd34.js')
  await writeFile(path, script)
  await writeFile(`${path}.br`, brotliCompressSync(script))
  await writeFile(`${path}.gz`, gzipSync(script))
  await writeFile(join(web, 'assets', 'gone-Ab12Cd34.js'), script)
  await writeFile(join(web, 'icon.svg'), '<svg/>')
  await writeFile(join(web, '.env'), 'SECRET=1')
  test = await openTestApp({ isFilled: false, options: { webDirectory: web, basePath: '/demo' } })
})
afterAll(async () => {
  await test[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

describe('the page', () => {
  it.each(['/demo', '/demo/', '/demo/accounts', '/demo/accounts/018f?period=2025', '/demo/sign-in'])(
    'is at %s, with its base',
    async (path) => {
      const response = await test.send(path)
      expect(response.status).toBe(200)
      const html = await response.text()
      expect(html).toContain('<base href="/demo/" />')
      expect(html.match(/<base /g)).toHaveLength(1)
    },
  )

  it('runs only our own scripts and styles, none of them in the page', async () => {
    const response = await test.send('/demo/')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|nonce|\*|https?:/)
    for (const directive of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'"]) {
      expect(policy).toContain(directive)
    }
    expect(policy).toContain("style-src 'self';")
    expect(await response.text()).not.toMatch(/<style|style=/)
  })

  it('is asked for each time, and sent when it has changed', async () => {
    const { headers } = await test.send('/demo/')
    expect(headers.get('cache-control')).toBe('no-cache')
    const again = await test.send('/demo/accounts', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })
})

describe('a file of the page', () => {
  const path = '/demo/assets/main-Ab12Cd34.js'
  it('is kept for ever under its hashed name, and sent small', async () => {
    const response = await test.send(path, { headers: { 'accept-encoding': 'gzip, br;q=0.9' } })
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(script)
    const gzip = await test.send(path, { headers: { 'accept-encoding': 'gzip, br;q=0' } })
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    const plain = await test.send(path)
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe(script)
  })

  it('is not sent again when the browser has it', async () => {
    const etag = (await test.send('/demo/icon.svg')).headers.get('etag') ?? ''
    const again = await test.send('/demo/icon.svg', { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    expect((await test.send('/demo/icon.svg')).headers.get('cache-control')).toBe('no-cache')
  })

  it('is not found once a new build has taken it away', async () => {
    await rm(join(folder, 'web', 'assets', 'gone-Ab12Cd34.js'))
    expect((await test.send('/demo/assets/gone-Ab12Cd34.js')).status).toBe(404)
  })

  it.each([
    '/demo/../secret.txt',
    '/demo/..%2fsecret.txt',
    '/demo/%2e%2e/secret.txt',
    '/demo/assets/..%2f..%2f..%2fsecret.txt',
    '/demo/..%5csecret.txt',
    '/demo/%2e%2e%2fsecret.txt%00.js',
    '/demo/.env',
    '/demo/index.html',
    '/demo/missing.js',
    '/demo//etc/passwd.txt',
  ])('is not what lies elsewhere: %s', async (asked) => {
    const response = await test.send(asked)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toMatch(/secret$|SECRET/)
  })
})
