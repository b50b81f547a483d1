import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controllableShare, countAll, countReviews, quarterOf, reviewGroupings } from './count-reviews.ts'
import type { CountedReview, ReviewCount } from './count-reviews.ts'
import { moneyOf } from './review-money.ts'
import { reviewKinds, reviewStates } from './review.ts'

const isControllable = new Map([
  ['late', true],
  ['price', true],
  ['insolvent', false],
])

function review(changes: Partial<CountedReview> = {}): CountedReview {
  return {
    kind: 'loss',
    state: 'closed',
    on: '2026-09-30',
    owner: 'main/R1',
    territory: 'main/north',
    family: null,
    mainReason: 'late',
    reasons: ['late', 'price'],
    money: moneyOf([
      { family: 'main/pipes', before: 9_000_000n, after: 1_000_000n },
      { family: 'main/bolts', before: 1_000_000n, after: 3_000_000n },
    ]),
    isSeen: true,
    ...changes,
  }
}

describe('countReviews', () => {
  it('counts a review under the family that fell most, and its money under each family it moved in', () => {
    const groups = countReviews([review()], 'family', isControllable)
    expect(groups.map(({ key, reviews, change }) => [key, reviews, change])).toEqual([
      ['main/pipes', 1, -8_000_000n],
      ['main/bolts', 0, 2_000_000n],
    ])
  })

  it('counts a review under the family it was opened for', () => {
    const groups = countReviews([review({ family: 'main/bolts' })], 'family', isControllable)
    expect(groups.map(({ key, reviews }) => [key, reviews])).toEqual([
      ['main/bolts', 1],
      ['main/pipes', 0],
    ])
  })

  it('counts a review once under the reason it was closed with, and says in how many each is named', () => {
    const groups = countReviews(
      [
        review(),
        review({ mainReason: 'insolvent', reasons: ['insolvent', 'late'] }),
        review({ state: 'open', mainReason: null }),
      ],
      'reason',
      isControllable,
    )
    expect(groups.map(({ key, reviews, named }) => [key, reviews, named])).toEqual([
      ['insolvent', 1, 1],
      ['late', 1, 3],
      [null, 1, 0],
      ['price', 0, 2],
    ])
  })

  it('tells what could have been changed from what could not', () => {
    const all = countAll(
      [
        review(),
        review({ mainReason: 'price' }),
        review({ mainReason: 'insolvent' }),
        review({ mainReason: null }),
        review({ state: 'open', mainReason: null }),
      ],
      isControllable,
    )
    expect(all).toMatchObject({ reviews: 5, open: 1, closed: 4, controllable: 2, uncontrollable: 1, unexplained: 1 })
    expect(controllableShare(all)).toBe(0.666667)
    expect(controllableShare(countAll([review({ mainReason: null })], isControllable))).toBeNull()
  })

  it('shows no money of a group that holds a review out of sight, not even that it moved nothing there', () => {
    const hidden = review({ isSeen: false, owner: 'main/R2', money: moneyOf([]) })
    const byRep = countReviews([review(), hidden], 'rep', isControllable)
    expect(byRep.map(({ key, change }) => [key, change])).toEqual([
      ['main/R1', -6_000_000n],
      ['main/R2', null],
    ])
    expect(countReviews([hidden], 'family', isControllable)).toMatchObject([{ key: null, change: null, lost: null }])
    expect(countAll([review(), hidden], isControllable).change).toBeNull()
  })

  it('does not say which family fell to whoever does not see the spend, unless the review was opened for it', () => {
    const hidden = review({ isSeen: false })
    expect(countReviews([hidden], 'family', isControllable)).toMatchObject([{ key: null, reviews: 1, change: null }])
    const named = review({ isSeen: false, family: 'main/bolts' })
    expect(countReviews([named], 'family', isControllable)).toMatchObject([
      { key: 'main/bolts', reviews: 1, change: null },
    ])
  })

  it.each([
    ['2026-01-01', '2026-Q1'],
    ['2026-03-31', '2026-Q1'],
    ['2026-04-01', '2026-Q2'],
    ['2026-12-31', '2026-Q4'],
  ])('puts %s into %s', (day, quarter) => {
    expect(quarterOf(day)).toBe(quarter)
  })
})

const micros = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const keys = fc.constantFrom('', 'main/pipes', 'main/bolts', 'main/valves')
const anyReview: fc.Arbitrary<CountedReview> = fc
  .record({
    kind: fc.constantFrom(...reviewKinds),
    state: fc.constantFrom(...reviewStates),
    on: fc.constantFrom('2026-02-01', '2026-06-30', '2026-12-31'),
    owner: fc.constantFrom(null, 'main/R1', 'main/R2'),
    territory: fc.constantFrom(null, 'main/north', 'main/south'),
    family: fc.constantFrom(null, null, 'main/pipes'),
    mainReason: fc.constantFrom(null, 'late', 'price', 'insolvent'),
    reasons: fc.uniqueArray(fc.constantFrom('late', 'price', 'insolvent')),
    money: fc
      .uniqueArray(fc.record({ family: keys, before: micros, after: micros }), { selector: ({ family }) => family })
      .map(moneyOf),
    isSeen: fc.boolean(),
  })
  .map((one) => (one.state === 'open' ? { ...one, mainReason: null } : one))

describe('laws of counting', () => {
  it.each(reviewGroupings)('groups by %s sum to the whole, in counts and in money', (by) => {
    fc.assert(
      fc.property(fc.array(anyReview, { maxLength: 12 }), (reviews) => {
        const seen = reviews.map((one) => ({ ...one, isSeen: true }))
        const [groups, all] = [countReviews(seen, by, isControllable), countAll(seen, isControllable)]
        for (const part of ['reviews', 'open', 'closed', 'controllable', 'uncontrollable', 'unexplained'] as const) {
          expect(groups.reduce((sum, group) => sum + group[part], 0)).toBe(all[part])
        }
        expect(groups.reduce((sum, group) => sum + (group.change ?? 0n), 0n)).toBe(all.change)
        for (const { change, lost, won } of groups) expect((lost ?? 0n) + (won ?? 0n)).toBe(change)
      }),
    )
  })

  it.each(reviewGroupings)(
    'what a reader sees by %s is what everybody would see, and never of a review out of sight',
    (by) => {
      fc.assert(
        fc.property(fc.array(anyReview, { maxLength: 8 }), (reviews) => {
          const whole = new Map(
            countReviews(
              reviews.map((one) => ({ ...one, isSeen: true })),
              by,
              isControllable,
            ).map((group) => [group.key, group]),
          )
          const onlySeen = new Map(
            countReviews(
              reviews.filter(({ isSeen }) => isSeen),
              by,
              isControllable,
            ).map((group) => [group.key, group]),
          )
          const groups = countReviews(reviews, by, isControllable)
          // By family a review out of sight stands under none, so that only the sum of the counts is the same.
          const countsOf = (counted: readonly ReviewCount[]) =>
            by === 'family'
              ? counted.reduce((sum, group) => sum + group.reviews, 0)
              : counted.map((group) => [group.key, group.reviews])
          expect(countsOf(groups)).toEqual(countsOf([...whole.values()]))
          const seen = groups.filter(({ change }) => change !== null)
          expect(seen.map(({ key, change }) => [key, change])).toEqual(
            seen.map(({ key }) => [key, onlySeen.get(key)?.change ?? 0n]),
          )
        }),
      )
    },
  )

  it.each(reviewGroupings)(
    'nothing that is answered by %s goes by money out of sight, be it that there is some',
    (by) => {
      fc.assert(
        fc.property(fc.array(anyReview, { maxLength: 8 }), (reviews) => {
          const without = reviews.map((one) => (one.isSeen ? one : { ...one, money: moneyOf([]) }))
          expect(countReviews(without, by, isControllable)).toEqual(countReviews(reviews, by, isControllable))
        }),
      )
    },
  )

  it('does not depend on the order of the reviews', () => {
    fc.assert(
      fc.property(fc.array(anyReview, { maxLength: 8 }), fc.constantFrom(...reviewGroupings), (reviews, by) => {
        expect(countReviews(reviews.toReversed(), by, isControllable)).toEqual(
          countReviews(reviews, by, isControllable),
        )
      }),
    )
  })
})
