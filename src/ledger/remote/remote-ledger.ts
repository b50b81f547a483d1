import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Answer } from '../store/answer.ts'
import { literal, openDuckDb, rowsOf } from '../store/duckdb.ts'
import type { Columns } from '../store/duckdb.ts'
import { LedgerInUse } from '../store/session.ts'
import type { Ledger, Parameter, Row, Session, StagedFiles } from '../store/session.ts'
import type { Answered, Asked, Channel, Request } from './channel.ts'

export interface RemoteOptions {
  /** Where files are put that the other end reads. */
  readonly temporary: string
}

/** Rows that may go over the channel; more of them go through a file, which costs the other end no time of its thread. */
const rowsInMessage = 500

/** A DuckDB ledger that another process has open and serves with `serveLedger`. */
export function openRemoteLedger(channel: Channel, options: RemoteOptions): Ledger {
  return new RemoteLedger(new Line(channel), options)
}

/** What waits for the answer to a request. */
interface Waiting {
  readonly piece: (columns: Columns) => void
  readonly end: (value: number | null) => void
  readonly fail: (error: Error) => void
}

/** Requests and answers over the channel. */
class Line {
  progress: number | null = null
  readonly #channel: Channel
  readonly #waitingById = new Map<number, Waiting>()
  #nextId = 1
  #isOpen = true

  constructor(channel: Channel) {
    this.#channel = channel
    channel.onMessage((message) => {
      this.#take(message as Answered)
    })
    channel.onClose(() => {
      this.#isOpen = false
      for (const waiting of this.#waitingById.values()) waiting.fail(gone())
      this.#waitingById.clear()
    })
  }

  async ask(request: Request): Promise<number | null> {
    return new Promise((resolve, reject) => {
      this.begin(request, { piece: () => {}, end: resolve, fail: reject })
    })
  }

  /** Sends a request; gives the number its answer is known by. */
  begin(request: Request, waiting: Waiting): number {
    const id = this.#nextId++
    if (this.#isOpen) {
      this.#waitingById.set(id, waiting)
      this.tell({ ...request, id })
    } else waiting.fail(gone())
    return id
  }

  tell(asked: Asked): void {
    if (this.#isOpen) this.#channel.send(asked)
  }

  #take(answered: Answered): void {
    if ('progress' in answered) {
      this.progress = answered.progress
      return
    }
    const waiting = this.#waitingById.get(answered.id)
    if ('piece' in answered) {
      waiting?.piece(answered.piece)
      return
    }
    this.#waitingById.delete(answered.id)
    if ('end' in answered) waiting?.end(answered.end)
    else waiting?.fail(toError(answered.failure))
  }
}

function gone(): Error {
  return new Error('Cannot reach the ledger: the server that has it open is gone')
}

function toError({ message, isInUse }: { readonly message: string; readonly isInUse: boolean }): Error {
  if (!isInUse) return new Error(message)
  const error = new LedgerInUse('', '')
  error.message = message
  return error
}

class RemoteSession implements Session {
  protected readonly line: Line
  protected readonly options: RemoteOptions
  readonly #tx: number | null

  constructor(line: Line, options: RemoteOptions, tx: number | null) {
    this.line = line
    this.options = options
    this.#tx = tx
  }

  async all(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    const all: Row[] = []
    for await (const rows of this.pieces(sql, parameters)) for (const row of rows) all.push(row)
    return all
  }

  async read(sql: string, parameters: readonly Parameter[] = []): Promise<Answer> {
    return Answer.ofRows(await this.all(sql, parameters))
  }

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<void> {
    await this.line.ask({ do: 'run', tx: this.#tx, sql, parameters })
  }

  async *pieces(sql: string, parameters: readonly Parameter[] = []): AsyncIterable<readonly Row[]> {
    const arrived: Columns[] = []
    let isOver = false
    const failures: Error[] = []
    let look = (): void => {}
    const id = this.line.begin(
      { do: 'read', tx: this.#tx, sql, parameters },
      {
        piece: (columns) => {
          arrived.push(columns)
          look()
        },
        end: () => {
          isOver = true
          look()
        },
        fail: (error) => {
          failures.push(error)
          isOver = true
          look()
        },
      },
    )
    try {
      for (;;) {
        const columns = arrived.shift()
        if (columns) {
          this.line.tell({ do: 'more', id })
          yield rowsOf(columns)
        } else if (isOver) {
          for (const failure of failures) throw failure
          return
        } else await new Promise<void>((resolve) => (look = resolve))
      }
    } finally {
      if (!isOver) {
        this.line.tell({ do: 'enough', id })
        // The connection is free for the next statement only when the answer is over.
        while (!isOver) await new Promise<void>((resolve) => (look = resolve))
      }
    }
  }

  async append(table: string, columns: readonly string[], rows: Iterable<readonly Parameter[]>): Promise<void> {
    const iterator = rows[Symbol.iterator]()
    const first: (readonly Parameter[])[] = []
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      first.push(next.value)
      if (first.length <= rowsInMessage) continue
      await this.#appendFile(table, columns, { first, rest: iterator })
      return
    }
    await this.line.ask({ do: 'append', tx: this.#tx, table, columns, rows: first })
  }

  /** Writes the rows into a file as text, for the other end's DuckDB to read and cast on its own threads. */
  async #appendFile(
    table: string,
    columns: readonly string[],
    {
      first,
      rest,
    }: { readonly first: readonly (readonly Parameter[])[]; readonly rest: Iterator<readonly Parameter[]> },
  ): Promise<void> {
    await mkdir(this.options.temporary, { recursive: true })
    const folder = await mkdtemp(join(this.options.temporary, 'append-'))
    const path = join(folder, 'rows.parquet')
    const names = columns.map((name) => `"${name}"`).join(', ')
    try {
      const options = { file: ':memory:', tempDirectory: folder, memoryLimit: '200MB', threads: 1 }
      await using scratch = await openDuckDb(options)
      const textColumns = columns.map((name) => ({ name, sqlType: 'VARCHAR' }))
      await scratch.run(`CREATE TABLE given (${columns.map((name) => `"${name}" VARCHAR`).join(', ')})`)
      await scratch.append('given', columns, both(first, rest))
      await scratch.unload('given', textColumns, path)
      await this.run(`INSERT INTO ${table} (${names}) SELECT ${names} FROM read_parquet(${literal(path)})`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async unload(table: string, columns: StagedFiles['columns'], path: string): Promise<void> {
    await this.line.ask({ do: 'unload', tx: this.#tx, table, columns, path })
  }

  async stage(name: string, files: StagedFiles): Promise<void> {
    await this.line.ask({ do: 'stage', tx: this.#tx, name, files })
  }
}

function* both<T>(first: readonly T[], rest: Iterator<T>): Generator<T, void, void> {
  yield* first
  for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value
}

class RemoteLedger extends RemoteSession implements Ledger {
  readonly engine = 'duckdb'

  constructor(line: Line, options: RemoteOptions) {
    super(line, options, null)
  }

  async transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    const tx = await this.line.ask({ do: 'begin' })
    if (tx === null) throw new Error('Cannot begin a transaction of the ledger')
    try {
      const result = await work(new RemoteSession(this.line, this.options, tx))
      await this.line.ask({ do: 'commit', tx })
      return result
    } catch (error) {
      // When the other end is gone it is rolled back there.
      await this.line.ask({ do: 'rollback', tx }).catch(() => undefined)
      throw error
    } finally {
      this.line.progress = null
    }
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    await this.line.ask({ do: 'lock' })
    try {
      return await work()
    } finally {
      await this.line.ask({ do: 'unlock' }).catch(() => undefined)
    }
  }

  interrupt(): void {
    this.line.tell({ do: 'interrupt' })
  }

  progress(): number | null {
    return this.line.progress
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The channel belongs to whoever opened it.
    await Promise.resolve()
  }
}
