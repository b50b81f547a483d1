import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Reads only: `records.view`, `snapshot.view` or the transaction one is in. */
export type RecordsView = Pick<Kysely<Tables>, 'selectFrom'>

/** The only thing that writes; nobody holds one outside `records.write`. */
export type RecordsTransaction = Transaction<Tables>

export type Engine = 'sqlite' | 'postgres'

/** A view and the engine behind it, for the few statements that differ. Records and snapshots both are one. */
export interface RecordsReading {
  readonly kind: Engine
  /** Sees what is committed, statement by statement. Inside `write` read through the transaction, not through this. */
  readonly view: RecordsView
}

/** One moment of the records, held until disposed of: its view does not change while one reads page after page. */
interface RecordsSnapshot extends RecordsReading, AsyncDisposable {}

/** An open records store. Dispose of it to close it. */
export interface Records extends RecordsReading, AsyncDisposable {
  /** Runs `work` in a transaction and commits what it did, or nothing when it throws. SQLite: one writer at a time. */
  write<T>(work: (trx: RecordsTransaction) => Promise<T>): Promise<T>
  snapshot(): Promise<RecordsSnapshot>
}
