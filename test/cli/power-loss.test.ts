import { existsSync } from 'node:fs'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Place } from './book.ts'
import { makeLossyDisk, whyNoLossyDisk } from './lossy-disk.ts'
import type { LossyDisk } from './lossy-disk.ts'
import { createRandom, measure, momentOf, seedOfRun, tellMoment, waitForMoment } from './moments.ts'
import type { Timeline } from './moments.ts'
import { recovered } from './recovered.ts'
import { writeTradeFiles } from './trade-files.ts'

const losses = Number(process.env['BOOKVALUE_POWER_LOSSES'] ?? 0)
const seed = seedOfRun()
const random = createRandom(seed)
const trade = { accounts: 1500, invoices: 6000, linesPerInvoice: 4 }
// It makes a disk as root and cuts it off, which a test run should only do when asked to.
const why = losses === 0 ? 'set BOOKVALUE_POWER_LOSSES to a number of moments to run it' : whyNoLossyDisk()
if (why !== null) console.warn(`Skipped the simulated power loss: ${why}`)

describe.skipIf(why !== null)(`A power loss during an import${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let disk: LossyDisk
  let ready: Place
  let before: string
  let after: string
  let timeline: Timeline
  const seen = { before: 0, after: 0, dropped: 0, completed: 0, late: 0 }

  beforeAll(async () => {
    console.log(`power loss: ${String(losses)} moments, BOOKVALUE_SEED=${String(seed)}`)
    disk = await makeLossyDisk()
    ready = await Place.make()
    await writeTradeFiles(ready.path('first'), { ...trade, edition: 1 })
    await writeTradeFiles(ready.path('second'), { ...trade, edition: 2 })
    await ready.ok('import', ready.path('first'), '--base-currency', 'EUR')
    before = await ready.exported()
    const place = Place.at(disk.folder)
    await place.copyDataFrom(ready.data)
    timeline = await measure(place.start('import', ready.path('second')), place.data)
    after = await place.exported()
  })

  afterAll(async () => {
    await ready?.[Symbol.asyncDispose]()
    await disk?.[Symbol.asyncDispose]()
    console.log(`power loss: ${JSON.stringify(seen)}`)
  })

  function stateOf(exported: string): string {
    if (exported === before) return 'before'
    return exported === after ? 'after' : 'neither'
  }

  it('is one: what was not synced is gone, what was is there', async () => {
    await writeFile(join(disk.folder, 'synced'), 'kept')
    const handle = await open(join(disk.folder, 'synced'), 'r+')
    await handle.sync()
    await handle.close()
    await writeFile(join(disk.folder, 'not-synced'), 'lost')
    await disk.cutPower()
    await disk.comeBack()
    expect(await readFile(join(disk.folder, 'synced'), 'utf8')).toBe('kept')
    expect(existsSync(join(disk.folder, 'not-synced'))).toBe(false)
  })

  it.each(Array.from({ length: losses }, (_, index) => index))(
    'leaves it wholly there or wholly absent (%i)',
    async (index) => {
      const moment = momentOf(timeline, index, random)
      const place = Place.at(disk.folder)
      await place.copyDataFrom(ready.data)
      // The book was there long before: its files are on the disk.
      await disk.comeBack()
      const command = place.start('import', ready.path('second'))
      await waitForMoment(command, place.data, moment)
      await disk.cutPower()
      command.signal('SIGKILL')
      const { code } = await command.outcome
      await disk.comeBack()
      const left = await recovered(place)
      const state = stateOf(await place.exported())
      const told = { seed, moment: tellMoment(moment), left }
      expect({ ...told, state }).not.toEqual({ ...told, state: 'neither' })
      // What was reported as done must not be gone.
      expect({ ...told, state }).toEqual({ ...told, state: code === 0 ? 'after' : state })
      if (code === 0) seen.late++
      seen[state as 'before' | 'after']++
      if (left.includes('dropped')) seen.dropped++
      if (left.includes('completed')) seen.completed++
      await place.ok('import', ready.path('second'))
      expect({ ...told, state: stateOf(await place.exported()) }).toEqual({ ...told, state: 'after' })
      await rm(place.data, { recursive: true })
    },
    180_000,
  )
})
