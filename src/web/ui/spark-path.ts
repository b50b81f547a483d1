import { sizeOf } from '../format.ts'

interface Point {
  readonly x: number
  readonly y: number
}

const margin = 2

/**
 * The line through the values, the oldest first, and the area down to zero. The scale begins at zero, or below it where values
 * do, so that a steady line does not look like a fall. What is not known leaves a gap in nothing: the line goes on past it.
 */
export function sparkPath(values: readonly (string | null)[], width: number, height: number) {
  const sizes = values.map((value) => (value === null ? null : sizeOf(value)))
  const known = sizes.filter((size) => size !== null)
  const low = Math.min(0, ...known)
  const range = Math.max(0, ...known) - low || 1
  const step = (width - 2 * margin) / Math.max(values.length - 1, 1)
  const heightOf = (size: number) => height - margin - ((size - low) / range) * (height - 2 * margin)
  const points = sizes.flatMap((size, place): Point[] =>
    size === null ? [] : [{ x: margin + place * step, y: heightOf(size) }],
  )
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return { line: '', area: '', end: null }
  const line = points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('')
  const zero = short(heightOf(0))
  return { line, area: `${line}L${short(last.x)} ${zero}L${short(first.x)} ${zero}Z`, end: last }
}

function short(number: number): string {
  return String(Math.round(number * 10) / 10)
}
