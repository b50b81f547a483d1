import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../postgres-server.ts'
import { createTestDatabase } from '../postgres.ts'

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

test('a test database is a PostgreSQL that we support, in UTF-8', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const client = await connect(database.url)

  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  )

  expect(rows[0]?.version).toBeGreaterThanOrEqual(150_000)
  expect(rows[0]?.encoding).toBe('UTF8')
})

test('two test databases share nothing', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  onTestFinished(async () => {
    await Promise.all([one.drop(), other.drop()])
  })
  const client = await connect(one.url)
  await client.query('CREATE TABLE account (id text)')

  const { rows } = await (await connect(other.url)).query(`SELECT to_regclass('account') AS found`)

  expect(rows).toEqual([{ found: null }])
})

test('a dropped database is gone, even with a connection left open', async () => {
  const database = await createTestDatabase()
  const left = await connect(database.url)
  left.on('error', () => {})

  await database.drop()

  await expect(connect(database.url)).rejects.toThrow('does not exist')
})

test('the next run stops the server that a killed run left', async () => {
  const module = JSON.stringify(new URL('../postgres-server.ts', import.meta.url))
  const script = `import { startPostgres } from ${module}; console.log((await startPostgres()).url)`
  const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = (await once(killed.stdout.setEncoding('utf8'), 'data')) as [string]
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const left = await connect(url.trim())
  left.on('error', () => {})

  const next = await startPostgres()
  onTestFinished(() => next.stop())

  await expect(connect(url.trim())).rejects.toThrow('ECONNREFUSED')
  await expect(connect(next.url)).resolves.toBeInstanceOf(Client)
})
