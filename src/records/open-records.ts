import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import type { Transaction } from 'kysely'
import pg from 'pg'
import { migrate, prepareSchema, readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'
import type { Records } from './records.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

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
  const { reader, writer } = connect(config)
  try {
    const known = migrations ?? (await readMigrations(config.kind))
    await writer.transaction().execute(async (trx) => {
      // The migrations make the tables, so their transaction knows none.
      const untyped = trx as unknown as Transaction<unknown>
      if (config.kind === 'postgres') await prepareSchema(untyped)
      await migrate(untyped, known)
    })
  } catch (error) {
    await close(reader, writer)
    throw error
  }
  return {
    kind: config.kind,
    view: reader,
    write: (work) => writer.transaction().execute(work),
    async snapshot() {
      const builder = reader.startTransaction().setAccessMode('read only')
      const trx = await (config.kind === 'postgres' ? builder.setIsolationLevel('repeatable read') : builder).execute()
      return {
        kind: config.kind,
        view: trx,
        async [Symbol.asyncDispose]() {
          await trx.rollback().execute()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await close(reader, writer)
    },
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

async function close(reader: Kysely<Tables>, writer: Kysely<Tables>): Promise<void> {
  await reader.destroy()
  if (writer !== reader) await writer.destroy()
}
