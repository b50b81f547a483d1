import { microsPerUnit, type Micros } from './money.ts'
import type { ExactBound } from './grade.ts'
import type { GradeBasis } from './policy.ts'

/** Values from `from` inclusive to `below` exclusive, null without end, all of one grade. */
export interface ValueBin {
  readonly from: Micros | null
  readonly below: Micros | null
  /** The grade of every value in it, so that a chart can colour it; bounds always lie between two bins. */
  readonly label: string
  readonly count: number
}

/** How many values lie close to a bound, which a small change of it would move. */
export interface NearBoundCount {
  readonly label: string
  readonly atLeast: Micros
  /** From the bound up to a tenth above it, and from a tenth below it up to it. */
  readonly justAbove: number
  readonly justBelow: number
}

/** Six steps of a decade look even on a scale of powers of ten, and are figures that people name. */
const stepsOfDecade = [10n, 15n, 20n, 30n, 50n, 70n] as const
/** Decades below the largest value that are told apart; what is smaller is one bin. */
const decades = 4
const pointStep = 5n

/**
 * Counts the values between round figures and the bounds: steps of a decade for money, five points each for a score. From the
 * first bin with a value to the last; none without values.
 */
export function binValues(
  values: readonly Micros[],
  { of, bounds }: { readonly of: GradeBasis; readonly bounds: readonly ExactBound[] },
): readonly ValueBin[] {
  const round = of === 'score' ? pointEdges() : moneyEdges(values)
  const exact = bounds.flatMap(({ atLeast }) => (atLeast === null ? [] : [atLeast]))
  const edges = [...new Set([...round, ...exact])].toSorted((one, other) => (one < other ? -1 : 1))
  const counts = new Uint32Array(edges.length + 1)
  for (const value of values) {
    const place = edgesUpTo(edges, value)
    counts[place] = (counts[place] ?? 0) + 1
  }
  const bins = [null, ...edges].map((from, place): ValueBin => {
    const label = bounds.find(({ atLeast }) => atLeast === null || (from !== null && from >= atLeast))?.label ?? ''
    return { from, below: edges[place] ?? null, label, count: counts[place] ?? 0 }
  })
  const isFull = (bin: ValueBin): boolean => bin.count > 0
  return values.length === 0 ? [] : bins.slice(bins.findIndex(isFull), bins.findLastIndex(isFull) + 1)
}

/** How many values lie around each bound of a policy. */
export function countNearBounds(values: readonly Micros[], bounds: readonly ExactBound[]): readonly NearBoundCount[] {
  return bounds.flatMap(({ label, atLeast }) => {
    if (atLeast === null) return []
    // The least and the greatest whole number of millionths within a tenth of the bound.
    const [least, greatest] = [(atLeast * 9n + 9n) / 10n, (atLeast * 11n) / 10n]
    let [justAbove, justBelow] = [0, 0]
    for (const value of values) {
      if (value < least || value > greatest) continue
      if (value >= atLeast) justAbove += 1
      else justBelow += 1
    }
    return [{ label, atLeast, justAbove, justBelow }]
  })
}

function pointEdges(): Micros[] {
  return Array.from({ length: 21 }, (_, index) => BigInt(index) * pointStep * microsPerUnit)
}

/** Zero, and round figures from four decades below the largest value up to above it. */
function moneyEdges(values: readonly Micros[]): Micros[] {
  const most = values.reduce((greatest, value) => (value > greatest ? value : greatest), 0n)
  let top = microsPerUnit
  while (top <= most) top *= 10n
  const edges: Micros[] = [0n, top]
  for (let decade = decades; decade >= 1; decade -= 1) {
    const base = top / 10n ** BigInt(decade)
    edges.push(...stepsOfDecade.map((step) => (base * step) / 10n))
  }
  return edges
}

/** How many of the rising edges the value has reached. */
function edgesUpTo(edges: readonly Micros[], value: Micros): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= (edges[middle] ?? 0n)) low = middle + 1
    else high = middle
  }
  return low
}
