import type { Micros } from '../../domain/money.ts'
import { moneyClassOf, movementClasses, movementEndOf, movementStartOf } from '../../domain/movement.ts'
import type { MoneyBound, MovementClass, MovementEndState, MovementStart } from '../../domain/movement.ts'
import { none } from '../account-view/view-columns.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import type { Rows } from './group-rows.ts'
import type { ComparedBook } from './open-compared.ts'

/** Some accounts with what they spent at both ends. */
export interface Counted {
  count: number
  spendBefore: Micros
  spendAfter: Micros
}

/** One cell of the matrix that somebody is in. */
export interface MatrixCell extends Counted {
  readonly from: string | null
  readonly start: MovementStart
  readonly to: string | null
  readonly end: MovementEndState
}

/** A part of a comparison counted once over. */
export interface FoldedMovement {
  readonly all: Counted
  /** By place of the grade, the best first and none last. */
  readonly grades: readonly { readonly grade: string | null; readonly before: number; readonly after: number }[]
  /** In the order of the rows and columns: grades, then the states without one. */
  readonly cells: readonly MatrixCell[]
  readonly classes: readonly (Counted & { readonly class: MovementClass })[]
  /** Accounts that somebody else owned at the earlier end. */
  readonly takenOver: number
}

/** The class of the account at a row: by its grades, or by its money where a bound is given. */
export function classAt(book: ComparedBook, row: number, bound: MoneyBound | null): MovementClass {
  if (bound === null) return book.classes[row] ?? 'ungraded'
  const [before, after] = [book.before.spend[row] ?? null, book.after.spend[row] ?? null]
  return moneyClassOf({ before, after, isReturn: book.isReturn[row] === 1 }, bound)
}

/** Counts some accounts of a comparison, with a turn for other requests now and then. */
export async function foldMovement(book: ComparedBook, rows: Rows, bound: MoneyBound | null): Promise<FoldedMovement> {
  const places: readonly (string | null)[] = [...book.labels, null]
  const [before, after] = [new Uint32Array(places.length), new Uint32Array(places.length)]
  const cells = new Map<string, MatrixCell>()
  const classes = movementClasses.map((name) => ({ class: name, ...nobody() }))
  const classByName = new Map(classes.map((one) => [one.class, one]))
  const all = nobody()
  let takenOver = 0
  await eachPosition(rows.length, (at) => {
    const row = rows[at] ?? 0
    const [rankBefore, rankAfter] = [placeOf(book.before.rank[row], places), placeOf(book.after.rank[row], places)]
    before[rankBefore] = (before[rankBefore] ?? 0) + 1
    after[rankAfter] = (after[rankAfter] ?? 0) + 1
    const byGrade = book.classes[row] ?? 'ungraded'
    const [from, to] = [places[rankBefore] ?? null, places[rankAfter] ?? null]
    const [start, end] = [movementStartOf(from, byGrade), movementEndOf(to, byGrade)]
    const name = `${String(rankBefore)} ${start} ${String(rankAfter)} ${end}`
    const cell = cells.get(name) ?? { from, start, to, end, ...nobody() }
    cells.set(name, cell)
    const own = classByName.get(classAt(book, row, bound))
    for (const counted of own ? [all, cell, own] : [all, cell]) add(counted, book, row)
    const ownerBefore = book.before.owner[row] ?? none
    if (ownerBefore !== none && ownerBefore !== book.owner[row]) takenOver += 1
  })
  return {
    all,
    grades: places.map((grade, place) => ({ grade, before: before[place] ?? 0, after: after[place] ?? 0 })),
    cells: [...cells.values()].toSorted(byPlace(book.labels)),
    classes,
    takenOver,
  }
}

/** What changed on some accounts: nothing invoiced is no money. */
export function changeOf({ spendBefore, spendAfter }: Pick<Counted, 'spendBefore' | 'spendAfter'>): Micros {
  return spendAfter - spendBefore
}

function nobody(): Counted {
  return { count: 0, spendBefore: 0n, spendAfter: 0n }
}

function add(counted: Counted, { before, after }: ComparedBook, row: number): void {
  counted.count += 1
  counted.spendBefore += before.spend[row] ?? 0n
  counted.spendAfter += after.spend[row] ?? 0n
}

function placeOf(rank: number | undefined, places: readonly (string | null)[]): number {
  return rank === undefined || rank === none ? places.length - 1 : rank
}

const startOrder: readonly MovementStart[] = ['graded', 'new', 'returned', 'none']
const endOrder: readonly MovementEndState[] = ['graded', 'lost', 'none']

function byPlace(labels: readonly string[]): (one: MatrixCell, other: MatrixCell) => number {
  const placeIn = (label: string | null): number => (label === null ? labels.length : labels.indexOf(label))
  return (one, other) =>
    startOrder.indexOf(one.start) - startOrder.indexOf(other.start) ||
    placeIn(one.from) - placeIn(other.from) ||
    endOrder.indexOf(one.end) - endOrder.indexOf(other.end) ||
    placeIn(one.to) - placeIn(other.to)
}
