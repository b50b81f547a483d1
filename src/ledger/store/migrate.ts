import { readFile, readdir } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import type { Ledger, Session } from './session.ts'

/** One numbered step of the schema; never edited once landed. */
export interface LedgerMigration {
  readonly name: string
  readonly sql: string
}

/** A ledger that this program cannot work with: a newer one made it, or one with other migrations. */
export class UnknownLedger extends Error {}

const folder = new URL('./migrations/', import.meta.url)
/** Any fixed number: PostgreSQL makes starters that use the same one wait for each other. */
const startLock = '7310004'

/** The migrations this program carries for an engine, in order; `.postgres.sql` is for PostgreSQL only. */
export async function readLedgerMigrations(engine: Ledger['engine']): Promise<LedgerMigration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const mine = names.filter((name) => engine === 'postgres' || !name.endsWith('.postgres.sql'))
  return Promise.all(
    mine.map(async (name) => ({
      name,
      sql: (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n'),
    })),
  )
}

/**
 * Brings the ledger to the present schema, in one transaction with the rows that say so. Throws when a landed migration was
 * changed, or when the ledger was made by a newer program; then nothing is changed.
 */
export async function migrateLedger(ledger: Ledger, migrations?: readonly LedgerMigration[]): Promise<void> {
  await ledger.transaction((tx) => migrateLedgerWithin(tx, ledger.engine, migrations))
}

/** Like `migrateLedger`, in a transaction of the caller, who may still take it back. */
export async function migrateLedgerWithin(
  tx: Session,
  engine: Ledger['engine'],
  migrations?: readonly LedgerMigration[],
): Promise<void> {
  const known = migrations ?? (await readLedgerMigrations(engine))
  if (engine === 'postgres') {
    await tx.all(`SELECT pg_advisory_xact_lock(${startLock})`)
    await tx.run('CREATE SCHEMA IF NOT EXISTS ledger')
  }
  await tx.run('CREATE TABLE IF NOT EXISTS ledger_migration (name VARCHAR NOT NULL, checksum VARCHAR NOT NULL)')
  for (const { name, sql } of await pendingOf(tx, known)) {
    for (const statement of statementsOf(sql)) await tx.run(statement)
    await tx.run('INSERT INTO ledger_migration (name, checksum) VALUES ($1, $2)', [name, checksumOf(sql)])
  }
}

/**
 * The migrations that bring a ledger to the present schema; null when there is none yet. Changes nothing, throws like
 * `migrateLedger`.
 */
export async function pendingLedgerMigrations(
  ledger: Ledger,
  migrations?: readonly LedgerMigration[],
): Promise<LedgerMigration[] | null> {
  const found = await ledger.all(
    `SELECT 1 AS found FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_name = 'ledger_migration'`,
  )
  if (found.length === 0) return null
  return pendingOf(ledger, migrations ?? (await readLedgerMigrations(ledger.engine)))
}

async function pendingOf(session: Session, migrations: readonly LedgerMigration[]): Promise<LedgerMigration[]> {
  const landed = new Map(
    (await session.all('SELECT name, checksum FROM ledger_migration')).map((row) => [row['name'], row['checksum']]),
  )
  for (const name of landed.keys()) {
    if (!migrations.some((migration) => migration.name === name)) {
      throw new UnknownLedger(`Cannot open the ledger: it was made by a newer bookvalue (migration "${String(name)}")`)
    }
  }
  return migrations.filter(({ name, sql }) => {
    const before = landed.get(name)
    if (before !== undefined && before !== checksumOf(sql)) {
      throw new UnknownLedger(`Cannot open the ledger: migration "${name}" was changed after it landed`)
    }
    return before === undefined
  })
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** Our migrations hold no semicolon inside a string or a comment, so a split is enough. */
function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
