import type { Day } from '../../domain/day.ts'
import { parsePeriod, windowAt } from '../../domain/period.ts'
import type { Period, Span } from '../../domain/period.ts'
import { policyAt } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { listPolicies } from '../policy/list-policies.ts'
import { lastLineDay, ledgerDays } from '../../ledger/facts/last-line-day.ts'

/** A period with the policy that holds at its end and the window that policy looks at. */
export interface GradedPeriod {
  readonly period: Period
  readonly policy: Policy
  readonly window: Span
}

/** The name of the stretch from the first invoice line to the last. */
export const wholeLedger = 'all'

/**
 * The period a person names, under the policy of its end, or under `policy` when one is given (two periods that are compared
 * are graded by one policy). Without a name it is the twelve months up to the last day with an invoice line.
 */
export async function readPeriod(ctx: Ctx, name: string | null, policy: Policy | null = null): Promise<GradedPeriod> {
  const policies = (await listPolicies(ctx)).map((listed) => listed.policy)
  const text = name ?? `ttm@${await getLastLineDay(ctx)}`
  try {
    return graded(text, policies, policy)
  } catch (error) {
    if (error instanceof RangeError) throw new BookError('usage', error.message)
    throw error
  }
}

/** The same, and beside it `all`: everything there is, whatever window the policy looks at. It has facts but no grades. */
export async function readStretch(ctx: Ctx, name: string | null): Promise<GradedPeriod> {
  if (name !== wholeLedger) return readPeriod(ctx, name)
  const { policy } = await readPeriod(ctx, null)
  const { first, last } = (await ledgerDays(ctx.ledger)) ?? emptyBook()
  return { period: { label: wholeLedger, from: first, to: last }, policy, window: { from: first, to: last } }
}

async function getLastLineDay(ctx: Ctx): Promise<Day> {
  return (await lastLineDay(ctx.ledger, ctx.now().slice(0, 10))) ?? emptyBook()
}

function emptyBook(): never {
  throw new BookError('not-found', 'Cannot look at an empty book: import invoice lines first')
}

function graded(text: string, policies: readonly Policy[], policy: Policy | null): GradedPeriod {
  // Where a fiscal year starts is part of the policy; the newest one says what FY2026 means.
  const fiscalYearStart = policies.at(-1)?.fiscalYearStart ?? 1
  const period = parsePeriod(text, { fiscalYearStart })
  const held = policy ?? policyAt(policies, period.to)
  return { period, policy: held, window: windowAt(period, held.window, held.fiscalYearStart) }
}
