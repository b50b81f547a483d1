import type { Day } from '../../domain/day.ts'
import { placeFrom, travelTo } from '../../domain/judgement/travel.ts'
import type { Place, Travel } from '../../domain/judgement/travel.ts'
import { listLinksOf } from '../../records/account-card.ts'
import { placeOf } from '../../records/account-identity.ts'
import { listRepPlaces, listSitePlaces, ownKeysOf } from '../../records/account-places.ts'
import { listKeysOf } from '../../records/keys-of-account.ts'
import type { RecordsReading } from '../../records/records.ts'

/**
 * How far accounts are from whoever owns them on a day, by account id: of these accounts, or of all. `given` are the minutes that
 * people gave. An account without minutes and without a place at either end is left out.
 */
export async function travelOf(
  records: RecordsReading,
  { day, ids, given }: { day: Day; ids: readonly string[] | null; given: ReadonlyMap<string, number> },
): Promise<Map<string, Travel>> {
  const reps = await listRepPlaces(records.view)
  const distances = reps.size === 0 ? new Map<string, Ends>() : await endsOf(records, { day, ids, reps })
  const travels = new Map<string, Travel>()
  for (const id of new Set([...given.keys(), ...distances.keys()])) {
    const { owner = null, sites = [] } = distances.get(id) ?? {}
    const travel = travelTo(given.get(id) ?? null, owner, sites)
    if (travel) travels.set(id, travel)
  }
  return travels
}

/** Where the way to an account begins and may end. */
interface Ends {
  readonly owner: Place | null
  readonly sites: readonly Place[]
}

type Question = { day: Day; ids: readonly string[] | null; reps: Awaited<ReturnType<typeof listRepPlaces>> }

async function endsOf(records: RecordsReading, { day, ids, reps }: Question): Promise<Map<string, Ends>> {
  const own = await ownKeysOf(records.view, ids)
  const keys = (await listKeysOf(records, own)).filter(({ from, to }) => from <= day && day < to)
  const sites = Map.groupBy(await listSitePlaces(records, keys), ({ account }) => account)
  const owners = new Map(
    (await listLinksOf(records, 'owner', keys))
      .filter(({ from, to }) => from <= day && day < to)
      .map(({ account, source, key }) => [account, reps.get(`${source}/${key}`)]),
  )
  return new Map(
    own.map((account) => {
      const [place, owner] = [placeOf(account), owners.get(placeOf(account))]
      const known = (sites.get(place) ?? []).flatMap(({ latitude, longitude }) => placeFrom(latitude, longitude) ?? [])
      return [account.id, { owner: owner ? placeFrom(owner.latitude, owner.longitude) : null, sites: known }]
    }),
  )
}
