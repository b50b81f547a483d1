import type { Input, Output } from '../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../domain/money.ts'
import type { MoneyBound } from '../../domain/movement.ts'
import { BookError } from '../error.ts'
import { keepLatest } from '../keep-latest.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { changeOf, foldMovement } from './fold-movement.ts'
import type { Counted } from './fold-movement.ts'
import { groupRows, mostGroups, restOf } from './group-rows.ts'
import type { Grouping, RowGroup } from './group-rows.ts'
import type { ComparedBook } from './open-compared.ts'
import { openComparedPart, partName, reachName, showBasis } from './open-part.ts'
import type { ComparedPart } from './open-part.ts'

type Movement = Output<'getMovement'>
type Group = Movement['groups'][number]
/** What makes a move up or down, as the contract says it. */
export type BoundQuestion = Pick<Input<'getMovement'>, 'bound' | 'boundShare' | 'boundAmount'>

/** Filters and groupings of a comparison whose answers are kept; some tens of kilobytes each at most. */
const keptAnswers = 60
const answersByBook = new WeakMap<ComparedBook, Map<string, Promise<Omit<Movement, 'basis'>>>>()

/**
 * Who moved between two ends, over a part of the book. Counts, grades and classes are for everybody; money where all of what it is
 * the sum of is in sight.
 */
export const getMovement: Verb<'getMovement'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const part = await openComparedPart(ctx, input)
  const bound = boundOf(part, input)
  const kept = answersByBook.get(part.book) ?? new Map<string, Promise<Omit<Movement, 'basis'>>>()
  answersByBook.set(part.book, kept)
  const by = input.by ?? null
  const name = JSON.stringify([partName(input), reachName(ctx), boundName(input), by])
  return {
    basis: showBasis(part),
    ...(await keepLatest(kept, name, keptAnswers, async () => ({
      bound: { kind: input.bound, share: input.boundShare, amount: formatMicros(parseMicros(input.boundAmount)) },
      ...(await answer(part, bound, { by, below: input.territory ?? null })),
    }))),
  }
}

/**
 * The bound by money that is asked for; null where moves go by grades. Throws where not all of the part is in sight: who moves
 * a bound step by step learns the money behind it.
 */
export function boundOf(
  { seesSpend }: Pick<ComparedPart, 'seesSpend'>,
  { bound, boundShare, boundAmount }: BoundQuestion,
): MoneyBound | null {
  if (bound === 'grade') return null
  if (!seesSpend) {
    throw new BookError(
      'forbidden',
      'Cannot tell moves by money: not all of these accounts are yours to see the spend of; look by grade, or at your own',
    )
  }
  const amount = parseMicros(boundAmount)
  if (amount < 0n)
    throw new BookError('bad-input', `Cannot bound moves by "${boundAmount}": write an amount that is not below zero`)
  return { share: boundShare, amount }
}

/** What names a bound. */
export function boundName({ bound, boundShare, boundAmount }: BoundQuestion): string {
  return bound === 'grade' ? bound : `${String(boundShare)} ${boundAmount}`
}

async function answer(
  part: ComparedPart,
  bound: MoneyBound | null,
  { by, below }: { readonly by: Grouping | null; readonly below: string | null },
): Promise<Omit<Movement, 'basis' | 'bound'>> {
  const { book, rows, seesSpend, isWhole } = part
  const { all, grades, cells, classes } = await foldMovement(book, rows, bound)
  const groups = by === null ? [] : await groupRows(part, { by, below }, (row) => book.after.spend[row] ?? 0n)
  const rest = restOf(groups)
  const shown = (group: RowGroup) => showGroup(book, group, { bound, by })
  return {
    accounts: all.count,
    grades: [...grades],
    matrix: cells.map(({ count, spendBefore, spendAfter, ...cell }) => ({
      ...cell,
      count,
      ...showMoney({ spendBefore, spendAfter }, seesSpend),
    })),
    classes: showClasses(classes, seesSpend),
    ...(seesSpend && { totals: showTotals(all, isWhole ? book : null, part) }),
    groups: await inOrder(groups.slice(0, mostGroups), shown),
    rest: rest && { groups: rest.groups, sum: await shown(rest.sum) },
  }
}

function showTotals(
  { spendBefore, spendAfter }: Counted,
  whole: ComparedBook | null,
  { ends }: ComparedPart,
): NonNullable<Movement['totals']> {
  // A closing keeps accounts alone. Beside one, the other end is told without it too, or it would look like growth.
  const isKnown = whole !== null && ends.before.why !== null && ends.after.why !== null
  const before = isKnown ? (whole.noAccountBefore ?? 0n) : null
  const after = isKnown ? (whole.noAccountAfter ?? 0n) : null
  const sums = { spendBefore: spendBefore + (before ?? 0n), spendAfter: spendAfter + (after ?? 0n) }
  return {
    spendBefore: formatMicros(sums.spendBefore),
    spendAfter: formatMicros(sums.spendAfter),
    change: formatMicros(changeOf(sums)),
    noAccountBefore: before === null ? null : formatMicros(before),
    noAccountAfter: after === null ? null : formatMicros(after),
  }
}

async function showGroup(
  book: ComparedBook,
  { group, rows, seesSpend }: RowGroup,
  { bound, by }: { readonly bound: MoneyBound | null; readonly by: Grouping | null },
): Promise<Group> {
  const { all, classes, takenOver } = await foldMovement(book, rows, bound)
  return {
    group,
    accounts: all.count,
    classes: showClasses(classes, seesSpend),
    takenOver: by === 'owner' ? takenOver : null,
    ...showMoney(all, seesSpend),
  }
}

function showClasses(
  classes: Awaited<ReturnType<typeof foldMovement>>['classes'],
  seesSpend: boolean,
): Movement['classes'] {
  return classes.map((one) => ({ class: one.class, count: one.count, ...showMoney(one, seesSpend) }))
}

/** Money at both ends and what changed, where it may be shown. */
export function showMoney(
  { spendBefore, spendAfter }: Pick<Counted, 'spendBefore' | 'spendAfter'>,
  seesSpend: boolean,
): { readonly spendBefore?: string; readonly spendAfter?: string; readonly change?: string } {
  if (!seesSpend) return {}
  return {
    spendBefore: formatMicros(spendBefore),
    spendAfter: formatMicros(spendAfter),
    change: formatMicros(spendAfter - spendBefore),
  }
}

/** One after the other: each takes turns of its own. */
export async function inOrder<T, R>(items: readonly T[], show: (item: T) => Promise<R>): Promise<R[]> {
  const shown: R[] = []
  for (const item of items) shown.push(await show(item))
  return shown
}
