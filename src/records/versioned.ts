import { sql } from 'kysely'
import type { RecordsTransaction } from './records.ts'

/** Rows that carry a version, and beside each of them a table of its states, numbered from 1: `action` and `action_state`. */
type Versioned = 'action' | 'call' | 'review'

/** A row of which a version was read. */
export interface ReadVersion {
  readonly id: string
  readonly version: number
}

/**
 * Takes the next version of a row that still has the one that was read, and gives the number of its next state; null when somebody
 * else was first. The update comes first: it holds the row, so that two at once do not take one number.
 */
export async function takeNextState(
  trx: RecordsTransaction,
  table: Versioned,
  { id, version }: ReadVersion,
): Promise<bigint | null> {
  const { numAffectedRows } = await sql`update ${sql.table(table)} set version = ${BigInt(version + 1)}
    where id = ${id} and version = ${BigInt(version)}`.execute(trx)
  if (numAffectedRows !== 1n) return null
  const { rows } = await sql<{ readonly last: bigint | null }>`select max(number) as last
    from ${sql.table(`${table}_state`)} where ${sql.ref(table)} = ${id}`.execute(trx)
  return (rows[0]?.last ?? 0n) + 1n
}
