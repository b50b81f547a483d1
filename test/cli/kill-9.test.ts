import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../postgres.ts'
import type { TestDatabase } from '../postgres.ts'
import { Place } from './book.ts'
import { createRandom, measure, momentOf, seedOfRun, tellMoment, waitForMoment } from './moments.ts'
import type { Moment, Timeline } from './moments.ts'
import { recovered } from './recovered.ts'
import { writeTradeFiles } from './trade-files.ts'

const kills = Number(process.env['BOOKVALUE_KILLS'] ?? 12)
const others = Math.max(1, Math.round(kills / 10))
const seed = seedOfRun()
const random = createRandom(seed)
const perKill = 180_000

/** Many moments fall on a larger import, so that more of them fall on different work. */
const trade =
  kills > 12
    ? { accounts: 1500, invoices: 6000, linesPerInvoice: 4 }
    : { accounts: 500, invoices: 2000, linesPerInvoice: 4 }

/** A book with one import, and the files of a second one that changes rows in both stores. */
let ready: Place
let before: string
let after: string
let timeline: Timeline

beforeAll(async () => {
  console.log(`kill -9: ${String(kills)} moments, BOOKVALUE_SEED=${String(seed)}`)
  ready = await Place.make()
  await writeTradeFiles(ready.path('first'), { ...trade, edition: 1 })
  await writeTradeFiles(ready.path('second'), { ...trade, edition: 2 })
  await ready.ok('import', ready.path('first'), '--base-currency', 'EUR')
  before = await ready.exported()
  await using whole = await Place.make()
  await whole.copyDataFrom(ready.data)
  timeline = await measure(whole.start('import', ready.path('second')), whole.data)
  after = await whole.exported()
  if (after === before) throw new Error('The second import must change something')
}, 120_000)

afterAll(() => ready?.[Symbol.asyncDispose]())

function stateOf(exported: string): string {
  if (exported === before) return 'before'
  return exported === after ? 'after' : 'neither'
}

/** Kills a command and everything it started at the moment. Whether it was still running. */
async function killAt(place: Place, moment: Moment, ...args: string[]): Promise<boolean> {
  const command = place.start(...args)
  await waitForMoment(command, place.data, moment)
  command.signal('SIGKILL')
  return (await command.outcome).signal === 'SIGKILL'
}

describe('kill -9 of an import that writes both stores', () => {
  const seen = { before: 0, after: 0, dropped: 0, completed: 0, late: 0 }
  afterAll(() => {
    const timed = Object.entries(timeline).map(([mark, at]) => `${mark} ${String(Math.round(at))} ms`)
    console.log(`kill -9: ${JSON.stringify(seen)}; uninterrupted: ${timed.join(', ')}`)
  })

  it.each(Array.from({ length: kills }, (_, index) => index))(
    'leaves it wholly there or wholly absent (%i)',
    async (index) => {
      const moment = momentOf(timeline, index, random)
      await using place = await Place.make()
      await place.copyDataFrom(ready.data)
      if (!(await killAt(place, moment, 'import', ready.path('second')))) seen.late++
      const left = await recovered(place)
      const state = stateOf(await place.exported())
      const told = { seed, moment: tellMoment(moment), left }
      expect({ ...told, state }).not.toEqual({ ...told, state: 'neither' })
      // What doctor says it did agrees with what is there.
      const wanted = left.includes('completed') ? 'after' : left.includes('dropped') ? 'before' : state
      expect({ ...told, state }).toEqual({ ...told, state: wanted })
      seen[state as 'before' | 'after']++
      if (left.includes('dropped')) seen.dropped++
      if (left.includes('completed')) seen.completed++
      // Running it again takes a while, so not every time unless many are asked for.
      if (kills <= 12 && index % 3 !== 1) return
      await place.ok('import', ready.path('second'))
      expect({ ...told, state: stateOf(await place.exported()) }).toEqual({ ...told, state: 'after' })
    },
    perKill,
  )
})

describe('kill -9 of other commands', () => {
  const each = Array.from({ length: others }, (_, index) => index)

  it.each(each)(
    'of an undo: undone wholly or not at all (%i)',
    async () => {
      await using place = await Place.make()
      await place.copyDataFrom(ready.data)
      await place.ok('import', ready.path('second'))
      // The time of an undo is not measured: most of it is the start of the program.
      await killAt(place, { after: 'start', delay: 300 + random() * 900 }, 'imports', 'undo', '2')
      await recovered(place)
      const found = await place.exported()
      expect(stateOf(found)).not.toBe('neither')
      if (found === after) await place.ok('imports', 'undo', '2')
      expect(stateOf(await place.exported())).toBe('before')
    },
    perKill,
  )

  it.each(each)(
    'of a backup: no file, or a whole one (%i)',
    async () => {
      await using place = await Place.make()
      await place.copyDataFrom(ready.data)
      const file = place.path('kept.backup')
      await killAt(place, { after: 'start', delay: 300 + random() * 1200 }, 'backup', file)
      await recovered(place)
      if (!existsSync(file)) await place.ok('backup', file)
      await using other = await Place.make()
      await other.ok('restore', file)
      expect(stateOf(await other.exported())).toBe('before')
      expect((await readdir(place.folder)).toSorted()).toEqual(['book', 'kept.backup'])
    },
    perKill,
  )

  it.each(each)(
    'of a restore: no book, or a whole one (%i)',
    async () => {
      await using place = await Place.make()
      const file = place.path('kept.backup')
      await place.copyDataFrom(ready.data)
      await place.ok('backup', file)
      await rm(place.data, { recursive: true })
      await killAt(place, { after: 'start', delay: 300 + random() * 1200 }, 'restore', file)
      if (!existsSync(place.data)) await place.ok('restore', file)
      await recovered(place)
      expect(stateOf(await place.exported())).toBe('before')
      expect((await readdir(place.folder)).toSorted()).toEqual(['book', 'kept.backup'])
    },
    perKill,
  )

  it.each(each)(
    'of a demo: no book, or a whole one (%i)',
    async () => {
      await using place = await Place.make()
      const args = ['demo', '--accounts', '60', '--years', '1', '--until', '2026-10-31', '--seed', '7']
      await killAt(place, { after: 'start', delay: 300 + random() * 1500 }, ...args)
      if (!existsSync(place.data)) await place.ok(...args)
      await recovered(place)
      expect(existsSync(place.path('book', 'truth.json'))).toBe(true)
      // The default one and the demo's.
      expect(await place.json('policy', 'list')).toHaveLength(2)
      expect(await place.json('imports', 'list')).toHaveLength(1)
      expect(await readdir(place.folder)).toEqual(['book'])
    },
    perKill,
  )
})

describe('kill -9 with both stores on PostgreSQL', () => {
  const databases: TestDatabase[] = []
  afterAll(async () => {
    for (const database of databases) await database.drop()
  })

  it.each(Array.from({ length: Math.max(2, Math.round(kills / 6)) }, (_, index) => index))(
    'leaves an import wholly there or wholly absent (%i)',
    async () => {
      const [records, ledger] = [await createTestDatabase(), await createTestDatabase()]
      databases.push(records, ledger)
      await using place = await Place.make({ DATABASE_URL: records.url, LEDGER_URL: ledger.url })
      await place.ok('import', ready.path('first'), '--base-currency', 'EUR')
      await killAt(place, { after: 'start', delay: 800 + random() * 3500 }, 'import', ready.path('second'))
      await recovered(place)
      expect(stateOf(await place.exported())).not.toBe('neither')
      await place.ok('import', ready.path('second'))
      expect(stateOf(await place.exported())).toBe('after')
    },
    perKill,
  )
})
