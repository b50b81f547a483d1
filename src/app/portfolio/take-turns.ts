import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../../domain/facts-table.ts'

/** After this many milliseconds others get a turn of the event loop; the clock is looked at once for so many accounts. */
const [turnMs, positionsPerLook] = [8, 256]

/** Calls `look` with every position of `count`, with a turn for other requests now and then. */
export async function eachPosition(count: number, look: (position: number) => void): Promise<void> {
  let started = performance.now()
  for (let from = 0; from < count; from += positionsPerLook) {
    if (performance.now() - started > turnMs) {
      await setImmediate()
      started = performance.now()
    }
    const end = Math.min(from + positionsPerLook, count)
    for (let position = from; position < end; position += 1) look(position)
  }
}

/** Takes the steps of some work one after the other, with a turn for other requests now and then. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let started = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - started <= turnMs) continue
    await setImmediate()
    started = performance.now()
  }
}
