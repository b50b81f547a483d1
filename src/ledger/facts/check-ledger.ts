import { ledgerKindIds } from '../../domain/kind.ts'
import { countOf } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { accountTables, ledgerTable } from '../store/table.ts'

/** Something that must hold in every ledger, and how many rows break it. */
export interface LedgerCheck {
  readonly check: string
  readonly broken: number
}

/** Checks the ledger against the laws it is built on. Every count should be zero. */
export async function checkLedger(session: Session): Promise<LedgerCheck[]> {
  const checks: LedgerCheck[] = []
  const count = async (check: string, from: string): Promise<void> => {
    const [row] = await session.all(`SELECT count(*) AS n FROM ${from}`)
    checks.push({ check, broken: row ? countOf(row, 'n') : 0 })
  }
  await count(
    'batches are numbered without a gap',
    '(SELECT 1 FROM batch HAVING count(*) <> coalesce(max(seq), 0)) gap',
  )
  for (const kind of ledgerKindIds) {
    const { table } = ledgerTable(kind)
    await count(
      `${kind}: one visible row per key`,
      `(SELECT 1 FROM ${table} WHERE batch_to = ${openEnd} GROUP BY key_hi, key_lo HAVING count(*) > 1) twice`,
    )
    await count(
      `${kind}: visible rows come from standing imports`,
      `${table} t WHERE t.batch_to = ${openEnd} AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.seq = t.origin
         AND b.type = 'import' AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.undoes = b.seq))`,
    )
    await count(`${kind}: versions end after they start`, `${table} WHERE batch_to <= batch_from`)
  }
  const keys = accountTables.map(
    ({ table }) =>
      `SELECT source, account FROM ${table} WHERE batch_to = ${openEnd} AND account IS NOT NULL GROUP BY source, account`,
  )
  await count(
    'every account key of the ledger resolves',
    `(${keys.join(' UNION ')}) l
     WHERE NOT EXISTS (SELECT 1 FROM account_ref r WHERE r.source = l.source AND r.key = l.account)`,
  )
  return checks
}
