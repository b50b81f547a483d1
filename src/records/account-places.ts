import type { SourceKey } from './account-identity.ts'
import { placeOf } from './account-identity.ts'
import type { HeldKey } from './keys-of-account.ts'
import type { RecordsReading, RecordsView } from './records.ts'
import { givenCell, givenRows, rowsPerStatement } from './rows-as-json.ts'

/** Where something is, in degrees as they were imported. */
interface Coordinates {
  readonly latitude: string
  readonly longitude: string
}

/** Where the sites of accounts are, by the keys that mean them; one that is not on the map is left out. */
export async function listSitePlaces(
  { kind, view }: RecordsReading,
  keys: readonly HeldKey[],
): Promise<(Coordinates & { readonly account: string })[]> {
  const keysByPlace = Map.groupBy(keys, placeOf)
  const places: (Coordinates & { account: string })[] = []
  for (let at = 0; at < keys.length; at += rowsPerStatement) {
    const given = keys.slice(at, at + rowsPerStatement).map(({ source, key }) => [source, key])
    const rows = await view
      .selectFrom(givenRows(kind, given))
      .innerJoin('site', (join) => join.on('site.source', '=', givenCell(0)).on('site.account', '=', givenCell(1)))
      .select(['site.source', 'site.account', 'latitude', 'longitude'])
      .orderBy('source')
      .orderBy('row_key')
      .execute()
    for (const { source, account: key, latitude, longitude } of rows) {
      if (latitude === null || longitude === null) continue
      const meant = keysByPlace.get(placeOf({ source, key })) ?? []
      for (const { account } of meant) places.push({ account, latitude, longitude })
    }
  }
  return places
}

/** Where reps set out from, by `source/key`; one that is not on the map is left out. */
export async function listRepPlaces(view: RecordsView): Promise<Map<string, Coordinates>> {
  const rows = await view
    .selectFrom('rep')
    .select(['source', 'key', 'latitude', 'longitude'])
    .where('latitude', 'is not', null)
    .where('longitude', 'is not', null)
    .orderBy('source')
    .orderBy('row_key')
    .execute()
  return new Map(
    rows.flatMap(({ source, key, latitude, longitude }) =>
      latitude === null || longitude === null ? [] : [[`${source}/${key}`, { latitude, longitude }] as const],
    ),
  )
}

/** The own keys of accounts by their id; of all accounts when no ids are given. */
export async function ownKeysOf(
  view: RecordsView,
  ids: readonly string[] | null,
): Promise<(SourceKey & { readonly id: string })[]> {
  if (ids?.length === 0) return []
  const query = view.selectFrom('account_identity').selectAll()
  return (ids === null ? query : query.where('id', 'in', [...ids])).execute()
}
