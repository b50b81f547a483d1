import type { Output } from '../../contract/operations.ts'
import type { MoneyMeasure } from '../../domain/bridge/bridge-parts.ts'
import type { BridgeRates } from '../../domain/bridge/bridge-shown.ts'
import { scoreBridge } from '../../domain/bridge/score-bridge.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Span } from '../../domain/period.ts'
import { compareScores } from '../../domain/score-change.ts'
import { auditLook } from '../card/audit-look.ts'
import type { Ctx } from '../context.ts'
import { explainInView } from '../explanation/explain-in-view.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { openAccountEnds } from './open-account-bridge.ts'
import type { AccountEnds } from './open-account-bridge.ts'
import { readBridges, sumBridges } from './read-bridges.ts'
import { besideScore, gradedMeasure, showEarned, showEnd, showMoney, showRates, showScore } from './show-bridge.ts'

type Earned = Output<'getAccountBridge'>['earned']

/**
 * Why an account, or its family, is worth more or less than before. Of a family the bridges of its accounts are added up: what one of
 * them buys no more and another one does now is lost here and new there.
 */
export const getAccountBridge: Verb<'getAccountBridge'> = async (ctx, { measure: asked, rates, ...question }) => {
  requireRight(ctx, 'read-account')
  const ends = await openAccountEnds(ctx, question)
  const { account, before, after, of, seesSpend } = ends
  const { view, row } = account
  const measure = asked ?? gradedMeasure(view.policy)
  const seesEarned = measure === 'score' ? ends.seesScore : ends.seesMargin
  const revenue = await bridgesOf(ctx, ends, 'revenue')
  const sums = sumBridges(revenue.byAccount.values())
  if (seesEarned && measure !== 'revenue') await auditLook(ctx, account, 'bridge')
  const form = { measure: 'revenue', rates, minCoverage: view.policy.minCoverage } as const
  return {
    currency: view.currency,
    watermark: view.watermark,
    before: showEnd(before),
    after: showEnd(after),
    measure,
    gradedBy: gradedMeasure(view.policy),
    rates,
    fixedRates: showRates(revenue.rates),
    of,
    accounts: revenue.byAccount.size,
    gradeBefore: await gradeBefore(ctx, ends),
    gradeAfter: row.grade,
    ...(seesSpend && { revenue: { ...showMoney(sums, form), withoutUnit: formatMicros(sums.withoutUnit) } }),
    ...(seesEarned && { earned: await earnedOf(ctx, ends, { measure, rates }) }),
  }
}

async function earnedOf(
  ctx: Ctx,
  ends: AccountEnds,
  { measure, rates }: { readonly measure: Output<'getAccountBridge'>['measure']; readonly rates: BridgeRates },
): Promise<NonNullable<Earned> | null> {
  if (measure === 'revenue') return null
  const { minCoverage } = ends.after.policy
  if (measure === 'score') {
    const [before, after] = [
      await explainAt(ctx, ends, ends.before.window),
      await explainAt(ctx, ends, ends.after.window),
    ]
    const { scorecard: earlier } = before.explanation
    const change = compareScores({ before: earlier, rescored: earlier, after: after.explanation.scorecard })
    return { ...showScore(scoreBridge(change)), ...besideScore(minCoverage) }
  }
  const { byAccount, unmeasured } = await bridgesOf(ctx, ends, measure)
  return showEarned(sumBridges(byAccount.values()), { measure, rates, minCoverage }, unmeasured)
}

function bridgesOf(ctx: Ctx, { account, before, after, rows }: AccountEnds, measure: MoneyMeasure) {
  const accounts = rows.map((row) => row.account_id)
  return readBridges(ctx, { before, after, measure, accounts, watermark: account.view.watermark })
}

/** What the policy of the later end says at the end of a window of the accounts that it grades together. */
function explainAt(ctx: Ctx, { account, after }: AccountEnds, { from, to }: Span) {
  return explainInView(ctx, account, { policy: after.policy, window: { from, to }, withDocuments: false })
}

async function gradeBefore(ctx: Ctx, ends: AccountEnds): Promise<string | null> {
  const { account, before } = ends
  // The view knows the grade a year before.
  if (account.view.before.to === before.window.to) return account.row.grade_before
  return (await explainAt(ctx, ends, before.window)).explanation.grade?.label ?? null
}
