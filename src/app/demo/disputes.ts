import { decimalText } from './amounts.ts'
import { randomStream } from './prng.ts'
import type { SideBookParts, SidePart } from './side-book.ts'

const reasons = [
  'price differs from the order',
  'goods damaged',
  'short delivery',
  'goods not ordered',
  'no proof of delivery',
]

/** Two thirds of what is never paid are in dispute; a half of the disputes end without money. */
export function noteDisputes({ seed, calendar, files }: SideBookParts): SidePart {
  const random = randomStream(seed, 'disputes')
  return {
    noteDocument({ number, due, gross }, unpaid) {
      if (unpaid === 0 || !random.chance(6500)) return
      const opened = calendar.workingOnOrAfter(due + random.between(-10, 15))
      const closed = random.chance(5000) ? opened + random.between(30, 120) : Infinity
      if (opened > calendar.last) return
      files.append('disputes', [
        number,
        calendar.label(opened),
        closed <= calendar.last ? calendar.label(closed) : '',
        unpaid === gross ? '' : decimalText(unpaid, 2),
        random.pick(reasons),
      ])
    },
  }
}
