import { sql } from 'kysely'
import type { SourceKey } from './account-identity.ts'
import { findAccountIds, placeOf } from './account-identity.ts'
import type { Records, RecordsTransaction } from './records.ts'
import { givenCell, givenRows, insertRows, rowsPerStatement } from './rows-as-json.ts'

const projectionName = 'account_stub'

/** Pairs that go in or out in one transaction: others write too. */
const pairsPerCommit = 1000

/**
 * Makes the account keys that live ledger rows carry as of `seq` the ones that are kept; those with no account row are listed as
 * stubs. An older `seq` than the one kept changes nothing. Throws when a pair has no identity: `ensureAccountIds` first. In
 * pieces that are seen one by one, new keys first; what was broken off is done at the next call.
 */
export async function setStubs(records: Records, seq: number, pairs: readonly SourceKey[]): Promise<void> {
  const wanted = new Map(pairs.map(({ source, key }) => [placeOf({ source, key }), { source, key }]))
  const idsByPlace = await findAccountIds(records, [...wanted.values()])
  const unknown = [...wanted].find(([place]) => !idsByPlace.has(place))?.[1]
  if (unknown) throw new Error(`Cannot list account "${unknown.key}" of source "${unknown.source}": it has no id`)
  const stamp = await records.view
    .selectFrom('projection')
    .select('seq')
    .where('name', '=', projectionName)
    .executeTakeFirst()
  if (stamp !== undefined && stamp.seq > BigInt(seq)) return
  const kept = await records.view.selectFrom('account_stub').select(['source', 'key']).execute()
  const places = new Set(kept.map(placeOf))
  await inPieces(
    [...wanted.values()].filter((pair) => !places.has(placeOf(pair))),
    async (some) => {
      await records.write((trx) => insertRows(records.kind, trx, 'account_stub', some))
    },
  )
  await inPieces(
    kept.filter((pair) => !wanted.has(placeOf(pair))),
    async (some) => {
      await records.write((trx) => deletePairs(records, trx, some))
    },
  )
  await records.write(async (trx) => {
    await trx
      .insertInto('projection')
      .values({ name: projectionName, seq: BigInt(seq) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ seq: BigInt(seq) }))
      .execute()
  })
}

async function inPieces(
  pairs: readonly SourceKey[],
  work: (some: readonly SourceKey[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < pairs.length; at += pairsPerCommit) await work(pairs.slice(at, at + pairsPerCommit))
}

async function deletePairs(records: Records, trx: RecordsTransaction, pairs: readonly SourceKey[]): Promise<void> {
  for (let at = 0; at < pairs.length; at += rowsPerStatement) {
    const some = pairs.slice(at, at + rowsPerStatement).map(({ source, key }) => [source, key])
    await sql`delete from account_stub where (source, key) in
      (select ${givenCell(0)}, ${givenCell(1)} from ${givenRows(records.kind, some)})`.execute(trx)
  }
}
