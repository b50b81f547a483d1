import type { StoredAccount } from '../../records/account-view.ts'
import { findReview } from '../../records/review.ts'
import type { StoredReview } from '../../records/review.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { hasRight, isWithin, reachOf } from '../right.ts'
import { stateOf } from './open-reviews.ts'

type Asking = Pick<Ctx, 'actor'>
/** The account of a review in the view that is shown; undefined for one that it lists no more, which only who reaches all may touch. */
type Row = Pick<StoredAccount, 'name' | 'owner_key' | 'territory_key'> | undefined

/** Whether the actor may add what a department saw: their right to write reviews reaches the account. */
export function mayView({ actor }: Asking, row: Row): boolean {
  return isWithin(reachOf(actor, 'write-review'), {
    owner: row?.owner_key ?? null,
    territory: row?.territory_key ?? null,
  })
}

/** Whether the actor may change, close and open again: who opened it, or whose right to write actions reaches the account too. */
export function mayClose(asking: Asking, { openedBy }: Pick<StoredReview, 'openedBy'>, row: Row): boolean {
  if (!mayView(asking, row)) return false
  const place = { owner: row?.owner_key ?? null, territory: row?.territory_key ?? null }
  return openedBy === actorText(asking.actor) || isWithin(reachOf(asking.actor, 'write-action'), place)
}

/** Whether the actor may start a plan on it: its actions are given to whoever is to do them, as any action is. */
export function mayPlan(asking: Asking, row: Row): boolean {
  return mayView(asking, row) && hasRight(asking.actor, 'write-action')
}

export function requireMayView(asking: Asking, row: Row): void {
  if (mayView(asking, row)) return
  throw new BookError(
    'forbidden',
    `Cannot write a review of "${row?.name ?? 'an account that left'}": it is no account of yours`,
  )
}

export function requireMayClose(asking: Asking, review: Pick<StoredReview, 'openedBy'>, row: Row): void {
  if (mayClose(asking, review, row)) return
  throw new BookError(
    'forbidden',
    `Cannot change the review of "${row?.name ?? 'an account that left'}": whoever opened it can, and who looks after the account`,
  )
}

/** A review by its id. Throws when there is none. */
export async function getReviewOf(view: RecordsView, id: string): Promise<StoredReview> {
  const review = await findReview(view, id)
  if (review) return review
  throw new BookError('not-found', `Cannot find review "${id}"`)
}

/** Throws unless the review is in the state. */
export function assertState(review: StoredReview, state: 'open' | 'closed', what: string): void {
  if (stateOf(review).state === state) return
  throw new BookError(
    'conflict',
    `Cannot ${what}: the review is ${state === 'open' ? 'closed; open it again first' : 'open'}`,
  )
}

/** Throws when another review of the account is open as the same kind: money would count twice. */
export function assertAlone(
  { id, kind }: Pick<StoredReview, 'id' | 'kind'>,
  ofAccount: readonly StoredReview[],
  { cannot, another }: { readonly cannot: string; readonly another: string },
): void {
  const isOpen = ofAccount.some((other) => other.id !== id && other.kind === kind && stateOf(other).state === 'open')
  if (isOpen) throw new BookError('conflict', `${cannot}: ${another} as a ${kind} is open; add to it or close it first`)
}

/** Somebody else wrote the review since it was read. */
export function reviewChangedMeanwhile(): BookError {
  return new BookError('stale', 'Cannot change this review: somebody changed it meanwhile; look at it again')
}
