import { bandRankOfKey } from '../../domain/band.ts'
import { dayToNumber } from '../../domain/day.ts'
import { fold } from '../../domain/fold.ts'
import { parseMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import { findViewAccount } from '../../records/account-view.ts'
import type { Input } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import type { View } from './get-view.ts'
import { openFlow } from './movement-flow.ts'
import { seesAll, selectionOf } from './sight.ts'
import type { Selection, Sight } from './sight.ts'
import { flag, none, openColumns, unknown, unknownMoney } from './view-columns.ts'
import type { Entry, IntColumn, Lines, ViewColumns } from './view-columns.ts'

/** Which accounts are meant, as the contract says it. */
export type AccountFilter = Omit<Input<'countAccounts'>, 'period'>

/** How an address names what has no grade, owner, territory or segment. */
const nobody = 'none'
/** Characters of a day, after which a colon and the grade come. */
const dayLength = 10

/** Filters whose selections are kept of a generation: those of the people who page through a list now. */
const keptSelections = 64
const selectionsByColumns = new WeakMap<ViewColumns, Map<string, Promise<Selection>>>()

/**
 * The accounts of a view that a filter lets through, whatever it is: one pass over the columns it names. Throws `forbidden`
 * where it asks for amounts of accounts whose spend the reader may not see: the answer would tell.
 */
export async function selectAccounts(
  ctx: Ctx,
  view: View,
  filter: Partial<AccountFilter>,
  sight: Sight,
): Promise<Selection> {
  const { minSpend, maxSpend, within, ...open } = filter
  const columns = openColumns(ctx, view)
  const isMine = within === 'mine' && sight.spend !== 'all'
  const selected = await kept(columns, open, () => pass(ctx, columns, view, open))
  const mine = isMine ? both(selected, selectionOf(sight.spend, columns.count)) : selected
  if (minSpend === undefined && maxSpend === undefined) return mine
  if (!seesAll(sight.spend, mine)) {
    throw new BookError('forbidden', 'Cannot filter by spend: not all of these accounts are yours to see the spend of')
  }
  // Kept for the whole book, so that the next page of the same list is there at once.
  const range = await kept(columns, { minSpend, maxSpend }, async () =>
    between(await columns.money('spend'), amountOf(minSpend), amountOf(maxSpend)),
  )
  return both(range, mine)
}

/** How many accounts are in a selection. */
export function sizeOf(selection: Selection, count: number): number {
  if (selection === null) return count
  let size = 0
  for (let position = 0; position < selection.length; position += 1) size += selection[position] ?? 0
  return size
}

/** The exact sum of a column over a selection; amounts that are not known are none. */
export function sumMoney(column: BigInt64Array, selection: Selection): Micros {
  // Halves of 32 bits add up exactly as floating point numbers, up to two million accounts, without a bigint for each.
  const halves = new Uint32Array(column.buffer, column.byteOffset, column.length * 2)
  let [high, low] = [0, 0]
  for (let position = 0; position < column.length; position += 1) {
    if (selection !== null && selection[position] !== 1) continue
    const [lower, upper] = [halves[position * 2] ?? 0, (halves[position * 2 + 1] ?? 0) | 0]
    if (lower === 0 && upper === unknown) continue
    high += upper
    low += lower
  }
  return BigInt(high) * 4_294_967_296n + BigInt(low)
}

type OpenFilter = Omit<Partial<AccountFilter>, 'minSpend' | 'maxSpend' | 'within'>

function kept(columns: ViewColumns, filter: object, make: () => Promise<Selection>): Promise<Selection> {
  const name = JSON.stringify(Object.entries(filter).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  const selections = selectionsByColumns.get(columns) ?? new Map<string, Promise<Selection>>()
  selectionsByColumns.set(columns, selections)
  const known = selections.get(name) ?? make()
  known.catch(() => selections.delete(name))
  selections.delete(name)
  selections.set(name, known)
  const oldest = selections.size > keptSelections ? selections.keys().next().value : undefined
  if (oldest !== undefined) selections.delete(oldest)
  return known
}

async function pass(ctx: Ctx, columns: ViewColumns, view: View, filter: OpenFilter): Promise<Selection> {
  const { q, grade, gradeBefore, gradeAt, owner, territory, segment, movement, spendBand, lastBefore, root, standing } =
    filter
  const labels = view.policy.grades.map(({ label }) => label)
  let selection: Selection = null
  const keep = async (column: IntColumn, isKept: (value: number) => boolean): Promise<void> => {
    selection = keepWhere(await columns.ints(column), selection, isKept)
  }
  const among = async (column: IntColumn, keys: readonly string[], asked: readonly string[]): Promise<void> => {
    // One more than the last, so that -1 has a place too.
    const isIn = new Uint8Array(keys.length + 1)
    for (const [index, key] of keys.entries()) isIn[index + 1] = asked.includes(key) ? 1 : 0
    isIn[0] = asked.includes(nobody) ? 1 : 0
    await keep(column, (value) => isIn[value + 1] === 1)
  }
  if (grade) await among('grade', labels, grade)
  if (gradeBefore) await among('gradeBefore', labels, gradeBefore)
  for (const at of gradeAt ?? []) {
    const [day, asked] = [at.slice(0, dayLength), at.slice(dayLength + 1)]
    const ends = await openFlow(ctx, view)
    if (!ends) throw new BookError('building', `Grading the accounts on ${day}; they are there in a moment`)
    const end = ends.find(({ to }) => to === day)
    if (!end) throw new BookError('not-found', `Cannot filter by the grade on ${day}: it is no end of this flow`)
    selection = keepWhere(await end.grades(), selection, (rank) => (labels[rank] ?? nobody) === asked)
  }
  if (movement) await among('movement', movementClasses, movement)
  if (owner) await among('owner', keysOf(await columns.dictionary('owner')), owner)
  if (segment) await among('segment', keysOf(await columns.dictionary('segment')), segment)
  if (territory !== undefined) {
    const entries = await columns.dictionary('territory')
    await among('territory', keysOf(entries), territory === nobody ? [nobody] : below(entries, territory))
  }
  if (standing !== undefined) {
    const wanted = standing === 'valid' ? flag.valid : 0
    await keep('flags', (flags) => (flags & flag.valid) === wanted)
  }
  if (spendBand) {
    const ranks = new Set(spendBand.map((key) => (key === nobody ? unknown : bandRankOfKey(key))))
    await keep('spendBand', (rank) => ranks.has(rank))
  }
  if (lastBefore !== undefined) {
    const day = dayToNumber(lastBefore)
    await keep('lastInvoice', (last) => last !== unknown && last < day)
  }
  if (root !== undefined) {
    const position = await placeOfHead(ctx, columns, view, root)
    await keep('root', (value) => value === position)
  }
  if (q !== undefined && fold(q) !== '') selection = keepContaining(await columns.texts(), selection, fold(q))
  return selection
}

/** What the accounts of a family have in `root`; `none` where there is no family of that head. */
async function placeOfHead(ctx: Pick<Ctx, 'records'>, columns: ViewColumns, view: View, root: string): Promise<number> {
  // One that is none of the accounts may still have a row, after those that are.
  const absent = (await columns.absentHeads()).get(root)
  if (absent !== undefined) return absent
  const head = await findViewAccount(ctx.records.view, view.number, root)
  return head ? Number(head.position) : none
}

function keysOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ key }) => key)
}

/** The keys of a territory and of all below it. */
function below(entries: readonly Entry[], key: string): readonly string[] {
  const isBelow = (entry: Entry | undefined, steps = 0): boolean =>
    entry !== undefined && (entry.key === key || (steps < entries.length && isBelow(entries[entry.parent], steps + 1)))
  return entries.filter((entry) => isBelow(entry)).map((entry) => entry.key)
}

function keepWhere(column: Int32Array, selection: Selection, isKept: (value: number) => boolean): Uint8Array {
  const next = new Uint8Array(column.length)
  for (let position = 0; position < column.length; position += 1) {
    if (selection !== null && selection[position] !== 1) continue
    if (isKept(column[position] ?? none)) next[position] = 1
  }
  return next
}

/** The accounts that have `wanted` anywhere in their texts. */
function keepContaining({ text, starts }: Lines, selection: Selection, wanted: string): Uint8Array {
  const next = new Uint8Array(starts.length - 1)
  let position = 0
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, starts[position] ?? text.length)) {
    while ((starts[position + 1] ?? text.length) <= at) position += 1
    if (selection === null || selection[position] === 1) next[position] = 1
    position += 1
    if (position >= next.length) break
  }
  return next
}

function both(one: Selection, other: Selection): Selection {
  if (one === null || other === null) return one ?? other
  return one.map((isIn, position) => isIn & (other[position] ?? 0))
}

function between(column: BigInt64Array, least: Micros | null, most: Micros | null): Uint8Array {
  const next = new Uint8Array(column.length)
  for (let position = 0; position < column.length; position += 1) {
    const amount = column[position] ?? unknownMoney
    if (amount === unknownMoney || (least !== null && amount < least) || (most !== null && amount > most)) continue
    next[position] = 1
  }
  return next
}

function amountOf(decimal: string | undefined): Micros | null {
  return decimal === undefined ? null : parseMicros(decimal)
}
