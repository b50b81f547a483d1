import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../postgres.ts'
import type { TestDatabase } from '../postgres.ts'
import { Place } from './book.ts'
import { writeTradeFiles } from './trade-files.ts'

const trade = { accounts: 120, invoices: 500, linesPerInvoice: 4, isWhole: true } as const

describe('The engines a book can stand on', () => {
  const databases: TestDatabase[] = []
  let embedded: Place
  let first: string
  let second: string

  const makeUrl = async (): Promise<string> => {
    const database = await createTestDatabase()
    databases.push(database)
    return database.url
  }

  beforeAll(async () => {
    embedded = await Place.make()
    await writeTradeFiles(embedded.path('first'), { ...trade, edition: 1 })
    await writeTradeFiles(embedded.path('second'), { ...trade, edition: 2 })
    await embedded.ok('import', embedded.path('first'), '--base-currency', 'EUR')
    first = await embedded.exported()
    await embedded.ok('import', embedded.path('second'))
    second = await embedded.exported()
    await embedded.ok('backup', embedded.path('kept.backup'))
  })
  afterAll(async () => {
    await embedded?.[Symbol.asyncDispose]()
    for (const database of databases) await database.drop()
  })

  it.each([
    ['both stores on PostgreSQL', ['DATABASE_URL', 'LEDGER_URL']],
    ['records on SQLite, ledger on PostgreSQL', ['LEDGER_URL']],
    ['records on PostgreSQL, ledger on DuckDB', ['DATABASE_URL']],
  ])('give the same bytes: %s', async (_, names) => {
    const env: Record<string, string> = {}
    for (const name of names) env[name] = await makeUrl()
    await using place = await Place.make(env)
    await place.ok('import', embedded.path('first'), '--base-currency', 'EUR')
    expect((await place.exported()) === first).toBe(true)
    await place.ok('import', embedded.path('second'))
    expect((await place.exported()) === second).toBe(true)
    const withoutIds = (rows: Record<string, unknown>[]): unknown[] => rows.map((row) => ({ ...row, id: null }))
    expect(withoutIds(await place.json('grade', '--period', '2024'))).toEqual(
      withoutIds(await embedded.json('grade', '--period', '2024')),
    )
    await place.ok('imports', 'undo', '2')
    expect((await place.exported()) === first).toBe(true)
  })

  it('a backup moves from files to PostgreSQL and back', async () => {
    const env = { DATABASE_URL: await makeUrl(), LEDGER_URL: await makeUrl() }
    await using server = await Place.make(env)
    await server.ok('restore', embedded.path('kept.backup'))
    expect((await server.exported()) === second).toBe(true)
    expect(await server.json('imports', 'list')).toEqual(await embedded.json('imports', 'list'))
    await server.ok('backup', server.path('kept.backup'))
    await using back = await Place.make()
    await back.ok('restore', server.path('kept.backup'))
    expect((await back.exported()) === second).toBe(true)
    expect(await back.json('grade', '--period', '2024')).toEqual(await embedded.json('grade', '--period', '2024'))
  })

  it('a restore over a book on PostgreSQL is refused', async () => {
    const env = { DATABASE_URL: await makeUrl(), LEDGER_URL: await makeUrl() }
    await using server = await Place.make(env)
    await server.ok('import', embedded.path('first'), '--base-currency', 'EUR')
    await using other = await Place.make(env)
    expect(await other.run('restore', embedded.path('kept.backup'))).toMatchObject({ code: 7 })
    expect((await server.exported()) === first).toBe(true)
  })

  it('stores of two books are not taken for one', async () => {
    const [left, right] = [await makeUrl(), await makeUrl()]
    await using one = await Place.make({ DATABASE_URL: left })
    await one.ok('import', embedded.path('first'), '--base-currency', 'EUR')
    await using without = await Place.make({ DATABASE_URL: right })
    await without.copyDataFrom(one.data)
    const lost = await without.run('grade')
    expect(lost).toMatchObject({ code: 7 })
    expect(lost.stderr).toContain('DATABASE_URL')
    await using ahead = await Place.make({ DATABASE_URL: left })
    const refused = await ahead.run('import', embedded.path('first'), '--base-currency', 'EUR')
    expect(refused).toMatchObject({ code: 7 })
    expect(refused.stderr).toContain('LEDGER_URL')
    expect((await one.exported()) === first).toBe(true)
  })

  it('a server that cannot be reached is a sentence, not a stack', async () => {
    for (const name of ['DATABASE_URL', 'LEDGER_URL']) {
      await using place = await Place.make({ [name]: 'postgres://nobody:nothing@127.0.0.1:9/none' })
      const outcome = await place.run('import', embedded.path('first'), '--base-currency', 'EUR')
      expect(outcome).toMatchObject({ code: 9 })
      expect(outcome.stderr).toContain('127.0.0.1:9')
    }
  })
})
