import { viewsHeld } from '../../domain/review/review.ts'
import type { ReviewView } from '../../domain/review/review.ts'
import { findAccountNames } from '../../records/account-name.ts'
import { readViewAccounts } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import type { ReviewStateRow, StoredReview } from '../../records/review.ts'
import { familyOf } from '../account-view/families.ts'
import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { openSight, sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import { openColumns } from '../account-view/view-columns.ts'
import type { ViewColumns } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { isWithin, reachOf } from '../right.ts'

/** A review with its account as it is shown today, and what of its money may be seen. */
export interface OpenReview {
  readonly review: StoredReview
  /** The state it is in. */
  readonly state: ReviewStateRow
  /** What each department says now. */
  readonly held: readonly ReviewView[]
  readonly account: {
    readonly id: string
    readonly key: string
    readonly name: string
    readonly grade: string | null
  }
  /** The account in the view that is shown; undefined for one that it lists no more. */
  readonly row: StoredAccount | undefined
  /** Whether the spend of every account it is about is in sight. */
  readonly isSeen: boolean
  /** Whether it may be taken out of the house. */
  readonly isExported: boolean
}

/** Reviews of some accounts by the view that is shown, and that view; null where there is nothing to look at. */
export interface OpenReviews {
  readonly view: View | null
  readonly reviews: readonly OpenReview[]
}

/** Opens reviews, in the order in which they are given. */
export async function openReviews(ctx: Ctx, stored: readonly StoredReview[]): Promise<OpenReviews> {
  // A book without a review may be one without an account.
  if (stored.length === 0) return { view: null, reviews: [] }
  const view = await getView(ctx, null)
  const [columns, sight] = [openColumns(ctx, view), await openSight(ctx, view)]
  const ids = [...new Set(stored.map(({ accountId }) => accountId))]
  const rows = await readViewAccounts(ctx.records.view, view.number, ids)
  const names = await findAccountNames(
    ctx.records.view,
    ids.filter((id) => !rows.has(id)),
  )
  const reviews = await Promise.all(
    stored.map(async (review): Promise<OpenReview> => {
      const row = rows.get(review.accountId)
      const name = row?.name ?? names.get(review.accountId) ?? review.accountId
      const covered = await coveredBy(review, row, columns)
      const state = stateOf(review)
      return {
        review,
        state,
        held: viewsHeld(review.views),
        account: { id: review.accountId, key: row?.key ?? name, name, grade: row?.grade ?? null },
        row,
        isSeen: isIn(ctx, 'read-spend', { review, state, covered, cover: sight.spend }),
        isExported: isIn(ctx, 'export', { review, state, covered, cover: sight.exports }),
      }
    }),
  )
  return { view, reviews }
}

/** The state a review is in. */
export function stateOf({ id, states }: Pick<StoredReview, 'id' | 'states'>): ReviewStateRow {
  const [state] = states
  if (!state) throw new Error(`Cannot read review "${id}": it has no state`)
  return state
}

/** The places of the accounts a review is about; null where the view lists its account no more. */
async function coveredBy(
  { reach }: StoredReview,
  row: StoredAccount | undefined,
  columns: ViewColumns,
): Promise<readonly number[] | null> {
  if (!row) return null
  const position = Number(row.position)
  return reach === 'account' ? [position] : familyOf(columns, position)
}

interface Covered {
  readonly review: StoredReview
  readonly state: ReviewStateRow
  readonly covered: readonly number[] | null
  readonly cover: Sight['spend']
}

/**
 * Whether a right reaches all a review is about: who looks after the account now sees all of its past, and who handed it over sees
 * what was reviewed while it was theirs (docs/decisions/0019).
 */
function isIn(ctx: Ctx, right: 'read-spend' | 'export', { review, state, covered, cover }: Covered): boolean {
  const reach = reachOf(ctx.actor, right)
  if (reach === 'all') return true
  if (covered?.every((position) => sees(cover, position)) === true) return true
  return review.reach === 'account' && isWithin(reach, state)
}
