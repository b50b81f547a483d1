import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { DuckDBInstance } from '@duckdb/node-api'
import { literal } from './duckdb.ts'
import { LedgerInUse } from './session.ts'
import type { Ledger, Parameter, Row, Session, StagedFiles } from './session.ts'

/** Any fixed number: whoever imports holds the advisory lock of that number. */
const writerLock = '7310003'
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
  const pool = new pg.Pool({ connectionString: url, max: 4, types: types as unknown as pg.CustomTypesConfig })
  // An idle connection the server closes is replaced on the next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  const client = await pool.connect()
  client.release()
  return new PostgresLedger(pool)
}

type Queryable = pg.Pool | pg.PoolClient

class PostgresSession implements Session {
  protected readonly target: Queryable
  constructor(target: Queryable) {
    this.target = target
  }

  async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    const result = await this.target.query<Row>(sql, [...parameters])
    return result.rows
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<void> {
    await this.target.query(sql, [...parameters])
  }

  async *pieces(sql: string, parameters: readonly Parameter[] = []): AsyncIterable<readonly Row[]> {
    const client = this.target instanceof pg.Pool ? await this.target.connect() : this.target
    const own = client !== this.target
    try {
      if (own) await client.query('BEGIN READ ONLY')
      await client.query(`DECLARE pieces CURSOR FOR ${sql}`, [...parameters])
      for (;;) {
        const { rows } = await client.query<Row>('FETCH 5000 FROM pieces')
        if (rows.length === 0) break
        yield rows
      }
      await client.query('CLOSE pieces')
    } finally {
      if (own) {
        await client.query('ROLLBACK')
        client.release()
      }
    }
  }

  async append(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void> {
    const names = columns.map((name) => `"${name}"`).join(', ')
    await this.#withClient(async (client) => {
      const stream = client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN`))
      const finished = once(stream, 'finish')
      let buffer = ''
      for (const row of rows) {
        buffer += `${row.map(copyCell).join('\t')}\n`
        if (buffer.length > 1 << 16) {
          if (!stream.write(buffer)) await Promise.race([once(stream, 'drain'), finished])
          buffer = ''
        }
      }
      stream.end(buffer)
      await finished
    })
  }

  async unload(table: string, columns: StagedFiles['columns'], path: string): Promise<void> {
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    const text = `${path}.csv`
    await this.#withClient(async (client) => {
      const copy = client.query(copyTo(`COPY (SELECT ${names} FROM ${table}) TO STDOUT (FORMAT csv, NULL '\\N')`))
      await pipeline(copy, createWriteStream(text))
    })
    const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '500MB' })
    const connection = await instance.connect()
    try {
      const types = columns.map((column) => `${literal(column.name)}: ${literal(column.sqlType)}`).join(', ')
      await connection.run(
        `COPY (SELECT * FROM read_csv(${literal(text)}, auto_detect = false, header = false, delim = ',', quote = '"',
           escape = '"', nullstr = '\N', columns = {${types}}, parallel = false)) TO ${literal(path)} (FORMAT parquet)`,
      )
    } finally {
      connection.closeSync()
      instance.closeSync()
      await rm(text, { force: true })
    }
  }

  async stage(name: string, files: StagedFiles): Promise<void> {
    const columns = files.columns.map((column) => `"${column.name}" ${column.sqlType}`).join(', ')
    await this.run(`DROP TABLE IF EXISTS ${name}`)
    await this.run(`CREATE TEMP TABLE ${name} (${columns})`)
    const names = files.columns.map((column) => `"${column.name}"`).join(', ')
    await this.#withClient(async (client) => {
      const stream = client.query(copyFrom(`COPY ${name} (${names}) FROM STDIN`))
      const finished = once(stream, 'finish')
      const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '500MB' })
      const connection = await instance.connect()
      try {
        const list = files.paths.map(literal).join(', ')
        const text = files.columns.map((column) => `CAST("${column.name}" AS VARCHAR)`).join(', ')
        const rows = await connection.stream(`SELECT ${text} FROM read_parquet([${list}])`)
        for await (const piece of rows.yieldRowsJson()) {
          const block = piece.map((row) => `${(row as Parameter[]).map(copyCell).join('\t')}\n`).join('')
          if (!stream.write(block)) await Promise.race([once(stream, 'drain'), finished])
        }
        stream.end()
        await finished
      } finally {
        connection.closeSync()
        instance.closeSync()
      }
    })
    await this.run(`ANALYZE ${name}`)
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
      const result = await work(new PostgresSession(client))
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK')
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
      if (rows[0]?.locked !== true) throw new LedgerInUse('PostgreSQL', 'an import is running')
      return await work()
    } finally {
      // The lock goes with the connection.
      client.release(true)
    }
  }

  interrupt(): void {
    if (this.#workingProcess === null) return
    void this.#pool.query('SELECT pg_cancel_backend($1)', [this.#workingProcess])
  }

  progress(): number | null {
    return null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }
}

const copyEscapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyCell(cell: Parameter): string {
  return cell === null ? '\\N' : cell.replace(/[\\\t\n\r]/g, (found) => copyEscapes[found] ?? found)
}
