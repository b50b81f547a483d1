import { describe, expect, it } from 'vitest'
import { readCostRates } from '../../src/app/cost-rate/read-cost-rates.ts'
import { capacitySpans, carryingSpans, coverDaysOn } from '../../src/domain/cost-rate/cost-rates.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { insertBookRate, listBookRates } from '../../src/records/book-rate.ts'
import { engines, openTestRecords } from './open-test-records.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }
const set = { subject: '', note: null, author: 'ann', at: '2025-02-01T08:00:00.000Z' }
const pool = (cost: string) => ({ name: 'Büro "Süd"', cost, minutes: '700000' })

describe.each(engines)('Rates of stock and time, on %s', (engine) => {
  it('are all kept, of two for one day the later one counts, and one that was taken back holds no longer', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const rates = [
      { ...set, id: '3', kind: 'cover', validFrom: '2025-01-01', document: { days: 45 }, note: 'long' },
      { ...set, id: '1', kind: 'pool', subject: 'office', validFrom: '2025-01-01', document: pool('1') },
      { ...set, id: '2', kind: 'pool', subject: 'office', validFrom: '2025-01-01', document: pool('560000') },
      { ...set, id: '4', kind: 'cover', validFrom: '2025-07-01', document: null },
    ]
    await records.write(async (trx) => {
      for (const rate of rates) await insertBookRate(trx, rate)
    })
    expect(await listBookRates(records.view)).toEqual(
      ['4', '3', '2', '1'].map((id) => rates.find((one) => one.id === id)),
    )

    const known = await readCostRates(records.view)
    expect(known.newest).toBe('4')
    expect(capacitySpans(known, year)).toMatchObject([{ pool: 'office', perMinute: parseMicros('0.8') }])
    expect([coverDaysOn(known, '2025-06-30'), coverDaysOn(known, '2025-07-01')]).toEqual([45, 30])
    expect(carryingSpans(known, year)).toEqual([{ ...year, rate: null }])
  })

  it('say which one cannot be read', async () => {
    await using store = await openTestRecords(engine)
    const { records } = store
    const odd = {
      ...set,
      id: '9',
      kind: 'pool',
      subject: 'office',
      validFrom: '2025-01-01',
      document: { cost: 'much' },
    }
    await records.write((trx) => insertBookRate(trx, odd))
    await expect(readCostRates(records.view)).rejects.toThrow('Cannot read rate "9"')
  })
})
