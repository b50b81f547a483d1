import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberToDay } from './day.ts'
import { ownerAt, sortSpans, type OwnerSpan } from './ownership.ts'

const span = (repId: string, from: string | null, to: string | null = null): OwnerSpan => ({ repId, from, to })

describe('ownerAt', () => {
  const handedOver = [span('ann', null), span('bob', '2025-01-01'), span('cy', '2026-01-01', '2026-07-01')]
  const standIn = [span('ann', '2024-01-01', '2027-01-01'), span('bob', '2025-01-01', '2025-03-01')]
  it.each([
    ['nobody', [], '2026-01-01', null],
    ['from the beginning', handedOver, '1999-01-01', 'ann'],
    ['the day before the next', handedOver, '2024-12-31', 'ann'],
    ['the day of the next', handedOver, '2025-01-01', 'bob'],
    ['the last day', handedOver, '2026-06-30', 'cy'],
    ['after the end', handedOver, '2026-07-01', null],
    ['before the first', standIn, '2023-12-31', null],
    ['a stand-in', standIn, '2025-02-28', 'bob'],
    ['after the stand-in', standIn, '2025-03-01', 'ann'],
    ['without end', [span('ann', '2024-01-01')], '2999-01-01', 'ann'],
    ['a gap', [span('ann', '2024-01-01', '2024-02-01'), span('bob', '2024-03-01')], '2024-02-15', null],
    ['two that start together', sortSpans([span('bob', null), span('ann', null)]), '2024-02-15', 'bob'],
  ])('%s', (_, spans, day, owner) => {
    expect(ownerAt(spans, day)).toBe(owner)
  })

  it('law: the order in which spans come does not matter, and an owner is one of them', () => {
    const day = fc.integer({ min: 19_000, max: 19_030 }).map(numberToDay)
    const spans = fc.array(
      fc.record({ repId: fc.constantFrom('ann', 'bob', 'cy'), from: fc.option(day), to: fc.option(day) }),
    )
    fc.assert(
      fc.property(spans, day, (list, at) => {
        const owner = ownerAt(sortSpans(list), at)
        expect([...list.map(({ repId }) => repId), null]).toContain(owner)
        const open = list.map((one) => ({ ...one, to: null }))
        expect(ownerAt(sortSpans(open.toReversed()), at)).toBe(ownerAt(sortSpans(open), at))
      }),
    )
  })
})
