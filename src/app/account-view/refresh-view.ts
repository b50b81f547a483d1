import { setTimeout } from 'node:timers/promises'
import { addDays } from '../../domain/day.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { fold } from '../../domain/fold.ts'
import { policyFamilies } from '../../domain/metric.ts'
import { yearEarlier } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import { dimensionStamp } from '../../ledger/facts/account-keys.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import { recentSpend } from '../../ledger/facts/recent-spend.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import {
  analyzeView,
  dropGeneration,
  findCurrent,
  flipGeneration,
  listGenerations,
  startGeneration,
  writeAccounts,
  writeColumn,
} from '../../records/account-view.ts'
import type { Generation } from '../../records/account-view.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import { appliedWatermark } from '../../records/import-batch.ts'
import { listFindable } from '../../records/list-findable.ts'
import type { Findable } from '../../records/list-findable.ts'
import type { Records } from '../../records/records.ts'
import { readAccountHistory, readAccounts } from '../account/read-accounts.ts'
import type { AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { compareGraded } from '../grade/compare-periods.ts'
import { gradePeriod } from '../grade/grade-book.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { endColumns } from './book-ends.ts'
import { ColumnsBuilder } from './build-columns.ts'
import { forgetViews } from './known-views.ts'
import { held } from './largest-amount.ts'
import { packBytes } from './pack.ts'
import { findRegradable, writeRegraded } from './regrade-view.ts'
import { SearchBuilder } from './search-index.ts'
import { trendColumns } from './trends.ts'
import { columnName } from './view-columns.ts'
import { readNames, readRootNames, readTerritoryParents } from './view-names.ts'
import { accountToRow, noAccountToRow, placeAccounts, placeFormer } from './view-rows.ts'
import type { PlacedAccount, ViewSource } from './view-rows.ts'

/** Rows made between two looks at whether to stop. */
const rowsPerChunk = 2000
/** How long to wait for an import that is in the ledger to be in the records, and how often to look. */
const [waitMs, lookEveryMs] = [60_000, 200]
/** After this a build that has not ended is one that was killed. */
const longestBuildMs = 3_600_000
/** Periods beside the default one whose view is kept; the one built longest ago goes first. */
const keptPeriods = 12

/** What was built. */
export interface RefreshedView {
  readonly generation: number
  /** Whether it is what is shown unless one asks for a period. */
  readonly isDefault: boolean
  readonly period: string
  readonly accounts: number
  readonly watermark: number
}

/**
 * Works out the account view of a period, by default of the twelve months up to the last invoice line, from the ledger as it
 * is now, and shows it in place of the one before. Figures are those of `grade`, `movement` and `accounts`, for they are made
 * by the same functions. Whoever reads meanwhile sees the generation before; one that is read page by page stays for a while.
 */
export async function refreshView(
  ctx: Ctx,
  { period }: { readonly period: string | null },
  signal?: AbortSignal,
): Promise<RefreshedView> {
  await dropUnfinished(ctx)
  for (;;) {
    const watermark = await settledWatermark(ctx, signal)
    const later = await readPeriod(ctx, period)
    const isDefault = period === null || (await isShownByDefault(ctx, later.period.label))
    const families = policyFamilies(later.policy)
    const stamp = await factsStamp(ctx.records.view, families)
    const wanted = { later, earlier: await readEarlier(ctx, later), watermark, stamp, isDefault }
    const plan = (await planRegrade(ctx, wanted)) ?? (await planBuild(ctx, wanted, signal))
    // An import that ended meanwhile, or a rate that was set, has its figures in one part and not in the other.
    if ((await watermarkOf(ctx.ledger)) !== watermark) continue
    if ((await factsStamp(ctx.records.view, families)) !== stamp) continue
    const number = await startGeneration(ctx.records, plan.generation)
    try {
      await plan.write(number, signal)
      await analyzeView(ctx.records)
      await flipGeneration(ctx.records, { ...plan.generation, number })
      forgetViews(ctx.records)
    } catch (error) {
      await dropGeneration(ctx.records, number).catch(() => undefined)
      throw error
    }
    await dropOld(ctx.records)
    const { accounts } = plan.generation
    return { generation: number, period: later.period.label, accounts, watermark, isDefault }
  }
}

/** What is to be worked out: the periods to compare, under one policy, and the state of the ledger, the rates and the judgements. */
interface Wanted {
  readonly later: GradedPeriod
  readonly earlier: GradedPeriod
  readonly watermark: number
  readonly stamp: string
  readonly isDefault: boolean
}

/** A generation that can be written. */
interface Plan {
  readonly generation: Omit<Generation, 'number' | 'state'>
  readonly write: (number: number, signal: AbortSignal | undefined) => Promise<void>
}

async function readEarlier(ctx: Ctx, { period, policy }: GradedPeriod): Promise<GradedPeriod> {
  const before = yearEarlier(period, { fiscalYearStart: policy.fiscalYearStart })
  return readPeriod(ctx, before.label, policy)
}

/** Grades what is shown by another policy, where that is all that changed; null where it is not. */
async function planRegrade(ctx: Ctx, { later, earlier, watermark, stamp, isDefault }: Wanted): Promise<Plan | null> {
  const found = await findRegradable(ctx, { later, earlier, watermark })
  if (found === null) return null
  const { policy } = later
  const { number: _, state: __, ...base } = found.base
  return {
    generation: {
      ...base,
      isDefault,
      policy: { name: policy.name, version: policy.version },
      builtAt: ctx.now(),
      factsStamp: stamp,
    },
    write: (number, signal) => writeRegraded(ctx, found, { number, policy }, signal),
  }
}

/** Works everything out from the ledger. */
async function planBuild(ctx: Ctx, wanted: Wanted, signal: AbortSignal | undefined): Promise<Plan> {
  const { later, earlier, watermark, stamp, isDefault } = wanted
  const { currency, source, moves, former, noAccount, ends } = await readSource(ctx, wanted, signal)
  const placed = placeAccounts(moves)
  const windows = { before: earlier.window, after: later.window, watermark }
  return {
    generation: {
      isDefault,
      period: later.period.label,
      from: later.window.from,
      to: later.window.to,
      before: await beforeOf(ctx, earlier),
      watermark,
      policy: { name: later.policy.name, version: later.policy.version },
      currency,
      accounts: placed.length,
      builtAt: ctx.now(),
      factsStamp: stamp,
    },
    write: (number) => write(ctx, { number, isDefault }, placed, { former, noAccount, source, windows, ends }, signal),
  }
}

/** Whether a period that is asked for by its name is what is shown by default, or would be: it stays or becomes that. */
async function isShownByDefault(ctx: Ctx, period: string): Promise<boolean> {
  const shown = await findCurrent(ctx.records.view, null)
  return shown?.period === period || (await readPeriod(ctx, null)).period.label === period
}

/** The watermark once the records have followed the ledger up to it. */
async function settledWatermark(ctx: Ctx, signal: AbortSignal | undefined): Promise<number> {
  for (let waited = 0; ; waited += lookEveryMs) {
    signal?.throwIfAborted()
    const watermark = await watermarkOf(ctx.ledger)
    const followed = [await dimensionStamp(ctx.ledger), await appliedWatermark(ctx.records)]
    if (followed.every((stamp) => stamp === watermark)) return watermark
    if (waited >= waitMs) {
      throw new BookError('in-use', `Cannot work out the account view: import ${String(watermark)} is not finished yet`)
    }
    await setTimeout(lookEveryMs)
  }
}

async function readSource(ctx: Ctx, { later, earlier, watermark }: Wanted, signal: AbortSignal | undefined) {
  const currency = await baseCurrencyOf(ctx.ledger)
  if (currency === undefined) {
    throw new BookError('not-found', 'Cannot look at an empty book: import invoice lines first')
  }
  const { policy, period, window } = later
  const weekAgo = await readPeriod(ctx, `ttm@${addDays(period.to, -7)}`, policy)
  ctx.progress.report('grading the week before', 0, null)
  const history = await readAccountHistory(ctx)
  const week = await gradePeriod(ctx, weekAgo, history)
  const weekGrades = new Map(week.accounts.map(({ id, graded }) => [id, graded.grade]))
  signal?.throwIfAborted()
  ctx.progress.report('grading both ends', 0, null)
  const movement = await compareGraded(ctx, earlier, later, history)
  signal?.throwIfAborted()
  ctx.progress.report('months and payments', 0, null)
  const source: ViewSource = {
    policy,
    after: new Set([...movement.after.accounts, ...movement.after.left].map(({ id }) => id)),
    spans: movement.spans,
    lateness: await latenessFacts(ctx.ledger, { ...window, watermark }),
    recent: await recentSpend(ctx.ledger, { to: period.to, watermark }, policy.kinds),
    weekGrades,
    rootNames: await readRootNames(ctx.records, movement),
    names: await readNames(ctx.records),
  }
  const { moves, before: start, after: end } = movement
  const inMoves = new Set(moves.map(({ id }) => id))
  const onLastDay = await readAccounts(ctx, period.to, watermark, history)
  const former = onLastDay.filter(({ id }) => !inMoves.has(id))
  const noAccount = { before: start.noAccount, after: end.noAccount }
  return { currency, source, moves, former, noAccount, ends: { after: end, before: start, week } }
}

async function beforeOf(ctx: Ctx, earlier: GradedPeriod) {
  const days = await ledgerDays(ctx.ledger)
  const { from, to } = earlier.window
  return { period: earlier.period.label, from, to, isWhole: days !== null && days.first <= from }
}

interface Written {
  readonly former: readonly AccountOnDay[]
  readonly noAccount: { readonly before: AccountFacts | null; readonly after: AccountFacts | null }
  readonly source: ViewSource
  readonly windows: { readonly before: Span; readonly after: Span; readonly watermark: number }
  readonly ends: Parameters<typeof endColumns>[0]
}

/** Writes rows and columns in transactions that nobody waits for. */
async function write(
  ctx: Ctx,
  { number: generation, isDefault }: Pick<Generation, 'number' | 'isDefault'>,
  placed: readonly PlacedAccount[],
  { former, noAccount, source, windows, ends }: Written,
  signal: AbortSignal | undefined,
): Promise<void> {
  const positionById = new Map(placed.map(({ account, position }) => [account.id, position]))
  const firstOfRoot = new Map<string, number>()
  const findable = await listFindable(ctx.records)
  const search = new SearchBuilder(isDefault)
  const builder = new ColumnsBuilder(
    placed.length,
    source.policy,
    await readTerritoryParents(ctx.records),
    source.names,
  )
  for (let at = 0; at < placed.length; at += rowsPerChunk) {
    signal?.throwIfAborted()
    ctx.progress.report('writing accounts', at, placed.length)
    const rows = placed.slice(at, at + rowsPerChunk).map((one) => {
      const row = held(accountToRow(generation, one, source))
      const { rootId } = one.account
      // A head that is none of the accounts lends its family the place of the first of it.
      if (!positionById.has(rootId) && !firstOfRoot.has(rootId)) firstOfRoot.set(rootId, one.position)
      const root = positionById.get(rootId) ?? firstOfRoot.get(rootId) ?? one.position
      const also = findable.get(one.account.id) ?? nothingElse
      search.add(one, textOf(one, also.aliases), also)
      builder.add(one.position, row, { root, key: one.foldedKey })
      return row
    })
    await writeAccounts(ctx.records, rows)
  }
  const last = noAccountToRow(generation, placed.length, noAccount, source)
  if (last) await writeAccounts(ctx.records, [held(last)])
  // Nobody looks for the row between.
  search.skip()
  const gone = placeFormer(former, placed.length + 1)
  for (let at = 0; at < gone.length; at += rowsPerChunk) {
    signal?.throwIfAborted()
    const some = gone.slice(at, at + rowsPerChunk)
    for (const one of some) {
      const also = findable.get(one.account.id) ?? nothingElse
      search.add(one, textOf(one, also.aliases), also)
    }
    await writeAccounts(
      ctx.records,
      some.map((one) => accountToRow(generation, one, source)),
    )
  }
  const heads = { name: columnName.absentHeads, bytes: Buffer.from(JSON.stringify([...firstOfRoot])) }
  for (const { name, bytes } of joined(builder.columns(), [heads], search.columns())) {
    signal?.throwIfAborted()
    await writeColumn(ctx.records, generation, name, packBytes(bytes))
  }
  // A view that few look at is worked out anew under another policy.
  for (const { name, pieces } of isDefault ? await endColumns(ends, positionById) : []) {
    await writeColumn(ctx.records, generation, name, pieces)
  }
  for await (const { name, bytes } of trendColumns(ctx, { positionById, kinds: source.policy.kinds, ...windows })) {
    signal?.throwIfAborted()
    await writeColumn(ctx.records, generation, name, packBytes(bytes))
  }
}

const nothingElse: Findable = { aliases: [], sites: [] }

/** What a list finds an account by; a tab ends each part, which nothing that is looked for holds. */
function textOf({ foldedName, foldedKey }: PlacedAccount, aliases: readonly string[]): string {
  return [foldedName, foldedKey, ...aliases.map(fold)].join('\t')
}

function* joined<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list
}

/** Takes out what builds left that were killed: no build takes that long. */
async function dropUnfinished(ctx: Ctx): Promise<void> {
  const since = new Date(Date.parse(ctx.now()) - longestBuildMs).toISOString()
  for (const { number, state, builtAt } of await listGenerations(ctx.records.view)) {
    if (state === 'building' && builtAt < since) await dropGeneration(ctx.records, number)
  }
}

/** Keeps of each period the generation that is shown and the one before it, for who still reads that. */
async function dropOld(records: Records): Promise<void> {
  const generations = await listGenerations(records.view)
  const current = generations.filter(({ state }) => state === 'current')
  const periods = new Set(
    current.flatMap(({ period, isDefault }, index) => (isDefault || index <= keptPeriods ? [period] : [])),
  )
  const kept = new Set<number>()
  for (const period of periods) {
    for (const { number } of generations.filter((one) => one.period === period).slice(0, 2)) kept.add(number)
  }
  for (const { number, state } of generations) {
    if (state !== 'building' && !kept.has(number)) await dropGeneration(records, number)
  }
}
