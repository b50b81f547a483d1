import type { Day } from '../domain/day.ts'
import { placeOf } from './account-identity.ts'
import type { SourceKey } from './account-identity.ts'
import { referencesWithoutAccount } from './account-reference.ts'
import { meaningsOf } from './alias.ts'
import type { AliasesByPlace } from './alias.ts'
import { liveRows } from './list-live.ts'
import type { Records, RecordsView } from './records.ts'
import { readAliases } from './read-aliases.ts'
import { readIdentities } from './read-identities.ts'
import { always } from './span.ts'

/** An account as it is listed: one with a live row, or a stub, which others only refer to by its key. */
export interface ListedAccount {
  readonly id: string
  readonly source: string
  readonly key: string
  /** The key when it is a stub. */
  readonly name: string
  /** Key of the segment in the source; null is unknown. */
  readonly segment: string | null
  /** Key of the territory in the source; null is unknown. */
  readonly territory: string | null
  /** First day on which it is an account; null is from the beginning. */
  readonly validFrom: Day | null
  /** First day on which it no longer is one; null is without end. */
  readonly validTo: Day | null
  readonly stub: boolean
}

/**
 * Every account that has an id, sorted by source and key: live rows, and as stubs the keys of ledger rows and of live
 * parents, owners and sites that have no row. A key that aliases cover for ever is no account of its own.
 */
export async function listAccounts(records: Records): Promise<ListedAccount[]> {
  await using snapshot = await records.snapshot()
  const { aliases } = await readAliases(snapshot)
  const identified = { view: snapshot.view, aliases, idsByPlace: await readIdentities(snapshot.view) }
  const accounts = [...(await listRows(identified)), ...(await listStubs(identified))]
  return accounts.sort((one, other) => compareText(one.source, other.source) || compareText(one.key, other.key))
}

interface Identified {
  readonly view: RecordsView
  readonly aliases: AliasesByPlace
  readonly idsByPlace: ReadonlyMap<string, string>
}

async function listRows({ view, aliases, idsByPlace }: Identified): Promise<ListedAccount[]> {
  const accounts: ListedAccount[] = []
  for await (const rows of liveRows(view, 'accounts')) {
    for (const { source, content } of rows) {
      const key = content['key'] ?? ''
      const place = placeOf({ source, key })
      const id = idsByPlace.get(place)
      if (id === undefined || !hasOwnDay(aliases, { source, key }, place)) continue
      accounts.push({
        id,
        source,
        key,
        name: content['name'] ?? key,
        segment: content['segment'] ?? null,
        territory: content['territory'] ?? null,
        validFrom: content['valid_from'] ?? null,
        validTo: content['valid_to'] ?? null,
        stub: false,
      })
    }
  }
  return accounts
}

async function listStubs({ view, aliases, idsByPlace }: Identified): Promise<ListedAccount[]> {
  const pairsByPlace = new Map<string, SourceKey>()
  for (const pair of await listStubPairs(view)) {
    const place = placeOf(pair)
    if (hasOwnDay(aliases, pair, place)) pairsByPlace.set(place, pair)
  }
  for await (const page of referencesWithoutAccount(view)) {
    for (const { pair, ...span } of page) {
      const place = placeOf(pair)
      if (pairsByPlace.has(place)) continue
      if (meaningsOf(aliases, pair, span).some((meaning) => placeOf(meaning.pair) === place)) {
        pairsByPlace.set(place, pair)
      }
    }
  }
  return [...pairsByPlace].flatMap(([place, { source, key }]) => {
    const id = idsByPlace.get(place)
    if (id === undefined) return []
    const unknown = { segment: null, territory: null, validFrom: null, validTo: null }
    return [{ id, source, key, name: key, ...unknown, stub: true }]
  })
}

async function listStubPairs(view: RecordsView): Promise<SourceKey[]> {
  return view
    .selectFrom('account_stub')
    .leftJoin('account', (join) =>
      join.onRef('account.source', '=', 'account_stub.source').onRef('account.key', '=', 'account_stub.key'),
    )
    .where('account.key', 'is', null)
    .select(['account_stub.source', 'account_stub.key'])
    .execute()
}

/** Whether there is a day on which the key means its own account. */
function hasOwnDay(aliases: AliasesByPlace, pair: SourceKey, place: string): boolean {
  if (!aliases.has(place)) return true
  return meaningsOf(aliases, pair, always).some((meaning) => placeOf(meaning.pair) === place)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
