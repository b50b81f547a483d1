import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flawsOfCriteria, proposedCriteria } from './criteria.ts'
import type { Criteria, Criterion } from './criteria.ts'
import { isDueForReview, rankSelection, scoreSelection, turnsScore } from './selection.ts'
import type { Candidate, Decision, Mark, Override } from './selection.ts'

const scale = [0, 50, 100].map((points) => ({ points, means: String(points) }))
const criterion = (key: string, weight: number): Criterion => ({ key, label: key, weight, scale })
const five = [criterion('a', 40), criterion('b', 30), criterion('c', 15), criterion('d', 10), criterion('e', 5)]
const criteria: Criteria = { version: 1, criteria: five, atLeast: 60 }

const marks = (points: Readonly<Record<string, number | undefined>>): Mark[] =>
  Object.entries(points).flatMap(([key, value]) =>
    value === undefined ? [] : [{ criterion: key, points: value, evidence: 'seen' }],
  )

describe('flawsOfCriteria', () => {
  it('lets the proposal pass', () => {
    expect(flawsOfCriteria(proposedCriteria)).toEqual([])
  })

  it.each([
    [
      'weights that do not sum',
      { ...criteria, criteria: [...five.slice(1), criterion('z', 40.01)] },
      { kind: 'weights', sum: 100.01 },
    ],
    ['four criteria', { ...criteria, criteria: five.slice(1) }, { kind: 'count', count: 4 }],
    [
      'eight criteria',
      { ...criteria, criteria: Array.from({ length: 8 }, (_, at) => criterion(String(at), 12.5)) },
      { kind: 'count', count: 8 },
    ],
    ['two of one name', { ...criteria, criteria: [criterion('b', 40), ...five.slice(1)] }, { kind: 'twice', key: 'b' }],
    [
      'a weight of nothing',
      { ...criteria, criteria: [criterion('a', 45), ...five.slice(1, 4), criterion('e', 0)] },
      { kind: 'weight', key: 'e' },
    ],
    [
      'a scale that does not rise',
      { ...criteria, criteria: [{ ...criterion('a', 40), scale: scale.toReversed() }, ...five.slice(1)] },
      { kind: 'order', key: 'a' },
    ],
    [
      'a scale of one step',
      { ...criteria, criteria: [{ ...criterion('a', 40), scale: scale.slice(1, 2) }, ...five.slice(1)] },
      { kind: 'steps', key: 'a', count: 1 },
    ],
    ['a bound out of reach', { ...criteria, atLeast: 101 }, { kind: 'bound', atLeast: 101 }],
  ])('names %s', (_, document, flaw) => {
    expect(flawsOfCriteria(document)).toContainEqual(flaw)
  })
})

describe('scoreSelection', () => {
  it.each([
    ['all marked', { a: 100, b: 50, c: 0, d: 0, e: 100 }, 60_000_000n, 'strategic'],
    ['just below', { a: 100, b: 50, c: 0, d: 0, e: 50 }, 57_500_000n, 'not-strategic'],
    // 40 x 100 of 70: what is not marked leaves both sums, and could still turn it.
    ['some marked', { a: 100, b: 0 }, 57_142_857n, 'open'],
    ['enough whatever comes', { a: 100, b: 100 }, 100_000_000n, 'strategic'],
    ['too little whatever comes', { a: 0, b: 50 }, 21_428_571n, 'not-strategic'],
    ['nothing marked', {}, null, 'open'],
  ])('%s', (_, points, score, outcome) => {
    expect(scoreSelection(criteria, marks(points))).toMatchObject({ score, outcome })
  })

  it('drops a mark whose step is gone, and one on a criterion that is gone', () => {
    const narrower = { ...criteria, criteria: [{ ...criterion('a', 40), scale: scale.slice(1) }, ...five.slice(1)] }
    expect(scoreSelection(narrower, marks({ a: 0, b: 100, gone: 100 }))).toMatchObject({
      score: 100_000_000n,
      known: 1,
    })
  })

  const given = fc.record(Object.fromEntries(five.map(({ key }) => [key, fc.constantFrom(0, 50, 100)])), {
    requiredKeys: [],
  })

  it('lies between what nothing and what all on the open criteria would make, and those decide the outcome', () => {
    fc.assert(
      fc.property(given, (points) => {
        const { score, least, most, outcome, known } = scoreSelection(criteria, marks(points))
        if (score === null) return
        expect(score >= least && score <= most).toBe(true)
        const rest = five.filter(({ key }) => points[key] === undefined).map(({ key }) => key)
        const filled = (value: number) =>
          scoreSelection(criteria, marks({ ...points, ...Object.fromEntries(rest.map((key) => [key, value])) }))
        const [worst, best] = [filled(0), filled(100)]
        expect(worst.score).toBe(least)
        expect(best.score).toBe(most)
        expect(known).toBe(five.length - rest.length)
        expect(outcome).toBe(worst.outcome === best.outcome ? worst.outcome : 'open')
      }),
    )
  })

  it('never falls when a mark rises', () => {
    fc.assert(
      fc.property(given, fc.constantFrom('a', 'b', 'c', 'd', 'e'), (points, key) => {
        if (points[key] === undefined || points[key] === 100) return
        const before = scoreSelection(criteria, marks(points)).score ?? 0n
        const after = scoreSelection(criteria, marks({ ...points, [key]: points[key] + 50 })).score ?? 0n
        expect(after > before).toBe(true)
      }),
    )
  })
})

function candidate(accountId: string, points: number | null, decision: Decision | null = null): Candidate {
  const base = { id: accountId, accountId, author: 'ann', at: '2026-04-01T08:00:00.000Z' }
  const override: Override | null = decision && { ...base, decision, reason: 'told so', reviewOn: '2026-07-01' }
  const all = points === null ? [] : marks(Object.fromEntries(five.map(({ key }) => [key, points])))
  return {
    accountId,
    scoring: points === null ? null : { ...base, version: 1, marks: all, reviewOn: '2026-06-01' },
    override,
  }
}

describe('rankSelection', () => {
  it('ranks by score alone, and with decisions the strategic before the open before the others', () => {
    const ranked = rankSelection(criteria, [
      candidate('a', 50),
      candidate('b', 100, 'not-strategic'),
      candidate('c', 100),
      candidate('d', 0, 'strategic'),
      candidate('e', null),
      candidate('f', 50, 'by-score'),
      candidate('g', null, 'strategic'),
    ])
    expect(ranked.map(({ accountId, rankByScore, rank, holds }) => [accountId, rankByScore, rank, holds])).toEqual([
      ['c', 1, 1, 'strategic'],
      ['d', 5, 2, 'strategic'],
      ['g', null, 3, 'strategic'],
      ['e', null, 4, 'open'],
      ['b', 1, 5, 'not-strategic'],
      ['a', 3, 6, 'not-strategic'],
      ['f', 3, 6, 'not-strategic'],
    ])
    expect(ranked.filter(turnsScore).map(({ accountId }) => accountId)).toEqual(['d', 'g', 'b'])
  })

  it('is due on the first of both days', () => {
    const one = candidate('a', 50, 'strategic')
    expect(isDueForReview(one, '2026-05-31')).toBe(false)
    expect(isDueForReview(one, '2026-06-01')).toBe(true)
    expect(isDueForReview(candidate('b', null, 'strategic'), '2026-06-30')).toBe(false)
    expect(isDueForReview(candidate('b', null), '2026-06-30')).toBe(false)
  })
})
