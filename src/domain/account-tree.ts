import type { Day } from './day.ts'

/** One account belongs to another from `from` (null: from the beginning) until before `to` (null: without end). */
export interface ParentLink {
  readonly childId: string
  readonly parentId: string
  readonly from: Day | null
  readonly to: Day | null
}

/** Accounts that are each other's parents on a day. `ids` starts at the smallest id, which stands as their ultimate parent. */
export interface AccountCycle {
  readonly ids: readonly string[]
  readonly sentence: string
}

/**
 * The ultimate parent of every account on the day, itself when it has none. Of two parents on one day the link that started
 * last holds, then the smaller parent id. A cycle is cut at its smallest id, so that the money of a book still adds up;
 * `findAccountCycles` names them.
 */
export function ultimateParents(ids: Iterable<string>, links: readonly ParentLink[], at: Day): Map<string, string> {
  const parents = parentsAt(links, at)
  const roots = new Map<string, string>()
  const rootsById = new Map<string, string>()
  for (const id of ids) rootsById.set(id, rootOf(id, parents, roots))
  return rootsById
}

/** The cycles among the parents of the day, by smallest id: bad data that a person has to mend. */
export function findAccountCycles(links: readonly ParentLink[], at: Day): readonly AccountCycle[] {
  const parents = parentsAt(links, at)
  const walkById = new Map<string, string>()
  const cycles: AccountCycle[] = []
  for (const start of parents.keys()) {
    let id: string | undefined = start
    while (id !== undefined && !walkById.has(id)) {
      walkById.set(id, start)
      id = parents.get(id)
    }
    if (id !== undefined && walkById.get(id) === start) cycles.push(describeCycle(cycleAt(id, parents), at))
  }
  return cycles.toSorted((left, right) => (first(left.ids) < first(right.ids) ? -1 : 1))
}

function parentsAt(links: readonly ParentLink[], at: Day): Map<string, string> {
  const linksByChild = new Map<string, ParentLink>()
  for (const link of links) {
    if ((link.from !== null && link.from > at) || (link.to !== null && link.to <= at)) continue
    const other = linksByChild.get(link.childId)
    if (!other || replaces(link, other)) linksByChild.set(link.childId, link)
  }
  return new Map([...linksByChild].map(([childId, link]) => [childId, link.parentId]))
}

function replaces(link: ParentLink, other: ParentLink): boolean {
  const [from, otherFrom] = [link.from ?? '', other.from ?? '']
  return from === otherFrom ? link.parentId < other.parentId : from > otherFrom
}

/** Walks up without recursion and remembers the root of everything on the way, so that a whole book is one pass. */
function rootOf(start: string, parents: ReadonlyMap<string, string>, roots: Map<string, string>): string {
  const path = new Set<string>()
  let id = start
  let root = roots.get(id)
  while (root === undefined) {
    path.add(id)
    const parent = parents.get(id)
    if (parent === undefined) root = id
    else if (path.has(parent)) root = first(cycleAt(parent, parents))
    else {
      id = parent
      root = roots.get(id)
    }
  }
  for (const passed of path) roots.set(passed, root)
  return root
}

/** The ids of the cycle that holds `start`, turned so that the smallest comes first. */
function cycleAt(start: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const ids = [start]
  for (let id = parents.get(start); id !== undefined && id !== start; id = parents.get(id)) ids.push(id)
  const smallest = ids.indexOf(ids.reduce((least, id) => (id < least ? id : least)))
  return [...ids.slice(smallest), ...ids.slice(0, smallest)]
}

function describeCycle(ids: readonly string[], at: Day): AccountCycle {
  const chain = [...ids, first(ids)].map((id) => `"${id}"`).join(' -> ')
  return { ids, sentence: `Cannot find the ultimate parent on ${at} in ${chain}: using "${first(ids)}"` }
}

function first(ids: readonly string[]): string {
  return ids[0] ?? ''
}
