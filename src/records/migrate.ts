import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { CompiledQuery, sql } from 'kysely'
import type { Transaction } from 'kysely'
import type { Engine } from './records.ts'

/** One numbered step of the schema; never edited once landed. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
}

/** Records that this program cannot work with: a newer one made them, or one with other migrations. */
export class UnknownRecords extends Error {}

const fileForm = /^(?<name>(?<number>\d{4})_\w+)(?:\.(?<kind>sqlite|postgres))?\.sql$/
/** Any fixed number: PostgreSQL makes starters that use the same one wait for each other. */
const startLock = 7_310_001

/** The migrations this program carries for an engine, in order. */
export async function readMigrations(kind: Engine): Promise<Migration[]> {
  const folder = new URL('./migrations/', import.meta.url)
  const migrations: Migration[] = []
  for (const file of (await readdir(folder)).toSorted()) {
    const parts = fileForm.exec(file)?.groups
    if (!parts?.['name']) throw new Error(`Cannot read migration "${file}": its name is not 0001_what.sql`)
    if (parts['kind'] !== undefined && parts['kind'] !== kind) continue
    const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n')
    migrations.push({ number: Number(parts['number']), name: parts['name'], text })
  }
  return migrations
}

/**
 * Brings the schema up to the program in one transaction. Throws when a landed migration is not the one this program
 * knows by its number, or when the records are newer than the program.
 */
export async function migrate(trx: Transaction<unknown>, migrations: readonly Migration[]): Promise<void> {
  await sql`create table if not exists records_migration (
    number bigint not null primary key, name text not null, checksum text not null)`.execute(trx)
  for (const migration of await pendingMigrations(trx, migrations)) {
    for (const statement of statementsOf(migration)) await trx.executeQuery(CompiledQuery.raw(statement))
    await sql`insert into records_migration (number, name, checksum)
      values (${migration.number}, ${migration.name}, ${checksumOf(migration)})`.execute(trx)
  }
}

/** Whether any migration has landed. */
export async function hasMigrations(trx: Transaction<unknown>, kind: Engine): Promise<boolean> {
  const found =
    kind === 'sqlite'
      ? sql`select name from sqlite_master where name = 'records_migration'`
      : sql`select 1 as name where to_regclass('records.records_migration') is not null`
  return (await found.execute(trx)).rows.length > 0
}

/** The migrations that have not landed, in order. Throws like `migrate`; only for records that some have landed in. */
export async function pendingMigrations(
  trx: Transaction<unknown>,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const landed = await sql<{
    number: bigint
    name: string
    checksum: string
  }>`select number, name, checksum from records_migration order by number`.execute(trx)
  const migrationsByNumber = new Map(migrations.map((migration) => [migration.number, migration]))
  const newest = migrations.at(-1)?.number ?? 0
  for (const { number, name, checksum } of landed.rows) {
    if (number > newest) {
      throw new UnknownRecords(
        `Cannot open the records: they were written by a newer bookvalue (migration "${name}"); use that version or a newer one`,
      )
    }
    const migration = migrationsByNumber.get(Number(number))
    if (!migration || checksumOf(migration) !== checksum) {
      throw new UnknownRecords(
        `Cannot open the records: migration "${name}" is not the one they were made with; use an unchanged bookvalue`,
      )
    }
    migrationsByNumber.delete(Number(number))
  }
  return [...migrationsByNumber.values()]
}

/** Makes PostgreSQL starters wait for each other and gives the records a schema beside the ledger's tables. */
export async function prepareSchema(trx: Transaction<unknown>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(startLock)})`.execute(trx)
  await sql`create schema if not exists records`.execute(trx)
}

function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.text).digest('hex')
}

/** In a migration every statement ends with a semicolon at the end of a line, and only there. */
function statementsOf(migration: Migration): string[] {
  return migration.text
    .split(/;\s*$/m)
    .map((statement) => statement.replaceAll(/^--.*$/gm, '').trim())
    .filter((statement) => statement !== '')
}
