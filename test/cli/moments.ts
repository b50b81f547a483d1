import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunningCommand } from './book.ts'

/** Numbers in [0, 1) that a printed seed brings back. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed of this run: BOOKVALUE_SEED, or a new one. */
export function seedOfRun(): number {
  return Number(process.env['BOOKVALUE_SEED'] ?? Date.now() % 1_000_000)
}

/** What can be seen of an import from outside, in the order in which it happens. */
const marks = ['start', 'reading', 'records written', 'ledger written', 'end'] as const
type Mark = (typeof marks)[number]

/** Milliseconds from the start at which a mark was seen. */
export type Timeline = Readonly<Record<Mark, number>>

/** Runs to the end and notes when the marks were seen; a mark that was not seen gets the time of the one after it. */
export async function measure(command: RunningCommand, data: string): Promise<Timeline> {
  const started = performance.now()
  const seen = new Map<Mark, number>([['start', 0]])
  const watch = watchStores(data)
  let ended = false
  const outcome = command.outcome.finally(() => (ended = true))
  while (!ended) {
    for (const mark of watch()) if (!seen.has(mark)) seen.set(mark, performance.now() - started)
    await wait(1)
  }
  const { code, stderr } = await outcome
  if (code !== 0) throw new Error(`The command to measure ended with ${String(code)}: ${stderr}`)
  const end = performance.now() - started
  const at = (mark: Mark, next: number): number => Math.min(seen.get(mark) ?? next, next)
  const ledger = at('ledger written', end)
  const records = at('records written', ledger)
  return { start: 0, reading: at('reading', records), 'records written': records, 'ledger written': ledger, end }
}

/** A moment to strike: so long after the mark was seen. */
export interface Moment {
  readonly after: Mark
  readonly delay: number
}

/**
 * The moment of strike number `index`: of three one falls close to the commit, one while the records are written, and one
 * anywhere from the start to the end.
 */
export function momentOf(timeline: Timeline, index: number, random: () => number): Moment {
  const untilEnd = timeline.end - timeline['ledger written']
  if (index % 3 === 0) return { after: 'ledger written', delay: random() * Math.min(60, untilEnd) }
  const writing = timeline['ledger written'] - timeline['records written']
  if (index % 3 === 1) return { after: 'records written', delay: random() * writing }
  const place = random() * timeline.end
  const after = marks.findLast((mark) => timeline[mark] <= place) ?? 'start'
  return { after, delay: place - timeline[after] }
}

/** The moment in words, for the report of a failure. */
export function tellMoment({ after, delay }: Moment): string {
  return `${String(Math.round(delay))} ms after "${after}"`
}

/** Waits for the moment, or for the end of the command when that comes first. */
export async function waitForMoment(command: RunningCommand, data: string, moment: Moment): Promise<void> {
  const watch = watchStores(data)
  const hasEnded = (): boolean => command.child.exitCode !== null || command.child.signalCode !== null
  while (moment.after !== 'start' && !hasEnded() && !watch().has(moment.after)) await wait(1)
  const until = performance.now() + moment.delay
  while (!hasEnded() && performance.now() < until) await wait(Math.min(5, Math.max(0, until - performance.now())))
}

/** Which marks can be seen now. Only names, sizes and times are looked at: reading a store's file could drop its lock. */
function watchStores(data: string): () => ReadonlySet<Mark> {
  const seen = new Set<Mark>()
  const before = new Map(ledgerFiles.map((name) => [name, stampOf(join(data, name))]))
  return () => {
    if (namesIn(join(data, 'temporary')).some((name) => /import|demo|backup/.test(name))) seen.add('reading')
    if (sizeOf(join(data, 'records.sqlite-wal')) > 0) seen.add('records written')
    if (seen.has('reading') && ledgerFiles.some((name) => changed(before.get(name), stampOf(join(data, name))))) {
      seen.add('ledger written')
    }
    return seen
  }
}

const ledgerFiles = ['ledger.duckdb', 'ledger.duckdb.wal']

function changed(before: string | undefined, now: string): boolean {
  return now !== '' && now !== before
}

function stampOf(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false })
  return info === undefined ? '' : `${String(info.size)} ${String(info.mtimeMs)}`
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
