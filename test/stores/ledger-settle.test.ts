import { expect, it } from 'vitest'
import { migrateLedger } from '../../src/ledger/store/migrate.ts'
import { makeTestPlace } from './open-test-ledger.ts'

it('who has a ledger on PostgreSQL exclusively waits for a transaction that a killed process left running', async () => {
  await using place = await makeTestPlace('postgres')
  await using killed = await place.open()
  await migrateLedger(killed)
  await using next = await place.open()
  const order: string[] = []
  const began = Promise.withResolvers<void>()
  // The lock of the killed process is gone; its transaction is still at work, and commits.
  const running = killed.transaction(async (tx) => {
    began.resolve()
    await tx.all('SELECT pg_sleep(1)')
    order.push('the transaction is over')
  })
  await began.promise
  await next.exclusive(async () => {
    await Promise.resolve()
    order.push('the next one begins')
  })
  await running
  expect(order).toEqual(['the transaction is over', 'the next one begins'])
})

it('a ledger on PostgreSQL in use says which process has it', async () => {
  await using place = await makeTestPlace('postgres')
  await using first = await place.open()
  await using second = await place.open()
  const refused = await first.exclusive(() => second.exclusive(async () => Promise.resolve()).catch(String))
  expect(refused).toContain(`process ${String(process.pid)} on `)
})
