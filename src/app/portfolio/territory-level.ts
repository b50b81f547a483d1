import type { Selection } from '../account-view/sight.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'

/**
 * The territory that accounts of a territory are counted under: the one right below `below`, or the topmost without one, so that
 * the groups are parts of a whole and each opens what it was counted from. Accounts of `below` itself stand under it. Where all
 * stand under one territory that has others below it, the level below is taken: "World" alone says nothing.
 */
export function territoryLevel(
  entries: readonly Entry[],
  indexes: Int32Array,
  { selection, below }: { readonly selection: Selection; readonly below: string | null },
): (index: number) => number {
  const used = new Set<number>()
  for (let position = 0; position < indexes.length; position += 1) {
    if (selection === null || selection[position] === 1) used.add(indexes[position] ?? none)
  }
  let top = below === null ? none : entries.findIndex(({ key }) => key === below)
  for (;;) {
    const groups = groupsUnder(entries, used, top)
    const [only] = new Set(groups.values())
    const isOne = new Set(groups.values()).size === 1
    if (!isOne || only === undefined || only === none || only === top || ![...used].some((index) => index !== only)) {
      return (index) => groups.get(index) ?? none
    }
    top = only
  }
}

function groupsUnder(entries: readonly Entry[], used: ReadonlySet<number>, top: number): ReadonlyMap<number, number> {
  return new Map([...used].map((index) => [index, groupUnder(entries, index, top)]))
}

function groupUnder(entries: readonly Entry[], index: number, top: number): number {
  let at = index
  // A tree of territories that leads back to itself has no top: it is left after as many steps as there are.
  for (let steps = 0; steps < entries.length && at !== none && at !== top; steps += 1) {
    const parent = entries[at]?.parent ?? none
    if (parent === top || parent === none) return at
    at = parent
  }
  return at
}
