import { setImmediate } from 'node:timers/promises'
import type { Input } from '../../contract/operations.ts'
import type { BridgeMeasure, MoneyMeasure } from '../../domain/bridge/bridge-parts.ts'
import { addMoney, noMoney } from '../../domain/bridge/bridge-sums.ts'
import type { MoneySums } from '../../domain/bridge/bridge-sums.ts'
import { readBridges } from '../bridge/read-bridges.ts'
import type { Bridges } from '../bridge/read-bridges.ts'
import { gradedMeasure } from '../bridge/show-bridge.ts'
import type { Ctx } from '../context.ts'
import { readEnds } from '../movement/compared-ends.ts'
import { coverOf, openComparedPart } from '../movement/open-part.ts'
import type { ComparedPart, PartQuestion } from '../movement/open-part.ts'
import { followedWatermark, openBookOnDay } from '../policy-studio/book-on-day.ts'
import { hasRight } from '../right.ts'

/** A part of the book at two ends, with what may be shown of what it earns. */
export interface BridgedPart extends ComparedPart {
  readonly measure: BridgeMeasure
  /** Whether what an account costs may be shown, and of all accounts of the part together. */
  readonly seesMarginOf: (row: number) => boolean
  readonly seesMargin: boolean
}

export async function openBridgedPart(
  ctx: Ctx,
  { measure, ...question }: PartQuestion & Pick<Input<'getMovementBridge'>, 'measure'>,
): Promise<BridgedPart> {
  await readAhead(ctx, question)
  const part = await openComparedPart(ctx, question)
  const { policy } = part.ends
  const asked = measure ?? gradedMeasure(policy)
  const cover = coverOf(ctx.actor, part.book, 'read-margin')
  // Who does not see spend could work it out from a profit.
  const seesOwn = (row: number): boolean => part.seesSpendOf(row) && (cover === 'all' || cover[row] === 1)
  const isOfFamilies = asked === 'score' && policy.level !== 'account' && part.book.ids.some((_, row) => !seesOwn(row))
  const seesMarginOf = isOfFamilies ? await withWholeFamilies(ctx, part, seesOwn) : seesOwn
  return {
    ...part,
    measure: asked,
    seesMarginOf,
    seesMargin: part.seesSpend && (part.isWhole ? cover === 'all' : part.rows.every(seesMarginOf)),
  }
}

/** Those in sight whose whole family is, as it stands at either end: the score of each is that of the family. */
async function withWholeFamilies(
  ctx: Ctx,
  { ends, book }: ComparedPart,
  seesOwn: (row: number) => boolean,
): Promise<(row: number) => boolean> {
  const unseen = new Set(book.ids.filter((_, row) => !seesOwn(row)))
  const hidden = new Set<string>()
  for (const { period } of [ends.before, ends.after]) {
    const { ids, roots } = await openBookOnDay(ctx, period.to)
    const broken = new Set(roots.filter((_, row) => unseen.has(ids[row] ?? '')))
    for (const [row, id] of ids.entries()) if (broken.has(roots[row] ?? row)) hidden.add(id)
  }
  return (row) => seesOwn(row) && !hidden.has(book.ids[row] ?? '')
}

/** Has the ledger work on the bridges while this thread grades both ends: what is read is kept, and whoever needs it is told of an error. */
async function readAhead(ctx: Ctx, question: PartQuestion): Promise<void> {
  if (!hasRight(ctx.actor, 'read-spend')) return
  const { before, after } = await readEnds(ctx, question)
  const watermark = await followedWatermark(ctx)
  readBridges(ctx, { before, after, measure: 'revenue', accounts: 'all', watermark }).catch(() => undefined)
}

/** The bridges of all accounts between the ends of a part, in the state of the ledger that the part is of. */
export function bridgesOfPart(ctx: Ctx, { ends, book }: ComparedPart, measure: MoneyMeasure): Promise<Bridges> {
  const { before, after } = ends
  return readBridges(ctx, { before, after, measure, accounts: 'all', watermark: book.watermark })
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 1024

/** The accounts of a part added up; of the whole book with what stands on no account. */
export async function sumPart(
  { ids }: Pick<ComparedPart['book'], 'ids'>,
  { rows, isWhole }: { readonly rows: Iterable<number>; readonly isWhole: boolean },
  { byAccount }: Bridges,
): Promise<MoneySums> {
  let sum = noMoney
  let count = 0
  for (const sums of isWhole ? byAccount.values() : sumsAt(ids, rows, byAccount)) {
    if (count % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    count += 1
    sum = addMoney(sum, sums)
  }
  return sum
}

/** The accounts of a part that have anything in either window. */
export function* sumsAt(
  ids: readonly string[],
  rows: Iterable<number>,
  byAccount: Bridges['byAccount'],
): Generator<MoneySums> {
  for (const row of rows) {
    const sums = byAccount.get(ids[row] ?? '')
    if (sums) yield sums
  }
}
