import type { Output } from '../../contract/operations.ts'
import { controllableShare, countAll, countReviews as countGroups } from '../../domain/review/count-reviews.ts'
import type { ReviewCount, ReviewGrouping } from '../../domain/review/count-reviews.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Reason } from '../../domain/review/reason.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { repNames } from '../../records/account-card.ts'
import { territoryNames } from '../../records/territory-names.ts'
import { nameFamilies } from '../card/product-name.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { currentReasons } from './review-documents.ts'
import { selectReviews, toCounted } from './select-reviews.ts'

/** How many reviews there are by something; groups sum to the whole. Money is there for groups that are wholly in sight. */
export const countReviews: Verb<'countReviews'> = async (ctx, { by, ...filter }) => {
  requireRight(ctx, 'read-account')
  const { view, reviews } = await selectReviews(ctx, filter)
  const { reasons } = await currentReasons(ctx.records.view)
  const isControllable = new Map(reasons.map((reason) => [reason.key, reason.isControllable]))
  const counted = reviews.map(toCounted)
  const groups = countGroups(counted, by, isControllable)
  const nameOf = await namerOf(ctx, by, groups, reasons)
  return {
    by,
    currency: view?.currency ?? (await baseCurrencyOf(ctx.ledger)) ?? null,
    total: showCount(countAll(counted, isControllable)),
    groups: groups.map((group) => ({
      key: group.key,
      name: group.key === null ? null : nameOf(group.key),
      isControllable: by === 'reason' && group.key !== null ? (isControllable.get(group.key) ?? null) : null,
      named: group.named,
      ...showCount(group),
    })),
  }
}

function showCount(count: ReviewCount): Output<'countReviews'>['total'] {
  const { reviews, open, closed, controllable, uncontrollable, unexplained, change, lost, won } = count
  return {
    reviews,
    open,
    closed,
    controllable,
    uncontrollable,
    unexplained,
    controllableShare: controllableShare(count),
    ...(change !== null && lost !== null && won !== null
      ? { change: formatMicros(change), lost: formatMicros(lost), won: formatMicros(won) }
      : {}),
  }
}

/** How groups are called; a quarter and a kind are their own names. */
async function namerOf(
  ctx: Ctx,
  by: ReviewGrouping,
  groups: readonly ReviewCount[],
  reasons: readonly Reason[],
): Promise<(key: string) => string> {
  const keys = groups.flatMap(({ key }) => key ?? [])
  const names = await namesBy(ctx, by, keys, reasons)
  return (key) => names.get(key) ?? (by === 'period' || by === 'kind' ? key : key.slice(key.indexOf('/') + 1))
}

async function namesBy(
  ctx: Ctx,
  by: ReviewGrouping,
  keys: readonly string[],
  reasons: readonly Reason[],
): Promise<ReadonlyMap<string, string>> {
  switch (by) {
    case 'rep':
      return repNames(ctx.records.view, keys)
    case 'territory':
      return territoryNames(ctx.records.view, keys)
    case 'family':
      return nameFamilies(ctx.records, keys)
    case 'reason':
      return new Map(reasons.map(({ key, name }) => [key, name]))
    case 'period':
    case 'kind':
      return new Map()
  }
}
