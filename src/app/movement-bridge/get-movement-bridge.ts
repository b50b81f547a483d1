import type { Output } from '../../contract/operations.ts'
import { toBridge } from '../../domain/bridge/bridge-shown.ts'
import type { BridgeForm } from '../../domain/bridge/bridge-shown.ts'
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
import { inOrder } from '../movement/get-movement.ts'
import { groupRows, mostGroups, restOf } from '../movement/group-rows.ts'
import type { RowGroup } from '../movement/group-rows.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { bridgesOfPart, openBridgedPart, sumPart, sumsAt } from './open-part-bridge.ts'
import type { BridgedPart } from './open-part-bridge.ts'

type Answer = Output<'getMovementBridge'>
type Told = Omit<Answer['groups'][number], 'group'>

/**
 * Why the book or a part of it is worth more or less than before: the bridges of its accounts, added up. Money that moved from one account
 * to another is in the volume, or the new and lost products, of both.
 */
export const getMovementBridge: Verb<'getMovementBridge'> = async (ctx, { rates, by, ...question }) => {
  requireRight(ctx, 'read-account')
  const part = await openBridgedPart(ctx, question)
  const { ends, book, currency, measure } = part
  const revenue = await bridgesOfPart(ctx, part, 'revenue')
  const tell = await teller(ctx, part, rates)
  const groups =
    by === undefined
      ? []
      : await groupRows(part, { by, below: question.territory ?? null }, (row) => book.after.spend[row] ?? 0n)
  const rest = restOf(groups)
  const tellGroup = async (group: RowGroup) => ({
    group: group.group,
    ...(await tell({ ...group, isWhole: false, seesMargin: group.rows.every(part.seesMarginOf) })),
  })
  return {
    currency,
    watermark: book.watermark,
    before: showEnd(ends.before),
    after: showEnd(ends.after),
    measure,
    gradedBy: gradedMeasure(ends.policy),
    rates,
    fixedRates: showRates(revenue.rates),
    ...(await tell(part)),
    groups: await inOrder(groups.slice(0, mostGroups), tellGroup),
    rest: rest && { groups: rest.groups, sum: await tellGroup(rest.sum) },
  }
}

/** What the bridge of some accounts of a part is told with. */
interface Group extends Pick<BridgedPart, 'isWhole' | 'seesSpend' | 'seesMargin'> {
  readonly rows: Iterable<number>
}

async function teller(
  ctx: Ctx,
  part: BridgedPart,
  rates: BridgeForm['rates'],
): Promise<(group: Group) => Promise<Told>> {
  const { book, ends } = part
  const form = { measure: 'revenue', rates, minCoverage: ends.policy.minCoverage } as const
  const revenue = await bridgesOfPart(ctx, part, 'revenue')
  const earn = part.measure === 'revenue' ? null : await earner(ctx, part, rates)
  return async (group) => {
    const { rows, seesSpend, seesMargin } = group
    const sums = seesSpend ? await sumPart(book, group, revenue) : null
    const earned = seesMargin && earn ? await earn(group) : null
    return {
      accounts: countOf(sumsAt(book.ids, rows, revenue.byAccount)),
      unknown: earned?.unknown ?? 0,
      ...(sums && { revenue: { ...showMoney(sums, form), withoutUnit: formatMicros(sums.withoutUnit) } }),
      ...(seesMargin && { earned: earned?.bridge ?? null }),
    }
  }
}

function countOf(rows: Iterable<unknown>): number {
  let count = 0
  for (const _ of rows) count += 1
  return count
}

interface Earned {
  readonly bridge: NonNullable<Told['earned']>
  readonly unknown: number
}

async function earner(
  ctx: Ctx,
  part: BridgedPart,
  rates: BridgeForm['rates'],
): Promise<(group: Group) => Promise<Earned>> {
  const { ends, book, measure } = part
  const { minCoverage } = ends.policy
  if (measure === 'score') {
    const byAccount = await readScoreBridges(ctx, ends)
    return ({ rows }) => {
      const { mean, unknown } = meanBridge(Array.from(rows, (row) => byAccount.get(book.ids[row] ?? '') ?? []).flat())
      return Promise.resolve({ bridge: { ...showScore(mean), ...besideScore(minCoverage) }, unknown })
    }
  }
  const money = measure === 'revenue' ? 'gross-profit' : measure
  const form = { measure: money, rates, minCoverage }
  const bridges = await bridgesOfPart(ctx, part, money)
  return async (group) => {
    let unknown = 0
    for (const sums of sumsAt(book.ids, group.rows, bridges.byAccount)) {
      unknown += toBridge(sums, form).change === null ? 1 : 0
    }
    return { bridge: showEarned(await sumPart(book, group, bridges), form, bridges.unmeasured), unknown }
  }
}
