import { textOf } from '../store/decode.ts'
import type { Parameter, Session } from '../store/session.ts'

/** Some accounts and the keys that rows of theirs carry: a store that keeps rows by key then reads few of them. */
export interface AccountScope {
  readonly ids: readonly string[]
  readonly keys: readonly string[]
}

/** Finds the keys of accounts. A key may mean another account on other days: `inScope` asks for both. */
export async function accountScope(session: Session, accountIds: readonly string[]): Promise<AccountScope> {
  if (accountIds.length === 0) return { ids: [], keys: [] }
  const rows = await session.all(
    `SELECT DISTINCT key FROM account_ref WHERE account_id IN (${placesOf(accountIds, 1)})`,
    accountIds,
  )
  return { ids: accountIds, keys: rows.map((row) => textOf(row, 'key')).toSorted() }
}

/** Whether no row can be of these accounts. */
export function isEmptyScope({ keys }: AccountScope): boolean {
  return keys.length === 0
}

/**
 * The join and the condition by which rows of `alias` (with source, account and date) are those of the accounts. The account is
 * `r.account_id`; the text needs `scopeParameters` from `$place` on.
 */
export function inScope(
  alias: string,
  { ids, keys }: AccountScope,
  place: number,
): { readonly join: string; readonly where: string } {
  return {
    join: `JOIN account_ref r ON r.source = ${alias}.source AND r.key = ${alias}.account
      AND ${alias}.date >= r.valid_from AND ${alias}.date < r.valid_to`,
    where: `${alias}.account IN (${placesOf(keys, place)})
      AND r.account_id IN (${placesOf(ids, place + keys.length)})`,
  }
}

export function scopeParameters({ ids, keys }: AccountScope): readonly Parameter[] {
  return [...keys, ...ids]
}

/** `$4, $5, $6` for as many values. */
export function placesOf(values: readonly unknown[], place: number): string {
  return values.map((_, index) => `$${String(place + index)}`).join(', ')
}
