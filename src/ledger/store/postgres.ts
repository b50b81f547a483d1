import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import { Answer } from './answer.ts'
import { literal } from './duckdb.ts'
import { LedgerInUse } from './session.ts'
import type { Ledger, Parameter, Row, Session, StagedFiles } from './session.ts'

/** Any fixed number: whoever imports holds the advisory lock of that number. */
const writerLock = '7310003'
/** Every transaction holds this one in common: who has the writer's lock waits until what a killed process began is over. */
const runningLock = '7310005'
/** How long to wait for that, and how often a server looks whether the other end of a running statement is still there. */
const [settleMs, aliveMs] = [30_000, 2000]
/** The ledger's tables stand in a schema of their own, so that no name meets one of another program in the database. */
const ownSchema = 'ledger'
/** Rows fetched, or pieces of rows sent, at a time. */
const rowsPerPiece = 5000
const dateOid = 1082
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    // A day stays text: pg would make it midnight in the local time zone.
    if (oid === dateOid) return (value: string) => value
    return pg.types.getTypeParser(oid, format) as (value: string) => unknown
  },
}

/** Opens the ledger on PostgreSQL. DuckDB still reads and checks the files; COPY brings them here. */
export async function openPostgres(url: string): Promise<Ledger> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types,
    application_name: `process ${String(process.pid)} on ${hostname()}`,
    async onConnect(client) {
      // The statement that uses a lost connection says so; without listeners the loss would end the process.
      client.on('error', () => undefined)
      // Days and instants come as text: the form must not be the one that the server or the role prefers.
      await client.query(`SET search_path TO ${ownSchema}; SET datestyle TO ISO, YMD; SET timezone TO 'UTC';
        SET client_connection_check_interval TO ${String(aliveMs)}`)
    },
  })
  pool.on('error', () => undefined)
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    await pool.end()
    throw error
  }
  return new PostgresLedger(pool)
}

type Queryable = pg.Pool | pg.PoolClient

class PostgresSession implements Session {
  protected readonly target: Queryable
  #cursors = 0
  constructor(target: Queryable) {
    this.target = target
  }

  async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    const result = await this.target.query<Row>(sql, [...parameters])
    return result.rows
  }

  async read(sql: string, parameters: readonly Parameter[] = []): Promise<Answer> {
    return Answer.ofRows(await this.all(sql, parameters))
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<void> {
    await this.target.query(sql, [...parameters])
  }

  async *pieces(sql: string, parameters: readonly Parameter[] = []): AsyncIterable<readonly Row[]> {
    const own = this.target instanceof pg.Pool ? await this.target.connect() : null
    const client = own ?? (this.target as pg.PoolClient)
    const cursor = `pieces_${String(this.#cursors++)}`
    try {
      if (own) await own.query('BEGIN READ ONLY')
      await client.query(`DECLARE ${cursor} CURSOR FOR ${sql}`, [...parameters])
      for (;;) {
        const { rows } = await client.query<Row>(`FETCH ${String(rowsPerPiece)} FROM ${cursor}`)
        if (rows.length === 0) break
        yield rows
      }
      if (!own) await client.query(`CLOSE ${cursor}`)
    } finally {
      if (own) {
        const rolledBack = await own.query('ROLLBACK').then(
          () => true,
          () => false,
        )
        own.release(!rolledBack)
      }
    }
  }

  async append(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void> {
    await this.#copyIn(table, columns, copyBlocks(rows))
  }

  async unload(table: string, columns: StagedFiles['columns'], path: string): Promise<void> {
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    const text = `${path}.csv`
    try {
      await this.#withClient(async (client) => {
        // Every cell is quoted and null is not, so that no text can be taken for null.
        const copy = `COPY (SELECT ${names} FROM ${table}) TO STDOUT (FORMAT csv, NULL '', FORCE_QUOTE *)`
        await pipeline(client.query(copyTo(copy)), createWriteStream(text))
      })
      const types = columns.map((column) => `${literal(column.name)}: ${literal(column.sqlType)}`).join(', ')
      await withDuckDb((connection) =>
        connection.run(
          `COPY (SELECT * FROM read_csv(${literal(text)}, auto_detect = false, header = false, delim = ',', quote = '"',
             escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {${types}}, parallel = false))
           TO ${literal(path)} (FORMAT parquet)`,
        ),
      )
    } finally {
      await rm(text, { force: true })
    }
  }

  async stage(name: string, files: StagedFiles): Promise<void> {
    if (this.target instanceof pg.Pool) throw new Error(`Cannot stage "${name}" outside a transaction`)
    const columns = files.columns.map((column) => `"${column.name}" ${column.sqlType}`).join(', ')
    await this.run(`DROP TABLE IF EXISTS ${name}`)
    await this.run(`CREATE TEMP TABLE ${name} (${columns})`)
    await withDuckDb(async (connection) => {
      const list = files.paths.map(literal).join(', ')
      const text = files.columns.map((column) => `CAST("${column.name}" AS VARCHAR)`).join(', ')
      const rows = await connection.stream(`SELECT ${text} FROM read_parquet([${list}])`)
      const names = files.columns.map((column) => column.name)
      await this.#copyIn(name, names, copyPieces(rows.yieldRowsJson() as AsyncIterable<Parameter[][]>))
    })
    await this.run(`ANALYZE ${name}`)
  }

  /** Sends blocks in COPY's text format. When either side fails the copy is called off and the connection stays usable. */
  async #copyIn(table: string, columns: readonly string[], blocks: Iterable<string> | AsyncIterable<string>) {
    const names = columns.map((name) => `"${name}"`).join(', ')
    await this.#withClient(async (client) => {
      await pipeline(Readable.from(blocks), client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN`)))
    })
  }

  async #withClient(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    if (!(this.target instanceof pg.Pool)) return work(this.target)
    const client = await this.target.connect()
    try {
      await work(client)
    } finally {
      client.release()
    }
  }
}

class PostgresLedger extends PostgresSession implements Ledger {
  readonly engine = 'postgres'
  readonly #pool: pg.Pool
  #workingProcess: number | null = null

  constructor(pool: pg.Pool) {
    super(pool)
    this.#pool = pool
  }

  async transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    try {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      this.#workingProcess = rows[0]?.pid ?? null
      await client.query('BEGIN')
      await client.query(`SELECT pg_advisory_xact_lock_shared(${runningLock})`)
      const result = await work(new PostgresSession(client))
      await client.query('COMMIT')
      return result
    } catch (error) {
      // A lost connection cannot be told to roll back, and needs not.
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    } finally {
      this.#workingProcess = null
      // Temporary tables of the transaction go with the connection.
      client.release(true)
    }
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    try {
      const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${writerLock}) AS locked`)
      if (rows[0]?.locked !== true) throw new LedgerInUse('PostgreSQL', await holderOf(client))
      await waitForTransactions(client)
      return await work()
    } finally {
      // The lock goes with the connection too, but only when the server notices.
      const unlocked = await client.query('SELECT pg_advisory_unlock_all()').then(
        () => true,
        () => false,
      )
      client.release(!unlocked)
    }
  }

  interrupt(): void {
    if (this.#workingProcess === null) return
    // Where it cannot be said there is nothing left to stop.
    this.#pool.query('SELECT pg_cancel_backend($1)', [this.#workingProcess]).catch(() => undefined)
  }

  progress(): number | null {
    return null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }
}

/** Who has the writer's lock, as far as the server says. */
async function holderOf(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objid = ${writerLock}
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
  return rows[0]?.name ?? 'an import is running'
}

/**
 * Waits until no transaction runs: the server goes on with what a killed process had begun, even a commit, after the lock of
 * that process is gone.
 */
async function waitForTransactions(client: pg.PoolClient): Promise<void> {
  try {
    await client.query(`SET lock_timeout TO ${String(settleMs)}`)
    await client.query(`SELECT pg_advisory_lock(${runningLock})`)
  } catch {
    throw new LedgerInUse('PostgreSQL', 'a transaction of an earlier one is not over')
  }
  await client.query(`SELECT pg_advisory_unlock(${runningLock}); RESET lock_timeout`)
}

/** Runs work on a DuckDB of its own, which reads and writes Parquet. */
async function withDuckDb<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '500MB' })
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function* copyBlocks(rows: Iterable<readonly Parameter[]>): Generator<string> {
  let block = ''
  for (const row of rows) {
    block += copyLine(row)
    if (block.length < 1 << 16) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

async function* copyPieces(pieces: AsyncIterable<readonly (readonly Parameter[])[]>): AsyncGenerator<string> {
  for await (const piece of pieces) yield piece.map(copyLine).join('')
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyLine(row: readonly Parameter[]): string {
  return `${row.map(copyCell).join('\t')}\n`
}

function copyCell(cell: Parameter): string {
  return cell === null ? '\\N' : cell.replace(/[\\\t\n\r]/g, (found) => copyEscapes[found] ?? found)
}
