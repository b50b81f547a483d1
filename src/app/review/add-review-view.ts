import { v7 as uuidv7 } from 'uuid'
import { flawOfView, viewsHeld } from '../../domain/review/review.ts'
import type { ReviewView } from '../../domain/review/review.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { insertReviewView } from '../../records/review.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { showReview } from './get-review.ts'
import { textOrNull } from './open-review.ts'
import { openReviews } from './open-reviews.ts'
import { currentReasons } from './review-documents.ts'
import { assertState, getReviewOf, requireMayView, reviewChangedMeanwhile } from './review-right.ts'

/**
 * Says what a department saw, as a row of its own that takes the place of what it said before. Whoever may write a review may speak
 * for any department: people stand in for each other. The audit says who spoke for whom, not what.
 */
export const addReviewView: Verb<'addReviewView'> = async (ctx, { id, department, replaces, reasons, ...words }) => {
  requireRight(ctx, 'write-review')
  const known = await getReviewOf(ctx.records.view, id)
  const [opened] = (await openReviews(ctx, [known])).reviews
  requireMayView(ctx, opened?.row)
  const view: ReviewView = {
    id: uuidv7(),
    department,
    wentRight: textOrNull(words.wentRight),
    wentWrong: textOrNull(words.wentWrong),
    reasons,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  const flaw = flawOfView(view)
  if (flaw !== null) throw new BookError('bad-input', `Cannot take this view: ${flaw}`)
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const review = await getReviewOf(trx, id)
    assertState(review, 'open', 'add a view')
    const before = viewsHeld(review.views).find((one) => one.department === department)
    if ((before?.id ?? null) !== replaces) throw reviewChangedMeanwhile()
    await assertReasons(trx, reasons, before?.reasons ?? [])
    await insertReviewView(trx, id, view)
    await audit(ctx, 'add review view', id, { account: review.accountId, department, reasons }, trx)
    return getReviewOf(trx, id)
  })
  return showReview(ctx, stored)
}

/** Throws on a reason that the book does not know, or that was retired and not named before. */
export async function assertReasons(
  trx: RecordsTransaction,
  keys: readonly string[],
  before: readonly string[],
): Promise<void> {
  const { reasons } = await currentReasons(trx)
  for (const key of keys) {
    const reason = reasons.find((one) => one.key === key)
    if (!reason) throw new BookError('bad-input', `Cannot find reason "${key}": look at the reasons of the book`)
    if (!reason.isActive && !before.includes(key)) {
      throw new BookError('bad-input', `Cannot name "${reason.name}": it was retired; name another reason`)
    }
  }
}
