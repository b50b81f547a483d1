import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import type { Actor } from '../context.ts'
import { reachOf } from '../right.ts'
import type { Reach } from '../right.ts'
import type { BookOnDay } from './book-on-day.ts'
import type { Side } from './grade-side.ts'

/**
 * The accounts of a book that somebody may try policies on, 1 by row: those whose money they see, since a bound that is moved
 * step by step tells it. Where grades go by the family, all of it must be seen; where they go by costs, those too.
 */
export function coverOf(
  actor: Actor,
  book: BookOnDay,
  {
    sides,
    isFamily,
    showsMargin,
  }: { readonly sides: readonly Side[]; readonly isFamily: boolean; readonly showsMargin: boolean },
): 'all' | Uint8Array {
  const rights = showsMargin ? (['read-spend', 'read-margin'] as const) : (['read-spend'] as const)
  const limits = rights.map((right) => reachOf(actor, right)).filter((reach) => reach !== 'all')
  if (limits.length === 0) return 'all'
  const covers = limits.map((reach) => reached(book, reach))
  const cover = book.isValid.map((_, row) => (covers.every((one) => one[row] === 1) ? 1 : 0))
  return isFamily ? wholeFamilies(book, cover, sides) : cover
}

/** The accounts that a right reaches, 1 by row. */
export function reached(
  {
    rows,
    owner,
    territory,
    owners,
    territories,
  }: Pick<BookOnDay, 'rows' | 'owner' | 'territory' | 'owners' | 'territories'>,
  reach: Exclude<Reach, 'all'>,
): Uint8Array {
  const cover = new Uint8Array(rows)
  if (reach === null) return cover
  const [ownerIn, territoryIn] = [chosen(owners, reach.owners), chosen(territories, reach.territories)]
  return cover.map((_, row) => (ownerIn.has(owner[row] ?? none) || territoryIn.has(territory[row] ?? none) ? 1 : 0))
}

function chosen(entries: readonly Entry[], keys: readonly string[]): ReadonlySet<number> {
  return new Set(entries.flatMap(({ key }, index) => (keys.includes(key) ? [index] : [])))
}

/** Without the families in which somebody else has money or an account: theirs would be the rest of the family's. */
function wholeFamilies({ isValid, roots }: BookOnDay, cover: Uint8Array, sides: readonly Side[]): Uint8Array {
  const isBroken = new Uint8Array(cover.length)
  for (let row = 0; row < cover.length; row += 1) {
    const counts = isValid[row] === 1 || sides.some(({ own }) => (own.counts.lines[row] ?? 0) > 0)
    if (counts && cover[row] !== 1) isBroken[roots[row] ?? row] = 1
  }
  return cover.map((isIn, row) => isIn & (isBroken[roots[row] ?? row] === 1 ? 0 : 1))
}
