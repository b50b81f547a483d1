import { addToCohort, nothingBought } from '../../domain/retention.ts'
import type { RetentionParts } from '../../domain/retention.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import type { MovementClass } from '../../domain/movement.ts'
import type { Selection } from '../account-view/sight.ts'
import { flag, none, unknownMoney } from '../account-view/view-columns.ts'
import type { ViewColumns } from '../account-view/view-columns.ts'
import { eachPosition } from './take-turns.ts'

/** Accounts that went from one grade to another, those that left the book among them, and the change of their spend. */
interface FoldedCell {
  readonly from: string | null
  readonly to: string | null
  readonly count: number
  readonly change: Micros
}

/**
 * One grade, or null for none, of the accounts at the end of the period. `countBefore + up + down + arrived - left` is `count`:
 * who left the book left it without a grade.
 */
interface FoldedGrade {
  readonly grade: string | null
  readonly count: number
  readonly countBefore: number
  readonly up: number
  readonly down: number
  readonly arrived: number
  readonly left: number
  /** Spend of who has the grade, and in the window before of who had it; those that left the book have none. */
  readonly spend: Micros
  readonly spendBefore: Micros
}

/** Grades, movement and money of some accounts of a view. */
export interface FoldedBook {
  /** Accounts at the end of the period. */
  readonly accounts: number
  /** Every grade, the best first and none last; their spend is that of `valid` and `gone` together. */
  readonly grades: readonly FoldedGrade[]
  /** Every cell, zeros included. */
  readonly matrix: readonly FoldedCell[]
  readonly movements: readonly { readonly movement: MovementClass; readonly count: number; readonly change: Micros }[]
  /** Spend of accounts at the end of the period, and of those that left before it. */
  readonly valid: Micros
  readonly gone: Micros
  readonly spendBefore: Micros
  readonly orders: number
  readonly retention: RetentionParts
}

/** Goes through the accounts of a selection once. `labels` are the grades, best first. */
export async function foldBook(
  columns: ViewColumns,
  selection: Selection,
  labels: readonly string[],
): Promise<FoldedBook> {
  const [grade, gradeBefore] = [await columns.ints('grade'), await columns.ints('gradeBefore')]
  const [movement, flags] = [await columns.ints('movement'), await columns.ints('flags')]
  const orders = await columns.ints('orders')
  const [spend, spendBefore] = [await columns.money('spend'), await columns.money('spendBefore')]
  const places = labels.length + 1
  const zeros = (count: number): Micros[] => Array.from({ length: count }, () => 0n)
  const [counts, changes] = [new Uint32Array(places * places), zeros(places * places)]
  const [moveCounts, moveChanges] = [new Uint32Array(movementClasses.length), zeros(movementClasses.length)]
  const [gradeSpend, gradeSpendBefore] = [zeros(places), zeros(places)]
  let [accounts, goneCount, orderCount, valid, gone, before, retention] = [0, 0, 0, 0n, 0n, 0n, nothingBought]

  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    const [from, to] = [placeOf(gradeBefore[position], labels), placeOf(grade[position], labels)]
    const isValid = ((flags[position] ?? 0) & flag.valid) === flag.valid
    const [bought, boughtBefore] = [known(spend[position]), known(spendBefore[position])]
    const [after, earlier] = [bought ?? 0n, boughtBefore ?? 0n]
    if (isValid) {
      accounts += 1
      valid += after
    } else {
      goneCount += 1
      gone += after
    }
    before += earlier
    orderCount += orders[position] ?? 0
    gradeSpend[to] = (gradeSpend[to] ?? 0n) + after
    gradeSpendBefore[from] = (gradeSpendBefore[from] ?? 0n) + earlier
    const [cell, move] = [from * places + to, movement[position] ?? 0]
    counts[cell] = (counts[cell] ?? 0) + 1
    changes[cell] = (changes[cell] ?? 0n) + after - earlier
    moveCounts[move] = (moveCounts[move] ?? 0) + 1
    moveChanges[move] = (moveChanges[move] ?? 0n) + after - earlier
    retention = addToCohort(retention, { before: boughtBefore, after: bought })
  })

  const names: readonly (string | null)[] = [...labels, null]
  const countAt = (from: number, to: number): number => counts[from * places + to] ?? 0
  return {
    accounts,
    grades: names.map((name, place) => ({
      grade: name,
      ...movesOf(place, labels.length, { countAt, gone: place === labels.length ? goneCount : 0 }),
      spend: gradeSpend[place] ?? 0n,
      spendBefore: gradeSpendBefore[place] ?? 0n,
    })),
    matrix: names.flatMap((from, row) =>
      names.map((to, column) => ({
        from,
        to,
        count: countAt(row, column),
        change: changes[row * places + column] ?? 0n,
      })),
    ),
    movements: movementClasses.map((name, index) => ({
      movement: name,
      count: moveCounts[index] ?? 0,
      change: moveChanges[index] ?? 0n,
    })),
    valid,
    gone,
    spendBefore: before,
    orders: orderCount,
    retention,
  }
}

/** What went into and out of the grade at `place`; `last` is the place of no grade, which is outside. */
function movesOf(
  place: number,
  last: number,
  { countAt, gone }: { readonly countAt: (from: number, to: number) => number; readonly gone: number },
) {
  let [count, countBefore, up, down, arrived, left] = [-gone, 0, 0, 0, 0, gone]
  for (let other = 0; other <= last; other += 1) {
    const [came, went] = [countAt(other, place), countAt(place, other)]
    count += came
    countBefore += went
    if (other === place) continue
    left += went
    if (other === last) arrived += came
    else if (other > place) up += came
    else down += came
  }
  return { count, countBefore, up, down, arrived, left }
}

function placeOf(rank: number | undefined, labels: readonly string[]): number {
  return rank === undefined || rank === none ? labels.length : rank
}

function known(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
