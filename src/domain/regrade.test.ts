import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { regradeClassOf } from './regrade.ts'

const abc = ['A', 'B', 'C']

describe('regradeClassOf', () => {
  it.each([
    ['A', 'A', abc, abc, 'kept'],
    [null, null, abc, abc, 'kept'],
    ['B', 'A', abc, abc, 'up'],
    ['A', 'C', abc, abc, 'down'],
    [null, 'C', abc, abc, 'graded'],
    ['C', null, abc, abc, 'ungraded'],
    ['A', 'A+', abc, ['A+', 'A', 'B', 'C'], 'up'],
    ['C', 'B', abc, ['A', 'B'], 'up'],
    ['A', 'Gold', abc, ['Gold', 'Silver'], 'relabelled'],
    // The same two labels turned round: the policy that comes says which is better.
    ['A', 'B', ['A', 'B'], ['B', 'A'], 'up'],
  ])('%s to %s, of %j and %j, is %s', (from, to, before, after, expected) => {
    expect(regradeClassOf({ from, to }, { before, after })).toBe(expected)
  })

  it('law: under one set of labels the way back is the opposite', () => {
    const opposite = {
      kept: 'kept',
      up: 'down',
      down: 'up',
      relabelled: 'relabelled',
      graded: 'ungraded',
      ungraded: 'graded',
    }
    const label = fc.constantFrom(...abc, null)
    fc.assert(
      fc.property(label, label, (from, to) => {
        const labels = { before: abc, after: abc }
        expect(regradeClassOf({ from: to, to: from }, labels)).toBe(opposite[regradeClassOf({ from, to }, labels)])
      }),
    )
  })
})
