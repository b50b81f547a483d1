import type { Output } from '../../contract/operations.ts'
import { addDays, daysBetween } from '../../domain/day.ts'
import { isRunning, yearEarlier } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { findClosing } from '../../records/closing.ts'
import type { Closing } from '../../records/closing.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { readPolicies } from '../policy/list-policies.ts'
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

/** The longest a month is longer than another, a leap year than a common one, and a quarter than another. */
const likeDays = 3

/**
 * The two ends that somebody names, by default the period that is shown and the one a year before. Throws where the second does
 * not end later, where one is still running, and where one window is longer than the other: neither is a comparison.
 */
export async function readEnds(ctx: Ctx, { from, to, closed }: EndsQuestion): Promise<ComparedEnds> {
  const held = await readPeriod(ctx, to ?? null)
  const closing = (await findClosing(ctx.records.view, held.period.label)) ?? null
  const isTaken = closing !== null && closed === 'yes'
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
      why: await reasonOf(ctx, closingBefore, { closed, policy, window: earlier.window }),
      isWhole: isWhole(earlier),
    },
    after: {
      ...later,
      closing,
      why: isTaken ? null : closing === null ? 'not-closed' : 'not-asked',
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

/** Why an earlier end does not show its closing: a grade of other labels, kinds or another window stands beside none of the later end. */
async function reasonOf(
  ctx: Ctx,
  closing: Closing | null,
  { closed, policy }: { readonly closed: 'yes' | 'no'; readonly policy: Policy; readonly window: Span },
): Promise<ComparedEnd['why']> {
  if (closing === null) return 'not-closed'
  if (closed === 'no') return 'not-asked'
  const own = await policyOf(ctx, closing)
  const isAlike =
    own.window === policy.window &&
    own.fiscalYearStart === policy.fiscalYearStart &&
    JSON.stringify(own.kinds.toSorted()) === JSON.stringify(policy.kinds.toSorted()) &&
    JSON.stringify(own.grades.map(({ label }) => label)) === JSON.stringify(policy.grades.map(({ label }) => label))
  return isAlike ? null : 'other-grades'
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
  const today = await todayOf(ctx)
  for (const { period } of [earlier, later]) {
    if (!isRunning(period, { today, lastDay: days.last })) continue
    const over = days.last < today ? days.last : addDays(today, -1)
    throw new BookError(
      'conflict',
      `Cannot look at period "${period.label}": it is not over; look at a whole one, or at ttm@${over}`,
    )
  }
  const lengths = [earlier, later].map(({ window }) => daysBetween(window.from, window.to) + 1)
  const [shorter = 0, longer = 0] = lengths.toSorted((one, other) => one - other)
  if (longer - shorter > likeDays) {
    throw new BookError(
      'conflict',
      `Cannot compare "${before}" with "${after}": the ${later.policy.window} window of one has ${String(shorter)} days and of the other ${String(longer)}; take ends of the same day of the year`,
    )
  }
}
