import { openEnd } from './session.ts'
import type { Session } from './session.ts'
import { findStamp } from './stamp.ts'

/** The base currency the ledger's amounts are kept in; undefined while nothing in the ledger depends on one. */
export async function baseCurrencyOf(session: Session): Promise<string | undefined> {
  const rows = await session.all(
    ['line', 'invoice', 'payment', 'cost', 'rate', 'stock', 'freight', 'accrual', 'quote']
      .map((table) => `SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM ${table} WHERE batch_to = ${openEnd})`)
      .join(' UNION ALL '),
  )
  return rows.length === 0 ? undefined : findStamp(session, 'base_currency')
}
