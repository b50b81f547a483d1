import type { SourceKey } from './account-identity.ts'
import { placeOf } from './account-identity.ts'
import type { RecordsReading } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'

/** Names of products by `placeOf`, of those that are there; one without a name is called by its key. */
export async function productNames(
  reading: RecordsReading,
  pairs: readonly SourceKey[],
): Promise<ReadonlyMap<string, string>> {
  return namesOf(reading, 'product', pairs)
}

/** Names of families of products by `placeOf`, of those that are there. */
export async function productFamilyNames(
  reading: RecordsReading,
  pairs: readonly SourceKey[],
): Promise<ReadonlyMap<string, string>> {
  return namesOf(reading, 'product_family', pairs)
}

async function namesOf(
  { kind, view }: RecordsReading,
  table: 'product' | 'product_family',
  pairs: readonly SourceKey[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (let at = 0; at < pairs.length; at += rowsPerStatement) {
    // The natural key of both kinds is the key alone, which is what their primary key starts from.
    const some = pairs.slice(at, at + rowsPerStatement).map(({ source, key }) => [source, JSON.stringify([key]), key])
    const rows = await view
      .selectFrom(givenRows(kind, some))
      // Both tables have what is asked of the first.
      .innerJoin(`${table as 'product'} as named`, (join) =>
        join.on('named.source', '=', givenCell(0)).on('named.row_key', '=', givenCell(1)),
      )
      .select(['named.source', 'named.key', 'named.name'])
      .execute()
    for (const { source, key, name } of rows) names.set(placeOf({ source, key }), name ?? key)
  }
  return names
}
