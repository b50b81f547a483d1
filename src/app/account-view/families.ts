import type { ViewColumns } from './view-columns.ts'

const familiesByColumns = new WeakMap<ViewColumns, Promise<ReadonlyMap<number, readonly number[]>>>()

/** The accounts under one ultimate parent with the account at `position`, itself among them, by position. */
export async function familyOf(columns: ViewColumns, position: number): Promise<readonly number[]> {
  const roots = await columns.ints('root')
  return (await familiesOf(columns)).get(roots[position] ?? position) ?? [position]
}

/** Families of more than one account by the position of their head, worked out once for a generation. */
export async function familiesOf(columns: ViewColumns): Promise<ReadonlyMap<number, readonly number[]>> {
  const families = familiesByColumns.get(columns) ?? groupFamilies(columns)
  familiesByColumns.set(columns, families)
  families.catch(() => familiesByColumns.delete(columns))
  return families
}

async function groupFamilies(columns: ViewColumns): Promise<ReadonlyMap<number, readonly number[]>> {
  const families = new Map<number, number[]>()
  const roots = await columns.ints('root')
  for (let position = 0; position < roots.length; position += 1) {
    const root = roots[position] ?? position
    if (root === position) continue
    const family = families.get(root)
    if (family) family.push(position)
    else families.set(root, [root, position])
  }
  for (const family of families.values()) family.sort((left, right) => left - right)
  return families
}
