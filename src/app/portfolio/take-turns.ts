import { setImmediate } from 'node:timers/promises'

/** Accounts looked at between two turns of the event loop: some milliseconds, also where each of them costs bigints. */
const positionsPerTurn = 8192

/** Calls `look` with every position of `count`, with a turn for other requests now and then. */
export async function eachPosition(count: number, look: (position: number) => void): Promise<void> {
  for (let from = 0; from < count; from += positionsPerTurn) {
    if (from > 0) await setImmediate()
    const end = Math.min(from + positionsPerTurn, count)
    for (let position = from; position < end; position += 1) look(position)
  }
}
