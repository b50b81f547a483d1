import { describe, expect, it } from 'vitest'
import { LedgerInUse } from '../../src/ledger/store/session.ts'
import type { Ledger } from '../../src/ledger/store/session.ts'
import { openRemote } from './open-remote-ledger.ts'

const countOf = async (ledger: Ledger): Promise<unknown> =>
  (await ledger.all('SELECT count(*) AS n FROM many'))[0]?.['n']

const numbers = (count: number): string[][] => Array.from({ length: count }, (_, index) => [String(index)])

describe('a ledger that another process serves', () => {
  it('rolls back what a process had begun that dies, and is free again', async () => {
    await using store = await openRemote()
    const { ledger, remote } = store
    await remote.run('CREATE TABLE many (id BIGINT)')
    const begun = Promise.withResolvers<void>()
    const work = remote.exclusive(() =>
      remote.transaction(async (tx) => {
        await tx.append('many', ['id'], numbers(2000))
        begun.resolve()
        await tx.run('SELECT count(*) FROM many a, many b, many c, many d WHERE a.id + b.id + c.id + d.id = -1')
      }),
    )
    work.catch(() => undefined)
    await begun.promise
    await expect(ledger.exclusive(async () => {})).rejects.toThrow(LedgerInUse)
    await store.die()
    await expect(work).rejects.toThrow(/server that has it open is gone/)
    expect(await countOf(ledger)).toBe('0')
    await expect(ledger.exclusive(async () => 7)).resolves.toBe(7)
  })

  it('keeps what was committed before it dies', async () => {
    await using store = await openRemote()
    await store.remote.run('CREATE TABLE many (id BIGINT)')
    await store.remote.transaction((tx) => tx.append('many', ['id'], numbers(3000)))
    await store.die()
    expect(await countOf(store.ledger)).toBe('3000')
  })

  it('keeps others out while it has the ledger exclusively, and is kept out by them', async () => {
    await using store = await openRemote()
    await store.remote.exclusive(async () => {
      await expect(store.ledger.exclusive(async () => {})).rejects.toThrow(LedgerInUse)
    })
    await store.ledger.exclusive(async () => {
      await expect(store.remote.exclusive(async () => {})).rejects.toThrow(LedgerInUse)
    })
  })

  it('does not hold up the thread that serves it', async () => {
    await using store = await openRemote()
    await store.remote.run('CREATE TABLE many (id BIGINT)')
    await store.remote.append('many', ['id'], numbers(100_000))
    let longest = 0
    // Time on the processor, not on the clock: the machine may be busy with other tests.
    let last = process.threadCpuUsage()
    const ticks = setInterval(() => {
      const { user, system } = process.threadCpuUsage(last)
      longest = Math.max(longest, (user + system) / 1000)
      last = process.threadCpuUsage()
    }, 1)
    const rows = await store.remote.all('SELECT id, CAST(id AS DECIMAL(18,6)) AS amount FROM many')
    clearInterval(ticks)
    expect(rows).toHaveLength(100_000)
    // Both ends are one thread here, so this bounds the sum of what each does in one go.
    expect(longest).toBeLessThan(100)
  })
})
