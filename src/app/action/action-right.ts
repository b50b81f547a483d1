import type { ActionSubject } from '../../domain/action.ts'
import { findCurrent, findViewAccount } from '../../records/account-view.ts'
import { findReviewed } from '../../records/review.ts'
import { findAction } from '../../records/action.ts'
import type { StoredAction } from '../../records/action.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import type { Actor, Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { hasRight, isWithin, reachOf } from '../right.ts'

/** Subjects that only those may know of who may see control totals: what is written of an import may name its figures. */
const controlled: readonly ActionSubject[] = ['import', 'closing']

/** What a list leaves out for somebody, unless they own or made it; null is nothing. */
export function hiddenFrom(actor: Actor) {
  return hasRight(actor, 'control') ? null : { subjectTypes: controlled, person: actorText(actor) }
}

/** Throws when somebody may not make an action about such a subject, as if there were no such subject. */
export function requireSubjectInSight(actor: Actor, type: ActionSubject, id: string): void {
  if (!controlled.includes(type) || hasRight(actor, 'control')) return
  throw new BookError('not-found', `Cannot find ${type} "${id}"`)
}

/** An action that whoever asks may see. One that is hidden is not found, like one that never was. */
export async function getActionInSight(view: RecordsView, actor: Actor, id: string): Promise<StoredAction> {
  const action = await findAction(view, id)
  const isHidden = action && controlled.includes(action.subjectType) && !hasRight(actor, 'control')
  if (action && (!isHidden || isTheirs(action, actor))) return action
  throw new BookError('not-found', `Cannot find action "${id}"`)
}

/** Throws unless the actor owns or made the action, or its account is within reach of their right to write actions. */
export async function requireMayChange(
  ctx: Pick<Ctx, 'actor'>,
  view: RecordsView,
  action: StoredAction,
): Promise<void> {
  const reach = reachOf(ctx.actor, 'write-action')
  if (reach === 'all' || isTheirs(action, ctx.actor)) return
  const accountId = await accountOf(view, action)
  if (accountId !== undefined) {
    const generation = await findCurrent(view, null)
    const account = generation && (await findViewAccount(view, generation.number, accountId))
    if (account && isWithin(reach, { owner: account.owner_key, territory: account.territory_key })) return
  }
  throw new BookError(
    'forbidden',
    `Cannot change action "${action.title}": it is neither yours nor about an account of yours`,
  )
}

/** The account an action is about, itself or by a review of it; undefined where it is about no account. */
async function accountOf(view: RecordsView, { subjectType, subjectId }: StoredAction): Promise<string | undefined> {
  if (subjectType === 'account') return subjectId
  return subjectType === 'review' ? (await findReviewed(view, [subjectId])).get(subjectId)?.accountId : undefined
}

function isTheirs({ owner, createdBy }: StoredAction, actor: Actor): boolean {
  const text = actorText(actor)
  return owner === text || createdBy === text
}
