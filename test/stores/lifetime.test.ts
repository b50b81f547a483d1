import { describe, expect, it } from 'vitest'
import { parseMicros } from '../../src/domain/money.ts'
import { orderHistory } from '../../src/ledger/facts/order-history.ts'
import {
  dropEarlierLifetimes,
  findLifetime,
  findLifetimeById,
  findLifetimeHistory,
  listLifetimeHistories,
  storeLifetime,
} from '../../src/records/lifetime.ts'
import type { Records } from '../../src/records/records.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const kinds = ['goods', 'service', 'discount'] as const

/** A line of an account on a day, named by its place. */
function line(account: string | null, date: string, net: string, more: Readonly<Record<string, string>> = {}) {
  return { invoice: `I-${account ?? ''}-${date}-${net}`, line: '1', date, account, net, ...more }
}

describe.each(ledgerEngines)('When accounts ordered, on %s', (engine) => {
  it('counts days on which something was sold for more than nothing, credits of the day taken off', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const watermark = await importSample(ledger, {
      lines: [
        line('A', '2024-01-01', '10.5'),
        // Two invoices of a day are one order.
        line('A', '2024-01-08', '20'),
        line('A', '2024-01-08', '5'),
        // Taken back on its day, given away, and freight alone: no order.
        line('A', '2024-01-20', '7'),
        line('A', '2024-01-20', '-7'),
        line('A', '2024-01-21', '0'),
        line('A', '2024-01-22', '3', { kind: 'freight' }),
        // A credit of another day leaves the order and takes its money.
        line('A', '2024-01-25', '-4'),
        line('A', '2024-02-07', '1'),
        // After the day that is asked for.
        line('A', '2024-03-01', '99'),
        // One order, credited whole.
        line('B', '2024-01-03', '50'),
        line('B', '2024-01-30', '-50'),
        // A correction of a credit note is no sale.
        line('C', '2024-01-05', '9', { credit: 'true' }),
        line(null, '2024-01-05', '9'),
        // Two keys of an account are one rhythm.
        line('D1', '2024-01-01', '1'),
        line('D2', '2024-01-04', '2'),
      ],
    })
    await setDimensions(ledger, [
      { key: 'A', accountId: 'a' },
      { key: 'B', accountId: 'b' },
      { key: 'C', accountId: 'c' },
      { key: 'D1', accountId: 'd' },
      { key: 'D2', accountId: 'd' },
    ])
    const histories = await orderHistory(ledger, { to: '2024-02-29', watermark }, kinds)
    expect(histories).toEqual([
      {
        accountId: 'a',
        orders: 3,
        first: '2024-01-01',
        last: '2024-02-07',
        logGaps: expect.closeTo(Math.log(7) + Math.log(30), 11) as number,
        spend: parseMicros('32.5'),
      },
      { accountId: 'b', orders: 1, first: '2024-01-03', last: '2024-01-03', logGaps: 0, spend: 0n },
      {
        accountId: 'd',
        orders: 2,
        first: '2024-01-01',
        last: '2024-01-04',
        logGaps: expect.closeTo(Math.log(3), 11) as number,
        spend: parseMicros('3'),
      },
    ])
    // What came later is not seen under an earlier watermark.
    await importSample(ledger, { lines: [line('B', '2024-02-02', '5')] })
    expect(await orderHistory(ledger, { to: '2024-02-29', watermark }, kinds)).toEqual(histories)
    expect(await orderHistory(ledger, { to: '2023-12-31', watermark }, kinds)).toEqual([])
  })
})

const fit = { asOf: '2024-02-29', watermark: 3, madeBy: 'root', madeAt: '2024-03-01T08:00:00.000Z' }
const history = { orders: 2, firstOrder: '2024-01-01', lastOrder: '2024-02-01', spend: parseMicros('12.345678') }

async function keep(records: Records, id: string, accountIds: readonly string[]): Promise<void> {
  const histories = accountIds.map((accountId) => ({ ...history, accountId }))
  await storeLifetime(records, { ...fit, id, document: { name: id } }, histories, async () => {})
}

describe.each(engines)('What was learnt of the rhythm of a book, on %s', (engine) => {
  it('is the latest of them, whole, and the earlier ones go with all they had', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    expect(await findLifetime(records.view)).toBeUndefined()
    const many = Array.from({ length: 2500 }, (_, index) => `x${String(index).padStart(5, '0')}`)
    await keep(records, '01', many)
    await keep(records, '02', ['a', 'b'])
    expect(await findLifetime(records.view)).toEqual({ ...fit, id: '02', document: { name: '02' } })
    expect(await findLifetimeById(records.view, '01')).toMatchObject({ id: '01' })

    await dropEarlierLifetimes(records, '02')
    expect(await findLifetimeById(records.view, '01')).toBeUndefined()
    expect(await listLifetimeHistories(records.view, '01')).toEqual([])
    expect(await listLifetimeHistories(records.view, '02')).toEqual([
      { ...history, accountId: 'a' },
      { ...history, accountId: 'b' },
    ])
    expect(await findLifetimeHistory(records.view, '02', 'b')).toEqual({ ...history, accountId: 'b' })
    expect(await findLifetimeHistory(records.view, '02', 'c')).toBeUndefined()
  })

  it('shows nothing of one that was killed half way', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    await keep(records, '01', ['a'])
    const broken = storeLifetime(records, { ...fit, id: '02', document: {} }, [{ ...history, accountId: 'a' }], () =>
      Promise.reject(new Error('killed')),
    )
    await expect(broken).rejects.toThrow('killed')
    expect(await findLifetime(records.view)).toMatchObject({ id: '01' })
    await keep(records, '03', ['b'])
    await dropEarlierLifetimes(records, '03')
    expect(await listLifetimeHistories(records.view, '02')).toEqual([])
  })
})
