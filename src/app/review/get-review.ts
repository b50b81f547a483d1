import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { changeOf } from '../../domain/review/review-money.ts'
import type { FamilyMoney } from '../../domain/review/review-money.ts'
import { listActions } from '../../records/action.ts'
import type { StoredAction } from '../../records/action.ts'
import { listStartedPlans } from '../../records/review-plan.ts'
import type { StoredReview } from '../../records/review.ts'
import { getAccountInView } from '../card/open-account.ts'
import { readActors } from '../actor-name.ts'
import { showActions } from '../action/show-action.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { measureReview } from './measure-review.ts'
import { openReviews } from './open-reviews.ts'
import type { OpenReview } from './open-reviews.ts'
import { getReviewOf, mayClose, mayPlan, mayView } from './review-right.ts'
import { ownDepartment, readReviewNames, showItem, showMoney } from './show-review.ts'
import type { ReviewNames } from './show-review.ts'

type Shown = Output<'getReview'>

/** Actions that a review shows; the list of actions has all. */
const mostActions = 200

/** One review. Everybody reads what departments say; money goes by the right to the spend of every account it is about. */
export const getReview: Verb<'getReview'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  return showReview(ctx, await getReviewOf(ctx.records.view, id))
}

/** A review as the contract has it, with the names of today. */
export async function showReview(ctx: Ctx, stored: StoredReview): Promise<Shown> {
  const { view, reviews } = await openReviews(ctx, [stored])
  const [opened] = reviews
  if (!view || !opened) throw new Error(`Cannot show review "${stored.id}"`)
  const names = await readReviewNames(ctx, [opened])
  const { review, row, state, isSeen } = opened
  const actions = await actionsOf(ctx, review.id)
  const plans = await listStartedPlans(ctx.records.view, review.id)
  const starterOf = await readActors(
    ctx.records.view,
    plans.map(({ author }) => author),
  )
  return {
    ...showItem(opened, names),
    currency: view.currency,
    occasion: review.occasion,
    alert: review.alert,
    askedOf: review.asked.map(({ department, person }) => ({ department, person: personOf(names, person) })),
    ...(isSeen && {
      families: showFamilies(state.money.families, names),
      changeNow: await changeNowOf(ctx, opened, view.watermark),
    }),
    views: showViews(opened, names),
    summary: review.states.find((one) => one.state === 'closed')?.note ?? null,
    states: review.states.map(({ state: name, at, actor, note }) => ({
      state: name,
      at,
      by: names.actorOf(actor),
      note,
    })),
    plans: plans.map((plan) => ({
      id: plan.id,
      start: plan.start,
      by: starterOf(plan.author),
      at: plan.at,
      actions: [...plan.actions],
      mayUndo:
        state.state === 'open' &&
        !actions.some((action) => plan.actions.includes(action.id) && action.states[0]?.state === 'done'),
    })),
    actionList: await showActions(ctx, actions),
    ownDepartment: ownDepartment(ctx),
    mayView: mayView(ctx, row),
    mayClose: mayClose(ctx, review, row),
    mayPlan: mayPlan(ctx, row),
  }
}

/** All actions about a review by due day. */
async function actionsOf(ctx: Pick<Ctx, 'records'>, id: string): Promise<StoredAction[]> {
  const filter = {
    owner: null,
    subjectType: 'review',
    subjectId: id,
    states: null,
    dueBefore: null,
    except: null,
  } as const
  return listActions(ctx.records.view, filter, { after: null, limit: mostActions })
}

function personOf({ actorOf }: ReviewNames, person: string | null): { id: string; name: string } | null {
  return person === null ? null : { id: person, name: actorOf(person).name }
}

function showFamilies(families: readonly FamilyMoney[], names: ReviewNames): NonNullable<Shown['families']> {
  const sizeOf = (family: FamilyMoney): bigint => {
    const change = changeOf(family)
    return change < 0n ? -change : change
  }
  return families
    .toSorted((one, other) => (sizeOf(one) === sizeOf(other) ? 0 : sizeOf(one) > sizeOf(other) ? -1 : 1))
    .map((money) => ({ family: names.familyOf(money.family), ...showMoney(money) }))
}

function showViews({ review, held }: OpenReview, names: ReviewNames): Shown['views'] {
  const heldIds = new Set(held.map(({ id }) => id))
  return review.views.map(({ author, reasons, ...view }) => ({
    ...view,
    reasons: reasons.map(names.reasonOf),
    by: names.actorOf(author),
    isHeld: heldIds.has(view.id),
  }))
}

/** What the ledger says now, where something was brought in or undone since; null where it says the same. */
async function changeNowOf(ctx: Ctx, { review, row, state }: OpenReview, watermark: number): Promise<string | null> {
  if (!row || state.watermark === watermark) return null
  const account = await getAccountInView(ctx, { id: review.accountId })
  const { money } = await measureReview(ctx, account, review)
  return changeOf(money) === changeOf(state.money) ? null : formatMicros(changeOf(money))
}
