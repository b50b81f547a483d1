import type { RecordsView } from './records.ts'

/** What accounts are called by id; the key of one that only others refer to. An id that was never given is missing. */
export async function findAccountNames(view: RecordsView, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await view
    .selectFrom('account_identity')
    .leftJoin('account', (join) =>
      join.onRef('account.source', '=', 'account_identity.source').onRef('account.key', '=', 'account_identity.key'),
    )
    .where('account_identity.id', 'in', [...ids])
    .select(['account_identity.id', 'account_identity.key', 'account.name'])
    .execute()
  return new Map(rows.map(({ id, key, name }) => [id, name ?? key]))
}
