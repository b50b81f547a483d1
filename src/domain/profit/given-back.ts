import type { LineKind } from '../kind.ts'

/** Kinds of lines that give money back on what was sold. */
const giving: readonly LineKind[] = ['discount', 'rebate']

/**
 * Those of them that a policy does not count as spend, and that its gross profit has not borne therefore: a rebate that was credited
 * is as much gone as one that still is owed.
 */
export function givenBackBesideSpend(kinds: readonly LineKind[]): readonly LineKind[] {
  return giving.filter((kind) => !kinds.includes(kind))
}

/** The kinds of lines that a net profit bears: those of spend, and whatever gives money back. */
export function borneKinds(kinds: readonly LineKind[]): readonly LineKind[] {
  return [...kinds, ...givenBackBesideSpend(kinds)]
}
