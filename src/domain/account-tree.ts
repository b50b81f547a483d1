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
  const linksByChild = linksAt(links, at)
  const roots = new Map<string, string | null>()
  const rootsById = new Map<string, string>()
  for (const id of ids) rootsById.set(id, rootOf(id, linksByChild, roots))
  return rootsById
}

/** The cycles among the parents of the day, by smallest id: bad data that a person has to mend. */
export function findAccountCycles(links: readonly ParentLink[], at: Day): readonly AccountCycle[] {
  const linksByChild = linksAt(links, at)
  const walkById = new Map<string, string>()
  const cycles: AccountCycle[] = []
  for (const start of linksByChild.keys()) {
    let id: string | undefined = start
    while (id !== undefined && !walkById.has(id)) {
      walkById.set(id, start)
      id = linksByChild.get(id)?.parentId
    }
    if (id !== undefined && walkById.get(id) === start) cycles.push(describeCycle(cycleAt(id, linksByChild), at))
  }
  return cycles.toSorted((left, right) => (first(left.ids) < first(right.ids) ? -1 : 1))
}

function linksAt(links: readonly ParentLink[], at: Day): Map<string, ParentLink> {
  const linksByChild = new Map<string, ParentLink>()
  for (const link of links) {
    if ((link.from !== null && link.from > at) || (link.to !== null && link.to <= at)) continue
    const other = linksByChild.get(link.childId)
    if (!other || replaces(link, other)) linksByChild.set(link.childId, link)
  }
  return linksByChild
}

function replaces(link: ParentLink, other: ParentLink): boolean {
  const [from, otherFrom] = [link.from ?? '', other.from ?? '']
  return from === otherFrom ? link.parentId < other.parentId : from > otherFrom
}

/** Walks up without recursion and remembers the root of everything on the way, so that a whole book is one pass. */
function rootOf(start: string, links: ReadonlyMap<string, ParentLink>, roots: Map<string, string | null>): string {
  const path: string[] = []
  let id = start
  let root = roots.get(id)
  while (root === undefined) {
    path.push(id)
    roots.set(id, onThePath)
    const parent = links.get(id)?.parentId
    if (parent === undefined) root = id
    else {
      root = roots.get(parent)
      if (root === onThePath) root = first(cycleAt(parent, links))
      id = parent
    }
  }
  const found = root ?? start
  for (const passed of path) roots.set(passed, found)
  return found
}

/** Stands for the root of an account whose walk has not ended: to meet it again is a cycle. */
const onThePath = null

/** The ids of the cycle that holds `start`, turned so that the smallest comes first. */
function cycleAt(start: string, links: ReadonlyMap<string, ParentLink>): readonly string[] {
  const ids = [start]
  const parentOf = (id: string): string | undefined => links.get(id)?.parentId
  for (let id = parentOf(start); id !== undefined && id !== start; id = parentOf(id)) ids.push(id)
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
