import { sql } from 'kysely'
import type { Records, RecordsReading } from './records.ts'
import { givenCell, givenRows, insertRows, rowsPerStatement } from './rows-as-json.ts'

/** A key and the source that uses it. */
export interface SourceKey {
  readonly source: string
  readonly key: string
}

/** Pairs looked up and made together: a commit waits for the disk, so it is worth more than one statement. */
const pairsPerCommit = 2000

/** A pair as one text, equal only for equal pairs: stored text never holds NUL. */
export function placeOf({ source, key }: SourceKey): string {
  return `${source}\0${key}`
}

/** The pair of a place. */
export function pairOf(place: string): SourceKey {
  const end = place.indexOf('\0')
  return { source: place.slice(0, end), key: place.slice(end + 1) }
}

/**
 * The ids of accounts in the order of `pairs`, made with `newId` where a pair has none. An id is for ever: no undo
 * deletes it and no other pair gets it.
 */
export async function ensureAccountIds(
  records: Records,
  pairs: readonly SourceKey[],
  newId: () => string,
): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < pairs.length; at += pairsPerCommit) {
    const some = pairs.slice(at, at + pairsPerCommit)
    let idsByPlace = await findAccountIds(records, some)
    if (some.some((pair) => !idsByPlace.has(placeOf(pair)))) idsByPlace = await makeIds(records, some, newId)
    for (const pair of some) ids.push(idsByPlace.get(placeOf(pair)) ?? '')
  }
  return ids
}

async function makeIds(
  records: Records,
  pairs: readonly SourceKey[],
  newId: () => string,
): Promise<Map<string, string>> {
  return records.write(async (trx) => {
    // Under the lock nobody makes another id for the same pair between the look and the insert.
    if (records.kind === 'postgres') await sql`lock table account_identity in share row exclusive mode`.execute(trx)
    const idsByPlace = await findAccountIds({ kind: records.kind, view: trx }, pairs)
    const missing = new Map(pairs.map((pair) => [placeOf(pair), pair]))
    for (const place of idsByPlace.keys()) missing.delete(place)
    const made = [...missing.values()].map(({ source, key }) => ({ source, key, id: newId() }))
    await insertRows(records.kind, trx, 'account_identity', made)
    for (const row of made) idsByPlace.set(placeOf(row), row.id)
    return idsByPlace
  })
}

/** The ids of accounts by `placeOf`; a pair that has none is missing. */
export async function findAccountIds(
  { kind, view }: RecordsReading,
  pairs: readonly SourceKey[],
): Promise<Map<string, string>> {
  const idsByPlace = new Map<string, string>()
  for (let at = 0; at < pairs.length; at += rowsPerStatement) {
    const some = pairs.slice(at, at + rowsPerStatement).map(({ source, key }) => [source, key])
    const rows = await view
      .selectFrom(givenRows(kind, some))
      .innerJoin('account_identity', (join) =>
        join.on('account_identity.source', '=', givenCell(0)).on('account_identity.key', '=', givenCell(1)),
      )
      .select(['account_identity.source', 'account_identity.key', 'account_identity.id'])
      .execute()
    for (const row of rows) idsByPlace.set(placeOf(row), row.id)
  }
  return idsByPlace
}
