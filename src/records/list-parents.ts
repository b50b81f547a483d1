import { placeOf } from './account-identity.ts'
import { meaningsOf } from './alias.ts'
import { liveRows } from './list-live.ts'
import { readAliases } from './read-aliases.ts'
import { readIdentities } from './read-identities.ts'
import type { Records } from './records.ts'
import { latestStarts, spanOf } from './span.ts'
import type { Span } from './span.ts'

/** Which account is above another on some days. */
export interface AccountParent extends Span {
  readonly childId: string
  readonly parentId: string
}

/**
 * The parent of every account that has one, disjoint in days: the one that starts last counts. Circles are not looked for,
 * but no account is its own parent. An account without an id is left out: `accountRefsWithoutIdentity` first.
 */
export async function listParents(records: Records): Promise<AccountParent[]> {
  await using snapshot = await records.snapshot()
  const { aliases } = await readAliases(snapshot)
  let idsByPlace: ReadonlyMap<string, string> | undefined
  const parents: AccountParent[] = []
  for await (const rows of liveRows(snapshot.view, 'parents')) {
    // A book without any is spared the reading of every id.
    idsByPlace ??= await readIdentities(snapshot.view)
    for (const { source, content } of rows) {
      const above = { source, key: content['parent'] ?? '' }
      const span = spanOf(content['valid_from'], content['valid_to'])
      for (const child of meaningsOf(aliases, { source, key: content['account'] ?? '' }, span)) {
        for (const { pair, from, to } of meaningsOf(aliases, above, child)) {
          const [childId, parentId] = [idsByPlace.get(placeOf(child.pair)), idsByPlace.get(placeOf(pair))]
          if (childId === undefined || parentId === undefined || childId === parentId) continue
          parents.push({ childId, parentId, from, to })
        }
      }
    }
  }
  return [...Map.groupBy(parents, ({ childId }) => childId).values()].flatMap(latestStarts)
}
