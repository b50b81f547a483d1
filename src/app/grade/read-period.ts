import { parsePeriod, windowAt } from '../../domain/period.ts'
import type { Period, Span } from '../../domain/period.ts'
import { policyAt } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { listPolicies } from '../policy/list-policies.ts'
import { lastLineDay } from '../../ledger/facts/last-line-day.ts'

/** A period with the policy that holds at its end and the window that policy looks at. */
export interface GradedPeriod {
  readonly period: Period
  readonly policy: Policy
  readonly window: Span
}

/**
 * The period a person names, under the policy of its end, or under `policy` when one is given (two periods that are compared
 * are graded by one policy). Without a name it is the twelve months up to the last day with an invoice line.
 */
export async function readPeriod(ctx: Ctx, name: string | null, policy: Policy | null = null): Promise<GradedPeriod> {
  const policies = (await listPolicies(ctx)).map((listed) => listed.policy)
  const text = name ?? (await defaultPeriod(ctx))
  const [first] = policies
  try {
    // Where a fiscal year starts is part of the policy; the newest one says what FY2026 means.
    const fiscalYearStart = (policies.at(-1) ?? first)?.fiscalYearStart ?? 1
    const period = parsePeriod(text, { fiscalYearStart })
    const held = policy ?? policyAt(policies, period.to)
    return { period, policy: held, window: windowAt(period, held.window, held.fiscalYearStart) }
  } catch (error) {
    if (error instanceof RangeError) throw new BookError('usage', error.message)
    throw error
  }
}

async function defaultPeriod(ctx: Ctx): Promise<string> {
  const day = await lastLineDay(ctx.ledger)
  if (day === null) throw new BookError('not-found', 'Cannot grade an empty book: import invoice lines first')
  return `ttm@${day}`
}
