import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
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
 * Kysely on `node:sqlite`. The writer is one connection that its users take in turn; readers are up to eight read-only
 * connections, which see the last commit (or, in a transaction, one moment) while a long write goes on.
 */
export function sqliteDialect(file: string, role: 'writer' | 'reader'): Dialect {
  return {
    createAdapter: () => (role === 'writer' ? new SqliteAdapter() : new ReaderAdapter()),
    createDriver: () => new SqliteDriver(file, role),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class ReaderAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #file: string
  readonly #role: 'writer' | 'reader'
  readonly #open: SqliteConnection[] = []
  readonly #idle: SqliteConnection[] = []
  readonly #waiting: ((connection: SqliteConnection) => void)[] = []

  constructor(file: string, role: 'writer' | 'reader') {
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
    const begin = settings.accessMode === 'read only' ? 'begin' : 'begin immediate'
    await connection.executeQuery(CompiledQuery.raw(begin))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    for (const connection of this.#open.splice(0)) connection.close()
  }
}

let turnStarted = performance.now()

/** SQLite works on the thread that serves everybody: lets others run once the statements since have taken a while. */
async function giveWay(): Promise<void> {
  if (performance.now() - turnStarted < turnMs) return
  await setImmediate()
  turnStarted = performance.now()
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statementsBySql = new Map<string, StatementSync>()

  constructor(file: string, role: 'writer' | 'reader') {
    try {
      this.#database = new DatabaseSync(file, { readOnly: role === 'reader', readBigInts: true, timeout: 5000 })
      this.#database.exec(pragmas[role])
    } catch (error) {
      throw new Error(`Cannot open the records file "${file}": ${String(error)}`, { cause: error })
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await giveWay()
    const statement = this.#prepare(query.sql)
    // Kysely hands parameters over as unknown; what SQLite cannot bind it refuses itself.
    const parameters = query.parameters as readonly SQLInputValue[]
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as R[] }
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

  #prepare(sql: string): StatementSync {
    const known = this.#statementsBySql.get(sql)
    const statement = known ?? this.#database.prepare(sql)
    this.#statementsBySql.delete(sql)
    this.#statementsBySql.set(sql, statement)
    const oldest = this.#statementsBySql.size > maxStatements ? this.#statementsBySql.keys().next().value : undefined
    if (oldest !== undefined) this.#statementsBySql.delete(oldest)
    return statement
  }
}
