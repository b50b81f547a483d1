import { placeOf } from './account-identity.ts'
import { meaningsOf } from './alias.ts'
import { liveRows } from './list-live.ts'
import { readAliases } from './read-aliases.ts'
import { readIdentities } from './read-identities.ts'
import type { Records } from './records.ts'
import { always } from './span.ts'

/** A place of an account, as people look for it; null is unknown. */
export interface FindableSite {
  readonly name: string | null
  readonly postcode: string | null
  readonly city: string | null
}

/** What an account is looked for by, beside its own name and key. */
export interface Findable {
  /** Keys that mean it on some days. */
  readonly aliases: readonly string[]
  /** By the key of the site. */
  readonly sites: readonly FindableSite[]
}

/** What accounts are looked for by, by account id; one without aliases and sites is not there. */
export async function listFindable(records: Records): Promise<ReadonlyMap<string, Findable>> {
  await using snapshot = await records.snapshot()
  const { aliases } = await readAliases(snapshot)
  const idsByPlace = await readIdentities(snapshot.view)
  const findableById = new Map<string, { aliases: string[]; sites: FindableSite[] }>()
  const findableOf = (id: string) => {
    const known = findableById.get(id) ?? { aliases: [], sites: [] }
    findableById.set(id, known)
    return known
  }
  for (const [place, ofKey] of aliases) {
    const [first] = ofKey
    if (!first) continue
    const ids = meaningsOf(aliases, first.alias, always).flatMap(({ pair }) =>
      placeOf(pair) === place ? [] : (idsByPlace.get(placeOf(pair)) ?? []),
    )
    for (const id of new Set(ids)) findableOf(id).aliases.push(first.alias.key)
  }
  for await (const rows of liveRows(snapshot.view, 'sites')) {
    for (const { source, content } of rows) {
      const site = {
        name: content['name'] ?? null,
        postcode: content['postcode'] ?? null,
        city: content['city'] ?? null,
      }
      const owners = meaningsOf(aliases, { source, key: content['account'] ?? '' }, always)
      for (const id of new Set(owners.flatMap(({ pair }) => idsByPlace.get(placeOf(pair)) ?? []))) {
        findableOf(id).sites.push(site)
      }
    }
  }
  return findableById
}
