import { noGrade } from '../../domain/grade-table.ts'
import type { Micros } from '../../domain/money.ts'
import { regradeClasses, regradeClassOf } from '../../domain/regrade.ts'
import type { RegradeClass } from '../../domain/regrade.ts'
import { none } from '../account-view/view-columns.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { territoryLevel } from '../portfolio/territory-level.ts'
import type { Comparison } from './open-comparison.ts'
import type { Side } from './grade-side.ts'

/** Accounts counted by what two policies make of them. */
export interface Counted {
  accounts: number
  /** By index in `regradeClasses`. */
  readonly changes: Uint32Array
  /** By place of the grade, no grade last. */
  readonly before: Uint32Array
  readonly after: Uint32Array
  spendBefore: Micros
  spendAfter: Micros
}

/** A comparison counted once over. */
export interface FoldedComparison {
  readonly all: Counted
  readonly cells: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[]
  /** By index of the owner and of the territory that accounts are counted under; `none` for no one. */
  readonly byOwner: ReadonlyMap<number, Counted>
  readonly byTerritory: ReadonlyMap<number, Counted>
  /** What the later policy compares with its bounds: once for each account, or family, that has one. */
  readonly values: readonly Micros[]
  /** By factor of the later policy, where it grades by score: of how many of what has a line it is known, and how many these are. */
  readonly factors: readonly { readonly metric: string; readonly known: number; readonly of: number }[]
}

/** The grade at a place, null for none. */
export function gradeAt({ labels }: Side, place: number): string | null {
  return labels[place] ?? null
}

/** The place of the grade of an account: its rank, after the last one for no grade. */
export function placeOf({ ranks, basisRow, labels }: Side, row: number): number {
  const rank = ranks[basisRow(row)] ?? noGrade
  return rank === noGrade ? labels.length : rank
}

/** The class of each change, by place before and after. */
export function classesOf({
  before,
  after,
}: Pick<Comparison, 'before' | 'after'>): readonly (readonly RegradeClass[])[] {
  const labels = { before: before.labels, after: after.labels }
  return [...before.labels, null].map((from) =>
    [...after.labels, null].map((to) => regradeClassOf({ from, to }, labels)),
  )
}

/** Own spend of an account under a policy; null where nothing was invoiced in its window. */
export function spendOf({ own }: Side, row: number): Micros | null {
  return own.counts.lines[row] === 0 ? null : (own.money.spend[row] ?? 0n)
}

/** Goes once through the accounts that may be counted. `below` is the territory that was asked for. */
export async function foldComparison(comparison: Comparison, below: string | null): Promise<FoldedComparison> {
  const { book, before, after, covered } = comparison
  const places = { before: before.labels.length + 1, after: after.labels.length + 1 }
  const groupOf = territoryLevel(book.territories, book.territory, { selection: covered, below })
  const classIndexes = classesOf(comparison).map((classes) => classes.map((name) => regradeClasses.indexOf(name)))
  const cells = new Uint32Array(places.before * places.after)
  const make = () => nothingCounted(places)
  const all = make()
  const [byOwner, byTerritory] = [new Map<number, Counted>(), new Map<number, Counted>()]
  const seen = new Uint8Array(book.rows)
  const values: Micros[] = []
  const factors = [...after.columns].map(([metric, { isKnown }]) => ({ metric, isKnown, known: 0, of: 0 }))
  await eachPosition(book.rows, (row) => {
    if (covered[row] !== 1) return
    const [from, to] = [placeOf(before, row), placeOf(after, row)]
    const cell = from * places.after + to
    cells[cell] = (cells[cell] ?? 0) + 1
    const change = classIndexes[from]?.[to] ?? 0
    const [spendBefore, spendAfter] = [spendOf(before, row) ?? 0n, spendOf(after, row) ?? 0n]
    const owner = groupIn(byOwner, book.owner[row] ?? none, make)
    const territory = groupIn(byTerritory, groupOf(book.territory[row] ?? none), make)
    for (const counted of [all, owner, territory]) {
      counted.accounts += 1
      counted.changes[change] = (counted.changes[change] ?? 0) + 1
      counted.before[from] = (counted.before[from] ?? 0) + 1
      counted.after[to] = (counted.after[to] ?? 0) + 1
      counted.spendBefore += spendBefore
      counted.spendAfter += spendAfter
    }
    const basis = after.basisRow(row)
    if (seen[basis] === 1) return
    seen[basis] = 1
    const value = after.valueOf(basis)
    if (value !== null) values.push(value)
    if (!after.isActive(basis)) return
    for (const factor of factors) {
      factor.of += 1
      factor.known += factor.isKnown[basis] ?? 0
    }
  })
  return {
    all,
    cells: [...cells].flatMap((count, cell) => {
      const [from, to] = [Math.floor(cell / places.after), cell % places.after]
      return count === 0 ? [] : [{ from: gradeAt(before, from), to: gradeAt(after, to), count }]
    }),
    byOwner,
    byTerritory,
    values,
    factors: factors.map(({ metric, known, of }) => ({ metric, known, of })),
  }
}

function groupIn(groups: Map<number, Counted>, index: number, make: () => Counted): Counted {
  const known = groups.get(index)
  if (known) return known
  const made = make()
  groups.set(index, made)
  return made
}

function nothingCounted(places: { readonly before: number; readonly after: number }): Counted {
  return {
    accounts: 0,
    changes: new Uint32Array(regradeClasses.length),
    before: new Uint32Array(places.before),
    after: new Uint32Array(places.after),
    spendBefore: 0n,
    spendAfter: 0n,
  }
}
