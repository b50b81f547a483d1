import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Place } from './book.ts'
import type { Outcome } from './book.ts'
import { createRandom, measure, seedOfRun, waitForMoment } from './moments.ts'
import type { Moment, Timeline } from './moments.ts'
import { writeTradeFiles } from './trade-files.ts'

const seed = seedOfRun()
const random = createRandom(seed)
const trade = { accounts: 500, invoices: 2000, linesPerInvoice: 4 }
/** Nobody waits long after Ctrl-C. */
const soon = 5000

let ready: Place
let before: string
let after: string
let timeline: Timeline

beforeAll(async () => {
  console.log(`Ctrl-C: BOOKVALUE_SEED=${String(seed)}`)
  ready = await Place.make()
  await writeTradeFiles(ready.path('first'), { ...trade, edition: 1 })
  await writeTradeFiles(ready.path('second'), { ...trade, edition: 2 })
  await ready.ok('import', ready.path('first'), '--base-currency', 'EUR')
  before = await ready.exported()
  await using whole = await Place.make()
  await whole.copyDataFrom(ready.data)
  timeline = await measure(whole.start('import', ready.path('second')), whole.data)
  after = await whole.exported()
})
afterAll(() => ready?.[Symbol.asyncDispose]())

/** Presses Ctrl-C at the moment; the answer is what came of the command and how long it took to end. */
async function interruptAt(place: Place, moment: Moment, ...args: string[]): Promise<Outcome & { took: number }> {
  const command = place.start(...args)
  await waitForMoment(command, place.data, moment)
  const at = performance.now()
  command.signal('SIGINT')
  return { ...(await command.outcome), took: performance.now() - at }
}

/** How a command ended: interrupted and says so, too early to say anything, or done in spite of it. */
function endOf({ code, signal, stderr, took }: Outcome & { took: number }): string {
  if (took > soon) return `only after ${String(Math.round(took))} ms`
  if (code === 130 && /Interrupted/.test(stderr)) return 'interrupted'
  if (code === null && signal === 'SIGINT') return 'interrupted'
  return code === 0 ? 'done' : `code ${String(code)}: ${stderr}`
}

describe('Ctrl-C during an import', () => {
  const moments = (): Moment[] => {
    const half = (from: number, to: number): number => Math.max(0, (to - from) * random())
    return [
      { after: 'start', delay: half(0, timeline.reading) },
      { after: 'reading', delay: half(timeline.reading, timeline['records written']) },
      { after: 'records written', delay: half(timeline['records written'], timeline['ledger written']) },
      { after: 'ledger written', delay: 0 },
      { after: 'ledger written', delay: half(timeline['ledger written'], timeline.end) },
    ]
  }

  it.each([0, 1, 2, 3, 4])('undoes all of it or finishes it, and says which (%i)', async (index) => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    const outcome = await interruptAt(place, moments()[index] as Moment, 'import', ready.path('second'))
    const end = endOf(outcome)
    expect(['interrupted', 'done']).toContain(end)
    expect((await readdir(place.data)).toSorted()).toEqual(['ledger.duckdb', 'records.sqlite'])
    const exported = await place.exported()
    expect({ seed, end, isAfter: exported === after, isBefore: exported === before }).toEqual({
      seed,
      end,
      isAfter: end === 'done',
      isBefore: end === 'interrupted',
    })
  })

  it('leaves no data directory when it is the first one', async () => {
    await using place = await Place.make()
    const moment: Moment = { after: 'reading', delay: 50 }
    const args = ['import', ready.path('first'), '--base-currency', 'EUR']
    expect(endOf(await interruptAt(place, moment, ...args))).toBe('interrupted')
    expect(await readdir(place.folder)).toEqual([])
  })

  it('stops a select of a source folder', async () => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    await mkdir(place.path('erp'))
    const endless =
      'SELECT CAST(count(*) AS VARCHAR) AS key, min(a.range) AS name FROM range(1000000) a, range(1000000) b'
    await writeFile(place.path('erp', 'accounts.sql'), endless)
    const outcome = await interruptAt(place, { after: 'reading', delay: 1500 }, 'import', place.path('erp'))
    expect(endOf(outcome)).toBe('interrupted')
    expect(outcome.stderr).toContain('nothing was written')
    expect((await readdir(place.data)).toSorted()).toEqual(['ledger.duckdb', 'records.sqlite'])
  })

  it('stops a dry run', async () => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    const args = ['import', ready.path('second'), '--dry-run']
    const outcome = await interruptAt(place, { after: 'reading', delay: random() * 100 }, ...args)
    expect(endOf(outcome)).toBe('interrupted')
    expect((await place.exported()) === before).toBe(true)
  })
})

describe('Ctrl-C during other commands', () => {
  it.each([400, 1200, 2200])('makes a demo book whole or not at all (%i ms)', async (most) => {
    await using place = await Place.make()
    const args = ['demo', '--accounts', '150', '--years', '2', '--until', '2026-10-31', '--seed', '7']
    const end = endOf(await interruptAt(place, { after: 'start', delay: most * (0.5 + random() / 2) }, ...args))
    expect(['interrupted', 'done']).toContain(end)
    expect(await readdir(place.folder)).toEqual(end === 'done' ? ['book'] : [])
    expect(existsSync(place.path('book', 'truth.json'))).toBe(end === 'done')
  })

  it.each([
    ['a backup', ['backup'], 'kept'],
    ['an export', ['export'], 'kept'],
  ])('makes %s whole or not at all', async (_, args, name) => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    const moment: Moment = { after: 'start', delay: 500 + random() * 500 }
    const outcome = await interruptAt(place, moment, ...args, place.path(name))
    const end = endOf(outcome)
    expect(['interrupted', 'done']).toContain(end)
    const found = (await readdir(place.folder)).toSorted()
    // A signal that the program no longer hears ends it all the same, its work done.
    const isAfterwards = outcome.code === null && /\S/.test(outcome.stdout)
    expect(found).toEqual(end === 'done' || isAfterwards ? ['book', name] : ['book'])
  })

  it('undoes an import wholly or not at all', async () => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    await place.ok('import', ready.path('second'))
    const moment: Moment = { after: 'start', delay: 500 + random() * 600 }
    const end = endOf(await interruptAt(place, moment, 'imports', 'undo', '2'))
    expect(['interrupted', 'done']).toContain(end)
    expect((await place.exported()) === (end === 'done' ? before : after)).toBe(true)
  })

  it('ends a command that only reads on the spot', async () => {
    await using place = await Place.make()
    await place.copyDataFrom(ready.data)
    const end = endOf(await interruptAt(place, { after: 'start', delay: 600 }, 'grade', '--period', '2025'))
    expect(['interrupted', 'done']).toContain(end)
  })
})
