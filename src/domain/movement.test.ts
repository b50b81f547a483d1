import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFacts, type AccountFacts } from './facts.ts'
import { gradeCounts } from './grade.ts'
import {
  moneyClassOf,
  movementClasses,
  movementEndOf,
  movementList,
  movementMatrix,
  movementStartOf,
  type AccountState,
} from './movement.ts'
import { defaultPolicy } from './policy.ts'

const labels = ['A', 'B', 'C']
const grade = fc.constantFrom('A', 'B', 'C', null)

function facts(spend: bigint, firstInvoice: string, lastInvoice = firstInvoice): AccountFacts {
  return { ...emptyFacts('a'), lines: 1, spend, firstInvoice, lastInvoice }
}
const state = (label: string | null, of: AccountFacts | null, ownerId: string | null = null): AccountState => ({
  grade: label,
  facts: of,
  ownerId,
})

describe('movementMatrix', () => {
  it('has every cell, best grade first, no grade last', () => {
    const before = new Map([
      ['a', 'A'],
      ['b', 'B'],
      ['gone', 'A'],
    ])
    const after = new Map([
      ['a', 'A'],
      ['b', null],
      ['fresh', 'B'],
    ])
    expect(movementMatrix(before, after, ['A', 'B'])).toEqual([
      { from: 'A', to: 'A', count: 1 },
      { from: 'A', to: 'B', count: 0 },
      { from: 'A', to: null, count: 1 },
      { from: 'B', to: 'A', count: 0 },
      { from: 'B', to: 'B', count: 0 },
      { from: 'B', to: null, count: 1 },
      { from: null, to: 'A', count: 0 },
      { from: null, to: 'B', count: 1 },
      { from: null, to: null, count: 0 },
    ])
  })

  it('refuses a grade that is not among the labels', () => {
    expect(() => movementMatrix(new Map([['a', 'Z']]), new Map(), labels)).toThrow(
      'Cannot place grade "Z" in a matrix of A, B, C',
    )
  })

  it('law: rows add up to the grades before, columns to those after, all cells to the accounts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(grade, grade)), (pairs) => {
        const before = new Map(pairs.map(([from], index) => [`a${index}`, from]))
        const after = new Map(pairs.map(([, to], index) => [`a${index}`, to]))
        const cells = movementMatrix(before, after, labels)
        const sum = (of: typeof cells): number => of.reduce((total, { count }) => total + count, 0)
        for (const [label, count] of gradeCounts(before.values(), defaultPolicy)) {
          expect(sum(cells.filter(({ from }) => from === label))).toBe(count)
        }
        for (const [label, count] of gradeCounts(after.values(), defaultPolicy)) {
          expect(sum(cells.filter(({ to }) => to === label))).toBe(count)
        }
        expect(sum(cells)).toBe(pairs.length)
        expect(cells).toHaveLength(16)
      }),
    )
  })
})

describe('movementList', () => {
  const old = facts(50n, '2011-05-01', '2012-03-01')
  it.each([
    ['new', state(null, null), state('A', facts(90n, '2013-01-01'))],
    ['returned', state(null, null), state('A', facts(90n, '2011-12-31', '2013-04-01'))],
    ['returned', state(null, { ...emptyFacts('a'), firstInvoice: '2011-01-01' }), state('A', facts(90n, '2011-01-01'))],
    ['lost', state('B', old), state(null, null)],
    ['lost', state('B', old), state('A', null)],
    ['up', state('B', old), state('A', old)],
    ['down', state('A', old), state('C', old)],
    ['kept', state('C', old), state('C', facts(1n, '2013-01-01'))],
    ['kept', state('A', null), state('A', null)],
    ['ungraded', state(null, null), state(null, null)],
    ['ungraded', state(null, old), state(null, old)],
    ['ungraded', state(null, old), state(null, null)],
    ['ungraded', state('A', null), state(null, null)],
  ])('%s %#', (expected, before, after) => {
    const [move] = movementList({ accounts: [{ id: 'a', before, after }], afterFrom: '2013-01-01', labels })
    expect(move?.class).toBe(expected)
  })

  it('gives a lost account its last invoice, its lost value and both owners', () => {
    const before = state('B', facts(50n, '2011-05-01', '2012-03-01'), 'ann')
    const after = state(null, { ...emptyFacts('a'), lastInvoice: '2012-12-20' }, 'bob')
    expect(movementList({ accounts: [{ id: 'a', before, after }], afterFrom: '2014-01-01', labels })).toEqual([
      {
        id: 'a',
        class: 'lost',
        from: 'B',
        to: null,
        spendBefore: 50n,
        spendAfter: null,
        change: -50n,
        lastInvoice: '2012-12-20',
        lostValue: 50n,
        ownerBefore: 'ann',
        ownerAfter: 'bob',
      },
    ])
  })

  it('refuses a grade that is not among the labels', () => {
    const accounts = [{ id: 'a', before: state('Z', old), after: state('A', old) }]
    expect(() => movementList({ accounts, afterFrom: '2013-01-01', labels })).toThrow(
      'Cannot rank grade "Z" among A, B, C',
    )
  })

  it('law: every account has one class, and changes add up to the difference of the totals', () => {
    const spend = fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }))
    fc.assert(
      fc.property(fc.array(fc.tuple(spend, spend, grade, grade)), (rows) => {
        const of = (amount: bigint | null): AccountFacts | null =>
          amount === null ? null : facts(amount, '2012-01-01')
        const accounts = rows.map(([before, after, from, to], index) => ({
          id: `a${index}`,
          before: state(from, of(before)),
          after: state(to, of(after)),
        }))
        const moves = movementList({ accounts, afterFrom: '2013-01-01', labels })
        expect(moves).toHaveLength(rows.length)
        for (const move of moves) expect(movementClasses).toContain(move.class)
        const total = (amounts: readonly (bigint | null)[]): bigint =>
          amounts.reduce<bigint>((sum, it) => sum + (it ?? 0n), 0n)
        expect(total(moves.map(({ change }) => change))).toBe(
          total(rows.map(([, after]) => after)) - total(rows.map(([before]) => before)),
        )
      }),
    )
  })
})

describe('moneyClassOf', () => {
  const bound = { share: 0.1, amount: 1000n }
  const of = (before: bigint | null, after: bigint | null, isReturn = false) =>
    moneyClassOf({ before, after, isReturn }, bound)

  it.each([
    ['grew beyond both', 10_000n, 12_000n, 'up'],
    ['fell beyond both', 12_000n, 10_000n, 'down'],
    ['grew by just the amount', 5000n, 6000n, 'kept'],
    ['grew by just the share', 20_000n, 22_000n, 'kept'],
    ['grew beyond the amount alone', 100_000n, 105_000n, 'kept'],
    ['grew beyond the share alone', 100n, 900n, 'kept'],
    ['came back from a net credit', -500n, 5000n, 'up'],
    ['had bought nothing in the end', 0n, 1000n, 'kept'],
    ['was lost', 5000n, null, 'lost'],
    ['is new', null, 5000n, 'new'],
    ['has money at neither end', null, null, 'ungraded'],
  ] as const)('an account that %s', (_, before, after, expected) => {
    expect(of(before, after)).toBe(expected)
  })

  it('tells who returned from who is new', () => {
    expect(of(null, 5000n, true)).toBe('returned')
  })

  const money = fc.option(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }))

  it('law: a wider bound moves nobody, and turned round up is down', () => {
    fc.assert(
      fc.property(money, money, fc.bigInt({ min: 0n, max: 10n ** 6n }), (before, after, more) => {
        const [narrow, wide] = [
          of(before, after),
          moneyClassOf({ before, after, isReturn: false }, { share: 0.5, amount: 1000n + more }),
        ]
        expect(wide === narrow || (wide === 'kept' && (narrow === 'up' || narrow === 'down'))).toBe(true)
        if (before === null || after === null) return
        const flat = { share: 0, amount: more }
        const turned = { up: 'down', down: 'up', kept: 'kept' } as const
        const there = moneyClassOf({ before, after, isReturn: false }, flat)
        const back = moneyClassOf({ before: after, after: before, isReturn: false }, flat)
        expect(Object.entries(turned)).toContainEqual([there, back])
      }),
    )
  })
})

describe('the row and the column of an account', () => {
  it.each(movementClasses)('with a grade is that grade, also of one who is %s', (name) => {
    expect([movementStartOf('A', name), movementEndOf('A', name)]).toEqual(['graded', 'graded'])
  })

  it('without one says where it came from and where it went', () => {
    expect(movementClasses.map((name) => movementStartOf(null, name))).toEqual([
      'new',
      'returned',
      'none',
      'none',
      'none',
      'none',
      'none',
    ])
    expect(movementClasses.map((name) => movementEndOf(null, name))).toEqual([
      'none',
      'none',
      'none',
      'none',
      'none',
      'lost',
      'none',
    ])
  })
})
