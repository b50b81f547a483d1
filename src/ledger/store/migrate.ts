import { readFile, readdir } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import type { Ledger, Session } from './session.ts'

/** One numbered step of the schema; never edited once landed. */
export interface LedgerMigration {
  readonly name: string
  readonly sql: string
}

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
  const known = migrations ?? (await readLedgerMigrations(ledger.engine))
  await ledger.transaction(async (tx) => {
    if (ledger.engine === 'postgres') {
      await tx.all(`SELECT pg_advisory_xact_lock(${startLock})`)
      await tx.run('CREATE SCHEMA IF NOT EXISTS ledger')
    }
    await tx.run('CREATE TABLE IF NOT EXISTS ledger_migration (name VARCHAR NOT NULL, checksum VARCHAR NOT NULL)')
    await migrate(tx, known)
  })
}

async function migrate(tx: Session, migrations: readonly LedgerMigration[]): Promise<void> {
  const landed = new Map(
    (await tx.all('SELECT name, checksum FROM ledger_migration')).map((row) => [row['name'], row['checksum']]),
  )
  for (const name of landed.keys()) {
    if (!migrations.some((migration) => migration.name === name)) {
      throw new Error(`Cannot open the ledger: it was made by a newer bookvalue (migration "${String(name)}")`)
    }
  }
  for (const { name, sql } of migrations) {
    const checksum = createHash('sha256').update(sql).digest('hex')
    const before = landed.get(name)
    if (before === checksum) continue
    if (before !== undefined) throw new Error(`Cannot open the ledger: migration "${name}" was changed after it landed`)
    for (const statement of statementsOf(sql)) await tx.run(statement)
    await tx.run('INSERT INTO ledger_migration (name, checksum) VALUES ($1, $2)', [name, checksum])
  }
}

/** Our migrations hold no semicolon inside a string or a comment, so a split is enough. */
function statementsOf(sql: string): string[] {
  return sql
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
