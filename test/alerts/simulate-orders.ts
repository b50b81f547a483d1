/** How the accounts of a simulated book order. */
export interface Rhythm {
  /** Stages of a gap: 1 orders at random, more the steadier. */
  readonly stages: number
  /** Swing of the season: 0.6 is from 0.4 of the mean to 1.6 of it, over a year. */
  readonly season: number
}

/** A simulated account: the days it ordered on, ascending, and the day after which it went silent; null where it goes on. */
export interface SimulatedOrders {
  readonly days: readonly number[]
  readonly meanGap: number
  readonly silentFrom: number | null
}

/** Days that a simulated book lasts: three years. */
export const bookDays = 1096
const year = 365.25
/** Mean days between two orders lie between these, evenly on a scale of logarithms. */
const gaps = { least: 7, most: 60 } as const

/**
 * A book of accounts that order steadily to the end, but for a share that goes silent on a day of the last four months. Some
 * accounts join within the first two years. The same draws give the same book.
 */
export function simulateBook(
  draw: () => number,
  { stages, season }: Rhythm,
  { accounts, silentShare }: { readonly accounts: number; readonly silentShare: number },
): SimulatedOrders[] {
  return Array.from({ length: accounts }, (_, index) => {
    const meanGap = gaps.least * (gaps.most / gaps.least) ** draw()
    const joined = draw() < 0.6 ? 0 : Math.floor(draw() * 730)
    const silentFrom = index < Math.round(accounts * silentShare) ? bookDays - 1 - Math.floor(draw() * 120) : null
    const days: number[] = []
    // A rhythm that goes on since long before is seen from anywhere within a gap.
    let time = elapsed(joined, season) - draw() * meanGap
    const end = silentFrom ?? bookDays - 1
    for (;;) {
      let gap = 0
      for (let stage = 0; stage < stages; stage++) gap -= Math.log(draw()) * (meanGap / stages)
      time += gap
      const day = Math.floor(dayAt(time, season))
      if (day > end) break
      if (day >= joined && day !== days.at(-1)) days.push(day)
    }
    return { days, meanGap, silentFrom }
  })
}

/** Numbers between 0 and 1, neither of them, by a 32-bit mixing of a counter (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }
}

/** Seasonal time that has passed by a day: the integral of 1 + season * sin. */
function elapsed(day: number, season: number): number {
  const turn = (2 * Math.PI) / year
  return day + (season * (1 - Math.cos(turn * day))) / turn
}

/** The day at which so much seasonal time has passed. */
function dayAt(time: number, season: number): number {
  const turn = (2 * Math.PI) / year
  let day = time
  // Newton's steps: the slope is never below 0.4.
  for (let step = 0; step < 12 && season !== 0; step++) {
    const off = elapsed(day, season) - time
    day -= off / (1 + season * Math.sin(turn * day))
    if (Math.abs(off) < 1e-6) break
  }
  return day
}
