import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Place } from '../cli/book.ts'
import type { Env } from '../cli/book.ts'
import { writeTradeFiles } from '../cli/trade-files.ts'
import { createTestDatabase } from '../postgres.ts'
import { TestServer } from './server.ts'

const trade = { accounts: 150, invoices: 1500, linesPerInvoice: 3, edition: 1 } as const

interface Two extends AsyncDisposable {
  readonly place: Place
  readonly one: TestServer
  readonly other: TestServer
}

/** Two servers of one book that is on PostgreSQL altogether. */
async function startTwo(env: Env = {}): Promise<Two> {
  const database = await createTestDatabase()
  const place = await Place.make({ DATABASE_URL: database.url, LEDGER_URL: database.url, ...env })
  await writeTradeFiles(place.path('trade'), trade)
  const one = await TestServer.start(place)
  // Its link for the first administrator takes the place of the other's.
  const other = await TestServer.start(place)
  return {
    place,
    one,
    other,
    async [Symbol.asyncDispose]() {
      for (const server of [one, other]) await server[Symbol.asyncDispose]()
      await place[Symbol.asyncDispose]()
      await database.drop()
    },
  }
}

/** The jobs of a kind that a server has begun, by what it logged. */
function begunBy(server: TestServer): string[] {
  return [...server.log.matchAll(/"job":"(?<id>[^"]+)","kind":"\w+","attempt":\d+,"msg":"job begun"/g)].map(
    (match) => match.groups?.['id'] ?? '',
  )
}

describe('two servers of one book on PostgreSQL', () => {
  it('know the same people and sessions, and do every job once', async () => {
    await using servers = await startTwo()
    const { place, one, other } = servers
    const here = await other.comeIn()
    const there = here.at(one.url)
    expect((await there.call('getSession', {})).user.name).toBe('Ada')

    const files = await readdir(place.path('trade'))
    const jobs = [await here.importFiles(place.path('trade'), files)]
    for (let count = 0; count < 3; count++) {
      jobs.push(await there.call('createBackup', {}))
      await there.untilJob(jobs.at(-1)?.id ?? '')
    }
    for (const { id } of jobs) expect(await there.untilJob(id)).toMatchObject({ state: 'done', attempt: 1 })
    const { items } = await here.call('listJobs', { query: {} })
    for (const { id } of items) await here.untilJob(id)
    const begun = [...begunBy(one), ...begunBy(other)]
    expect(begun.toSorted()).toEqual([...new Set(begun)].toSorted())
    expect(new Set(begun)).toEqual(new Set(items.map(({ id }) => id)))
    expect((await there.call('listImports', { query: {} })).items).toHaveLength(1)

    await here.call('signOut', {})
    // A server believes for two seconds what it last read of a session.
    await wait(2100)
    expect((await there.send('getSession', {})).status).toBe(401)
  })

  it('import once what comes to both by a key, and what comes into a folder that both watch', async () => {
    const inbox = await mkdtemp(join(tmpdir(), 'bookvalue-test-inbox-'))
    await using servers = await startTwo({ BOOKVALUE_INBOX: inbox })
    const { one, other } = servers
    const here = await other.comeIn()
    const linesOf = (invoice: string) => `invoice,line,date,account,net,currency\n${invoice},1,2026-01-15,A1,1.00,EUR\n`
    for (const source of ['east', 'west']) {
      await mkdir(join(inbox, source))
      for (const part of ['1', '2']) await writeFile(join(inbox, source, `lines-${part}.csv`), linesOf(source + part))
    }

    const body = { name: 'ERP', role: 'finance' as const, scope: null, territory: null, reps: [], validDays: 1 }
    const { secret } = await here.call('createApiKey', { body })
    const post = ({ url }: TestServer) =>
      fetch(`${url}/api/v1/imports?source=erp&file=lines.csv`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/octet-stream',
          'idempotency-key': 'night-1',
        },
        body: linesOf('I1'),
      })
    const answers = await Promise.all([one, other, one, other, one, other].map(post))
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ id?: string }>))
    expect([202, 409]).toEqual(expect.arrayContaining(answers.map(({ status }) => status)))
    expect(new Set(bodies.flatMap(({ id }) => id ?? [])).size).toBe(1)
    expect((await post(one)).status).toBe(202)

    const takes = async () => (await here.call('getInbox', {})).takes.map(({ source, state }) => `${source} ${state}`)
    await expect
      .poll(async () => (await takes()).toSorted(), { timeout: 90_000, interval: 500 })
      .toEqual(['east done', 'west done'])
    const { items } = await here.call('listImports', { query: {} })
    const brought = items.map(({ source, files }) => `${source} ${String(files.length)}`)
    expect(brought.toSorted()).toEqual(['east 2', 'erp 1', 'west 2'])
    await rm(inbox, { recursive: true })
  })

  it('take over from one that is killed', async () => {
    await using servers = await startTwo()
    const { place, one, other } = servers
    const here = await other.comeIn()
    const there = here.at(one.url)
    const { id } = await here.importFiles(place.path('trade'), await readdir(place.path('trade')))
    await there.untilJob(id, ({ state }) => state === 'running')
    const holder = begunBy(one).includes(id) ? one : other
    const [left, rest] = holder === one ? [here, other] : [there, one]
    await wait(300)
    await holder.kill()
    expect(await left.untilJob(id)).toMatchObject({ state: 'done', error: null })
    expect((await left.call('listImports', { query: {} })).items).toHaveLength(1)
    expect((await rest.stop()).code).toBe(0)
  })
})
