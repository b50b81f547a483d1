import { addDays, addMonths } from './day.ts'
import type { Day } from './day.ts'

/** The ends of the last `count` calendar quarters that are over on `day`, the oldest first. */
export function lastQuarterEnds(day: Day, count: number): readonly Day[] {
  const next = addDays(day, 1)
  const running = `${next.slice(0, 4)}-${String(Math.floor((Number(next.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
  return Array.from({ length: count }, (_, index) => addDays(addMonths(running, (index - count + 1) * 3), -1))
}
