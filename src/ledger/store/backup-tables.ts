import { ledgerKindIds } from '../../domain/kind.ts'
import { valueKinds } from '../../domain/value-kinds.ts'
import type { Session } from './session.ts'
import { columnList, contentColumns, ledgerTable } from './table.ts'
import type { StoredColumn } from './table.ts'

/** A ledger table as a backup holds it. */
export interface BackupTable {
  readonly table: string
  readonly columns: readonly StoredColumn[]
  /** Whether a backup may lack it, because the version that made it knew no such table. */
  readonly isLater?: boolean
}

const bigint = (name: string): StoredColumn => ({ name, sqlType: 'BIGINT' })
const text = (name: string): StoredColumn => ({ name, sqlType: 'VARCHAR' })
const day = (name: string): StoredColumn => ({ name, sqlType: 'DATE' })

/** Every ledger table but the copies of dimensions, which are rebuilt. History is part of it. */
export const backupTables: readonly BackupTable[] = [
  {
    table: 'batch',
    columns: [
      bigint('seq'),
      text('id'),
      text('type'),
      bigint('undoes'),
      text('happened_at'),
      text('actor'),
      text('detail'),
    ],
  },
  ...ledgerKindIds.map((kind) => {
    const table = ledgerTable(kind)
    return {
      table: table.table,
      columns: [...contentColumns(table), bigint('origin'), bigint('batch_from'), bigint('batch_to')],
      isLater: valueKinds.some(({ id }) => id === kind),
    }
  }),
  { table: 'confirmation', columns: [bigint('batch'), text('kind'), text('source'), text('mode')] },
  { table: 'confirmation_key', columns: [bigint('batch'), text('kind'), bigint('key_hi'), bigint('key_lo')] },
  {
    table: 'replacement',
    columns: [bigint('batch'), text('kind'), text('source'), day('day_from'), day('day_to')],
  },
  { table: 'stamp', columns: [text('name'), text('value')] },
]

/**
 * Writes each table into `<table>.parquet` through `pathOf` and gives their names. Of a ledger that an earlier version made, the
 * tables and columns it has. Call it while nothing imports.
 */
export async function unloadLedger(session: Session, pathOf: (table: string) => string): Promise<string[]> {
  const rows = await session.all(
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()`,
  )
  const stored = new Set(rows.map((row) => `${String(row['table_name'])}.${String(row['column_name'])}`))
  const unloaded: string[] = []
  for (const { table, columns } of backupTables) {
    const found = columns.filter(({ name }) => stored.has(`${table}.${name}`))
    if (found.length === 0) continue
    await session.unload(table, found, pathOf(table))
    unloaded.push(table)
  }
  return unloaded
}

/** Fills the empty tables of a ledger from such files, where `pathOf` knows one. Throws when a table has rows already. */
export async function loadLedger(tx: Session, pathOf: (table: string) => string | null): Promise<void> {
  for (const { table, columns } of backupTables) {
    const path = pathOf(table)
    if (path === null) continue
    if ((await tx.all(`SELECT 1 AS found FROM ${table} LIMIT 1`)).length > 0) {
      throw new Error(`Cannot restore into ledger table "${table}": it has rows already`)
    }
    await tx.stage(`restored_${table}`, { paths: [path], columns })
    await tx.run(`INSERT INTO ${table} (${columnList(columns)}) SELECT ${columnList(columns)} FROM restored_${table}`)
  }
  // The copies of dimensions are not in a backup, so the stamp that vouches for them must go.
  await tx.run(`DELETE FROM stamp WHERE name = 'dimensions'`)
}
