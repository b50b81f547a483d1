import type { Day } from '../../domain/day.ts'
import { flowEnds, flowStepsOf } from '../../domain/movement-flow.ts'
import { windowAt } from '../../domain/period.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import {
  dropGeneration,
  findGeneration,
  readColumnPieces,
  readPlaces,
  writeLateColumn,
} from '../../records/account-view.ts'
import { findOpenJob, listJobs } from '../../records/job.ts'
import { readAccountHistory } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { gradePeriod } from '../grade/grade-book.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requestJob } from '../job/request-job.ts'
import { getViewOf } from './get-view.ts'
import type { View } from './get-view.ts'
import { assertHeld } from './largest-amount.ts'
import { bytesOf, packBytes, unpackBytes } from './pack.ts'
import { none, openColumns, unknownMoney } from './view-columns.ts'
import type { ViewColumns } from './view-columns.ts'

/** Names under which the flow of a generation is stored beside its columns. */
const names = {
  about: 'flow about',
  grade: (day: Day): string => `flow grade ${day}`,
  spend: (day: Day): string => `flow spend ${day}`,
}

/** An earlier end at which the accounts of a view were graded, by the policy of the view. */
interface EarlierEnd {
  readonly day: Day
  /** Accounts graded then that the view has no more, by the rank of their grade: they left before the year it looks back on. */
  readonly former: readonly number[]
}

/** One end of a flow, by position in the view. */
export interface FlowEnd {
  readonly from: Day
  readonly to: Day
  /** Whether the ledger reaches back to the first day of the window. */
  readonly isWhole: boolean
  readonly former: readonly number[]
  /** Ranks, `none` for no grade. */
  grades(): Promise<Int32Array>
  /** `unknownMoney` where nothing was invoiced. */
  spend(): Promise<BigInt64Array>
}

/** The ends that are neither that of the view nor that of the window it is compared with, which the view has itself. */
function endsBetween({ to, before, policy }: View): readonly Day[] {
  const all = flowStepsOf(policy.window).flatMap((step) => flowEnds(to, step))
  return [...new Set(all)].filter((day) => day !== to && day !== before.to).toSorted()
}

/**
 * Grades the accounts of a view at earlier ends and keeps what came out beside it, once. Nothing is kept when the ledger has
 * gone on since: the view is replaced then, and so is what belongs to it.
 */
export async function makeFlow(ctx: Ctx, generation: number, signal?: AbortSignal): Promise<void> {
  const view = await getViewOf(ctx, generation)
  if ((await readAbout(ctx, view)) !== null) return
  const days = endsBetween(view)
  const firstDay = (await ledgerDays(ctx.ledger))?.first ?? view.from
  const [history, placeById] = [
    await readAccountHistory(ctx),
    await readPlaces(ctx.records.view, view.number, view.accounts),
  ]
  const rankByLabel = new Map(view.policy.grades.map(({ label }, rank) => [label, rank]))
  const about: EarlierEnd[] = []
  for (const [index, day] of days.entries()) {
    signal?.throwIfAborted()
    ctx.progress.report('grading earlier ends', index, days.length)
    // Before the first line nobody has a grade.
    if (day < firstDay) continue
    const book = await gradePeriod(ctx, await readPeriod(ctx, `ttm@${day}`, view.policy), history)
    if (book.watermark !== view.watermark) return
    const grades = new Int32Array(view.accounts).fill(none)
    const spend = new BigInt64Array(view.accounts).fill(unknownMoney)
    const former = view.policy.grades.map(() => 0)
    for (const { id, graded, facts } of [...book.accounts, ...book.left]) {
      const [place, rank] = [placeById.get(id), rankByLabel.get(graded.grade ?? '') ?? none]
      if (place === undefined) {
        if (rank !== none) former[rank] = (former[rank] ?? 0) + 1
        continue
      }
      grades[place] = rank
      if (facts === null || graded.ownSpend === null) continue
      assertHeld(graded.ownSpend)
      spend[place] = graded.ownSpend
    }
    await write(ctx, view, names.grade(day), bytesOf(grades))
    await write(ctx, view, names.spend(day), bytesOf(spend))
    about.push({ day, former })
  }
  if ((await watermarkOf(ctx.ledger)) !== view.watermark) return
  await write(ctx, view, names.about, new TextEncoder().encode(JSON.stringify(about)))
  // A generation that was taken out meanwhile leaves nothing behind.
  if (!(await findGeneration(ctx.records.view, view.number))) await dropGeneration(ctx.records, view.number)
}

function write(ctx: Pick<Ctx, 'records'>, view: View, name: string, bytes: Uint8Array): Promise<void> {
  return writeLateColumn(ctx.records, view.number, name, packBytes(bytes))
}

const aboutByColumns = new WeakMap<ViewColumns, readonly EarlierEnd[]>()

/** What is known of the earlier ends of a view; null while they have not been graded. */
async function readAbout(ctx: Pick<Ctx, 'records'>, view: View): Promise<readonly EarlierEnd[] | null> {
  const columns = openColumns(ctx, view)
  const known = aboutByColumns.get(columns)
  if (known) return known
  const bytes = unpackBytes(await readColumnPieces(ctx.records.view, view.number, names.about))
  if (bytes.length === 0) return null
  // Written by us.
  const about = JSON.parse(new TextDecoder().decode(bytes)) as readonly EarlierEnd[]
  aboutByColumns.set(columns, about)
  return about
}

/**
 * Every end of the flows of a view, the oldest first, with the view's own at the last. Null where they have not been graded yet:
 * a job is asked for then. The operator of the machine, for whom no job runs, waits for it instead.
 */
export async function openFlow(ctx: Ctx, view: View): Promise<readonly FlowEnd[] | null> {
  if ((await readAbout(ctx, view)) === null) {
    if (ctx.actor.kind === 'local-operator') await makeFlow(ctx, view.number)
    else await requestFlow(ctx, view)
  }
  const about = await readAbout(ctx, view)
  if (about === null) return null
  const columns = openColumns(ctx, view)
  const firstDay = (await ledgerDays(ctx.ledger))?.first ?? view.from
  const formerByDay = new Map(about.map(({ day, former }) => [day, former]))
  const nobody = view.policy.grades.map(() => 0)
  const endAt = (day: Day): FlowEnd => {
    const { from } = windowAt({ to: day }, view.policy.window, view.policy.fiscalYearStart)
    const own = day === view.to ? 'spend' : day === view.before.to ? 'spendBefore' : null
    return {
      from,
      to: day,
      isWhole: firstDay <= from,
      former: formerByDay.get(day) ?? nobody,
      grades: async () =>
        own === null ? earlierGrades(ctx, view, day) : columns.ints(own === 'spend' ? 'grade' : 'gradeBefore'),
      spend: async () => (own === null ? earlierSpend(ctx, view, day) : columns.money(own)),
    }
  }
  return [...new Set([...formerByDay.keys(), view.before.to, view.to])].toSorted().map(endAt)
}

/** A job that failed is asked for again after this long: what went wrong with the last one would go wrong with the next. */
const restMs = 60_000

/**
 * Asks once for the earlier ends of a view; of one that is old only its successor is worth the work. Throws what the last job
 * said when it failed just now, so that whoever looks learns of it instead of waiting.
 */
async function requestFlow(ctx: Ctx, view: View): Promise<void> {
  if (view.isOld) return
  const subject = `movement to ${view.to}`
  if (await findOpenJob(ctx.records.view, { kind: 'view', subject, states: ['waiting', 'running'] })) return
  const failed = await listJobs(ctx.records.view, {
    requestedBy: null,
    states: ['failed'],
    kinds: ['view'],
    before: null,
    limit: 1,
  })
  const last = failed.find((job) => job.subject === subject)
  if (last?.finishedAt && Date.parse(ctx.now()) - Date.parse(last.finishedAt) < restMs) {
    throw new BookError('conflict', last.error ?? `Cannot grade the accounts at days before ${view.to}`)
  }
  await requestJob(ctx, { kind: 'view', subject, input: { flow: view.number } })
}

const gradesByColumns = new WeakMap<ViewColumns, Map<Day, Promise<Int32Array>>>()

/** The grades at an earlier end: small, and a filter of every list, so that they are kept. */
function earlierGrades(ctx: Pick<Ctx, 'records'>, view: View, day: Day): Promise<Int32Array> {
  const columns = openColumns(ctx, view)
  const kept = gradesByColumns.get(columns) ?? new Map<Day, Promise<Int32Array>>()
  gradesByColumns.set(columns, kept)
  const known = kept.get(day) ?? readNumbers(ctx, view, names.grade(day)).then((bytes) => new Int32Array(bytes.buffer))
  kept.set(day, known)
  known.catch(() => kept.delete(day))
  return known
}

async function earlierSpend(ctx: Pick<Ctx, 'records'>, view: View, day: Day): Promise<BigInt64Array> {
  return new BigInt64Array((await readNumbers(ctx, view, names.spend(day))).buffer)
}

async function readNumbers(ctx: Pick<Ctx, 'records'>, view: View, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = unpackBytes(await readColumnPieces(ctx.records.view, view.number, name))
  if (bytes.length > 0 || view.accounts === 0) return bytes
  throw new BookError(
    'stale',
    `Cannot read "${name}" of account view ${String(view.number)}: it is gone; load it again`,
  )
}
