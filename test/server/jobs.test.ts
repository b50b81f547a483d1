import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Place, scratchOf } from '../cli/book.ts'
import { createRandom, seedOfRun } from '../cli/moments.ts'
import { writeTradeFiles } from '../cli/trade-files.ts'
import { TestServer } from './server.ts'
import type { TestVisitor } from './server.ts'

const trade = { accounts: 300, invoices: 4000, linesPerInvoice: 4, edition: 1 } as const
const kills = Number(process.env['BOOKVALUE_KILLS'] ?? 4)
const seed = seedOfRun()
const random = createRandom(seed)

/** The files of an import, and what a book says that has it. */
let ready: Place
let files: string[]
let whole: string
/** How long the import takes as a job, in milliseconds. */
let takes = 0

beforeAll(async () => {
  console.log(`kill -9 of a server: ${String(kills)} moments, BOOKVALUE_SEED=${String(seed)}`)
  ready = await Place.make()
  await writeTradeFiles(ready.path('trade'), trade)
  files = await readdir(ready.path('trade'))
  await using server = await TestServer.start(ready)
  const visitor = await server.comeIn()
  const { id } = await startImport(visitor)
  await visitor.untilJob(id, ({ state }) => state === 'running')
  const begun = performance.now()
  const job = await visitor.untilJob(id)
  takes = performance.now() - begun
  if (job.state !== 'done') throw new Error(`The import is ${JSON.stringify(job)}`)
  await server.stop()
  whole = await ready.exported()
})
afterAll(() => ready[Symbol.asyncDispose]())

async function startImport(visitor: TestVisitor): Promise<{ readonly id: string }> {
  return visitor.importFiles(ready.path('trade'), files)
}

/** What a book says once nobody serves it: an import is wholly there or wholly absent. */
async function stateOf(place: Place): Promise<'absent' | 'whole' | 'neither'> {
  if ((await place.json('imports', 'list')).length === 0) return 'absent'
  return (await place.exported()) === whole ? 'whole' : 'neither'
}

describe('a job of a server', () => {
  it('is noted with who asked for it, and the figures are worked out after an import', async () => {
    await using place = await Place.make()
    await using server = await TestServer.start(place)
    const visitor = await server.comeIn()
    const { id } = await startImport(visitor)
    expect(await visitor.untilJob(id)).toMatchObject({ kind: 'import', requestedBy: { name: 'Ada' }, canRetry: false })
    const { items } = await visitor.call('listJobs', { query: { kind: ['view'] } })
    expect(items).toHaveLength(1)
    expect(await visitor.untilJob(items[0]?.id ?? '')).toMatchObject({ state: 'done', requestedBy: { id: null } })
    const { items: accounts } = await visitor.call('listAccounts', { query: { limit: '5' } })
    expect(accounts).toHaveLength(5)
  })

  it.each(Array.from({ length: kills }, (_, index) => index))(
    'is done after the next start when the server is killed at it, once (%i)',
    async (index) => {
      await using place = await Place.make()
      await using server = await TestServer.start(place)
      const visitor = await server.comeIn()
      const { id } = await startImport(visitor)
      const delay = random() * takes * 1.2
      await wait(delay)
      await (index % 2 === 0 ? server.kill() : server.killAlone())

      await using again = await TestServer.start(place)
      const returned = visitor.at(again.url)
      const job = await returned.untilJob(id)
      expect({ seed, delay, job }).toMatchObject({ job: { state: 'done', error: null } })
      const { items } = await returned.call('listImports', { query: {} })
      expect({ seed, delay, imports: items.length }).toEqual({ seed, delay, imports: 1 })
      await again.stop()
      expect({ seed, delay, state: await stateOf(place) }).toEqual({ seed, delay, state: 'whole' })
    },
  )

  it('goes on after the next start when the server is stopped at it', async () => {
    await using place = await Place.make()
    const server = await TestServer.start(place)
    const visitor = await server.comeIn()
    const { id } = await startImport(visitor)
    await visitor.untilJob(id, ({ progress }) => progress !== null)
    expect((await server.stop()).code).toBe(0)
    expect(['absent', 'whole']).toContain(await stateOf(place))

    await using again = await TestServer.start(place)
    expect(await visitor.at(again.url).untilJob(id)).toMatchObject({ state: 'done' })
    await again.stop()
    expect(await stateOf(place)).toBe('whole')
    expect(await scratchOf(place.data)).toEqual([])
  })

  it('leaves nothing when somebody stops it, and can be begun again', async () => {
    await using place = await Place.make()
    await using server = await TestServer.start(place)
    const visitor = await server.comeIn()
    const { id } = await startImport(visitor)
    await visitor.untilJob(id, ({ progress }) => progress !== null)
    const asked = await visitor.call('cancelJob', { params: { id } })
    expect(asked).toMatchObject({ isCancelRequested: true, canCancel: false })
    const job = await visitor.untilJob(id)
    // It may have been in the book already when it heard of it.
    expect(['cancelled', 'done']).toContain(job.state)
    if (job.state === 'done') return
    expect((await visitor.call('listImports', { query: {} })).items).toEqual([])
    await visitor.call('retryJob', { params: { id } })
    expect(await visitor.untilJob(id)).toMatchObject({ state: 'done', attempt: 2 })
    await server.stop()
    expect(await stateOf(place)).toBe('whole')
  })

  it('takes one that waits out of the line', async () => {
    await using place = await Place.make()
    await using server = await TestServer.start(place)
    const visitor = await server.comeIn()
    const first = await startImport(visitor)
    const backup = await visitor.call('createBackup', {})
    expect(await visitor.call('cancelJob', { params: { id: backup.id } })).toMatchObject({ state: 'cancelled' })
    expect(await visitor.untilJob(first.id)).toMatchObject({ state: 'done' })
    expect((await visitor.call('listBackups', {})).items).toEqual([])
  })
})
