/** Seconds that a fixed loop of integer arithmetic takes: how fast one core is at this moment. */
export function calibrate(): number {
  const started = performance.now()
  let state = 1
  for (let step = 0; step < 300_000_000; step++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
  }
  if (state === 0) throw new Error('Cannot calibrate: the loop came out at 0')
  return (performance.now() - started) / 1000
}
