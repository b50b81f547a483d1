import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../day.ts'
import { formatMicros, parseMicros } from '../money.ts'
import { measureCommitment } from './commitment.ts'
import { addCommitments, commitmentFigures, noCommitments } from './figures.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }

function measured(deliveries: readonly (readonly [string, string])[], quantity = '100', due = '2025-03-31') {
  const found = measureCommitment(
    {
      due,
      quantity: parseMicros(quantity),
      unitCost: parseMicros('2'),
      deliveries: deliveries.map(([date, taken]) => ({ date, quantity: parseMicros(taken) })),
    },
    year,
  )
  const text = (amount: bigint | undefined) => (amount === undefined ? null : formatMicros(amount, 0))
  return {
    taken: text(found.taken),
    inTime: text(found.takenOnTime),
    untaken: text(found.untaken),
    lateDays: found.lateDays,
    takenLateDays: text(found.value?.takenLateDays),
    untakenDays: text(found.value?.untakenDays),
  }
}

describe('A commitment', () => {
  it.each([
    ['taken on the promised day', [['2025-03-31', '100']], ['100', '100', '0', 0, '0', '0']],
    [
      'taken before it in parts',
      [
        ['2025-03-01', '40'],
        ['2025-02-01', '60'],
      ],
      ['100', '100', '0', 0, '0', '0'],
    ],
    ['taken ten days late', [['2025-04-10', '100']], ['100', '0', '0', 10, '2000', '2000']],
    [
      'taken in part in time',
      [
        ['2025-03-31', '75'],
        ['2025-04-10', '25'],
      ],
      ['100', '75', '0', 10, '500', '500'],
    ],
    [
      'taken beyond what was promised',
      [
        ['2025-03-31', '150'],
        ['2025-04-10', '25'],
      ],
      ['100', '100', '0', 0, '0', '0'],
    ],
    // 275 nights from 31 March to 31 December.
    ['never taken', [], ['0', '0', '100', 275, '0', '55000']],
    ['taken after the window', [['2026-01-01', '100']], ['0', '0', '100', 275, '0', '55000']],
    [
      'taken and brought back',
      [
        ['2025-03-31', '100'],
        ['2025-12-21', '-30'],
      ],
      ['70', '100', '30', 275, '-15900', '600'],
    ],
  ] as const)('that was %s', (_, deliveries, [taken, inTime, untaken, lateDays, takenLateDays, untakenDays]) => {
    expect(measured(deliveries)).toEqual({ taken, inTime, untaken, lateDays, takenLateDays, untakenDays })
  })

  it('due before the window lies untaken for all of it, and counts its days since it was due', () => {
    expect(measured([], '1', '2024-12-01')).toMatchObject({ lateDays: 395, untakenDays: '730' })
  })

  it('without a known cost has quantities and no value', () => {
    const found = measureCommitment(
      { due: '2025-03-31', quantity: parseMicros('5'), unitCost: null, deliveries: [] },
      year,
    )
    expect(found).toMatchObject({ untaken: parseMicros('5'), value: null })
  })

  it('keeps and breaks its word by value', () => {
    const of = (committed: string, onTime: string, taken: string, lateDays: string) => ({
      committed: parseMicros(committed),
      takenOnTime: parseMicros(onTime),
      taken: parseMicros(taken),
      takenLateDays: parseMicros(lateDays),
      commitments: 1,
      commitmentsUncosted: 0,
    })
    expect(commitmentFigures(noCommitments)).toEqual({ takenRate: null, daysLate: null })
    const both = addCommitments(of('300', '150', '300', '1500'), of('100', '100', '100', '0'))
    expect(commitmentFigures(both)).toEqual({ takenRate: 0.625, daysLate: 3.75 })
    expect(commitmentFigures(of('300', '0', '0', '0'))).toEqual({ takenRate: 0, daysLate: null })
  })

  it('lies untaken for as long in parts of a window as in all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 364 }),
        fc.array(fc.tuple(fc.integer({ min: -90, max: 400 }), fc.integer({ min: -40, max: 80 })), { maxLength: 5 }),
        fc.integer({ min: 0, max: 363 }),
        (dueAfter, taken, cut) => {
          const commitment = {
            due: addDays(year.from, dueAfter),
            quantity: 100n,
            unitCost: 1_000_000n,
            deliveries: taken.map(([after, quantity]) => ({
              date: addDays(year.from, after),
              quantity: BigInt(quantity),
            })),
          }
          const middle = addDays(year.from, cut)
          const nights = (window: { readonly from: string; readonly to: string }) =>
            commitment.due > window.to ? 0n : (measureCommitment(commitment, window).value?.untakenDays ?? 0n)
          expect(nights({ from: year.from, to: middle }) + nights({ from: addDays(middle, 1), to: year.to })).toBe(
            nights(year),
          )
          const found = measureCommitment(commitment, year)
          expect(found.taken + found.untaken).toBe(100n)
          expect(found.takenOnTime >= 0n && found.takenOnTime <= 100n).toBe(true)
        },
      ),
    )
  })
})
