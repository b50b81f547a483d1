import type { Answer } from './answer.ts'

/** A value as both engines hand it out: decimals, 64-bit integers and days as text, so that no float holds money. */
export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell>>

/** A parameter. Always text or null: the SQL text casts it, because the two engines guess types differently. */
export type Parameter = string | null

/** A file the reader made: typed, checked rows in Parquet, with the columns in order. */
export interface StagedFiles {
  readonly paths: readonly string[]
  readonly columns: readonly { readonly name: string; readonly sqlType: string }[]
}

/** What SQL can be said to in one place in time: the ledger itself, or one transaction on it. */
export interface Session {
  /** All rows of the answer; for answers that fit in memory. */
  all(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>
  /** The same column by column, for answers of tens of thousands of rows. */
  read(sql: string, parameters?: readonly Parameter[]): Promise<Answer>
  run(sql: string, parameters?: readonly Parameter[]): Promise<void>
  /** The rows in pieces, for answers that may not fit in memory. In a transaction nothing else runs meanwhile. */
  pieces(sql: string, parameters?: readonly Parameter[]): AsyncIterable<readonly Row[]>
  /** Appends rows in bulk; values in the order of `columns`. */
  append(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void>
  /** Writes all rows of a table into a Parquet file. */
  unload(table: string, columns: StagedFiles['columns'], path: string): Promise<void>
  /** Makes the files readable as the temporary relation `name`. */
  stage(name: string, files: StagedFiles): Promise<void>
}

export interface Ledger extends Session, AsyncDisposable {
  readonly engine: 'duckdb' | 'postgres'
  /** Runs `work` wholly or not at all. Only the session it is given belongs to the transaction. */
  transaction<T>(work: (tx: Session) => Promise<T>): Promise<T>
  /**
   * Runs `work` while nobody else imports or undoes, in this process or another; throws `LedgerInUse` when somebody does.
   * Not to be nested. DuckDB's file lock keeps other processes out, PostgreSQL takes an advisory lock.
   */
  exclusive<T>(work: () => Promise<T>): Promise<T>
  /** Stops the running statement; it fails as interrupted and its transaction is rolled back. */
  interrupt(): void
  /** Share of the running statement that is done, 0 to 100; null when the engine cannot say. */
  progress(): number | null
}

/** The upper end of a version nobody has ended: the largest 64-bit integer, so that comparing needs no null test. */
export const openEnd = '9223372036854775807'

/** Another process works on the same data. */
export class LedgerInUse extends Error {
  constructor(place: string, detail: string) {
    super(`Cannot open the ledger "${place}": another process is using it${detail === '' ? '' : ` (${detail})`}`)
    this.name = 'LedgerInUse'
  }
}
