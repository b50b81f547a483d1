import type { Micros } from '../money.ts'
import { postures } from './posture.ts'
import type { Posture } from './posture.ts'

interface Sized {
  readonly posture: Posture
  /** The size of its net profit or loss. */
  readonly size: Micros
}

/**
 * Those that stand for all on a map that has room for so many: of each posture the same number, what one does not need going to the
 * others. Of a posture with more than that, the largest and then evenly down to the smallest. All where there is room; the largest first.
 */
export function pickForMap<T extends Sized>(all: readonly T[], most: number): readonly T[] {
  const sorted = all.toSorted((one, other) => (one.size < other.size ? 1 : one.size > other.size ? -1 : 0))
  const groups = postures.map((posture) => sorted.filter((one) => one.posture === posture))
  const picked = new Set<T>()
  let room = most
  // The smallest group first: what it leaves is shared by those that come after it.
  for (const [at, group] of groups.toSorted((one, other) => one.length - other.length).entries()) {
    const count = Math.min(group.length, Math.floor(room / (groups.length - at)))
    room -= count
    for (let place = 0; place < count; place += 1) {
      const one = group[Math.floor((place * group.length) / count)]
      if (one) picked.add(one)
    }
  }
  return sorted.filter((one) => picked.has(one))
}
