import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openRecords } from '../../src/records/open-records.ts'
import type { Records } from '../../src/records/records.ts'
import { listSettings, putSetting } from '../../src/records/setting.ts'

/** Two stores on one file, as two processes have them. */
async function openTwice(): Promise<AsyncDisposable & { readonly one: Records; readonly other: Records }> {
  const folder = await mkdtemp(join(tmpdir(), 'bookvalue-test-writers-'))
  const config = { kind: 'sqlite', file: join(folder, 'records.sqlite') } as const
  const one = await openRecords({ ...config, isPatient: true })
  const other = await openRecords(config)
  return {
    one,
    other,
    async [Symbol.asyncDispose]() {
      for (const records of [one, other]) await records[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe('two writers on one SQLite file', () => {
  it('waits for the other without holding up the thread', async () => {
    await using stores = await openTwice()
    const long = stores.one.write(async (trx) => {
      await putSetting(trx, 'a', 'long')
      await setTimeout(3000)
    })
    let longestTurn = 0
    let last = performance.now()
    const ticks = setInterval(() => {
      longestTurn = Math.max(longestTurn, performance.now() - last)
      last = performance.now()
    }, 1)
    await stores.other.write((trx) => putSetting(trx, 'a', 'short'))
    clearInterval(ticks)
    await long
    expect((await listSettings(stores.one.view)).get('a')).toBe('short')
    // A wait inside SQLite would be as long as the other transaction.
    expect(longestTurn).toBeLessThan(1500)
  })

  it('comes in between the long transactions of a patient one', async () => {
    await using stores = await openTwice()
    let hasEnded = false
    const bulk = (async () => {
      for (let at = 0; at < 20; at++) {
        await stores.one.write(async (trx) => {
          await putSetting(trx, 'bulk', String(at))
          await setTimeout(40)
        })
      }
      hasEnded = true
    })()
    await setTimeout(50)
    await stores.other.write((trx) => putSetting(trx, 'short', 'in between'))
    expect(hasEnded).toBe(false)
    await bulk
  })
})
