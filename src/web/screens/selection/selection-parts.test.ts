import { describe, expect, it } from 'vitest'
import { pointsOf } from './selection-parts.ts'

describe('pointsOf', () => {
  it.each([
    [66.5, 65, '66.5'],
    [57.142857, 65, '57.1'],
    [65, 65, '65'],
    // One decimal would say that it is strategic.
    [64.96, 65, '64.96'],
    [64.999999, 65, '64.999999'],
    [64.96, null, '65'],
  ])('writes %d beside %d as %s', (points, atLeast, text) => {
    expect(pointsOf(points, atLeast)).toBe(text)
  })
})
