import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import type { MovementClass } from '../../domain/movement.ts'
import { addToCohort, nothingBought } from '../../domain/retention.ts'
import type { RetentionParts } from '../../domain/retention.ts'
import { expectationSteps } from '../../domain/scoreboard/expected.ts'
import type { Expectation, WeighedAccount } from '../../domain/scoreboard/expected.ts'
import { none } from '../account-view/view-columns.ts'
import type { ComparedBook } from '../movement/open-compared.ts'
import { eachPosition, inTurns } from '../portfolio/take-turns.ts'

/** Accounts of one grade at either end, and their spend there. */
interface RepGrade {
  count: number
  countBefore: number
  spend: Micros
  spendBefore: Micros
}

/** What became of the accounts a rep looks after at the later end; parts of the whole comparison. */
export interface FoldedRep {
  /** Rows of the comparison. */
  readonly rows: readonly number[]
  /** By rank of the grade, and none last. */
  readonly grades: readonly RepGrade[]
  readonly classes: Readonly<Record<MovementClass, { count: number; change: Micros }>>
  spendBefore: Micros
  spendAfter: Micros
  retention: RetentionParts
  /** Accounts that were somebody else's at the earlier end. */
  takenOver: number
  /** Accounts of the earlier end that are somebody else's at the later one. */
  handedOver: number
  readonly expected: Expectation
}

/** What nobody expects of who has no account. */
const noExpectation: Expectation = { start: 0, net: 0, expectedNet: 0, spread: 0, expectedChange: 0n }

const keptByBook = new WeakMap<ComparedBook, Promise<ReadonlyMap<string | null, FoldedRep>>>()

/** Every rep of a comparison by `source/key`, and who has no owner under null; worked out once for everybody. */
export function foldReps(book: ComparedBook): Promise<ReadonlyMap<string | null, FoldedRep>> {
  const known = keptByBook.get(book) ?? fold(book)
  keptByBook.set(book, known)
  return known
}

type Folding = { -readonly [K in keyof FoldedRep]: FoldedRep[K] } & { readonly rows: number[] }

async function fold(book: ComparedBook): Promise<ReadonlyMap<string | null, FoldedRep>> {
  const reps = new Map<string | null, Folding>()
  const weighed: WeighedAccount[] = []
  await eachPosition(book.rows, (row) => {
    const rep = keyOf(book, book.owner[row])
    const before = book.before.spend[row] ?? null
    const after = book.after.spend[row] ?? null
    const change = (after ?? 0n) - (before ?? 0n)
    const move = book.classes[row] ?? 'ungraded'
    const folding = foldingOf(reps, rep, book.labels.length)
    folding.rows.push(row)
    addGrades(folding, book, row)
    folding.classes[move].count += 1
    folding.classes[move].change += change
    folding.spendBefore += before ?? 0n
    folding.spendAfter += after ?? 0n
    folding.retention = addToCohort(folding.retention, { before, after })
    const earlier = book.before.owner[row] ?? none
    if (earlier !== none && earlier !== book.owner[row]) {
      folding.takenOver += 1
      foldingOf(reps, keyOf(book, earlier), book.labels.length).handedOver += 1
    }
    weighed.push({
      rep,
      start: book.labels[book.before.rank[row] ?? none] ?? null,
      segment: book.segments[book.segment[row] ?? none]?.key ?? null,
      move,
      before,
      change,
    })
  })
  const expectations = await inTurns(expectationSteps(weighed))
  return new Map(
    Array.from(reps, ([rep, folding]) => [rep, { ...folding, expected: expectations.get(rep) ?? noExpectation }]),
  )
}

function keyOf({ owners }: ComparedBook, owner: number | undefined): string | null {
  return owners[owner ?? none]?.key ?? null
}

function foldingOf(reps: Map<string | null, Folding>, rep: string | null, grades: number): Folding {
  const known = reps.get(rep) ?? emptyRep(grades)
  reps.set(rep, known)
  return known
}

/** A rep without an account, in a book of so many grades. */
export function emptyRep(grades: number): Folding {
  return {
    rows: [],
    grades: Array.from({ length: grades + 1 }, () => ({ count: 0, countBefore: 0, spend: 0n, spendBefore: 0n })),
    classes: classesOf(() => ({ count: 0, change: 0n })),
    spendBefore: 0n,
    spendAfter: 0n,
    retention: nothingBought,
    takenOver: 0,
    handedOver: 0,
    expected: noExpectation,
  }
}

function classesOf<T>(make: () => T): Record<MovementClass, T> {
  // Every class has an entry: the list is closed.
  return Object.fromEntries(movementClasses.map((name) => [name, make()])) as Record<MovementClass, T>
}

function addGrades({ grades }: Folding, { before, after, labels }: ComparedBook, row: number): void {
  const at = (rank: number | undefined) => grades[rank === undefined || rank === none ? labels.length : rank]
  const [earlier, later] = [at(before.rank[row]), at(after.rank[row])]
  if (earlier) {
    earlier.countBefore += 1
    earlier.spendBefore += before.spend[row] ?? 0n
  }
  if (later) {
    later.count += 1
    later.spend += after.spend[row] ?? 0n
  }
}
