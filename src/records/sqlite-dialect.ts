import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely'

/** Readers beside the one writer. More would only wait for the one thread they share. */
const maxReaders = 8
const maxStatements = 100
/** Cache sizes are in KiB, negative. The writer's is small, so that a long transaction does not save its work up for commit. */
const pragmas = {
  reader: 'pragma cache_size = -32000',
  writer: 'pragma foreign_keys = on; pragma cache_size = -4000; pragma journal_mode = wal; pragma synchronous = full',
}
/** After this many milliseconds of statements other work gets a turn of the event loop. */
const turnMs = 10
/**
 * SQLite waits for a lock by sleeping on the thread it is called on, which serves everybody. So it hardly waits itself: a
 * transaction that finds another process writing tries again every few milliseconds, for as long as a person would.
 */
const lockMs = { each: 2, pause: 5, atMost: 60_000 } as const
/** A writer that gives way pauses this long after transactions of more than `longMs` in all: longer than others pause between tries. */
const giveWayMs = { pause: 15, longMs: 20 } as const

/**
 * Kysely on `node:sqlite`. The writer is one connection that its users take in turn; readers are up to eight read-only
 * connections, which see the last commit (or, in a transaction, one moment) while a long write goes on. A patient writer lets
 * writers of other processes in between its long transactions.
 */
export function sqliteDialect(file: string, role: Role): Dialect {
  return {
    createAdapter: () => (role === 'reader' ? new ReaderAdapter() : new SqliteAdapter()),
    createDriver: () => new SqliteDriver(file, role),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

type Role = 'reader' | 'writer' | 'patient-writer'

class ReaderAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #file: string
  readonly #role: Role
  readonly #open: SqliteConnection[] = []
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((connection: SqliteConnection) => void)[] = []
  /** When the transaction of the writer began. */
  #began = 0
  /** How long it has written since it last paused: many short transactions leave as little room as a long one. */
  #written = 0

  constructor(file: string, role: Role) {
    this.#file = file
    this.#role = role
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#open.length >= maxReaders) return new Promise((resolve) => this.#waiting.push(resolve))
    const connection = new SqliteConnection(this.#file, this.#role)
    this.#open.push(connection)
    return connection
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof SqliteConnection)) throw new TypeError('Cannot release a connection of another driver')
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    // A deferred transaction that turns into a write fails at once when another process has written meanwhile.
    if (settings.accessMode === 'read only') await connection.executeQuery(CompiledQuery.raw('begin'))
    else await beginWriting(connection)
    this.#began = performance.now()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
    this.#written += performance.now() - this.#began
    if (this.#role !== 'patient-writer' || this.#written < giveWayMs.longMs) return
    await setTimeout(giveWayMs.pause)
    this.#written = 0
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk, say, has ended it already; what matters is what is thrown then, not that there is none left.
    if (connection instanceof SqliteConnection && !connection.isInTransaction) return
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    for (const connection of this.#open.splice(0)) connection.close()
  }
}

/** Begins a transaction as soon as no other process writes. Throws when one goes on for longer than anybody should wait. */
async function beginWriting(connection: DatabaseConnection): Promise<void> {
  const deadline = performance.now() + lockMs.atMost
  for (;;) {
    try {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() > deadline) {
        const seconds = String(lockMs.atMost / 1000)
        throw new Error(`Cannot write to the records: another process has been writing for ${seconds} seconds`, {
          cause: error,
        })
      }
    }
    await setTimeout(lockMs.pause)
  }
}

/** SQLITE_BUSY, in the low byte of the code. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && error.errcode % 256 === 5
}

let turnStarted = performance.now()

/** SQLite works on the thread that serves everybody: lets others run once the statements since have taken a while. */
async function giveWay(): Promise<void> {
  if (performance.now() - turnStarted < turnMs) return
  await setImmediate()
  turnStarted = performance.now()
}

/** A statement and whether it answers with rows: asking it every time costs as much as a small answer. */
interface Prepared {
  readonly statement: StatementSync
  readonly givesRows: boolean
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statementsBySql = new Map<string, Prepared>()

  constructor(file: string, role: Role) {
    try {
      this.#database = new DatabaseSync(file, { readOnly: role === 'reader', readBigInts: true, timeout: 5000 })
      this.#database.exec(pragmas[role === 'reader' ? 'reader' : 'writer'])
      if (role !== 'reader') this.#database.exec(`pragma busy_timeout = ${String(lockMs.each)}`)
    } catch (error) {
      throw new Error(`Cannot open the records file "${file}": ${String(error)}`, { cause: error })
    }
  }

  get isInTransaction(): boolean {
    return this.#database.isTransaction
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await giveWay()
    const { statement, givesRows } = this.#prepare(query.sql)
    // Kysely hands parameters over as unknown; what SQLite cannot bind it refuses itself.
    const parameters = query.parameters as readonly SQLInputValue[]
    if (givesRows) return { rows: statement.all(...parameters) as R[] }
    const { changes } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }

  // oxlint-disable-next-line require-yield -- a stream would keep its reader busy between pages; lists are paged by key.
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    throw new Error(`Cannot stream "${query.sql}": page it by its key`)
  }

  close(): void {
    this.#statementsBySql.clear()
    this.#database.close()
  }

  #prepare(sql: string): Prepared {
    const prepared = this.#statementsBySql.get(sql) ?? this.#makeReady(sql)
    this.#statementsBySql.delete(sql)
    this.#statementsBySql.set(sql, prepared)
    const oldest = this.#statementsBySql.size > maxStatements ? this.#statementsBySql.keys().next().value : undefined
    if (oldest !== undefined) this.#statementsBySql.delete(oldest)
    return prepared
  }

  #makeReady(sql: string): Prepared {
    const statement = this.#database.prepare(sql)
    return { statement, givesRows: statement.columns().length > 0 }
  }
}
