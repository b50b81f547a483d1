import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCurve, directionOf, type Curve } from './curve.ts'
import { formatMicros, parseMicros } from './money.ts'

const spendLine: Curve = { type: 'linear', from: ['0', 0], to: ['20000', 100] }
const lateLine: Curve = { type: 'linear', from: ['0', 100], to: ['60', 0] }
const lateBackwards: Curve = { type: 'linear', from: ['60', 0], to: ['0', 100] }
const marginBands: Curve = {
  type: 'bands',
  bands: [
    { atLeast: '0.3', points: 100 },
    { atLeast: '0.15', points: 60.5 },
    { atLeast: null, points: 10 },
  ],
}

describe('compileCurve', () => {
  it.each([
    [spendLine, '-1', '0'],
    [spendLine, '0', '0'],
    [spendLine, '5000', '25'],
    [spendLine, '20000', '100'],
    [spendLine, '9999999', '100'],
    [spendLine, '0.000001', '0'],
    [lateLine, '15', '75'],
    [lateLine, '7.777777', '87.037038'],
    [lateBackwards, '15', '75'],
    [marginBands, '0.3', '100'],
    [marginBands, '0.299999', '60.5'],
    [marginBands, '0.15', '60.5'],
    [marginBands, '-5', '10'],
  ])('%j at %s gives %s points', (curve, value, points) => {
    expect(formatMicros(compileCurve(curve)(parseMicros(value)), 0)).toBe(points)
  })

  it('refuses a line between two equal values', () => {
    expect(() => compileCurve({ type: 'linear', from: ['5', 0], to: ['5.0', 1] })).toThrow(
      'Cannot draw a line from "5"',
    )
  })

  it('law: a line stays between its anchors and keeps its direction', () => {
    const micros = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
    fc.assert(
      fc.property(micros, micros, (left, right) => {
        const [low, high] = left < right ? [left, right] : [right, left]
        expect(compileCurve(spendLine)(low) <= compileCurve(spendLine)(high)).toBe(true)
        expect(compileCurve(lateLine)(low) >= compileCurve(lateLine)(high)).toBe(true)
        expect(compileCurve(spendLine)(low) >= 0n && compileCurve(spendLine)(high) <= 100_000_000n).toBe(true)
      }),
    )
  })
})

describe('directionOf', () => {
  const bands = (...points: number[]): Curve => ({
    type: 'bands',
    bands: points.map((value, index) => ({
      atLeast: index === points.length - 1 ? null : `${9 - index}`,
      points: value,
    })),
  })
  it.each([
    [spendLine, 'rising'],
    [lateLine, 'falling'],
    [lateBackwards, 'falling'],
    [marginBands, 'rising'],
    [bands(0, 50, 100), 'falling'],
    [bands(100, 0, 50), 'mixed'],
    [bands(5, 5), 'flat'],
    [bands(5), 'flat'],
  ])('%j is %s', (curve, direction) => {
    expect(directionOf(curve)).toBe(direction)
  })
})
