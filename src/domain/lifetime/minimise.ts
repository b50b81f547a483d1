/** The value of a smooth function at a point; writes its slope there into `slope`. */
export type SmoothFunction = (point: Float64Array, slope: Float64Array) => number

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  /** How often the function was asked. */
  readonly evaluations: number
  /** The inverse of the curvature as the steps showed it; null before two of them did. */
  readonly inverse: Curvature | null
}

type Curvature = readonly Float64Array[]

/** A slope that is as good as flat. */
const flat = 1e-8
/** Longest step in any one direction. */
const longestStep = 2
/** Share of the gain the slope promises that a step must bring (Armijo). */
const leastGain = 1e-4
/** Gains below this share of the value, as often in a row, are no gains. */
const noGain = { share: 1e-14, steps: 3 }
const mostSteps = 200
const mostHalvings = 40

/**
 * Finds a minimum inside bounds that are the same in every direction, by BFGS with steps that are halved until they gain. Ends
 * where the slope is flat or where no step gains any more: at the noise of rounding going on finds nothing. A curvature that is
 * known, of a function much like this one, spares the steps that would find it out.
 */
export function minimise(
  ask: SmoothFunction,
  start: readonly number[],
  bounds: { readonly lower: number; readonly upper: number },
  known: Curvature | null = null,
): Minimum {
  const size = start.length
  const clamp = (value: number) => Math.min(bounds.upper, Math.max(bounds.lower, value))
  let point = Float64Array.from(start, clamp)
  let slope = new Float64Array(size)
  let value = ask(point, slope)
  let evaluations = 1
  let inverse = known
  let idle = 0
  for (let step = 0; step < mostSteps; step++) {
    const free = Array.from(point, (at, index) => !isHeld(at, slope[index] ?? 0, bounds))
    if (Math.max(...Array.from(slope, (part, index) => (free[index] ? Math.abs(part) : 0))) < flat) break

    let direction = descend(slope, inverse, free)
    let promise = dot(direction, slope)
    if (inverse && promise >= 0) {
      inverse = null
      direction = descend(slope, null, free)
      promise = dot(direction, slope)
    }
    const longest = Math.max(...direction.map(Math.abs))
    let factor = Math.min(1, longestStep / longest)
    let next: { point: Float64Array<ArrayBuffer>; slope: Float64Array<ArrayBuffer>; value: number } | null = null
    for (let halving = 0; halving < mostHalvings; halving++, factor /= 2) {
      const tried = Float64Array.from(point, (at, index) => clamp(at + factor * (direction[index] ?? 0)))
      const triedSlope = new Float64Array(size)
      const triedValue = ask(tried, triedSlope)
      evaluations++
      if (Number.isFinite(triedValue) && triedValue < value + leastGain * factor * promise) {
        next = { point: tried, slope: triedSlope, value: triedValue }
        break
      }
      // So small a step changes no digit of the value: what is left is rounding.
      if (-factor * promise < Number.EPSILON * Math.abs(value)) break
    }
    if (!next) {
      if (!inverse) break
      inverse = null
      continue
    }
    const moved = next.point.map((at, index) => at - (point[index] ?? 0))
    const turned = next.slope.map((part, index) => part - (slope[index] ?? 0))
    inverse = learn(inverse, moved, turned)
    idle = value - next.value <= noGain.share * Math.abs(value) ? idle + 1 : 0
    ;({ point, slope, value } = next)
    if (idle === noGain.steps) break
  }
  return { point, value, evaluations, inverse }
}

/** Whether a bound keeps a part of the point where the slope would have it go on. */
function isHeld(at: number, slope: number, { lower, upper }: { lower: number; upper: number }): boolean {
  return (at <= lower && slope > 0) || (at >= upper && slope < 0)
}

function descend(slope: Float64Array, inverse: Curvature | null, free: readonly boolean[]): number[] {
  return free.map((isFree, row) => {
    if (!isFree) return 0
    if (!inverse) return -(slope[row] ?? 0)
    let sum = 0
    for (const [column, part] of slope.entries()) if (free[column]) sum -= (inverse[row]?.[column] ?? 0) * part
    return sum
  })
}

/** The inverse of the curvature as the last step showed it; the one before where the step showed none. */
function learn(inverse: Curvature | null, moved: Float64Array, turned: Float64Array): Curvature | null {
  const curve = dot(moved, turned)
  if (curve <= 1e-14 * Math.sqrt(dot(moved, moved) * dot(turned, turned))) return inverse
  const known = inverse ?? identity(moved.length, curve / dot(turned, turned))
  const seen = known.map((row) => dot(row, turned))
  const stretch = (1 + dot(seen, turned) / curve) / curve
  return known.map((row, i) =>
    row.map(
      (part, j) =>
        part +
        stretch * (moved[i] ?? 0) * (moved[j] ?? 0) -
        ((seen[i] ?? 0) * (moved[j] ?? 0) + (moved[i] ?? 0) * (seen[j] ?? 0)) / curve,
    ),
  )
}

function identity(size: number, scale: number): Curvature {
  return Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size }, (_, at) => (at === row ? scale : 0)),
  )
}

function dot(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < first.length; index++) sum += (first[index] ?? 0) * (second[index] ?? 0)
  return sum
}

/**
 * The variances of an estimate that minimises the mean of `count` observations' losses: the diagonal of the inverse of the
 * curvature, by differences of the slope. Null where the curvature is not that of a minimum in every direction.
 */
export function variancesAt(ask: SmoothFunction, point: Float64Array, count: number): readonly number[] | null {
  const size = point.length
  const width = 1e-4
  const slopeAt = (column: number, by: number): Float64Array => {
    const slope = new Float64Array(size)
    ask(
      point.map((at, index) => (index === column ? at + by : at)),
      slope,
    )
    return slope
  }
  const columns = Array.from({ length: size }, (_, column) => {
    const [above, below] = [slopeAt(column, width), slopeAt(column, -width)]
    return above.map((part, row) => (part - (below[row] ?? 0)) / (2 * width))
  })
  const cell = (row: number, column: number) => ((columns[column]?.[row] ?? 0) + (columns[row]?.[column] ?? 0)) / 2
  const factor = cholesky(size, cell)
  if (!factor) return null
  // Column i of the inverse solves L L' x = e_i; its i-th part is the length of the solution of L y = e_i.
  return Array.from({ length: size }, (_, i) => {
    const solved = new Float64Array(size)
    for (let row = i; row < size; row++) {
      let sum = row === i ? 1 : 0
      for (let column = i; column < row; column++) sum -= (factor[row]?.[column] ?? 0) * (solved[column] ?? 0)
      solved[row] = sum / (factor[row]?.[row] ?? 1)
    }
    return dot(solved, solved) / count
  })
}

/** The lower triangle whose square is the matrix; null where it is not positive definite, or so little that nothing is left. */
function cholesky(size: number, cell: (row: number, column: number) => number): Float64Array[] | null {
  const factor = Array.from({ length: size }, () => new Float64Array(size))
  for (let row = 0; row < size; row++) {
    const own = factor[row]
    if (!own) return null
    for (let column = 0; column <= row; column++) {
      const other = factor[column]
      if (!other) return null
      let sum = cell(row, column)
      for (let index = 0; index < column; index++) sum -= (own[index] ?? 0) * (other[index] ?? 0)
      if (row !== column) own[column] = sum / (other[column] ?? 1)
      else if (sum > 1e-10 * Math.abs(cell(row, row))) own[column] = Math.sqrt(sum)
      else return null
    }
  }
  return factor
}
