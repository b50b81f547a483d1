import type { Policy } from '../../domain/policy.ts'
import { isRunning } from '../../domain/period.ts'
import { policyFamilies } from '../../domain/metric.ts'
import { isSamePolicy, policyAt } from '../../domain/policy.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { findCurrent, findGeneration } from '../../records/account-view.ts'
import type { Generation } from '../../records/account-view.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import { appliedWatermark } from '../../records/import-batch.ts'
import { listJobs } from '../../records/job.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requestJob } from '../job/request-job.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { todayOf } from '../today.ts'
import { isAskedFor, noteView, viewAMomentAgo } from './known-views.ts'
import { refreshView } from './refresh-view.ts'

/** A generation that can be read, with the policy it was graded by. */
export interface View extends Omit<Generation, 'policy'> {
  readonly policy: Policy
  /** Whether something was imported, undone, decided or judged since, or a rate set; a newer one is being worked out then. */
  readonly isOld: boolean
}

/**
 * The account view of a period, of the one that is shown by default when it is null. One that is old is given while a job
 * works out the next; where there is none yet, the job is requested and `building` thrown. The operator of the machine, for
 * whom no job runs, waits for it instead.
 */
export async function getView(ctx: Ctx, period: string | null): Promise<View> {
  if (ctx.actor.kind === 'local-operator') return getViewAtOnce(ctx, period)
  const known = viewAMomentAgo(ctx.records, period)
  if (known) return known
  const found = await findView(ctx, period)
  if (!found) {
    if (period !== null) {
      await assertNotRunning(ctx, period)
      await assertShortLine(ctx, period)
    }
    await requestView(ctx, period)
    throw new BookError('building', `Working out the accounts of ${period ?? 'the book'}; they are there in a moment`)
  }
  noteView(ctx.records, period, found)
  if (found.isOld && !isAskedFor(ctx.records, period)) await requestView(ctx, period)
  return found
}

/** Throws while a period is running: what has come of it so far is no match for the whole one a year before. */
async function assertNotRunning(ctx: Ctx, period: string): Promise<void> {
  const { to } = (await readPeriod(ctx, period)).period
  const days = await ledgerDays(ctx.ledger)
  if (!days || !isRunning({ to }, { today: await todayOf(ctx), lastDay: days.last })) return
  throw new BookError(
    'conflict',
    `Cannot look at period "${period}": it is not over; look at a whole one, or at ttm@${days.last}`,
  )
}

/** Views that may wait to be worked out: as many periods as are kept. */
const mostWaiting = 12

/** Throws when so many views wait that whoever asks for yet another would have all wait for the one of the last import. */
async function assertShortLine(ctx: Ctx, period: string): Promise<void> {
  const line = { requestedBy: null, states: ['waiting'], kinds: ['view'], before: null, limit: mostWaiting } as const
  const waiting = await listJobs(ctx.records.view, line)
  if (waiting.length < mostWaiting || waiting.some(({ subject }) => subject === period)) return
  throw new BookError('too-many', `Cannot work out the accounts of ${period} yet: other periods wait before it`)
}

async function getViewAtOnce(ctx: Ctx, period: string | null): Promise<View> {
  const found = await findView(ctx, period)
  if (found && !found.isOld) return found
  await refreshView(ctx, { period })
  const made = await findView(ctx, period)
  if (!made) throw new Error(`Cannot find the account view of ${period ?? 'the book'} that was just made`)
  return made
}

/** The view as it stands, without asking for a newer one; undefined when there is none. */
export async function findView(ctx: Ctx, period: string | null): Promise<View | undefined> {
  const generation = await findCurrent(ctx.records.view, period)
  return generation && toView(ctx, generation)
}

/** The generation that a list was begun in. Throws `stale` when it is gone: what is on the screen is of another one. */
export async function getViewOf(ctx: Ctx, number: number): Promise<View> {
  const generation = await findGeneration(ctx.records.view, number)
  if (generation) return toView(ctx, generation)
  throw new BookError('stale', 'Cannot go on with this list: its figures were worked out anew since; load it again')
}

/** Asks once for the view of a period to be worked out; after a change also while one is being made that may not have seen it. */
export async function requestView(
  ctx: Ctx,
  period: string | null,
  { isAfterChange = false }: { readonly isAfterChange?: boolean } = {},
): Promise<void> {
  // Whatever was asked for must be a period of this book, or a job would fail for it, or work out nothing, again and again.
  const { period: known } = await readPeriod(ctx, period)
  const days = period === null ? null : await ledgerDays(ctx.ledger)
  if (days && (known.to < days.first || known.from > days.last)) {
    throw new BookError(
      'not-found',
      `Cannot look at period "${known.label}": the book goes from ${days.first} to ${days.last}`,
    )
  }
  await requestJob(ctx, { kind: 'view', subject: known.label, input: { period }, isAfterChange })
}

async function toView(ctx: Ctx, generation: Generation): Promise<View> {
  const policies = await policiesOf(ctx)
  const { name, version } = generation.policy
  const policy = policies.find((one) => one.name === name && one.version === version)
  if (!policy) throw new Error(`Cannot find policy "${name}" version ${String(version)}`)
  const held = policyAt(policies, generation.to)
  const isNewest = (await appliedWatermark(ctx.records)) <= generation.watermark
  const isStamped = (await factsStamp(ctx.records.view, policyFamilies(policy))) === generation.factsStamp
  return { ...generation, policy, isOld: !isSamePolicy(held, policy) || !isNewest || !isStamped }
}

async function policiesOf(ctx: Ctx): Promise<readonly Policy[]> {
  return (await readPolicies(ctx.records.view)).map((listed) => listed.policy)
}
