import type { movementGroupings } from '../../contract/movement.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { none } from '../account-view/view-columns.ts'
import type { Entry } from '../account-view/view-columns.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { territoryLevel } from '../portfolio/territory-level.ts'
import type { ComparedPart } from './open-part.ts'

/** What accounts are grouped by. */
export type Grouping = (typeof movementGroupings)[number]

/** Groups that are shown by themselves; what is beyond them is one sum. */
export const mostGroups = 200

/** The index of the group of a row, and what the indexes mean. */
interface Groups {
  readonly of: (row: number) => number
  readonly entries: readonly Entry[]
}

function groupsOf({ book, rows }: Pick<ComparedPart, 'book' | 'rows'>, by: Grouping, below: string | null): Groups {
  switch (by) {
    case 'owner':
      return { of: (row) => book.owner[row] ?? none, entries: book.owners }
    case 'territory': {
      // As on the portfolio: the level right below the one that is looked at.
      const level = territoryLevel(
        book.territories,
        rows.map((row) => book.territory[row] ?? none),
        { selection: null, below },
      )
      return { of: (row) => level(book.territory[row] ?? none), entries: book.territories }
    }
    case 'segment':
      return { of: (row) => book.segment[row] ?? none, entries: book.segments }
    case 'parent':
      return { of: (row) => book.parent[row] ?? none, entries: book.parents }
  }
}

/** Some rows of a comparison. */
export type Rows = Int32Array | readonly number[]

/** A group with the rows that are in it. */
export interface RowGroup {
  /** Null for accounts that have none. */
  readonly group: { readonly key: string; readonly name: string } | null
  readonly rows: readonly number[]
  /** Whether the money of all of its accounts may be shown together. */
  readonly seesSpend: boolean
}

/**
 * The groups of a part, those with the most money first where all of it is in sight, else those with the most accounts: an order
 * tells. `sizeOf` is the money of a row that counts, `below` the territory that is looked at.
 */
export async function groupRows(
  part: Pick<ComparedPart, 'book' | 'rows' | 'seesSpendOf'>,
  { by, below }: { readonly by: Grouping; readonly below: string | null },
  sizeOf: (row: number) => Micros,
): Promise<readonly RowGroup[]> {
  const { rows, seesSpendOf } = part
  const { of, entries } = groupsOf(part, by, below)
  const sums = new Map<number, { readonly rows: number[]; seesSpend: boolean; size: Micros }>()
  await eachPosition(rows.length, (at) => {
    const row = rows[at] ?? 0
    const index = of(row)
    const sum = sums.get(index) ?? { rows: [], seesSpend: true, size: 0n }
    sums.set(index, sum)
    sum.rows.push(row)
    sum.seesSpend &&= seesSpendOf(row)
    sum.size += sizeOf(row)
  })
  const groups = Array.from(sums, ([index, sum]) => {
    const entry = entries[index]
    return { ...sum, group: entry ? { key: entry.key, name: entry.name } : null }
  })
  const seesAll = groups.every(({ seesSpend }) => seesSpend)
  return groups.toSorted((one, other) => {
    if (seesAll && one.size !== other.size) return one.size > other.size ? -1 : 1
    if (!seesAll && one.rows.length !== other.rows.length) return other.rows.length - one.rows.length
    return compareText(one.group?.name ?? '', other.group?.name ?? '') || compareText(keyOf(one), keyOf(other))
  })
}

/** The rows of all groups beyond the first ones, as one group; null where there are none. */
export function restOf(groups: readonly RowGroup[]): { readonly groups: number; readonly sum: RowGroup } | null {
  const beyond = groups.slice(mostGroups)
  if (beyond.length === 0) return null
  return {
    groups: beyond.length,
    sum: {
      group: null,
      rows: beyond.flatMap(({ rows }) => rows),
      seesSpend: beyond.every(({ seesSpend }) => seesSpend),
    },
  }
}

/** An amount as text; null where nothing was invoiced. */
export function moneyText(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

function keyOf({ group }: Pick<RowGroup, 'group'>): string {
  return group?.key ?? ''
}

/** By code units: the same on every machine. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
