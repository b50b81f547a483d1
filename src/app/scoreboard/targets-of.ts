import type { Output } from '../../contract/operations.ts'
import { daysBetween } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { emptyFacts, grossProfit } from '../../domain/facts.ts'
import { formatMicros, ratio } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { revenueKinds } from '../../ledger/facts/value-facts.ts'
import { listTargets } from '../../records/list-targets.ts'
import type { Target } from '../../records/list-targets.ts'
import type { Ctx } from '../context.ts'
import { openSold } from './sold.ts'

type ShownTarget = NonNullable<Output<'getScoreboard'>['targets']>[number]

interface Question {
  readonly rep: string
  /** Targets with no day in it are left out. */
  readonly window: Span
  readonly watermark: number
  readonly policy: Policy
  /** Whether gross profit may be shown. */
  readonly seesMargin: boolean
}

/**
 * The targets of a rep with what was reached of them: revenue, or gross profit, of what the rep sold on their days, up to the last
 * day of the book. Money belongs to the salesperson on the invoice, else to the owner on its date, as everywhere.
 */
export async function targetsOf(ctx: Ctx, question: Question): Promise<ShownTarget[]> {
  const { rep, window, seesMargin } = question
  const own = (await listTargets(ctx.records)).filter(
    (target) =>
      target.rep !== null &&
      `${target.source}/${target.rep}` === rep &&
      target.from <= window.to &&
      target.to >= window.from &&
      (target.measure === 'revenue' || seesMargin),
  )
  const lastDay = (await ledgerDays(ctx.ledger))?.last ?? window.to
  const shown: ShownTarget[] = []
  for (const target of own) shown.push(await showTarget(ctx, target, { ...question, lastDay }))
  return shown
}

async function showTarget(
  ctx: Ctx,
  target: Target,
  { rep, watermark, policy, lastDay }: Question & { readonly lastDay: Day },
): Promise<ShownTarget> {
  const { measure, from, to, amount } = target
  const until = to < lastDay ? to : lastDay
  const isBegun = from <= until
  const sold = isBegun ? await openSold(ctx, { from, to: until, watermark }, revenueKinds) : new Map<string, never>()
  const facts = sold.get(rep) ?? emptyFacts(rep)
  const reached = measure === 'revenue' ? facts.revenue : grossProfit(facts, policy.minCoverage)
  const days = daysBetween(from, to) + 1
  const over = isBegun ? daysBetween(from, until) + 1 : 0
  return {
    measure,
    from,
    to,
    amount: formatMicros(amount),
    reached: reached === null ? null : formatMicros(reached),
    share: reached === null ? null : ratio(reached, amount),
    elapsed: ratio(BigInt(over), BigInt(days)) ?? 0,
  }
}
