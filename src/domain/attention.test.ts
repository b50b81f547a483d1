import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attentionOf, capAttention, type FamilyFall } from './attention.ts'
import { parseMicros } from './money.ts'
import { movementClasses } from './movement.ts'

const money = (text: string | null) => (text === null ? null : parseMicros(text))
const fell = (before: string, after: string | null): FamilyFall => ({
  family: 'main/TOOLS',
  before: parseMicros(before),
  after: money(after),
})

describe('attentionOf', () => {
  it.each([
    ['lost', '900', null, null, 'lost', '900'],
    ['down', '900', '400', null, 'down', '500'],
    ['down', '400', '900', null, null, null],
    ['kept', '1000', '800', null, 'shrinking', '200'],
    ['kept', '1000', '800.01', null, null, null],
    ['kept', '1000', '1100', fell('200', null), 'family-lost', '200'],
    ['kept', '1000', '1100', fell('199.99', null), null, null],
    ['kept', '1000', '1100', fell('500', '1'), null, null],
    ['kept', '1000', '500', fell('300', null), 'shrinking', '500'],
    ['kept', '1000', '750', fell('600', null), 'family-lost', '600'],
    ['up', '1000', '1500', null, 'up', '500'],
    ['up', '1000', '1500', fell('250', null), 'family-lost', '250'],
    ['up', '1000', '1500.02', fell('250', null), 'up', '500.02'],
    ['new', null, '700', null, 'new', '700'],
    ['returned', null, '700', null, 'returned', '700'],
    ['new', null, '-5', null, null, null],
    ['ungraded', '900', '10', null, null, null],
  ] as const)('%s from %s to %s with %o: %s about %s', (movement, spendBefore, spend, fall, reason, stake) => {
    const found = attentionOf({ movement, spendBefore: money(spendBefore), spend: money(spend), fall })
    expect(found && [found.reason, found.stake]).toEqual(reason && [reason, money(stake)])
  })

  const amount = fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }))
  const mover = fc.record({
    movement: fc.constantFrom(...movementClasses),
    spendBefore: amount,
    spend: amount,
    fall: fc.option(
      fc.record({ family: fc.constant(null), before: fc.bigInt({ min: 1n, max: 10n ** 12n }), after: amount }),
    ),
  })

  it('law: what is on the list is about money, and weighs no more than it', () => {
    fc.assert(
      fc.property(mover, (one) => {
        const found = attentionOf(one)
        expect(found === null || (found.stake > 0n && found.weight <= found.stake)).toBe(true)
      }),
    )
  })
})

describe('capAttention', () => {
  const of = (...owners: (string | null)[]) => owners.map((owner, place) => ({ owner, place }))
  it('takes a few of each owner, in their order', () => {
    const kept = capAttention(of('R1', 'R1', 'R1', 'R2', null, null, null, 'R2'), { perOwner: 2, total: 5 })
    expect(kept.map(({ place }) => place)).toEqual([0, 1, 3, 4, 5])
  })
})
