import { v7 as uuidv7 } from 'uuid'
import { dueOf } from '../../domain/review/retention-plan.ts'
import { addAction, addActionState, listActions } from '../../records/action.ts'
import { insertPlanUndo, insertStartedPlan, listStartedPlans } from '../../records/review-plan.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { assertCanOwn } from '../action/create-action.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { showReview } from './get-review.ts'
import { openReviews } from './open-reviews.ts'
import { planChangedMeanwhile } from './retention-plan.ts'
import { currentPlan } from './review-documents.ts'
import { assertState, getReviewOf, requireMayView } from './review-right.ts'

/** Starts the retention plan on an open review: each step that has an owner becomes an action of that person, due by its days. */
export const startRetentionPlan: Verb<'startRetentionPlan'> = async (ctx, { id, version, start, owners }) => {
  requireRight(ctx, 'write-action')
  const known = await getReviewOf(ctx.records.view, id)
  const [opened] = (await openReviews(ctx, [known])).reviews
  requireMayView(ctx, opened?.row)
  const [by, at] = [actorText(ctx.actor), ctx.now()]
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const review = await getReviewOf(trx, id)
    assertState(review, 'open', 'start a plan')
    const { steps, version: current } = await currentPlan(trx)
    if (current !== version) throw planChangedMeanwhile()
    const ownersByStep = new Map(owners.map(({ step, owner }) => [step, owner]))
    if (ownersByStep.size < owners.length) throw new BookError('bad-input', 'Cannot give a step to two people')
    const unknown = owners.find(({ step }) => !steps.some(({ key }) => key === step))
    if (unknown) throw new BookError('bad-input', `Cannot find step "${unknown.step}": look at the steps of the plan`)
    const actions: string[] = []
    for (const step of steps) {
      const owner = ownersByStep.get(step.key)
      if (owner === undefined) continue
      await assertCanOwn(trx, owner)
      const [action, due] = [uuidv7(), dueOf(step, start)]
      await addAction(trx, {
        id: action,
        title: step.title,
        note: null,
        subjectType: 'review',
        subjectId: id,
        owner,
        due,
        doneWhen: step.doneWhen,
        by,
        at,
      })
      await audit(ctx, 'create action', action, { subject: { type: 'review', id }, owner, due }, trx)
      actions.push(action)
    }
    const plan = { id: uuidv7(), review: id, version, start, actions, author: by, at }
    await insertStartedPlan(trx, plan)
    await audit(
      ctx,
      'start retention plan',
      id,
      { account: review.accountId, version, start, actions: actions.length },
      trx,
    )
    return getReviewOf(trx, id)
  })
  return showReview(ctx, stored)
}

/** Drops the open actions of a plan that was started by mistake. Once one of them is done, the plan is under way. */
export const undoRetentionPlan: Verb<'undoRetentionPlan'> = async (ctx, { id, plan: planId }) => {
  requireRight(ctx, 'write-action')
  const known = await getReviewOf(ctx.records.view, id)
  const [opened] = (await openReviews(ctx, [known])).reviews
  requireMayView(ctx, opened?.row)
  const [by, at] = [actorText(ctx.actor), ctx.now()]
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const review = await getReviewOf(trx, id)
    assertState(review, 'open', 'take back a plan')
    const plan = (await listStartedPlans(trx, id)).find((one) => one.id === planId)
    if (!plan) throw new BookError('not-found', `Cannot find plan "${planId}" of this review`)
    const filter = {
      owner: null,
      subjectType: 'review',
      subjectId: id,
      states: null,
      dueBefore: null,
      except: null,
    } as const
    const all = await listActions(trx, filter, { after: null, limit: plan.actions.length + mostOthers })
    const own = all.filter((action) => plan.actions.includes(action.id))
    const done = own.find(({ states }) => states[0]?.state === 'done')
    if (done)
      throw new BookError('conflict', `Cannot take back this plan: "${done.title}" is done; drop the others one by one`)
    for (const action of own) {
      if (action.states[0]?.state !== 'open') continue
      await addActionState(trx, action.id, action.version, { state: 'dropped', at, actor: by, note: null })
      await audit(ctx, 'set action state', action.id, { from: 'open', to: 'dropped' }, trx)
    }
    if (!(await insertPlanUndo(trx, { plan: planId, author: by, at }))) {
      throw new BookError('not-found', `Cannot find plan "${planId}" of this review`)
    }
    await audit(ctx, 'undo retention plan', id, { account: review.accountId, actions: own.length }, trx)
    return getReviewOf(trx, id)
  })
  return showReview(ctx, stored)
}

/** Other actions a review may have beside those of one plan. */
const mostOthers = 1000
