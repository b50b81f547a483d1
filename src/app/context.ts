import type { Ledger } from '../ledger/store/session.ts'
import type { Grants, Role } from '../domain/right.ts'
import type { Records } from '../records/records.ts'

/** The person at the keyboard of the machine, with every right on the data directory they can open. */
interface LocalOperator {
  readonly kind: 'local-operator'
  readonly name: string
}

/** What somebody who came in may do, and on which accounts. */
interface Admitted {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** What they may do: the rights of the role, narrowed by their own limit. */
  readonly grants: Grants
  /** The reps they are, as `source/key`: scope `own`. */
  readonly reps: readonly string[]
  /** These reps and all who report to them, as `source/key`: scope `team`. */
  readonly team: readonly string[]
  /** Their territory and all below it, as `source/key`: scope `territory`. */
  readonly territories: readonly string[]
}

/** Somebody who signed in. */
export interface Person extends Admitted {
  readonly kind: 'person'
}

/** A program that came with an API key; `id` and `name` are those of the key. */
export interface KeyHolder extends Admitted {
  readonly kind: 'api-key'
}

/** Who asks. */
export type Actor = LocalOperator | Person | KeyHolder

/** Where a book keeps files of its own. */
interface Places {
  /** The data directory. */
  readonly data: string
  /** Scratch room; emptied at start, so whoever works in it has the book to himself (`exclusively`). */
  readonly temporary: string
  /** The watched folder that the environment names; null where it names none, and the book says whether to watch its own. */
  readonly inbox: string | null
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
