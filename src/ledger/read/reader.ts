import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { literal } from '../store/duckdb.ts'
import type { Parameter, Row } from '../store/session.ts'

/** Read once or twice and gone: dictionaries only for columns of few values, most of the time of writing goes into them. */
const spoolFormat = 'FORMAT parquet, PARQUET_VERSION v2, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000'

/**
 * The DuckDB that reads files: in memory and apart from the ledger's, so that a file that upsets it cannot take the
 * ledger down. What it makes are Parquet files ("spools") in its folder; the folder belongs to one import.
 */
export class Reader implements AsyncDisposable {
  readonly folder: string
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection

  private constructor(folder: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.folder = folder
    this.#instance = instance
    this.#connection = connection
  }

  static async open(options: { folder: string; memoryLimit: string; threads: number }): Promise<Reader> {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: options.memoryLimit,
      threads: String(options.threads),
      temp_directory: options.folder,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
    const connection = await instance.connect()
    await connection.run(`SET enable_progress_bar = true; SET enable_progress_bar_print = false`)
    return new Reader(options.folder, instance, connection)
  }

  async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return (await this.#connection.runAndReadAll(sql, [...parameters])).getRowObjectsJson() as Row[]
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql)
  }

  /** Rows in pieces, for answers that may not fit in memory. */
  async *pieces(sql: string): AsyncIterable<readonly Row[]> {
    const result = await this.#connection.stream(sql)
    for await (const rows of result.yieldRowObjectJson()) yield rows as Row[]
  }

  /** Fills a table of text columns, for the few things SQL needs beside the files. */
  async fill(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void> {
    await this.run(`CREATE OR REPLACE TABLE ${table} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`)
    const appender = await this.#connection.createAppender(table)
    for (const row of rows) {
      for (const cell of row) {
        if (cell === null) appender.appendNull()
        else appender.appendVarchar(cell)
      }
      appender.endRow()
    }
    appender.closeSync()
  }

  /**
   * Writes the rows of a select into a spool in the reader's folder and returns its path. They keep the order of a file
   * they are read from only while nothing is joined: any join gives up order, an IN over many values is one too.
   */
  async spool(name: string, select: string): Promise<string> {
    const path = join(this.folder, `${name}.parquet`)
    await this.run(`COPY (${select}) TO ${literal(path)} (${spoolFormat})`)
    return path
  }

  interrupt(): void {
    this.#connection.interrupt()
  }

  /** Share of the running statement that is done, 0 to 100; null when DuckDB cannot say. */
  progress(): number | null {
    const { percentage } = this.#connection.progress
    return percentage < 0 ? null : percentage
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.closeSync()
    this.#instance.closeSync()
    await Promise.resolve()
  }
}

/** Typed rows of a file. A row's number is the column `row_no` when it is numbered, else its place in the spool. */
export interface Spool {
  readonly path: string
  readonly numbered: boolean
}

/** The rows of spools, each with `row_no`, its number in its file counted from 0. */
export function spoolRows(spools: readonly Spool[]): string {
  return `(${spools
    .map(({ path, numbered }) =>
      numbered
        ? `SELECT * FROM read_parquet(${literal(path)})`
        : `SELECT * EXCLUDE (file_row_number), file_row_number AS row_no
           FROM read_parquet(${literal(path)}, file_row_number = true)`,
    )
    .join(' UNION ALL BY NAME ')})`
}

/** The rows of spool files, without their numbers. */
export function spoolScan(paths: readonly string[]): string {
  return `(SELECT * FROM read_parquet([${paths.map(literal).join(', ')}]))`
}
