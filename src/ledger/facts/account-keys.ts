import { textOf } from '../store/decode.ts'
import { numberAccounts } from './account-number.ts'
import { openEnd } from '../store/session.ts'
import type { Parameter, Session } from '../store/session.ts'
import { findStamp, putStamp } from '../store/stamp.ts'
import { accountTables } from '../store/table.ts'

/** Every account key that a live row of the ledger carries, of whatever kind. */
export async function ledgerAccountKeys(session: Session): Promise<{ source: string; key: string }[]> {
  const rows = await session.all(
    accountTables
      .map(
        ({ table }) =>
          `SELECT source, account FROM ${table} WHERE batch_to = ${openEnd} AND account IS NOT NULL GROUP BY source, account`,
      )
      .join(' UNION '),
  )
  return rows.map((row) => ({ source: textOf(row, 'source'), key: textOf(row, 'account') }))
}

/** The number of the batch up to which the dimension copies are true; 0 before the first. */
export async function dimensionStamp(session: Session): Promise<number> {
  return Number((await findStamp(session, 'dimensions')) ?? 0)
}

/** Replaces the ledger's copies of the dimensions it groups by, and stamps them with the watermark. */
export async function replaceDimensions(
  tx: Session,
  watermark: number,
  accounts: Iterable<readonly Parameter[]>,
  owners: Iterable<readonly Parameter[]>,
  products: Iterable<readonly Parameter[]> = [],
): Promise<void> {
  await tx.run('DELETE FROM account_ref')
  await tx.append('account_ref', ['source', 'key', 'valid_from', 'valid_to', 'account_id'], accounts)
  await numberAccounts(tx)
  await tx.run('DELETE FROM owner_ref')
  await tx.append('owner_ref', ['account_id', 'valid_from', 'valid_to', 'rep'], owners)
  await tx.run('DELETE FROM product_ref')
  await tx.append('product_ref', ['source', 'key', 'family'], products)
  await putStamp(tx, 'dimensions', String(watermark))
}
