import { viewsHeld } from '../../domain/review/review.ts'
import type { ReviewState } from '../../domain/review/review.ts'
import { addReviewState, listReviews } from '../../records/review.ts'
import type { StoredReview } from '../../records/review.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertReasons } from './add-review-view.ts'
import { showReview } from './get-review.ts'
import { measureReview } from './measure-review.ts'
import type { Measure } from './measure-review.ts'
import { textOrNull } from './open-review.ts'
import { openReviews, stateOf } from './open-reviews.ts'
import { assertAlone, assertState, getReviewOf, requireMayClose, reviewChangedMeanwhile } from './review-right.ts'

/** Closes a review with what was found and the reason it is counted under, from the version that was read. */
export const closeReview: Verb<'closeReview'> = (ctx, { id, ifMatch, summary, mainReason }) =>
  bringInto(ctx, { id, ifMatch, state: 'closed', note: summary, mainReason })

/** Opens a closed review again, so that departments can say more. What was found stays on record. */
export const reopenReview: Verb<'reopenReview'> = (ctx, { id, ifMatch, note }) =>
  bringInto(ctx, { id, ifMatch, state: 'open', note: textOrNull(note), mainReason: null })

interface Change {
  readonly id: string
  readonly ifMatch: number
  readonly state: ReviewState
  readonly note: string | null
  readonly mainReason: string | null
}

async function bringInto(ctx: Ctx, { id, ifMatch, state, note, mainReason }: Change) {
  requireRight(ctx, 'write-review')
  const known = await getReviewOf(ctx.records.view, id)
  const [opened] = (await openReviews(ctx, [known])).reviews
  requireMayClose(ctx, known, opened?.row)
  const measure = opened?.row ? await measureNow(ctx, known) : stateOf(known)
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const review = await getReviewOf(trx, id)
    if (review.version !== ifMatch) throw reviewChangedMeanwhile()
    assertState(
      review,
      state === 'closed' ? 'open' : 'closed',
      state === 'closed' ? 'close this review' : 'open this review',
    )
    if (state === 'open') {
      assertAlone(review, await listReviews(trx, review.accountId), {
        cannot: 'Cannot open this review again',
        another: 'a newer one of the account',
      })
    }
    if (mainReason !== null) {
      await assertReasons(
        trx,
        [mainReason],
        viewsHeld(review.views).flatMap(({ reasons }) => reasons),
      )
    }
    const row = { state, at: ctx.now(), actor: actorText(ctx.actor), note, mainReason, ...measureOf(measure) }
    if (!(await addReviewState(trx, review, row))) throw reviewChangedMeanwhile()
    const verb = state === 'closed' ? 'close review' : 'reopen review'
    await audit(ctx, verb, id, { account: review.accountId, mainReason }, trx)
    return getReviewOf(trx, id)
  })
  return showReview(ctx, stored)
}

/** What the ledger says now; of an account that the view lists no more what it said last. */
async function measureNow(ctx: Ctx, review: StoredReview): Promise<Measure> {
  return measureReview(ctx, await getAccountInView(ctx, { id: review.accountId }), review)
}

function measureOf({ watermark, money, owner, territory }: Measure): Measure {
  return { watermark, money, owner, territory }
}
