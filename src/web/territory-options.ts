import { territoryTree } from './territory-tree.ts'

/** The tree of territories as a list to choose from: each below its parent and set in by its depth. */
export function territoryOptions(
  territories: Parameters<typeof territoryTree>[0],
): readonly { readonly value: string; readonly label: string }[] {
  return territoryTree(territories).map(({ key, name, depth }) => ({
    value: key,
    label: `${'\u2003'.repeat(depth)}${name}`,
  }))
}
