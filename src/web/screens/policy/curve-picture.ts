import type { Curve } from '../../../domain/curve.ts'
import { isAmount } from './document.ts'

/** A curve as a line in a box of 100 by 40, points upward; null while its numbers are none. Sizes only: points are exact elsewhere. */
export function curvePath(curve: Curve): string | null {
  const points = cornersOf(curve)
  if (points === null) return null
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const span = high - low || 1
  // A tenth of room at either end shows that it goes on flat.
  const x = (value: number): number => 10 + ((value - low) / span) * 80
  const y = (share: number): number => 38 - (Math.min(Math.max(share, 0), 100) / 100) * 36
  const at = (left: number, share: number): string => `${String(round(left))} ${String(round(y(share)))}`
  const sorted = points.toSorted((one, other) => one.value - other.value)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return null
  return [
    `M${at(0, first.before)}`,
    ...sorted.flatMap(({ value, before, points: share }) => [`L${at(x(value), before)}`, `L${at(x(value), share)}`]),
    `L${at(100, last.points)}`,
  ].join('')
}

/** Where it turns: the points up to there and from there on. */
function cornersOf(
  curve: Curve,
): { readonly value: number; readonly before: number; readonly points: number }[] | null {
  if (curve.type === 'linear') {
    const ends = [curve.from, curve.to]
    if (ends.some(([value, points]) => !isAmount(value) || !Number.isFinite(points))) return null
    return ends.map(([value, points]) => ({ value: Number(value), before: points, points }))
  }
  const { bands } = curve
  if (bands.some(({ atLeast, points }) => (atLeast !== null && !isAmount(atLeast)) || !Number.isFinite(points)))
    return null
  return bands.slice(0, -1).map(({ atLeast, points }, place) => ({
    value: Number(atLeast),
    before: bands[place + 1]?.points ?? 0,
    points,
  }))
}

/** A tenth of a unit is finer than a screen draws it. */
function round(size: number): number {
  return Math.round(size * 10) / 10
}
