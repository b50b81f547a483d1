import { describe, expect, it } from 'vitest'
import { formatMicros } from '../../../domain/money.ts'
import { documentFrom, draftOf, perEventOn, statesOn } from './rate-drafts.ts'
import type { CostRate, RateDocument, RateKind } from './rate-drafts.ts'

function set(id: string, rate: RateDocument, validFrom: string, isInForce = true): CostRate {
  const setBy = { id: null, name: 'Anna' }
  return { id, rate, validFrom, note: null, setBy, setAt: '2026-01-01T00:00:00.000Z', isInForce }
}

const pool = (cost: string): RateDocument => ({
  kind: 'pool',
  subject: 'office',
  value: { name: 'Office', cost, minutes: '700000' },
})
const order: RateDocument = { kind: 'activity', subject: 'order', value: { pool: 'office', minutes: '8' } }

describe('what is typed of a rate', () => {
  const documents: readonly RateDocument[] = [
    pool('560000'),
    order,
    { kind: 'activity', subject: '', value: { pool: 'office', minutes: null } },
    {
      kind: 'carrying',
      subject: '',
      value: { capital: '0.10', storage: '0.0325', insurance: '0.00', obsolescence: '1.00', damage: '0.03' },
    },
    { kind: 'cover', subject: '', value: { days: 45 } },
    { kind: 'returns', subject: '', value: { perReturn: '12.5', activity: null } },
    { kind: 'returns', subject: '', value: { perReturn: null, activity: 'order' } },
    { kind: 'sale', subject: '', value: { stock: 'cost', receivable: 'invoice' } },
  ]

  it('says again what filled the fields', () => {
    for (const document of documents)
      expect(documentFrom(document.kind, draftOf(document.kind, document))).toEqual(document)
  })

  it('is 25 % of carrying in all before anything is typed, with a comma or a point', () => {
    expect(documentFrom('carrying', draftOf('carrying', null))).toMatchObject({ value: { capital: '0.10' } })
    expect(documentFrom('carrying', { ...draftOf('carrying', null), capital: '4,25' })).toMatchObject({
      value: { capital: '0.0425' },
    })
  })

  it.each<[RateKind, Record<string, string>]>([
    ['carrying', { ...draftOf('carrying', null), damage: '101' }],
    ['carrying', { ...draftOf('carrying', null), damage: '' }],
    ['pool', { subject: 'office', name: 'Office', cost: '-1', minutes: '1' }],
    ['pool', { subject: ' ', name: 'Office', cost: '1', minutes: '1' }],
    ['activity', { subject: 'order', pool: 'office', minutes: '' }],
    ['activity', { subject: '', pool: 'office', minutes: '8' }],
    ['activity', { subject: 'order', pool: '', minutes: '8' }],
    ['cover', { days: '1.5' }],
    ['returns', { by: 'activity', activity: '' }],
    ['returns', { by: 'amount', perReturn: '' }],
    ['sale', { stock: 'cost' }],
  ])('is nothing for %s where a field says nothing: %j', (kind, draft) => {
    expect(documentFrom(kind, draft)).toBeNull()
  })
})

describe('a list of rates', () => {
  const rates = [
    set('next', pool('700000'), '2027-01-01'),
    set('now', pool('560000'), '2026-01-01'),
    set('wrong', pool('5600000'), '2026-01-01', false),
    set('old', pool('500000'), '2025-01-01'),
    set('order', order, '2025-01-01'),
  ]

  it('tells what holds from what did, what will and what was set anew', () => {
    expect(Object.fromEntries(statesOn(rates, '2026-06-30'))).toEqual({
      next: 'later',
      now: 'holds',
      wrong: 'replaced',
      old: 'earlier',
      order: 'holds',
    })
    expect(statesOn(rates, '2025-12-31').get('old')).toBe('holds')
  })

  it('prices one event at the pool of the day', () => {
    const on = (day: string) => {
      const cost = perEventOn(rates, order, day)
      return cost === null ? null : formatMicros(cost)
    }
    expect([on('2026-06-30'), on('2027-01-01'), on('2024-12-31')]).toEqual(['6.40', '8.00', null])
  })
})
