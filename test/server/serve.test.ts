import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { Place } from '../cli/book.ts'
import { createTestDatabase } from '../postgres.ts'
import { TestServer } from './server.ts'

describe('serve', () => {
  it('makes an empty book, lets the first administrator in once, and keeps both over a stop', async () => {
    await using place = await Place.make()
    const server = await TestServer.start(place)
    const visitor = await server.comeIn()
    const { user } = await visitor.call('getSession', {})
    expect(user).toMatchObject({ name: 'Ada', role: 'administrator' })
    expect((await stat(join(place.data, 'server.json'))).mode & 0o777).toBe(0o600)
    const { code } = await server.stop()
    expect(code).toBe(0)
    await expect(stat(join(place.data, 'server.json'))).rejects.toThrow('ENOENT')

    await using again = await TestServer.start(place)
    const session = await visitor.at(again.url).call('getSession', {})
    expect(session.user.id).toBe(user.id)
    expect(again.said).not.toContain('invitation')
  })

  it('answers the health checks, and the page without a session', async () => {
    await using place = await Place.make()
    await using server = await TestServer.start(place)
    const ready = await fetch(`${server.url}/api/health/ready`)
    expect(await ready.json()).toEqual({ status: 'ready', checks: { ledger: true, records: true, jobs: true } })
    expect((await fetch(`${server.url}/api/v1/book`)).status).toBe(401)
  })

  it('says where the book is served already', async () => {
    await using place = await Place.make()
    await using server = await TestServer.start(place)
    const second = new TestServer(['--data', place.data, '--port', '0', '--no-demo'])
    const { code, stderr } = await second.ended
    expect(code).toBe(8)
    expect(stderr).toContain(`Bookvalue serves "${place.data}" already, at ${server.url}/`)
  })

  it('says what to do when the port is taken', async () => {
    await using place = await Place.make()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    try {
      const server = new TestServer(['--data', place.data, '--port', String(port), '--no-demo'])
      const { code, stderr } = await server.ended
      expect(code).toBe(8)
      expect(stderr).toContain(`Cannot listen on port ${String(port)} of 127.0.0.1: another program uses it`)
      await expect(stat(place.data)).rejects.toThrow('ENOENT')
    } finally {
      other.close()
    }
  })

  it.each([
    ['--port', 'many', 'Cannot use port "many"'],
    ['--port', '70000', 'Cannot use port "70000"'],
  ])('refuses %s %s in a sentence', async (option, value, sentence) => {
    await using place = await Place.make()
    const { code, stderr } = await new TestServer(['--data', place.data, '--no-demo', option, value]).ended
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) as string })
  })

  it('makes the demo book beside the own one and shows both', async () => {
    await using place = await Place.make()
    await using server = new TestServer(['--data', place.data, '--port', '0'])
    await server.until(() => server.said.includes('Bookvalue is at'))
    const start = async (): Promise<{ demo: { state: string } }> =>
      (await (await fetch(`${server.url}/api/v1/start`)).json()) as { demo: { state: string } }
    expect((await start()).demo.state).toBe('making')
    const early = await fetch(`${server.url}/demo/`, { redirect: 'manual', headers: { accept: 'text/html' } })
    expect([early.status, early.headers.get('location')]).toEqual([302, '/'])
    await server.until(() => server.log.includes('The demo book is made'))
    expect((await start()).demo.state).toBe('ready')
    const demo = (await (await fetch(`${server.url}/demo/api/v1/start`)).json()) as { book: { isDemo: boolean } }
    expect(demo.book.isDemo).toBe(true)
    expect((await server.stop()).code).toBe(0)
  })

  it('makes no demo in the stores of the own book, wherever the environment says that these are', async () => {
    const database = await createTestDatabase()
    const env = { DATABASE_URL: database.url, LEDGER_URL: database.url }
    await using place = await Place.make(env)
    await using server = new TestServer(['--data', place.data, '--port', '0'], env)
    await server.until(() => server.log.includes('The demo book is made'))
    expect((await stat(join(place.folder, 'demo', 'ledger.duckdb'))).isFile()).toBe(true)
    const client = new Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query(
      'SELECT (SELECT count(*) FROM ledger.line) + (SELECT count(*) FROM records.import_batch) AS rows',
    )
    await client.end()
    expect(rows).toEqual([{ rows: '0' }])
    expect((await server.stop()).code).toBe(0)
    await database.drop()
  })

  it('stops while the demo book is being made, and makes it at the next start', async () => {
    await using place = await Place.make()
    const server = new TestServer(['--data', place.data, '--port', '0'])
    await server.until(() => server.log.includes('Making the demo book'))
    expect((await server.stop()).code).toBe(0)
    await expect(stat(join(place.folder, 'demo'))).rejects.toThrow('ENOENT')
  })
})
