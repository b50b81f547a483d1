interface Territory {
  readonly key: string
  readonly name: string
  readonly parent: string | null
}

/** The tree of territories as a list to choose from: each below its parent and set in by its depth. */
export function territoryOptions(
  territories: readonly Territory[],
): readonly { readonly value: string; readonly label: string }[] {
  const known = new Set(territories.map(({ key }) => key))
  const byParent = Map.groupBy(territories, ({ parent }) => (parent !== null && known.has(parent) ? parent : null))
  const below = (parent: string | null, depth: number): { value: string; label: string }[] =>
    (byParent.get(parent) ?? [])
      .toSorted((left, right) => left.name.localeCompare(right.name))
      .flatMap(({ key, name }) => [{ value: key, label: `${'\u2003'.repeat(depth)}${name}` }, ...below(key, depth + 1)])
  return below(null, 0)
}
