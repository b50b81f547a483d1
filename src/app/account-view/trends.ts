import { addDays, addMonths } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { LineKind } from '../../domain/kind.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { lastQuarterEnds } from '../../domain/quarter.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { soldByRep } from '../../ledger/facts/sold-by-rep.ts'
import { familyFalls, quarterlySpend } from '../../ledger/facts/spend-trends.ts'
import { readColumnPieces } from '../../records/account-view.ts'
import { listProductFamilies } from '../../records/list-products.ts'
import { listReps } from '../../records/list-reps.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { assertHeld } from './largest-amount.ts'
import { bytesOf, unpackBytes } from './pack.ts'
import { none, openColumns, unknownMoney } from './view-columns.ts'
import type { ViewColumns } from './view-columns.ts'

/** Quarters at whose ends retention is shown: two years. */
const shownQuarters = 8
/** Each compares four quarters with the four before them. */
export const quartersOfYear = 4
const quarterCount = shownQuarters + 2 * quartersOfYear - 1

/** Names under which the trends of a generation are stored beside its columns. */
const names = {
  about: 'trend about',
  quarter: (index: number): string => `trend quarter ${String(index)}`,
  fallFamily: 'trend fall family',
  fallBefore: 'trend fall before',
  fallAfter: 'trend fall after',
}

interface About {
  /** The last day of each quarter there is a column of, the oldest first. */
  readonly quarterEnds: readonly Day[]
  /** The first day the ledger holds. */
  readonly firstDay: Day
  /** Families of products that some account bought less of, by the index in the column. */
  readonly families: readonly { readonly key: string; readonly name: string }[]
  /** What each rep sold; undefined in a generation that was made before this was worked out. */
  readonly sold?: readonly Sold[]
}

/** What a rep sold, whoever looks after the account now: money of the salesperson on the invoice, else of the owner on its date. */
export interface Sold {
  /** `source/rep`; null stands for nobody. */
  readonly rep: { readonly key: string; readonly name: string } | null
  /** Decimals of the base currency, in the window and in the one before. */
  readonly sold: string
  readonly soldBefore: string
}

/** What the accounts of a generation bought less of; arrays by position. */
export interface Trends extends About {
  /** Index of the family of products that fell most; `none` where none did. */
  readonly fallFamily: Int32Array
  /** `unknownMoney` where none did. */
  readonly fallBefore: BigInt64Array
  /** `unknownMoney` where nothing of the family was invoiced any more. */
  readonly fallAfter: BigInt64Array
}

/** The ends at which four quarters can be compared with the four before, and where the eight are in the columns. */
export function comparableEnds({
  quarterEnds,
  firstDay,
}: About): readonly { readonly to: Day; readonly first: number }[] {
  return quarterEnds.slice(2 * quartersOfYear - 1).flatMap((to, first) => {
    const from = addMonths(addDays(to, 1), -3 * 2 * quartersOfYear)
    return from >= firstDay ? [{ to, first }] : []
  })
}

/** What trends are made from. */
interface TrendSource {
  readonly positionById: ReadonlyMap<string, number>
  readonly before: Span
  readonly after: Span
  readonly kinds: readonly LineKind[]
  readonly watermark: number
}

/** Works out the trends of a generation: every column under its name. */
export async function* trendColumns(
  ctx: Pick<Ctx, 'ledger' | 'records' | 'progress'>,
  source: TrendSource,
): AsyncGenerator<{ readonly name: string; readonly bytes: Uint8Array }, void, void> {
  const { positionById, after, before, kinds, watermark } = source
  ctx.progress.report('retention by quarter', 0, null)
  const quarterEnds = lastQuarterEnds(after.to, quarterCount)
  const money = (): BigInt64Array => new BigInt64Array(positionById.size).fill(unknownMoney)
  const quarters = quarterEnds.map(money)
  const from = addMonths(addDays(quarterEnds[0] ?? after.to, 1), -3)
  for await (const rows of quarterlySpend(ctx.ledger, { from, count: quarterCount, watermark }, kinds)) {
    for (const row of rows) {
      const position = positionById.get(row.accountId)
      if (position === undefined) continue
      for (const [index, spend] of row.quarters.entries()) put(quarters[index], position, spend)
    }
  }
  for (const [index, column] of quarters.entries()) yield { name: names.quarter(index), bytes: bytesOf(column) }

  ctx.progress.report('what was bought less of', 0, null)
  const [fallFamily, fallBefore, fallAfter] = [new Int32Array(positionById.size).fill(none), money(), money()]
  const indexByFamily = new Map<string, number>()
  for await (const falls of familyFalls(ctx.ledger, { before, after, watermark }, kinds)) {
    for (const fall of falls) {
      const position = positionById.get(fall.accountId)
      if (position === undefined) continue
      const index = indexByFamily.get(fall.family) ?? indexByFamily.size
      indexByFamily.set(fall.family, index)
      fallFamily[position] = index
      put(fallBefore, position, fall.before)
      put(fallAfter, position, fall.after)
    }
  }
  yield { name: names.fallFamily, bytes: bytesOf(fallFamily) }
  yield { name: names.fallBefore, bytes: bytesOf(fallBefore) }
  yield { name: names.fallAfter, bytes: bytesOf(fallAfter) }

  const nameByKey = new Map(
    (await listProductFamilies(ctx.records)).map(({ source: of, key, name }) => [`${of}/${key}`, name]),
  )
  const about: About = {
    quarterEnds,
    firstDay: (await ledgerDays(ctx.ledger))?.first ?? after.to,
    families: [...indexByFamily.keys()].map((key) => ({
      key,
      name: nameByKey.get(key) ?? partOf(key),
    })),
    sold: await soldOf(ctx, source),
  }
  yield { name: names.about, bytes: new TextEncoder().encode(JSON.stringify(about)) }
}

async function soldOf(
  ctx: Pick<Ctx, 'ledger' | 'records' | 'progress'>,
  { before, after, kinds, watermark }: TrendSource,
): Promise<Sold[]> {
  ctx.progress.report('who sold what', 0, null)
  const nameByKey = new Map((await listReps(ctx.records)).map(({ source, key, name }) => [`${source}/${key}`, name]))
  const sold = await soldByRep(ctx.ledger, { before, after, watermark }, kinds)
  return sold.map(({ rep, ...money }) => ({
    rep: rep === '' ? null : { key: rep, name: nameByKey.get(rep) ?? partOf(rep) },
    sold: formatMicros(money.after),
    soldBefore: formatMicros(money.before),
  }))
}

/** The key in `source/key`. */
function partOf(key: string): string {
  return key.slice(key.indexOf('/') + 1)
}

const trendsByColumns = new WeakMap<ViewColumns, Promise<Trends>>()

/** The trends of a generation, read when they are first asked for and kept as long as its columns. */
export async function openTrends(ctx: Pick<Ctx, 'records'>, generation: Stored): Promise<Trends> {
  const columns = openColumns(ctx, generation)
  const known = trendsByColumns.get(columns) ?? readTrends(ctx, generation)
  trendsByColumns.set(columns, known)
  known.catch(() => trendsByColumns.delete(columns))
  return known
}

/**
 * Spend of the accounts of a generation by quarter, a column for each of `quarterEnds`; `unknownMoney` where nothing was
 * invoiced. Not kept: what is worked out of it is, and it is as large as all other columns together. Throws `stale` where the
 * generation was taken out meanwhile.
 */
export async function readQuarters(
  ctx: Pick<Ctx, 'records'>,
  generation: Stored,
  { quarterEnds }: Pick<Trends, 'quarterEnds'>,
): Promise<readonly BigInt64Array[]> {
  const quarters: BigInt64Array[] = []
  for (const index of quarterEnds.keys()) {
    quarters.push(whole(new BigInt64Array((await readBytes(ctx, generation, names.quarter(index))).buffer), generation))
  }
  return quarters
}

/** A generation by its number and how many accounts its columns are of. */
interface Stored {
  readonly number: number
  readonly accounts: number
}

async function readTrends(ctx: Pick<Ctx, 'records'>, generation: Stored): Promise<Trends> {
  const about = new TextDecoder().decode(await readBytes(ctx, generation, names.about))
  if (about === '') throw gone(generation)
  const money = async (name: string) =>
    whole(new BigInt64Array((await readBytes(ctx, generation, name)).buffer), generation)
  return {
    // Written by us.
    ...(JSON.parse(about) as About),
    fallFamily: whole(new Int32Array((await readBytes(ctx, generation, names.fallFamily)).buffer), generation),
    fallBefore: await money(names.fallBefore),
    fallAfter: await money(names.fallAfter),
  }
}

async function readBytes(
  ctx: Pick<Ctx, 'records'>,
  { number }: Stored,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  return unpackBytes(await readColumnPieces(ctx.records.view, number, name))
}

/** A column as it was written; one of a generation that was taken out meanwhile has lost its accounts. */
function whole<T extends Int32Array | BigInt64Array>(numbers: T, generation: Stored): T {
  if (numbers.length === generation.accounts) return numbers
  throw gone(generation)
}

function gone({ number }: Stored): BookError {
  return new BookError('stale', `Cannot read the trends of account view ${String(number)}: it is gone; load them again`)
}

function put(column: BigInt64Array | undefined, position: number, amount: Micros | null): void {
  if (!column || amount === null) return
  assertHeld(amount)
  column[position] = amount
}
