import { ratio } from '../money.ts'
import type { Micros } from '../money.ts'

/** A point of the curve: the accounts up to this rank together. */
interface WhalePoint {
  /** 1 for the account that earns most. */
  readonly rank: number
  readonly accountShare: number
  readonly sum: Micros
  /** Of the total; null where that is not above zero. */
  readonly share: number | null
}

/** Who makes the profit of a book and who uses it up (measures.md, 8). */
export interface Whale {
  readonly accounts: number
  readonly total: Micros
  readonly points: readonly WhalePoint[]
  /** Peak internal profit: where the curve is highest, at the first account of several. */
  readonly peak: WhalePoint
  /** Peak less total: what the accounts after the peak use up. */
  readonly erosion: { readonly sum: Micros; readonly share: number | null }
}

/**
 * The whale curve of net profits: the largest first, cumulated, over the total. At most `atMost` points stand for it, evenly over the
 * ranks, the peak and the last always among them. Where the total is not above zero there are no shares of it. Null for no account.
 */
export function whaleOf(netProfits: readonly Micros[], atMost: number): Whale | null {
  const sorted = netProfits.toSorted((one, other) => (one < other ? 1 : one > other ? -1 : 0))
  if (sorted.length === 0) return null
  const sums: Micros[] = []
  let peakAt = 0
  for (const [index, amount] of sorted.entries()) {
    const sum = (sums[index - 1] ?? 0n) + amount
    sums.push(sum)
    if (sum > (sums[peakAt] ?? 0n)) peakAt = index
  }
  const total = sums.at(-1) ?? 0n
  const shareOf = (sum: Micros): number | null => (total > 0n ? ratio(sum, total) : null)
  const pointAt = (index: number): WhalePoint => {
    const sum = sums[index] ?? 0n
    return { rank: index + 1, accountShare: (index + 1) / sorted.length, sum, share: shareOf(sum) }
  }
  const peak = pointAt(peakAt)
  const erosion = peak.sum - total
  return {
    accounts: sorted.length,
    total,
    points: spread(sorted.length, atMost, peakAt).map(pointAt),
    peak,
    erosion: { sum: erosion, share: shareOf(erosion) },
  }
}

/** Places evenly over `length`, the last and `always` among them, `atMost` in all. */
function spread(length: number, atMost: number, always: number): readonly number[] {
  if (length <= atMost) return Array.from({ length }, (_, index) => index)
  const room = atMost - 1
  const even = Array.from({ length: room }, (_, index) => Math.round((index * (length - 1)) / (room - 1)))
  return [...new Set([...even, always])].toSorted((one, other) => one - other)
}
