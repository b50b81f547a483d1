import type { Input } from '../../contract/operations.ts'
import { countedFamily, quarterOf } from '../../domain/review/count-reviews.ts'
import type { CountedReview } from '../../domain/review/count-reviews.ts'
import { missingOf } from '../../domain/review/review.ts'
import { listTerritoryParents } from '../../records/reach.ts'
import { listReviews } from '../../records/review.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { withAllBelow } from '../user/load-person.ts'
import { openReviews } from './open-reviews.ts'
import type { OpenReview, OpenReviews } from './open-reviews.ts'

export type ReviewFilter = Omit<Input<'countReviews'>, 'by'>

/** The reviews that pass a filter, the newest first. It asks for nothing that whoever asks does not see, so that no answer tells of money. */
export async function selectReviews(ctx: Ctx, filter: ReviewFilter): Promise<OpenReviews> {
  const { view, reviews } = await openReviews(ctx, await listReviews(ctx.records.view, filter.account ?? null))
  const territories = filter.territory === undefined ? null : await withBelow(ctx, filter.territory)
  const me = actorText(ctx.actor)
  return { view, reviews: reviews.filter((review) => passes(review, filter, { territories, me })) }
}

/** What counting takes of a review. */
export function toCounted({ review, state, held, isSeen }: OpenReview): CountedReview {
  return {
    kind: review.kind,
    state: state.state,
    on: review.after.to,
    owner: state.owner,
    territory: state.territory,
    family: review.family,
    mainReason: state.state === 'closed' ? state.mainReason : null,
    reasons: [...new Set(held.flatMap(({ reasons }) => reasons))],
    money: state.money,
    isSeen,
  }
}

/** Whether a review is open and a department that was asked has said nothing. */
export function isWaiting({ review, state, held }: OpenReview): boolean {
  return state.state === 'open' && missingOf(review.asked, held).length > 0
}

function passes(
  open: OpenReview,
  filter: ReviewFilter,
  { territories, me }: { readonly territories: ReadonlySet<string | null> | null; readonly me: string },
): boolean {
  const { review, state, held, isSeen } = open
  const missing = state.state === 'open' ? missingOf(review.asked, held) : []
  const family = countedFamily({ family: review.family, money: state.money, isSeen })
  return (
    (filter.state === undefined || state.state === filter.state) &&
    (filter.kind === undefined || filter.kind.includes(review.kind)) &&
    (filter.owner === undefined || filter.owner.includes(state.owner ?? nobody)) &&
    (territories === null || territories.has(state.territory)) &&
    (filter.family === undefined || family === keyOrNone(filter.family)) &&
    (filter.quarter === undefined || quarterOf(review.after.to) === filter.quarter) &&
    (filter.reason === undefined || (state.state === 'closed' && state.mainReason === keyOrNone(filter.reason))) &&
    (filter.named === undefined || held.some(({ reasons }) => reasons.includes(filter.named ?? ''))) &&
    (filter.missing === undefined || missing.includes(filter.missing)) &&
    (filter.asked === undefined ||
      review.asked.some(({ department, person }) => person === me && missing.includes(department)))
  )
}

/** What filters call an account that nobody looks after, or that lies in no territory. */
const nobody = 'none'

function keyOrNone(key: string): string | null {
  return key === nobody ? null : key
}

async function withBelow(ctx: Ctx, territory: string): Promise<ReadonlySet<string | null>> {
  if (territory === nobody) return new Set([null])
  const parents = await listTerritoryParents(ctx.records.view)
  return new Set(
    withAllBelow(
      [territory],
      parents.map((one) => [one.territory, one.parent]),
    ),
  )
}
