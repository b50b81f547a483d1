import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** Gives the store suites a real PostgreSQL; Vitest runs this once before them, and what it answers after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['BOOKVALUE_TEST_POSTGRES_URL']
  if (given !== undefined && given !== '') {
    await assertReachable(given)
    project.provide('postgresUrl', given)
    return async () => {}
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A new, empty database. Call `drop` when the tests that use it are over. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `bookvalue_test_${randomBytes(8).toString('hex')}`
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => runOnServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function runOnServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function assertReachable(url: string): Promise<void> {
  try {
    await runOnServer(url, 'SELECT 1')
  } catch (error) {
    const { host } = new URL(url)
    throw new Error(`Cannot reach the PostgreSQL of BOOKVALUE_TEST_POSTGRES_URL at "${host}"`, { cause: error })
  }
}
