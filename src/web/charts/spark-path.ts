/**
 * The path of a sparkline through the values, oldest first, in a box of `width` x `height` with a margin of `inset`. The scale
 * begins at zero, or below it where values do, so that a steady line does not look like a fall. Empty without two values.
 */
export function sparkPath(values: readonly number[], width: number, height: number, inset = 1): string {
  return sparkPoints(values, width, height, inset)
    .map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`)
    .join('')
}

/** The points of the path; the last one may wear a dot. */
export function sparkPoints(
  values: readonly number[],
  width: number,
  height: number,
  inset = 1,
): readonly { readonly x: number; readonly y: number }[] {
  if (values.length < 2) return []
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const range = high - low || 1
  return values.map((value, place) => ({
    x: inset + (place / (values.length - 1)) * (width - 2 * inset),
    y: height - inset - ((value - low) / range) * (height - 2 * inset),
  }))
}

function short(number: number): string {
  return String(Math.round(number * 10) / 10)
}
