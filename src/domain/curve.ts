import { divideHalfEven, numberToMicros, parseMicros, type Micros } from './money.ts'

/** A value of the metric as a decimal string, and the points, 0..100, it is worth. */
type Anchor = readonly [value: string, points: number]

/** One step of a band curve; `atLeast` null is the last one, for everything below. */
export interface Band {
  readonly atLeast: string | null
  readonly points: number
}

/** How a metric becomes points on the common scale 0..100: a straight line between two anchors, or steps. */
export type Curve =
  | { readonly type: 'linear'; readonly from: Anchor; readonly to: Anchor }
  | { readonly type: 'bands'; readonly bands: readonly Band[] }

/**
 * The curve as a function from millionths of the metric to millionths of a point. A line is flat outside its anchors and
 * rounds half to even; a band is inclusive at the bottom.
 */
export function compileCurve(curve: Curve): (value: Micros) => Micros {
  if (curve.type === 'linear') return line(curve.from, curve.to)
  const steps = curve.bands.map(({ atLeast, points }) => ({
    atLeast: atLeast === null ? null : parseMicros(atLeast),
    points: numberToMicros(points),
  }))
  return (value) => steps.find(({ atLeast }) => atLeast === null || value >= atLeast)?.points ?? 0n
}

/** The values at which the points of a curve turn or jump, in millionths of the metric: its anchors, or the bounds of its bands. */
export function turnsOf(curve: Curve): readonly Micros[] {
  const values = curve.type === 'linear' ? [curve.from[0], curve.to[0]] : curve.bands.map(({ atLeast }) => atLeast)
  return values.flatMap((value) => (value === null ? [] : [parseMicros(value)]))
}

/**
 * The way the points go as the metric grows: the law that a better fact never lowers a score needs it to agree with the
 * metric. `mixed` goes both ways and is never allowed.
 */
export function directionOf(curve: Curve): 'rising' | 'falling' | 'flat' | 'mixed' {
  const points =
    curve.type === 'bands'
      ? curve.bands.map((band) => band.points).toReversed()
      : parseMicros(curve.from[0]) < parseMicros(curve.to[0])
        ? [curve.from[1], curve.to[1]]
        : [curve.to[1], curve.from[1]]
  const steps = points.slice(1).map((value, index) => value - (points[index] ?? value))
  const [rises, falls] = [steps.some((step) => step > 0), steps.some((step) => step < 0)]
  if (rises && falls) return 'mixed'
  return rises ? 'rising' : falls ? 'falling' : 'flat'
}

function line(from: Anchor, to: Anchor): (value: Micros) => Micros {
  const ends = [from, to].map(([value, points]) => ({ value: parseMicros(value), points: numberToMicros(points) }))
  const [low, high] = ends.toSorted((left, right) => (left.value < right.value ? -1 : 1))
  if (!low || !high || low.value === high.value)
    throw new RangeError(`Cannot draw a line from "${from[0]}" to "${to[0]}"`)
  return (value) => {
    if (value <= low.value) return low.points
    if (value >= high.value) return high.points
    return low.points + divideHalfEven((high.points - low.points) * (value - low.value), high.value - low.value)
  }
}
