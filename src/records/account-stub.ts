import type { SourceKey } from './account-identity.ts'
import { findAccountIds, placeOf } from './account-identity.ts'
import type { Records } from './records.ts'
import { insertRows } from './rows-as-json.ts'

const projectionName = 'account_stub'

/**
 * Replaces, as a whole, the account keys that live ledger rows carry as of `seq`; those with no account row are listed as
 * stubs. An older `seq` than the one kept changes nothing. Throws when a pair has no identity: `ensureAccountIds` first.
 */
export async function setStubs(records: Records, seq: number, pairs: readonly SourceKey[]): Promise<void> {
  const distinct = [...new Map(pairs.map(({ source, key }) => [placeOf({ source, key }), { source, key }])).values()]
  const idsByPlace = await findAccountIds(records, distinct)
  const unknown = distinct.find((pair) => !idsByPlace.has(placeOf(pair)))
  if (unknown) throw new Error(`Cannot list account "${unknown.key}" of source "${unknown.source}": it has no id`)
  await records.write(async (trx) => {
    const stamp = await trx
      .insertInto('projection')
      .values({ name: projectionName, seq: BigInt(seq) })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ seq: BigInt(seq) })
          .where('projection.seq', '<=', BigInt(seq)),
      )
      .returning('seq')
      .executeTakeFirst()
    if (!stamp) return
    await trx.deleteFrom('account_stub').execute()
    await insertRows(records.kind, trx, 'account_stub', distinct)
  })
}
