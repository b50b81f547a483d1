import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/day.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { accountScope } from '../../src/ledger/facts/account-scope.ts'
import { fallenParts } from '../../src/ledger/facts/decline-facts.ts'
import { partSpend } from '../../src/ledger/facts/decline-spend.ts'
import { orderRhythms } from '../../src/ledger/facts/order-rhythm-facts.ts'
import {
  findLook,
  findLookById,
  insertAnswer,
  latestAnswer,
  listAlerts,
  listAnswers,
  storeLook,
} from '../../src/records/alert.ts'
import type { StoredLook } from '../../src/records/alert.ts'
import type { Alarm } from '../../src/domain/alert/alert.ts'
import { siteNames } from '../../src/records/site-names.ts'
import { importSample, setDimensions } from './ledger-facts-data.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const kinds = ['goods', 'service', 'discount'] as const
const to = '2026-12-31'

/** A line of an account so many days before the last, named by its place. */
function line(account: string, age: number, net: string, more: Readonly<Record<string, string>> = {}) {
  const date = addDays(to, -age)
  return { invoice: `I-${account}-${String(age)}-${net}`, line: '1', date, account, net, ...more }
}

describe.each(ledgerEngines)('The rhythm of orders, on %s', (engine) => {
  it('is that of every account, with the days of those that are silent, and how many ordered on each day', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const watermark = await importSample(ledger, {
      lines: [
        // Every ten days, then nothing for thirty: silent. A credit of the last year is taken off.
        ...[30, 40, 50, 60, 70, 400].map((age) => line('A', age, '10')),
        line('A', 45, '-4'),
        // A credit of today comes after its last order.
        line('A', 0, '-1'),
        // As often, to the end.
        ...[3, 10, 20, 30, 40].map((age) => line('B', age, '10')),
        // Too few orders to be silent.
        ...[200, 210, 220, 230].map((age) => line('C', age, '10')),
        // Silent for more than a year.
        ...[366, 370, 374, 378, 382].map((age) => line('D', age, '10')),
        // Before the history, and after its end.
        line('B', 1096, '10'),
        line('B', -1, '10'),
        line('E', 1095, '10'),
      ],
    })
    await setDimensions(
      ledger,
      ['A', 'B', 'C', 'D', 'E'].map((key) => ({ key, accountId: key.toLowerCase() })),
    )
    const { from, accounts, orders } = await orderRhythms(ledger, { to, watermark }, kinds)
    expect(from).toBe('2024-01-01')
    const last = 1095
    expect(accounts.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1))).toEqual([
      {
        accountId: 'a',
        orders: 6,
        first: last - 400,
        last: last - 30,
        silence: null,
      },
      { accountId: 'b', orders: 5, first: last - 40, last: last - 3, silence: null },
      { accountId: 'c', orders: 4, first: last - 230, last: last - 200, silence: null },
      { accountId: 'd', orders: 5, first: last - 382, last: last - 366, silence: null },
      { accountId: 'e', orders: 1, first: 0, last: 0, silence: null },
    ])
    expect(orders.reduce((sum, count) => sum + count, 0)).toBe(21)
    expect([orders[last - 30], orders[last - 40], orders[last], orders[0]]).toEqual([2, 2, 0, 1])
    // A month later A has been silent for more than its usual gaps take.
    const later = await orderRhythms(ledger, { to: addDays(to, 90), watermark }, kinds)
    const silent = later.accounts.find(({ accountId }) => accountId === 'a')?.silence
    expect([...(silent?.days ?? [])]).toEqual([400, 70, 60, 50, 40, 30].map((age) => last - age - 90))
    expect(silent?.yearSpend).toBe(parseMicros('46'))
    const earlier = await orderRhythms(ledger, { to, watermark: watermark - 1 }, kinds)
    expect(earlier.accounts).toEqual([])
  })
})

describe.each(ledgerEngines)('Parts that fell, on %s', (engine) => {
  it('are families and sites of which an account that holds orders half as often, with what the book orders of them', async () => {
    await using store = await openTestLedger(engine)
    const { ledger } = store
    const weekly = Array.from({ length: 150 }, (_, week) => week * 7)
    const watermark = await importSample(ledger, {
      lines: [
        // Orders of fasteners every week to the end, of bearings until half a year ago, on the second site.
        ...weekly.map((age) => line('A', age, '5', { product: 'screw', site: 'one' })),
        ...weekly.filter((age) => age >= 182).map((age) => line('A', age, '8', { product: 'roller', site: 'two' })),
        // The same, but the whole account is gone with it.
        ...weekly.filter((age) => age >= 182).map((age) => line('B', age, '8', { product: 'roller' })),
        // As ever.
        ...weekly.flatMap((age) => [
          line('C', age, '5', { product: 'screw' }),
          line('C', age, '6', { product: 'roller' }),
        ]),
      ],
    })
    await setDimensions(
      ledger,
      ['A', 'B', 'C'].map((key) => ({ key, accountId: key.toLowerCase() })),
      [],
      [
        { key: 'screw', family: 'main/FAS' },
        { key: 'roller', family: 'main/BEA' },
      ],
    )
    const families = await fallenParts(ledger, { to, watermark, type: 'family' }, kinds)
    const weeks = [13, 13, 26, 13, 13, 26, 46]
    const gone = [0, 0, ...weeks.slice(2)]
    expect(families).toEqual({
      fallen: [
        {
          accountId: 'a',
          part: 'main/BEA',
          orders: gone,
          accountOrders: weeks,
          first: addDays(to, -1043),
          last: addDays(to, -182),
        },
      ],
      // Bearings of A, both families of C; all orders of A have fasteners in them, and B has gone.
      tested: 1,
      bookByPart: new Map([
        ['main/BEA', weeks.map((count, index) => count + 2 * (gone[index] ?? 0))],
        ['main/FAS', weeks.map((count) => 2 * count)],
      ]),
      book: weeks.map((count, index) => 2 * count + (gone[index] ?? 0)),
    })
    const sites = await fallenParts(ledger, { to, watermark, type: 'site' }, kinds)
    expect(sites.fallen).toMatchObject([{ accountId: 'a', part: 'main/two', orders: gone }])
    const scope = await accountScope(ledger, ['a'])
    const spend = await partSpend(ledger, { to, watermark, type: 'family' }, kinds, scope)
    expect(spend.find(({ part }) => part === 'main/BEA')).toEqual({
      accountId: 'a',
      part: 'main/BEA',
      spend: gone.map((count) => BigInt(count) * parseMicros('8')),
    })
  })

  it('are none where no product is in a family and no line has a site', async () => {
    await using store = await openTestLedger(engine)
    const watermark = await importSample(store.ledger, { lines: [line('A', 3, '5')] })
    await setDimensions(store.ledger, [{ key: 'A', accountId: 'a' }])
    for (const type of ['family', 'site'] as const) {
      expect(await fallenParts(store.ledger, { to, watermark, type }, kinds)).toMatchObject({ fallen: [], tested: 0 })
    }
  })
})

const document = { q: 0.1 }
const look = (id: string): StoredLook => ({
  id,
  asOf: to,
  watermark: 3,
  madeAt: `2027-01-01T00:00:0${id}.000Z`,
  document,
})

const alarm: Alarm = {
  accountId: 'a',
  kind: 'decline',
  part: { type: 'family', key: 'main/BEA' },
  lastOrder: '2026-07-02',
  gapDays: 182,
  usualDays: 7,
  orders: 124,
  fall: { days: 182, after: 0, before: 24.8 },
  probability: 1.5e-9,
  before: parseMicros('416.123456'),
  after: 0n,
  stake: parseMicros('416.123456'),
}

describe.each(engines)('Alerts on %s', (engine) => {
  it('keep the figures of the last look that found them, under the id and day of the first', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    expect(await findLook(records.view)).toBeUndefined()
    await storeLook(records, look('1'), [{ id: 'x', isNew: true, alarm }], async () => {})
    const longer = { ...alarm, gapDays: 190, stake: parseMicros('400') }
    await storeLook(records, look('2'), [{ id: 'x', isNew: false, alarm: longer }], async () => {})
    expect(await findLook(records.view)).toEqual(look('2'))
    expect(await findLookById(records.view, '1')).toEqual(look('1'))
    expect(await listAlerts(records.view)).toEqual([
      { ...longer, id: 'x', foundAt: '2027-01-01T00:00:01.000Z', look: '2', asOf: to },
    ])
  })

  it('have every answer that was given, the newest first', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const first = {
      id: '1',
      alert: 'x',
      outcome: 'price',
      note: 'Dear',
      owner: 'main/R1',
      asOf: to,
      author: 'rita',
      at: '2027-01-01T10:00:00.000Z',
    } as const
    const second = { ...first, id: '2', outcome: null, note: null, owner: null }
    expect(await latestAnswer(records.view)).toBeNull()
    await records.write(async (trx) => {
      await insertAnswer(trx, first)
      await insertAnswer(trx, second)
      await insertAnswer(trx, { ...first, id: '3', alert: 'y' })
    })
    expect(await listAnswers(records.view, 'x')).toEqual([second, first])
    expect((await listAnswers(records.view, null)).map(({ id }) => id)).toEqual(['3', '2', '1'])
    expect(await latestAnswer(records.view)).toBe('3')
    expect(await siteNames(records, ['main/two'])).toEqual(new Map())
  })
})
