import type { ViewColumns } from './view-columns.ts'

const familiesByColumns = new WeakMap<ViewColumns, Promise<ReadonlyMap<number, readonly number[]>>>()

/** The accounts under one ultimate parent with the account at `position`, itself among them, by position. */
export async function familyOf(columns: ViewColumns, position: number): Promise<readonly number[]> {
  const roots = await columns.ints('root')
  const families = familiesByColumns.get(columns) ?? groupFamilies(columns)
  familiesByColumns.set(columns, families)
  return (await families).get(roots[position] ?? position) ?? [position]
}

/** Families of more than one account by the position of their head, worked out once for a generation. */
async function groupFamilies(columns: ViewColumns): Promise<ReadonlyMap<number, readonly number[]>> {
  const families = new Map<number, number[]>()
  for (const [position, root] of (await columns.ints('root')).entries()) {
    if (root === position) continue
    const family = families.get(root)
    if (family) family.push(position)
    else families.set(root, root < position ? [root, position] : [position])
  }
  for (const [root, family] of families) {
    if (!family.includes(root)) family.push(root)
    family.sort((left, right) => left - right)
  }
  return families
}
