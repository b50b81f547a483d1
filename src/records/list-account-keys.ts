import { pairOf, placeOf } from './account-identity.ts'
import { meaningsOf } from './alias.ts'
import { readAliases } from './read-aliases.ts'
import { readIdentities } from './read-identities.ts'
import type { Records } from './records.ts'
import { always } from './span.ts'
import type { Span } from './span.ts'

/** The account that a key of a source means on some days. */
interface AccountKey extends Span {
  readonly source: string
  readonly key: string
  readonly accountId: string
}

export interface AccountKeys {
  /** Of one key disjoint in days, so that a row of the ledger finds one account at most. */
  readonly keys: readonly AccountKey[]
  /** A sentence for each alias that leads nowhere; its key means its own account. */
  readonly problems: readonly string[]
}

/** What every key means and when: its own account, or through an alias another one. */
export async function listAccountKeys(records: Records): Promise<AccountKeys> {
  await using snapshot = await records.snapshot()
  const { aliases, problems } = await readAliases(snapshot)
  const idsByPlace = await readIdentities(snapshot.view)
  const keys: AccountKey[] = []
  for (const [place, accountId] of idsByPlace) {
    if (!aliases.has(place)) keys.push({ ...pairOf(place), ...always, accountId })
  }
  for (const place of aliases.keys()) {
    for (const { pair, from, to } of meaningsOf(aliases, pairOf(place), always)) {
      const accountId = idsByPlace.get(placeOf(pair))
      if (accountId !== undefined) keys.push({ ...pairOf(place), from, to, accountId })
    }
  }
  return { keys, problems }
}
