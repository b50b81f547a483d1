import { existsSync } from 'node:fs'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import { hasMigrations, migrate, pendingMigrations, prepareSchema, readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'
import type { Records } from './records.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'
import { writeInGroups } from './write-in-groups.ts'

export type RecordsConfig =
  | {
      readonly kind: 'sqlite'
      readonly file: string
      /** Whether others, who serve people, write in between long transactions. */
      readonly isPatient?: boolean
    }
  | { readonly kind: 'postgres'; readonly url: string }

/**
 * Opens the records and brings their schema up to date. Creates the file, not its folder. Throws when the records are
 * newer than the program or were made by other migrations; then nothing is changed.
 */
export async function openRecords(config: RecordsConfig, migrations?: readonly Migration[]): Promise<Records> {
  const connections = connect(config)
  try {
    const known = migrations ?? (await readMigrations(config.kind))
    await connections.writer.transaction().execute(async (trx) => {
      // The migrations make the tables, so their transaction knows none.
      const untyped = trx as unknown as Transaction<unknown>
      if (config.kind === 'postgres') await prepareSchema(untyped)
      await migrate(untyped, known)
    })
  } catch (error) {
    await close(connections)
    throw error
  }
  return recordsOn(config, connections)
}

/** Records as they are found. */
interface FoundRecords {
  readonly records: Records
  /** The migrations that bring them up to date; none when they are. */
  readonly pending: readonly Migration[]
}

/**
 * Opens records without changing their schema, so that they can be copied before they are brought up to date; null where none have
 * been made. Throws like `openRecords`.
 */
export async function findRecords(
  config: RecordsConfig,
  migrations?: readonly Migration[],
): Promise<FoundRecords | null> {
  // Connecting would make the file.
  if (config.kind === 'sqlite' && !existsSync(config.file)) return null
  const connections = connect(config)
  try {
    const known = migrations ?? (await readMigrations(config.kind))
    const pending = await connections.writer.transaction().execute(async (trx) => {
      const untyped = trx as unknown as Transaction<unknown>
      return (await hasMigrations(untyped, config.kind)) ? pendingMigrations(untyped, known) : null
    })
    if (pending !== null) return { records: recordsOn(config, connections), pending }
  } catch (error) {
    await close(connections)
    throw error
  }
  await close(connections)
  return null
}

function recordsOn(config: RecordsConfig, connections: Connections): Records {
  const { kind } = config
  const { reader, writer } = connections
  // A patient writer lets others in between its transactions, so it has none to share.
  const sharesCommits = config.kind === 'sqlite' && config.isPatient !== true
  return {
    kind,
    view: reader,
    write: sharesCommits ? writeInGroups(writer) : (work) => writer.transaction().execute(work),
    async snapshot() {
      const builder = reader.startTransaction().setAccessMode('read only')
      const trx = await (kind === 'postgres' ? builder.setIsolationLevel('repeatable read') : builder).execute()
      return {
        kind,
        view: trx,
        async [Symbol.asyncDispose]() {
          await trx.rollback().execute()
        },
      }
    },
    [Symbol.asyncDispose]: () => close(connections),
  }
}

/** PostgreSQL's numbers of its types. */
const [int8, int4, float8] = [20, 23, 701]

interface Connections {
  readonly reader: Kysely<Tables>
  readonly writer: Kysely<Tables>
}

function connect(config: RecordsConfig): Connections {
  if (config.kind === 'sqlite') {
    return {
      reader: new Kysely<Tables>({ dialect: sqliteDialect(config.file, 'reader') }),
      writer: new Kysely<Tables>({
        dialect: sqliteDialect(config.file, config.isPatient ? 'patient-writer' : 'writer'),
      }),
    }
  }
  const pool = new pg.Pool({ connectionString: config.url, max: 10, types: { getTypeParser } })
  // The pool has already dropped an idle connection that broke; the next query opens another or says why it cannot.
  pool.on('error', () => {})
  const onCreateConnection = async (connection: { executeQuery: (query: CompiledQuery) => Promise<unknown> }) => {
    // Days come as text: the form must not be the one that the server or the role prefers.
    for (const setting of ['search_path to records', 'datestyle to iso, ymd', `timezone to 'UTC'`]) {
      await connection.executeQuery(CompiledQuery.raw(`set ${setting}`))
    }
  }
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool, onCreateConnection }) })
  return { reader: database, writer: database }
}

/** Numbers as SQLite gives them: integers as bigint, floats as number. Everything else, JSON too, stays text. */
function getTypeParser(oid: number): (text: string) => unknown {
  if (oid === int8 || oid === int4) return BigInt
  if (oid === float8) return Number
  return String
}

async function close({ reader, writer }: Connections): Promise<void> {
  await reader.destroy()
  if (writer !== reader) await writer.destroy()
}
