import { describe, expect, it } from 'vitest'
import { areOthers, figuresOf } from './figures.ts'

/** The figures of a book at a moment of its life. */
function at(shownView: number | null, version: number, isRefreshing = false) {
  return figuresOf({
    shownView,
    isRefreshing,
    policy: { name: 'spend', version, gradeBy: 'spend', level: 'account', kinds: ['goods'], grades: [] },
  })
}

describe('other figures are there to show', () => {
  it.each([
    ['after an import', at(1, 1, true), at(2, 1)],
    ['after the first import', at(null, 1), at(1, 1)],
    ['after one import while the next is being worked out', at(1, 1, true), at(2, 1, true)],
    ['after a rate was set or an account judged, though nobody looked meanwhile', at(1, 1), at(2, 1)],
    ['after another policy was adopted', at(1, 1), at(1, 2)],
    ['when the other policy has been worked out', at(1, 2, true), at(1, 2)],
  ])('%s', (_, before, now) => {
    expect(areOthers(before, now)).toBe(true)
  })

  it.each([
    ['where nothing happened', at(1, 1), at(1, 1)],
    ['while an import is being worked out', at(1, 1), at(1, 1, true)],
    ['while a policy is being worked out', at(1, 1), at(1, 2, true)],
  ])('but not %s', (_, before, now) => {
    expect(areOthers(before, now)).toBe(false)
  })
})
