import type { Ledger } from '../ledger/store/session.ts'
import type { Records } from '../records/records.ts'

/** Who asks. On the command line the person at the keyboard, with every right on the data directory they can open. */
export interface Actor {
  readonly kind: 'local-operator'
  readonly name: string
}

/** Where a book keeps files of its own. */
interface Places {
  /** The data directory. */
  readonly data: string
  /** Scratch room; emptied at start, so whoever works in it has the book to himself (`exclusively`). */
  readonly temporary: string
  readonly memoryLimit: string
  readonly threads: number
}

/** How a verb says what it is doing; the door decides whether and how anybody sees it. */
export interface Progress {
  /** `done` of `total` units of `what` so far; null when the total is not known. */
  report(what: string, done: number, total: number | null): void
}

/** What every verb gets beside its input. */
export interface Ctx {
  readonly actor: Actor
  readonly ledger: Ledger
  readonly records: Records
  /** The present instant, UTC, ISO 8601. */
  readonly now: () => string
  readonly progress: Progress
  readonly places: Places
}
