import type { Columns } from '../store/duckdb.ts'
import type { Parameter, StagedFiles } from '../store/session.ts'

/** Two-way line between the process that has the ledger open and one that works on it. Messages arrive whole and in order. */
export interface Channel {
  send(message: unknown): void
  /** Calls `listener` with each message from now on. */
  onMessage(listener: (message: unknown) => void): void
  /** Calls `listener` once when the other end is gone. */
  onClose(listener: () => void): void
}

/** What is asked of the ledger; `tx` is the number of the transaction it is asked in, null outside of one. */
export type Request =
  | { readonly do: 'read'; readonly tx: number | null; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly do: 'run'; readonly tx: number | null; readonly sql: string; readonly parameters: readonly Parameter[] }
  | {
      readonly do: 'append'
      readonly tx: number | null
      readonly table: string
      readonly columns: readonly string[]
      readonly rows: readonly (readonly Parameter[])[]
    }
  | {
      readonly do: 'unload'
      readonly tx: number | null
      readonly table: string
      readonly columns: StagedFiles['columns']
      readonly path: string
    }
  | { readonly do: 'stage'; readonly tx: number | null; readonly name: string; readonly files: StagedFiles }
  | { readonly do: 'begin' | 'lock' | 'unlock' }
  | { readonly do: 'commit' | 'rollback'; readonly tx: number }

/** From the one that works: requests with a number of their own, and what needs no answer. */
export type Asked =
  | (Request & { readonly id: number })
  /** It has worked off a piece of that answer, or wants no more of it. */
  | { readonly do: 'more'; readonly id: number }
  | { readonly do: 'enough'; readonly id: number }
  | { readonly do: 'interrupt' }

/** From the one that has the ledger. An answer is pieces and then an end, or a failure. */
export type Answered =
  | { readonly id: number; readonly piece: Columns }
  | { readonly id: number; readonly end: number | null }
  | { readonly id: number; readonly failure: { readonly message: string; readonly isInUse: boolean } }
  /** Share of the running statement that is done, 0 to 100; null when nobody can say. */
  | { readonly progress: number | null }

/** Pieces that may be under way before the reader has worked off the first of them. */
export const piecesAhead = 3
