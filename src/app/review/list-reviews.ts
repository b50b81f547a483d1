import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { isWaiting, selectReviews } from './select-reviews.ts'
import { readReviewNames, showItem } from './show-review.ts'

/** Reviews in pages, the newest first, with how many there are of each state under the same filter. */
export const listReviews: Verb<'listReviews'> = async (ctx, { cursor, limit, state, ...filter }) => {
  requireRight(ctx, 'read-account')
  const { reviews: all } = await selectReviews(ctx, filter)
  const reviews = state === undefined ? all : all.filter((one) => one.state.state === state)
  const before = fromCursor(cursor, ['before'])?.before
  const rest = before === undefined ? reviews : reviews.filter(({ review }) => review.id < before)
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  const names = await readReviewNames(ctx, page)
  const open = all.filter((one) => one.state.state === 'open')
  return {
    items: page.map((one) => showItem(one, names)),
    next: last ? toCursor({ before: last.review.id }) : null,
    counts: {
      all: all.length,
      open: open.length,
      closed: all.length - open.length,
      waiting: open.filter(isWaiting).length,
    },
  }
}
