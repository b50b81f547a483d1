import { placeOf } from './account-identity.ts'
import { meaningsOf } from './alias.ts'
import { liveRows } from './list-live.ts'
import { readAliases } from './read-aliases.ts'
import { readIdentities } from './read-identities.ts'
import type { Records } from './records.ts'
import { latestStarts, spanOf } from './span.ts'
import type { Span } from './span.ts'

/** Who looks after an account on some days. */
export interface AccountOwner extends Span {
  readonly accountId: string
  /** Key of the rep and the source it is a key of. */
  readonly rep: string
  readonly repSource: string
}

/**
 * The owners of every account, disjoint in days: an owner holds until the next one starts. Of two that start on one day the
 * later in the order of source and key counts. An account without an id is left out: `accountRefsWithoutIdentity` first.
 */
export async function listOwners(records: Records): Promise<AccountOwner[]> {
  await using snapshot = await records.snapshot()
  const { aliases } = await readAliases(snapshot)
  let idsByPlace: ReadonlyMap<string, string> | undefined
  const owners: AccountOwner[] = []
  for await (const rows of liveRows(snapshot.view, 'owners')) {
    // A book without any is spared the reading of every id.
    idsByPlace ??= await readIdentities(snapshot.view)
    for (const { source, content } of rows) {
      const span = spanOf(content['valid_from'], content['valid_to'])
      for (const { pair, from, to } of meaningsOf(aliases, { source, key: content['account'] ?? '' }, span)) {
        const accountId = idsByPlace.get(placeOf(pair))
        if (accountId !== undefined) owners.push({ accountId, rep: content['rep'] ?? '', repSource: source, from, to })
      }
    }
  }
  return [...Map.groupBy(owners, ({ accountId }) => accountId).values()].flatMap(latestStarts)
}
