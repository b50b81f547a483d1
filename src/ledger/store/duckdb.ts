import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { DuckDBDecimalType, DuckDBDecimalValue, DuckDBInstance, JsonDuckDBValueConverter } from '@duckdb/node-api'
import type {
  DuckDBConnection,
  DuckDBDecimal128Vector,
  DuckDBDecimal16Vector,
  DuckDBDecimal32Vector,
  DuckDBDecimal64Vector,
  DuckDBResult,
  DuckDBType,
  DuckDBValue,
  DuckDBValueConverter,
  Json,
} from '@duckdb/node-api'
import { Answer } from './answer.ts'
import { LedgerInUse } from './session.ts'
import type { Cell, Ledger, Parameter, Row, Session, StagedFiles } from './session.ts'

export interface DuckDbOptions {
  /** The database file, or `:memory:`. */
  readonly file: string
  /** Where DuckDB spills what does not fit in memory. */
  readonly tempDirectory: string
  readonly memoryLimit: string
  readonly threads: number
}

/** Files that this process holds open: DuckDB's lock keeps other processes out, a second instance in this one loses commits. */
const openFiles = new Set<string>()

/** Opens the DuckDB ledger. Throws `LedgerInUse` when this process or another one has it open. */
export async function openDuckDb(options: DuckDbOptions): Promise<Ledger> {
  const place = options.file === ':memory:' ? null : resolve(options.file)
  if (place !== null && openFiles.has(place)) throw new LedgerInUse(options.file, 'this one')
  const instance = await openInstance(options)
  if (place !== null) openFiles.add(place)
  const connection = await connectTo(instance)
  return new DuckDbLedger(options.file, instance, connection, () => {
    if (place !== null) openFiles.delete(place)
  })
}

async function openInstance(options: DuckDbOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(options.file, {
      memory_limit: options.memoryLimit,
      threads: String(options.threads),
      temp_directory: options.tempDirectory,
      // Rows have no order of their own here; keeping one makes a bulk insert twice as slow and the file larger.
      preserve_insertion_order: 'false',
      // The form that DuckDB writes for older programs takes a third longer to write and to read.
      storage_compatibility_version: 'v1.5.0',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const holder = /PID (\d+)/.exec(message)?.[1]
    if (/\block\b|used by another process/i.test(message)) {
      throw new LedgerInUse(options.file, holder ? `process ${holder}` : '')
    }
    throw error
  }
}

/**
 * `div(a, b)` as PostgreSQL has it: whole numbers divided, the rest cut off. DuckDB's own `/` goes through floating point, and its
 * `//` on 128 bits takes hundreds of nanoseconds, so that what has room in 64 is divided there.
 */
const divMacro = `CREATE TEMP MACRO div(a, b) AS
  CASE WHEN a BETWEEN -9000000000000000000 AND 9000000000000000000 AND b BETWEEN -9000000000000000000 AND 9000000000000000000
    THEN CAST(CAST(a AS BIGINT) // CAST(b AS BIGINT) AS HUGEINT) ELSE CAST(a AS HUGEINT) // CAST(b AS HUGEINT) END`

/** A connection that knows every function the SQL of the ledger uses. */
async function connectTo(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect()
  await connection.run(divMacro)
  return connection
}

/** A string as a SQL literal, for the places where DuckDB takes no parameter. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A value as a cell of a row: what DuckDB's own converter makes of it, with decimals written several times as fast. */
const cellOf: DuckDBValueConverter<Json> = (value, type, converter) =>
  value instanceof DuckDBDecimalValue ? decimalText(value) : JsonDuckDBValueConverter(value, type, converter)

function decimalText({ value, scale }: DuckDBDecimalValue): string {
  if (scale === 0) return String(value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Some rows of an answer, column by column. */
export interface Columns {
  readonly names: readonly string[]
  readonly columns: readonly (readonly Cell[])[]
}

/** After this many milliseconds of turning values into cells other work gets a turn of the event loop. */
const turnMs = 10
let turnStarted = performance.now()

async function giveWay(): Promise<void> {
  if (performance.now() - turnStarted < turnMs) return
  await setImmediate()
  turnStarted = performance.now()
}

/** An answer in the pieces DuckDB keeps it in, up to 2048 rows each. */
async function* columnsOf(result: DuckDBResult): AsyncGenerator<Columns, void, void> {
  const names = result.deduplicatedColumnNames()
  for await (const chunk of result) {
    const columns: Cell[][] = []
    for (let index = 0; index < chunk.columnCount; index++) {
      await giveWay()
      columns.push(chunk.convertColumnValues(index, cellOf) as Cell[])
    }
    yield { names, columns }
  }
}

/** A whole answer column by column: what a decimal is made of is read as it lies there, without a text between. */
async function answerOf(result: DuckDBResult): Promise<Answer> {
  const columns = result.columnTypes().map((type) => ({
    values: [] as (string | number | bigint | boolean | null)[],
    places: type instanceof DuckDBDecimalType ? type.scale : 0,
  }))
  let size = 0
  for await (const chunk of result) {
    for (const [index, { values }] of columns.entries()) {
      await giveWay()
      const vector = chunk.getColumnVector(index)
      if (isDecimal(vector)) {
        for (let at = 0; at < vector.itemCount; at++) {
          const digits = vector.getScaledValue(at)
          values.push(typeof digits === 'number' ? BigInt(digits) : digits)
        }
      } else for (let at = 0; at < vector.itemCount; at++) values.push(cellOrDigits(vector.getItem(at), vector.type))
    }
    size += chunk.rowCount
  }
  const names = result.deduplicatedColumnNames()
  return new Answer(size, new Map(columns.map((column, index) => [names[index] ?? '', column])))
}

type DecimalVector = DuckDBDecimal16Vector | DuckDBDecimal32Vector | DuckDBDecimal64Vector | DuckDBDecimal128Vector

function isDecimal(vector: object): vector is DecimalVector {
  return 'getScaledValue' in vector
}

function cellOrDigits(value: DuckDBValue, type: DuckDBType): Cell | bigint {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return value
  return JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter) as Cell
}

/** The same cells as rows. */
export function rowsOf({ names, columns }: Columns): Row[] {
  const count = columns[0]?.length ?? 0
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, Cell> = {}
    for (const [index, name] of names.entries()) row[name] = columns[index]?.[at] ?? null
    return row
  })
}

export class DuckDbSession implements Session {
  protected readonly connection: DuckDBConnection
  #reading = false
  constructor(connection: DuckDBConnection) {
    this.connection = connection
  }

  async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    this.#assertNotReading()
    const result = await this.connection.run(sql, [...parameters])
    const rows: Row[] = []
    for await (const columns of columnsOf(result)) for (const row of rowsOf(columns)) rows.push(row)
    return rows
  }

  async read(sql: string, parameters: readonly Parameter[] = []): Promise<Answer> {
    this.#assertNotReading()
    return answerOf(await this.connection.run(sql, [...parameters]))
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<void> {
    this.#assertNotReading()
    await this.connection.run(sql, [...parameters])
  }

  async *pieces(sql: string, parameters: readonly Parameter[] = []): AsyncIterable<readonly Row[]> {
    for await (const columns of this.columns(sql, parameters)) yield rowsOf(columns)
  }

  /** Like `pieces`, column by column: cheap to hand on to another process. */
  async *columns(sql: string, parameters: readonly Parameter[] = []): AsyncGenerator<Columns, void, void> {
    this.#assertNotReading()
    this.#reading = true
    try {
      yield* columnsOf(await this.connection.stream(sql, [...parameters]))
    } finally {
      this.#reading = false
    }
  }

  /** DuckDB ends the answer being read without a word when another statement begins on its connection. */
  #assertNotReading(): void {
    if (this.#reading) throw new Error('Cannot run a statement in a transaction that is reading an answer in pieces')
  }

  async append(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void> {
    // Text goes through a temporary table of text, so that the cast to each column's type is DuckDB's own.
    const temporary = `append_${table}`
    await this.run(
      `CREATE OR REPLACE TEMP TABLE ${temporary} (${columns.map((name) => `"${name}" VARCHAR`).join(', ')})`,
    )
    const appender = await this.connection.createAppender(temporary, null, 'temp')
    try {
      for (const row of rows) {
        for (const cell of row) {
          if (cell === null) appender.appendNull()
          else appender.appendVarchar(cell)
        }
        appender.endRow()
      }
    } finally {
      appender.closeSync()
    }
    const names = columns.map((name) => `"${name}"`).join(', ')
    await this.run(`INSERT INTO ${table} (${names}) SELECT * FROM ${temporary}`)
    await this.run(`DROP TABLE ${temporary}`)
  }

  async unload(table: string, columns: StagedFiles['columns'], path: string): Promise<void> {
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    await this.run(`COPY (SELECT ${names} FROM ${table}) TO ${literal(path)} (FORMAT parquet)`)
  }

  async stage(name: string, files: StagedFiles): Promise<void> {
    const list = files.paths.map(literal).join(', ')
    const columns = files.columns.map((column) => `"${column.name}"`).join(', ')
    await this.run(
      `CREATE OR REPLACE TEMP VIEW ${name} AS
       SELECT ${columns} FROM read_parquet([${list}])`,
    )
  }
}

/** A transaction on a connection of its own. Whoever begins it ends it, by `commit` or `rollback`. */
export class DuckDbTransaction extends DuckDbSession {
  async commit(): Promise<void> {
    await this.connection.run('COMMIT')
    this.connection.closeSync()
  }

  async rollback(): Promise<void> {
    try {
      await this.connection.run('ROLLBACK')
    } catch (error) {
      // A statement that failed inside DuckDB may have ended the transaction already; anything else is worth knowing.
      if (!/no transaction is active/i.test(String(error))) throw error
    } finally {
      this.connection.closeSync()
    }
  }

  interrupt(): void {
    this.connection.interrupt()
  }

  progress(): number | null {
    return progressOf(this.connection)
  }
}

function progressOf(connection: DuckDBConnection): number | null {
  const { percentage } = connection.progress
  return percentage < 0 ? null : percentage
}

/** Connections that answer questions side by side; more would only wait for the same processors. */
const maxReaders = 4

export class DuckDbLedger extends DuckDbSession implements Ledger {
  readonly engine = 'duckdb'
  readonly #file: string
  readonly #instance: DuckDBInstance
  readonly #onClose: () => void
  readonly #readers: DuckDBConnection[] = []
  readonly #idleReaders: DuckDBConnection[] = []
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  #working: DuckDbTransaction | null = null
  #isExclusive = false

  constructor(file: string, instance: DuckDBInstance, connection: DuckDBConnection, onClose: () => void) {
    super(connection)
    this.#file = file
    this.#instance = instance
    this.#onClose = onClose
  }

  /** On one of a few connections: questions of several people do not wait for each other. */
  override async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.#withReader((session) => session.all(sql, parameters))
  }

  override async read(sql: string, parameters: readonly Parameter[] = []): Promise<Answer> {
    return this.#withReader((session) => session.read(sql, parameters))
  }

  async #withReader<T>(work: (session: DuckDbSession) => Promise<T>): Promise<T> {
    const connection = await this.#takeReader()
    try {
      return await work(new DuckDbSession(connection))
    } finally {
      const next = this.#waiting.shift()
      if (next) next(connection)
      else this.#idleReaders.push(connection)
    }
  }

  async #takeReader(): Promise<DuckDBConnection> {
    const idle = this.#idleReaders.pop()
    if (idle) return idle
    if (this.#readers.length >= maxReaders) return new Promise((resolve) => this.#waiting.push(resolve))
    const connection = await connectTo(this.#instance)
    this.#readers.push(connection)
    return connection
  }

  /** On a connection of its own: other statements may run while the answer is read. */
  override async *columns(sql: string, parameters: readonly Parameter[] = []): AsyncGenerator<Columns, void, void> {
    const connection = await connectTo(this.#instance)
    try {
      yield* new DuckDbSession(connection).columns(sql, parameters)
    } finally {
      connection.closeSync()
    }
  }

  async begin(): Promise<DuckDbTransaction> {
    const connection = await connectTo(this.#instance)
    try {
      await connection.run(`SET enable_progress_bar = true; SET enable_progress_bar_print = false`)
      await connection.run('BEGIN TRANSACTION')
    } catch (error) {
      connection.closeSync()
      throw error
    }
    return new DuckDbTransaction(connection)
  }

  async transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    const tx = await this.begin()
    this.#working = tx
    try {
      const result = await work(tx)
      await tx.commit()
      return result
    } catch (error) {
      await tx.rollback()
      throw error
    } finally {
      this.#working = null
    }
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isExclusive) throw new LedgerInUse(this.#file, 'an import is running')
    this.#isExclusive = true
    try {
      return await work()
    } finally {
      this.#isExclusive = false
    }
  }

  interrupt(): void {
    if (this.#working) this.#working.interrupt()
    else for (const connection of [this.connection, ...this.#readers]) connection.interrupt()
  }

  progress(): number | null {
    return this.#working ? this.#working.progress() : progressOf(this.connection)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of [this.connection, ...this.#readers]) connection.closeSync()
    this.#instance.closeSync()
    this.#onClose()
    await Promise.resolve()
  }
}
