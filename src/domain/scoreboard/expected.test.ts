import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finish } from '../facts-table.ts'
import { parseMicros } from '../money.ts'
import { movementClasses } from '../movement.ts'
import type { MovementClass } from '../movement.ts'
import { allot, expectationSteps, scoreOfMove } from './expected.ts'
import type { WeighedAccount } from './expected.ts'

interface Row {
  readonly rep: string | null
  readonly start: string | null
  readonly move: MovementClass
  readonly count: number
  readonly before?: string
  readonly change?: string
}

function accounts(rows: readonly Row[]): WeighedAccount[] {
  return rows.flatMap(({ rep, start, move, count, before = '100', change = '0' }) =>
    Array.from({ length: count }, () => ({
      rep,
      start,
      segment: 'IND',
      move,
      before: start === null ? null : parseMicros(before),
      change: parseMicros(change),
    })),
  )
}

const expectationsOf = (all: readonly WeighedAccount[]) => finish(expectationSteps(all))

describe('What a book was expected to do', () => {
  it('is what such accounts did on average: of 20 C that rise by 40 % a rep with 10 expects 4', () => {
    const found = expectationsOf(
      accounts([
        { rep: 'easy', start: 'C', move: 'up', count: 5, change: '10' },
        { rep: 'easy', start: 'C', move: 'kept', count: 5 },
        { rep: 'hard', start: 'C', move: 'up', count: 3, change: '10' },
        { rep: 'hard', start: 'C', move: 'kept', count: 7 },
      ]),
    )
    // Variance of the 20 moves: .4 x .6; drawn 10 of 20: 10 x (1 - 10/20) x 20/19 x .24 = 1.263158.
    expect(found.get('easy')).toEqual({
      start: 10,
      net: 5,
      expectedNet: 4,
      spread: 1.123903,
      expectedChange: parseMicros('40'),
    })
    expect(found.get('hard')).toMatchObject({ net: 3, expectedNet: 4, expectedChange: parseMicros('40') })
  })

  it('makes an easy book no merit: whoever has all the risers expects them to rise', () => {
    const found = expectationsOf(
      accounts([
        { rep: 'risers', start: 'C', move: 'up', count: 10 },
        { rep: 'fallers', start: 'A', move: 'down', count: 9 },
        { rep: 'fallers', start: 'A', move: 'kept', count: 1 },
      ]),
    )
    expect(found.get('risers')).toMatchObject({ net: 10, expectedNet: 10, spread: 0 })
    expect(found.get('fallers')).toMatchObject({ net: -9, expectedNet: -9, spread: 0 })
  })

  it('expects accounts won from outside by the size of the book: 30 of 40 start accounts expect 3 of 4 won', () => {
    const found = expectationsOf(
      accounts([
        { rep: 'large', start: 'B', move: 'kept', count: 30 },
        { rep: 'small', start: 'B', move: 'kept', count: 10 },
        { rep: 'small', start: null, move: 'new', count: 3, change: '50' },
        { rep: 'small', start: null, move: 'returned', count: 1, change: '50' },
      ]),
    )
    // 4 x 3/4 x 1/4 = .75.
    expect(found.get('large')).toMatchObject({ net: 0, expectedNet: 3, spread: 0.866025 })
    expect(found.get('small')).toMatchObject({ net: 4, expectedNet: 1, expectedChange: parseMicros('50') })
  })

  it('takes accounts of a grade together where a segment has fewer than eight of them', () => {
    const [one, ...others] = accounts([{ rep: 'x', start: 'C', move: 'kept', count: 7 }])
    const alone = [{ ...one, rep: 'y', segment: 'RARE', move: 'up' as const } as WeighedAccount, ...others]
    expect(expectationsOf(alone).get('y')?.expectedNet).toBe(0.142857)
  })
})

const reps = fc.constantFrom('r1', 'r2', 'r3', null)
const account: fc.Arbitrary<WeighedAccount> = fc
  .record({
    rep: reps,
    start: fc.constantFrom('A', 'B', 'C', null),
    segment: fc.constantFrom('s1', 's2', null),
    move: fc.constantFrom(...movementClasses),
    before: fc.option(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 12n }), { nil: null }),
    change: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  })
  .map((one) => ({ ...one, before: one.start === null ? null : one.before }))

describe('Expected movement', () => {
  it('sums to what all accounts did, in accounts and to the last millionth of money', () => {
    fc.assert(
      fc.property(fc.array(account, { maxLength: 120 }), (all) => {
        const found = [...expectationsOf(all).values()]
        const net = all.reduce((sum, { move }) => sum + scoreOfMove(move), 0)
        const expected = found.reduce((sum, { expectedNet }) => sum + expectedNet, 0)
        expect(Math.abs(expected - net)).toBeLessThan(1e-5)
        expect(found.reduce((sum, one) => sum + one.net, 0)).toBe(net)
        expect(found.reduce((sum, one) => sum + one.expectedChange, 0n)).toBe(
          all.reduce((sum, { change }) => sum + change, 0n),
        )
      }),
    )
  })

  it('does not depend on the order of accounts, nor on what reps are called', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 60 }), (all) => {
        const sorted = (map: ReturnType<typeof expectationsOf>) =>
          [...map].map(([rep, one]) => [rep, one.net, one.expectedNet])
        const turned = expectationsOf(all.toReversed())
        for (const [rep, , expectedNet] of sorted(expectationsOf(all))) {
          expect(turned.get(rep as string | null)?.expectedNet).toBeCloseTo(Number(expectedNet), 5)
        }
      }),
    )
  })

  it('of one book for all is what it did, and leaves chance no room', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 60 }), (all) => {
        const [one] = expectationsOf(all.map((each) => ({ ...each, rep: 'only' }))).values()
        expect(one?.expectedNet).toBeCloseTo(one?.net ?? Number.NaN, 5)
        expect(one?.spread).toBeCloseTo(0, 5)
      }),
    )
  })

  it('deals chance as it says: of accounts dealt out at random some one in twenty books lies beyond 1.96 spreads', () => {
    // A generator of its own, so that the count is the same in every run.
    let state = 20_260_301
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state / 2_147_483_648
    }
    let [beyond, books] = [0, 0]
    for (let run = 0; run < 150; run += 1) {
      const all = Array.from({ length: 240 }, (): WeighedAccount => {
        const start = (['A', 'B', 'C'] as const)[Math.floor(random() * 3)] ?? null
        const chance = random()
        const move = chance < 0.2 ? 'up' : chance < 0.35 ? 'down' : 'kept'
        return { rep: `r${String(Math.floor(random() * 4))}`, start, segment: null, move, before: null, change: 0n }
      })
      for (const { net, expectedNet, spread } of expectationsOf(all).values()) {
        books += 1
        if (Math.abs(net - expectedNet) > 1.96 * spread) beyond += 1
      }
    }
    expect(beyond / books).toBeGreaterThan(0.02)
    expect(beyond / books).toBeLessThan(0.08)
  })
})

describe('allot', () => {
  it('gives what is left over to the largest weight', () => {
    expect(allot(10n, [1n, 1n, 2n])).toEqual([2n, 2n, 6n])
    expect(allot(-10n, [1n, 2n])).toEqual([-3n, -7n])
  })

  it('refuses to allot by nothing', () => {
    expect(() => allot(1n, [0n])).toThrow('Cannot allot an amount by no weight')
  })
})
