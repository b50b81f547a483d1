import { sql } from 'kysely'
import type { Records, RecordsTransaction } from './records.ts'

/** Numbers of locks of ours on PostgreSQL, one for what is written in turns. */
const locks = { reviews: 7_310_010, answers: 7_310_011 } as const

/**
 * Lets one writer go on at a time, until its transaction ends: what it reads before it writes still holds then, be it that there
 * is none yet. SQLite has only one writer anyway.
 */
export async function takeTurn(
  { kind }: Pick<Records, 'kind'>,
  trx: RecordsTransaction,
  what: keyof typeof locks,
): Promise<void> {
  if (kind === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(locks[what])})`.execute(trx)
}
