import { listRepPlaces, listTerritoryParents } from '../../records/reach.ts'
import type { RepPlace, TerritoryParent } from '../../records/reach.ts'
import type { Records } from '../../records/records.ts'
import { findUser } from '../../records/user.ts'
import type { User } from '../../records/user.ts'
import type { Person } from '../context.ts'
import { limitGrants, readGrants } from './grants.ts'

/** The person of an id with everything their rights reach; undefined when there is none, or one who may not come in. */
export async function loadPerson(records: Pick<Records, 'view'>, id: string): Promise<Person | undefined> {
  const user = await findUser(records.view, id)
  return user?.state === 'active' ? userToPerson(records, user) : undefined
}

export async function userToPerson(records: Pick<Records, 'view'>, user: User): Promise<Person> {
  return { kind: 'person', id: user.id, name: user.name, ...(await admit(records, user)) }
}

/** The rights of a role within somebody's own limit, and the accounts they reach. */
export async function admit(
  { view }: Pick<Records, 'view'>,
  { role, scope, territory, reps }: Pick<User, 'role' | 'scope' | 'territory' | 'reps'>,
): Promise<Omit<Person, 'kind' | 'id' | 'name'>> {
  const grants = (await readGrants(view))[role]
  const places = reps.length === 0 ? [] : await listRepPlaces(view)
  const tops = territory === null ? territoriesOf(places, reps) : [territory]
  return {
    role,
    grants: limitGrants(grants, scope),
    reps,
    team: withAllBelow(
      reps,
      places.map(({ rep, manager }) => [rep, manager]),
    ),
    territories: tops.length === 0 ? [] : withAllBelow(tops, parentsOf(await listTerritoryParents(view))),
  }
}

function territoriesOf(places: readonly RepPlace[], reps: readonly string[]): string[] {
  return places.flatMap(({ rep, territory }) => (territory !== null && reps.includes(rep) ? [territory] : []))
}

function parentsOf(territories: readonly TerritoryParent[]): [string, string | null][] {
  return territories.map(({ territory, parent }) => [territory, parent])
}

/** These and all that hang below them, each once, rings and all. */
export function withAllBelow(tops: readonly string[], above: readonly (readonly [string, string | null])[]): string[] {
  const below = Map.groupBy(above, ([, parent]) => parent)
  const found = new Set(tops)
  for (const top of found) for (const [child] of below.get(top) ?? []) found.add(child)
  return [...found]
}
