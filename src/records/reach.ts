import { sql } from 'kysely'
import type { RecordsView } from './records.ts'

/** Where a rep stands, all of it as `source/key`. */
export interface RepPlace {
  readonly rep: string
  /** The rep above; null is nobody. */
  readonly manager: string | null
  readonly territory: string | null
}

/** Every rep where they stand, or stood last when they have left. */
export async function listRepPlaces(view: RecordsView): Promise<RepPlace[]> {
  const rows = await view
    .selectFrom('rep')
    .select(['source', 'key', 'manager', 'territory'])
    .orderBy('source')
    .orderBy('key')
    .orderBy(sql`valid_to is not null`)
    .orderBy('valid_to', 'desc')
    .orderBy('row_key')
    .execute()
  const placeByRep = new Map<string, RepPlace>()
  for (const { source, key, manager, territory } of rows) {
    const rep = `${source}/${key}`
    if (placeByRep.has(rep)) continue
    const within = (other: string | null) => (other === null ? null : `${source}/${other}`)
    placeByRep.set(rep, { rep, manager: within(manager), territory: within(territory) })
  }
  return [...placeByRep.values()]
}

/** A territory and the one it lies in, both as `source/key`; null for none. */
export interface TerritoryParent {
  readonly territory: string
  readonly parent: string | null
}

export async function listTerritoryParents(view: RecordsView): Promise<TerritoryParent[]> {
  const rows = await view
    .selectFrom('territory')
    .select(['source', 'key', 'parent'])
    .orderBy('source')
    .orderBy('key')
    .execute()
  return rows.map(({ source, key, parent }) => ({
    territory: `${source}/${key}`,
    parent: parent === null ? null : `${source}/${parent}`,
  }))
}
