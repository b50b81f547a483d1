import type { Output } from '../../contract/operations.ts'
import type { BridgeForm } from '../../domain/bridge/bridge-shown.ts'
import { toBridge } from '../../domain/bridge/bridge-shown.ts'
import { meanBridge } from '../../domain/bridge/score-bridge.ts'
import { formatMicros } from '../../domain/money.ts'
import { readScoreBridges } from '../bridge/read-score-bridges.ts'
import {
  besideScore,
  gradedMeasure,
  showEarned,
  showEnd,
  showMoney,
  showRates,
  showScore,
} from '../bridge/show-bridge.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { bridgesOfPart, openBridgedPart, sumPart, sumsAt } from './open-part-bridge.ts'
import type { BridgedPart } from './open-part-bridge.ts'

type Answer = Output<'getMovementBridge'>

/**
 * Why the book or a part of it is worth more or less than before: the bridges of its accounts, added up. Money that moved from one account
 * to another is in the volume, or the new and lost products, of both.
 */
export const getMovementBridge: Verb<'getMovementBridge'> = async (ctx, { rates, ...question }) => {
  requireRight(ctx, 'read-account')
  const part = await openBridgedPart(ctx, question)
  const { ends, book, currency, measure, rows, seesSpend, seesMargin } = part
  const { minCoverage } = ends.policy
  const revenue = await bridgesOfPart(ctx, part, 'revenue')
  const form = { measure: 'revenue', rates, minCoverage } as const
  const sums = seesSpend ? await sumPart(part, revenue) : null
  const earned = seesMargin ? await earnedOf(ctx, part, rates) : null
  return {
    currency,
    watermark: book.watermark,
    before: showEnd(ends.before),
    after: showEnd(ends.after),
    measure,
    gradedBy: gradedMeasure(ends.policy),
    rates,
    fixedRates: showRates(revenue.rates),
    accounts: rows.reduce((count, row) => count + (revenue.byAccount.has(book.ids[row] ?? '') ? 1 : 0), 0),
    unknown: earned?.unknown ?? 0,
    ...(sums && { revenue: { ...showMoney(sums, form), withoutUnit: formatMicros(sums.withoutUnit) } }),
    ...(seesMargin && { earned: earned?.bridge ?? null }),
  }
}

interface Earned {
  readonly bridge: NonNullable<Answer['earned']>
  readonly unknown: number
}

async function earnedOf(ctx: Ctx, part: BridgedPart, rates: BridgeForm['rates']): Promise<Earned | null> {
  const { ends, book, rows, measure } = part
  const { minCoverage } = ends.policy
  if (measure === 'revenue') return null
  if (measure === 'score') {
    const byAccount = await readScoreBridges(ctx, ends)
    const { mean, unknown } = meanBridge(Array.from(rows, (row) => byAccount.get(book.ids[row] ?? '') ?? []).flat())
    return { bridge: { ...showScore(mean), ...besideScore(minCoverage) }, unknown }
  }
  const form = { measure, rates, minCoverage }
  const bridges = await bridgesOfPart(ctx, part, measure)
  let unknown = 0
  for (const sums of sumsAt(book.ids, rows, bridges.byAccount)) unknown += toBridge(sums, form).change === null ? 1 : 0
  return { bridge: showEarned(await sumPart(part, bridges), form, bridges.unmeasured), unknown }
}
