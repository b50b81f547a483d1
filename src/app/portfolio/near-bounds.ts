import { nearDown, nearUp } from '../../domain/distance.ts'
import { gradeBounds } from '../../domain/grade.ts'
import { parseMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { familyOf } from '../account-view/families.ts'
import { sees } from '../account-view/sight.ts'
import { unknownMoney } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import type { BookPart } from './open-book-part.ts'
import { eachPosition } from './take-turns.ts'

/** An account near a bound and the money that separates it. */
export interface Near {
  readonly row: StoredAccount
  readonly distance: Micros
}

/** Names on each list: more is no list for a morning. */
const mostNear = 10
/** Accounts whose months are looked at: those that stand least above their bound. */
const mostLookedAt = 400

/**
 * Accounts of a part that little separates from a better grade, the least first. Of a family one is named, and only where the
 * whole family is in sight: its distance to a bound is its spend.
 */
export async function listNearUp(ctx: Ctx, part: BookPart): Promise<Near[]> {
  const { view, columns, sight } = part
  const [toNext, grade] = [await columns.money('toNext'), await columns.ints('grade')]
  const bounds = gradeBounds(view.policy)
  const found = await closest(part, (position) => {
    const missing = known(toNext[position])
    const bound = bounds[(grade[position] ?? 0) - 1]?.atLeast
    if (missing === null || bound === null || bound === undefined || !sees(sight.family, position)) return null
    return nearUp({ spend: bound - missing, toNext: missing, ownBound: null, months: null })
  })
  return withRows(ctx, part, found.slice(0, mostNear))
}

/** Accounts of a part that fall below the bound of their grade unless they buy again what leaves the window next, likewise. */
export async function listNearDown(ctx: Ctx, part: BookPart): Promise<Near[]> {
  const { view, columns, sight } = part
  const [above, grade] = [await columns.money('above'), await columns.ints('grade')]
  const bounds = gradeBounds(view.policy)
  const candidates = await closest(part, (position) => {
    const money = known(above[position])
    return money !== null && bounds[grade[position] ?? 0]?.atLeast !== null && sees(sight.family, position)
      ? money
      : null
  })
  const near: { position: number; distance: Micros }[] = []
  for (const { position, distance } of candidates.slice(0, mostLookedAt)) {
    const ownBound = bounds[grade[position] ?? 0]?.atLeast ?? null
    const members = view.policy.level === 'account' ? [position] : await familyOf(columns, position)
    const months = await monthsOf(ctx, part, members)
    const left = nearDown({ spend: (ownBound ?? 0n) + distance, toNext: null, ownBound, months })
    if (left !== null) near.push({ position, distance: left })
    if (near.length >= mostNear) break
  }
  return withRows(ctx, part, near)
}

/** The positions of a part with a distance, the least first; of accounts under one ultimate parent only the first. */
async function closest(
  { view, columns, selection }: BookPart,
  distanceOf: (position: number) => Micros | null,
): Promise<readonly { readonly position: number; readonly distance: Micros }[]> {
  const roots = await columns.ints('root')
  const found = new Map<number, { position: number; distance: Micros }>()
  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    const distance = distanceOf(position)
    const family = view.policy.level === 'account' ? position : (roots[position] ?? position)
    if (distance !== null && !found.has(family)) found.set(family, { position, distance })
  })
  return [...found.values()].toSorted((left, right) =>
    left.distance === right.distance ? left.position - right.position : left.distance < right.distance ? -1 : 1,
  )
}

/** Spend by month of accounts together, the oldest first. */
async function monthsOf(ctx: Ctx, { view }: BookPart, positions: readonly number[]): Promise<readonly Micros[]> {
  const sums = Array.from({ length: 12 }, () => 0n)
  for (const { months } of await readPositions(ctx.records.view, view.number, positions)) {
    // Written by the view, as twelve decimals.
    const own = months === null ? [] : (JSON.parse(months) as string[])
    for (const [index, month] of own.entries()) sums[index] = (sums[index] ?? 0n) + parseMicros(month)
  }
  return sums
}

async function withRows(
  ctx: Ctx,
  { view }: BookPart,
  found: readonly { readonly position: number; readonly distance: Micros }[],
): Promise<Near[]> {
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    found.map(({ position }) => position),
  )
  const distanceByPosition = new Map(found.map(({ position, distance }) => [position, distance]))
  return rows.map((row) => ({ row, distance: distanceByPosition.get(Number(row.position)) ?? 0n }))
}

function known(amount: bigint | undefined): Micros | null {
  return amount === undefined || amount === unknownMoney ? null : amount
}
