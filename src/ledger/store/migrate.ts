import { readFile, readdir } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import type { Ledger } from './session.ts'

const folder = new URL('./migrations/', import.meta.url)

/**
 * Brings the ledger to the present schema. Numbered `.sql` files run once each, in one transaction with the row that
 * says so. Throws when a landed file was changed, or when the ledger was made by a newer program.
 */
export async function migrateLedger(ledger: Ledger): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  const mine = names.filter((name) => ledger.engine === 'postgres' || !name.endsWith('.postgres.sql'))
  await ledger.run('CREATE TABLE IF NOT EXISTS ledger_migration (name VARCHAR NOT NULL, checksum VARCHAR NOT NULL)')
  const landed = new Map(
    (await ledger.all('SELECT name, checksum FROM ledger_migration')).map((row) => [row['name'], row['checksum']]),
  )
  for (const name of landed.keys()) {
    if (!mine.includes(String(name))) {
      throw new Error(`Cannot open the ledger: it was made by a newer bookvalue (migration "${String(name)}")`)
    }
  }
  for (const name of mine) {
    const sql = await readFile(new URL(name, folder), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const before = landed.get(name)
    if (before === checksum) continue
    if (before !== undefined) throw new Error(`Cannot open the ledger: migration "${name}" was changed after it landed`)
    await ledger.transaction(async (tx) => {
      await tx.run('INSERT INTO ledger_migration (name, checksum) VALUES ($1, $2)', [name, checksum])
      for (const statement of statementsOf(sql)) await tx.run(statement)
    })
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
