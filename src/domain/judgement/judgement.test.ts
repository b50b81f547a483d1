import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgedFit, standingFacts } from './judged-facts.ts'
import { flawOf, holdingOn, matterOf } from './judgement.ts'
import type { Judgement, Verdict } from './judgement.ts'

function judged(id: string, from: string, verdict: Verdict, accountId = 'a'): Judgement {
  return { id, accountId, verdict, evidence: 'said so', from, author: 'ann', at: '2026-04-01T08:00:00.000Z' }
}

const standing = (line: string, value: 'first' | 'also' | 'last' | null): Verdict => ({
  aspect: 'standing',
  line,
  value,
})

describe('holdingOn', () => {
  const rows = [
    judged('1', '2026-01-01', standing('main/F1', 'last')),
    judged('2', '2026-03-01', standing('main/F1', 'first')),
    judged('3', '2026-03-01', standing('main/F1', 'also')),
    judged('4', '2026-02-01', standing('main/F2', 'first')),
    judged('5', '2026-05-01', standing('main/F2', null)),
    judged('6', '2026-02-01', { aspect: 'intent', value: 'secure' }),
  ]

  it.each([
    ['2025-12-31', []],
    ['2026-01-01', ['1']],
    ['2026-02-28', ['1', '4', '6']],
    // Of two for one day the later one counts.
    ['2026-03-01', ['3', '4', '6']],
    // What is taken back is not known again.
    ['2026-05-01', ['3', '6']],
  ])('on %s are %j', (day, ids) => {
    expect(holdingOn(rows, day).map(({ id }) => id)).toEqual(ids)
  })

  const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
    fc.record({
      aspect: fc.constant('standing' as const),
      line: fc.constantFrom('main/F1', 'main/F2'),
      value: fc.constantFrom('first' as const, 'also' as const, 'last' as const, null),
    }),
    fc.record({ aspect: fc.constant('travel' as const), value: fc.option(fc.nat(1440)) }),
  )
  const histories = fc.array(
    fc.tuple(fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'), verdicts, fc.constantFrom('a', 'b')),
    { maxLength: 20 },
  )

  it('is one for each matter whatever the order of the rows, and what is added for later changes no earlier day', () => {
    fc.assert(
      fc.property(histories, verdicts, (history, later) => {
        const rows = history.map(([from, verdict, account], at) =>
          judged(String(at).padStart(3, '0'), from, verdict, account),
        )
        const held = holdingOn(rows, '2026-02-15')
        expect(new Set(held.map(({ accountId, verdict }) => matterOf(accountId, verdict))).size).toBe(held.length)
        const ids = (list: readonly Judgement[]) => list.map(({ id }) => id).toSorted()
        expect(ids(holdingOn(rows.toReversed(), '2026-02-15'))).toEqual(ids(held))
        const more = [...rows, judged('999', '2026-02-16', later)]
        expect(ids(holdingOn(more, '2026-02-15'))).toEqual(ids(held))
      }),
    )
  })
})

describe('facts of judgements', () => {
  it('count the lines of each account by standing', () => {
    const held = [
      judged('1', '2026-01-01', standing('main/F1', 'first')),
      judged('2', '2026-01-01', standing('main/F2', 'also')),
      judged('3', '2026-01-01', standing('main/F3', 'also')),
      judged('4', '2026-01-01', standing('main/F1', 'last'), 'b'),
      judged('5', '2026-01-01', { aspect: 'intent', value: 'secure' }, 'c'),
    ]
    expect([...standingFacts(held)]).toEqual([
      ['a', { standingFirst: 1, standingAlso: 2, standingLast: 0 }],
      ['b', { standingFirst: 0, standingAlso: 0, standingLast: 1 }],
    ])
  })

  it('take the likely potential and the reference, and count that they are known', () => {
    const potential = { source: 'account', low: 0n, likely: 5_000_000n, high: 9_000_000n } as const
    const held = [
      judged('1', '2026-01-01', { aspect: 'growth-potential', value: potential }),
      judged('2', '2026-01-01', { aspect: 'reference', value: 'speaks' }),
      judged('3', '2026-01-01', { aspect: 'reference', value: 'declined' }, 'b'),
    ]
    expect([...judgedFit(held)]).toEqual([
      ['a', { growthPotential: 5_000_000n, growthKnown: 1, referenceSpeaks: 1 }],
      ['b', { referenceDeclined: 1 }],
    ])
  })
})

describe('flawOf', () => {
  const potential = (low: bigint, likely: bigint, high: bigint): Verdict => ({
    aspect: 'growth-potential',
    value: { source: 'market', low, likely, high },
  })

  it.each([
    ['a potential of nothing', potential(0n, 0n, 0n), null],
    ['a potential that rises', potential(1n, 2n, 3n), null],
    ['one below zero', potential(-1n, 2n, 3n), 'rise from zero'],
    ['one that falls at first', potential(3n, 2n, 4n), 'rise from zero'],
    ['one that falls at last', potential(1n, 5n, 4n), 'rise from zero'],
    ['no minutes at all', { aspect: 'travel', value: 0 } as const, null],
    ['more than a day', { aspect: 'travel', value: 1441 } as const, 'from 0 to 1440'],
    ['half a minute', { aspect: 'travel', value: 1.5 } as const, 'whole number'],
    ['minutes taken back', { aspect: 'travel', value: null } as const, null],
    ['a region twice', { aspect: 'regions', value: ['North', 'North'] } as const, 'once'],
    ['no region', { aspect: 'regions', value: [] } as const, 'one at least'],
    ['no line', standing('', 'first'), 'line of products'],
  ])('of %s', (_, verdict, flaw) => {
    expect(flawOf(verdict) ?? 'none').toContain(flaw ?? 'none')
  })
})
