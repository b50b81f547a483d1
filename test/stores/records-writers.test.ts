import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
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

describe('several writes at once on one store', () => {
  it('each see what those before them wrote, and one that fails takes nothing with it', async () => {
    await using stores = await openTwice()
    const { other: records } = stores
    const seen: (string | undefined)[] = []
    const writes = ['one', 'two', 'three', 'four'].map((value) =>
      records.write(async (trx) => {
        seen.push((await listSettings(trx)).get('a'))
        await putSetting(trx, 'a', value)
        await putSetting(trx, value, 'written')
        if (value === 'three') throw new Error('Changed its mind')
        return value
      }),
    )
    const outcomes = await Promise.allSettled(writes)
    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason))),
    ).toEqual(['one', 'two', 'Error: Changed its mind', 'four'])
    expect(seen).toEqual([undefined, 'one', 'two', 'two'])
    const settings = await listSettings(stores.one.view)
    expect([...settings]).toEqual([
      ['a', 'four'],
      ['four', 'written'],
      ['one', 'written'],
      ['two', 'written'],
    ])
  })

  it('fail together when what they share cannot be committed, and the next one is written', async () => {
    await using stores = await openTwice()
    const { other: records } = stores
    const harmless = records.write((trx) => putSetting(trx, 'a', 'harmless'))
    const fatal = records.write(async (trx) => {
      // A reference that is looked at when the transaction ends, to what is not there.
      await sql`pragma defer_foreign_keys = on`.execute(trx)
      await trx.insertInto('account_stub').values({ source: 'main', key: 'nobody' }).execute()
    })
    const outcomes = await Promise.allSettled([harmless, fatal])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await records.write((trx) => putSetting(trx, 'a', 'next'))
    expect([...(await listSettings(records.view))]).toEqual([['a', 'next']])
  })

  it('say that the disk is full, and go on once it is not', async () => {
    await using stores = await openTwice()
    const { other: records } = stores
    const pages = await records.write(async (trx) => {
      const { rows } = await sql<{ page_count: bigint }>`pragma page_count`.execute(trx)
      return Number(rows[0]?.page_count)
    })
    const limit = (most: number) => records.write((trx) => sql`pragma max_page_count = ${sql.lit(most)}`.execute(trx))
    await limit(pages + 1)
    const outcomes = await Promise.allSettled([
      records.write((trx) => putSetting(trx, 'a', 'small')),
      records.write((trx) => putSetting(trx, 'b', 'large'.repeat(20_000))),
    ])
    const full = expect.objectContaining({ message: 'database or disk is full' }) as unknown
    expect(outcomes).toEqual([
      { status: 'rejected', reason: full },
      { status: 'rejected', reason: full },
    ])
    await limit(pages + 1000)
    await records.write((trx) => putSetting(trx, 'a', 'next'))
    expect([...(await listSettings(records.view))]).toEqual([['a', 'next']])
  })

  it('law: leave what writing them one after another leaves', async () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.string(), isRefused: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        await using stores = await openTwice()
        await Promise.allSettled(
          steps.map(({ key, value, isRefused }) =>
            stores.other.write(async (trx) => {
              const before = (await listSettings(trx)).get(key) ?? ''
              await putSetting(trx, key, `${before.slice(-20)}${value}`)
              if (isRefused) throw new Error('Refused')
            }),
          ),
        )
        const wanted = new Map<string, string>()
        for (const { key, value, isRefused } of steps) {
          if (!isRefused) wanted.set(key, `${(wanted.get(key) ?? '').slice(-20)}${value}`)
        }
        expect(await listSettings(stores.one.view)).toEqual(wanted)
      }),
      { numRuns: 20 },
    )
  })
})
