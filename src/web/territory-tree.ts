interface Territory {
  readonly key: string
  readonly name: string
  readonly parent: string | null
}

export interface TreeRow {
  readonly key: string
  readonly name: string
  /** Steps below the top. */
  readonly depth: number
}

/**
 * Territories as the rows of a tree, each right after its parent, by name within it. One whose parent is not there stands at the
 * top; so does one of a ring of parents, which no source should hold.
 */
export function territoryTree(territories: readonly Territory[]): readonly TreeRow[] {
  const known = new Set(territories.map(({ key }) => key))
  const below = new Map<string | null, Territory[]>()
  for (const territory of territories) {
    const parent = territory.parent !== null && known.has(territory.parent) ? territory.parent : null
    below.set(parent, [...(below.get(parent) ?? []), territory])
  }
  const seen = new Set<string>()
  const walk = (parent: string | null, depth: number): TreeRow[] =>
    (below.get(parent) ?? [])
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .flatMap(({ key, name }) => {
        if (seen.has(key)) return []
        seen.add(key)
        return [{ key, name, depth }, ...walk(key, depth + 1)]
      })
  const rows = walk(null, 0)
  const ringed = territories.filter(({ key }) => !seen.has(key)).map(({ key, name }) => ({ key, name, depth: 0 }))
  return [...rows, ...ringed]
}
