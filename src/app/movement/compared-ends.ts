import type { Output } from '../../contract/operations.ts'
import { addDays, daysBetween } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { isRunning, yearEarlier } from '../../domain/period.ts'
import type { Period, Span } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { closedScorecards, findClosing } from '../../records/closing.ts'
import type { Closing } from '../../records/closing.ts'
import type { Records } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { assertLikeWindows } from '../grade/like-windows.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { keepLatest } from '../keep-latest.ts'
import { readPolicies } from '../policy/list-policies.ts'
import { openBookOnDay } from '../policy-studio/book-on-day.ts'
import { todayOf } from '../today.ts'

/** Which two periods are compared, as the contract says it. */
export interface EndsQuestion {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly closed: 'yes' | 'no'
}

/** One end of a comparison: a period under the policy that grades both ends. */
export interface ComparedEnd extends GradedPeriod {
  /** The latest closing of the period; null where there is none. */
  readonly closing: Closing | null
  /** Why grades and money are not those of the closing; null where they are. */
  readonly why: Output<'getMovement'>['basis']['before']['why']
  /** Whether the book reaches back to the first day of the window. */
  readonly isWhole: boolean
}

export interface ComparedEnds {
  readonly before: ComparedEnd
  readonly after: ComparedEnd
  /** The one that both ends are graded by: that of the closing of the later end where it is taken, else the one that holds there. */
  readonly policy: Policy
}

/**
 * The two ends that somebody names, by default the period that is shown and the one a year before. Throws where the second does
 * not end later, where one is still running, and where one window is longer than the other: neither is a comparison.
 */
export async function readEnds(ctx: Ctx, { from, to, closed }: EndsQuestion): Promise<ComparedEnds> {
  const held = await readPeriod(ctx, to ?? null)
  const closing = (await findClosing(ctx.records.view, held.period.label)) ?? null
  const why = await reasonOf(ctx, closing, { closed, policy: null, day: held.period.to })
  const isTaken = closing !== null && why === null
  const policy = isTaken ? await policyOf(ctx, closing) : held.policy
  const later = await readPeriod(ctx, held.period.label, policy)
  const earlier = await readPeriod(ctx, from ?? yearEarlier(later.period, policy).label, policy)
  await assertComparable(ctx, earlier, later)
  const closingBefore = (await findClosing(ctx.records.view, earlier.period.label)) ?? null
  const days = await ledgerDays(ctx.ledger)
  const isWhole = ({ window }: GradedPeriod): boolean => days !== null && days.first <= window.from
  return {
    policy,
    before: {
      ...earlier,
      closing: closingBefore,
      why: await reasonOf(ctx, closingBefore, { closed, policy, day: earlier.period.to }),
      isWhole: isWhole(earlier),
    },
    after: {
      ...later,
      closing,
      why,
      isWhole: isWhole(later),
    },
  }
}

/** The closing that an end shows; null where it is worked out of the ledger. */
export function closingOf({ closing, why }: ComparedEnd): Closing | null {
  return why === null ? closing : null
}

/** Days that are in both windows. */
export function sharedDays(before: Span, after: Span): number {
  return Math.max(0, daysBetween(after.from, before.to) + 1)
}

async function policyOf(ctx: Pick<Ctx, 'records'>, { policyName, policyVersion }: Closing): Promise<Policy> {
  const policies = await readPolicies(ctx.records.view)
  const found = policies.find(({ policy }) => policy.name === policyName && policy.version === policyVersion)
  if (found) return found.policy
  throw new Error(`Cannot find policy "${policyName}" version ${String(policyVersion)}`)
}

/**
 * Why an end does not show its closing; null where it does. An earlier one is held against the policy of the later end: a grade of
 * other labels, kinds or another window stands beside none of it.
 */
async function reasonOf(
  ctx: Ctx,
  closing: Closing | null,
  { closed, policy, day }: { readonly closed: 'yes' | 'no'; readonly policy: Policy | null; readonly day: Day },
): Promise<ComparedEnd['why']> {
  if (closing === null) return 'not-closed'
  if (closed === 'no') return 'not-asked'
  if (policy !== null && !isAlike(await policyOf(ctx, closing), policy)) return 'other-grades'
  return (await hasAllAccounts(ctx, closing, day)) ? null : 'accounts-gone'
}

function isAlike(own: Policy, policy: Policy): boolean {
  return (
    own.window === policy.window &&
    own.fiscalYearStart === policy.fiscalYearStart &&
    JSON.stringify(own.kinds.toSorted()) === JSON.stringify(policy.kinds.toSorted()) &&
    JSON.stringify(own.grades.map(({ label }) => label)) === JSON.stringify(policy.grades.map(({ label }) => label))
  )
}

/** Closings of which it is known, at a watermark: two for each comparison. */
const keptClosings = 12
const isWholeByRecords = new WeakMap<Records, Map<string, Promise<boolean>>>()

/** Whether every account of a closing is still one of the book: one that was merged into another later is none. */
async function hasAllAccounts(ctx: Ctx, { id }: Closing, day: Day): Promise<boolean> {
  const { ids, watermark } = await openBookOnDay(ctx, day)
  const kept = isWholeByRecords.get(ctx.records) ?? new Map<string, Promise<boolean>>()
  isWholeByRecords.set(ctx.records, kept)
  return keepLatest(kept, `${id} ${String(watermark)}`, keptClosings, async () => {
    const known = new Set(ids)
    for await (const page of closedScorecards(ctx.records.view, id)) {
      if (page.some(({ accountId }) => !known.has(accountId))) return false
    }
    return true
  })
}

async function assertComparable(ctx: Ctx, earlier: GradedPeriod, later: GradedPeriod): Promise<void> {
  const [before, after] = [earlier.period.label, later.period.label]
  if (earlier.period.to >= later.period.to) {
    throw new BookError('usage', `Cannot compare "${before}" with "${after}": the second period must end later`)
  }
  const days = await ledgerDays(ctx.ledger)
  if (!days) throw new BookError('not-found', 'Cannot look at an empty book: import invoice lines first')
  // Of a young book the earlier window may hold nothing: everybody is new then, and the answer says that it is not whole.
  if (later.period.to < days.first || later.period.from > days.last) {
    throw new BookError(
      'not-found',
      `Cannot look at period "${after}": the book goes from ${days.first} to ${days.last}`,
    )
  }
  for (const { period } of [earlier, later]) await assertNotRunning(ctx, period, days.last)
  assertLikeWindows(earlier, later)
}

/** Throws where days of a period are still to come: it is never compared with a full one. `lastDay` is the last one of the book. */
export async function assertNotRunning(ctx: Ctx, period: Period, lastDay: Day): Promise<void> {
  const today = await todayOf(ctx)
  if (!isRunning(period, { today, lastDay })) return
  const over = lastDay < today ? lastDay : addDays(today, -1)
  throw new BookError(
    'conflict',
    `Cannot look at period "${period.label}": it is not over; look at a whole one, or at ttm@${over}`,
  )
}
