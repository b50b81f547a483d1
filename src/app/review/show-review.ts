import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import { changeOf } from '../../domain/review/review-money.ts'
import type { FamilyMoney } from '../../domain/review/review-money.ts'
import { departmentOf, missingOf } from '../../domain/review/review.ts'
import type { Reason } from '../../domain/review/reason.ts'
import { repNames } from '../../records/account-card.ts'
import { countActionsAbout } from '../../records/action.ts'
import { territoryNames } from '../../records/territory-names.ts'
import { readActors } from '../actor-name.ts'
import { nameFamilies } from '../card/product-name.ts'
import type { Ctx } from '../context.ts'
import type { OpenReview } from './open-reviews.ts'
import { currentReasons } from './review-documents.ts'

export type ShownItem = Output<'listReviews'>['items'][number]

/** What reviews are shown with: names of people, reps, territories and families of products, reasons, and counts of actions. */
export interface ReviewNames {
  readonly actorOf: (text: string) => { id: string | null; name: string }
  readonly reasonOf: (key: string) => Reason
  readonly ownerOf: (key: string | null) => { key: string; name: string } | null
  readonly territoryOf: (key: string | null) => { key: string; name: string } | null
  readonly familyOf: (key: string | null) => { key: string; name: string } | null
  readonly actionsOf: (id: string) => { readonly open: number; readonly all: number }
}

export async function readReviewNames(ctx: Ctx, opened: readonly OpenReview[]): Promise<ReviewNames> {
  const { view } = ctx.records
  const { reasons } = await currentReasons(view)
  const reasonsByKey = new Map(reasons.map((reason) => [reason.key, reason]))
  const states = opened.flatMap(({ review }) => review.states)
  const people = opened.flatMap(({ review }) => [
    review.openedBy,
    ...review.states.map(({ actor }) => actor),
    ...review.views.map(({ author }) => author),
    ...review.asked.flatMap(({ person }) => person ?? []),
  ])
  const owners = await repNames(
    view,
    states.flatMap(({ owner }) => owner ?? []),
  )
  const territories = await territoryNames(
    view,
    states.flatMap(({ territory }) => territory ?? []),
  )
  const families = await nameFamilies(ctx.records, [
    ...new Set(
      opened.flatMap(({ review, state }) => [
        ...(review.family === null ? [] : [review.family]),
        ...state.money.families.map(({ family }) => family),
      ]),
    ),
  ])
  const actions = await countActionsAbout(
    view,
    'review',
    opened.map(({ review }) => review.id),
  )
  return {
    actorOf: await readActors(view, [...new Set(people)]),
    // A code that reviews name is never left out; whatever else a row may hold is called by its key.
    reasonOf: (key) =>
      reasonsByKey.get(key) ?? { key, name: key, department: 'sales', isControllable: false, isActive: false },
    ownerOf: (key) => namedBy(owners, key),
    territoryOf: (key) => namedBy(territories, key),
    familyOf: (key) => (key === '' ? null : namedBy(families, key)),
    actionsOf: (id) => actions.get(id) ?? { open: 0, all: 0 },
  }
}

/** A review as a line of a list; its money only where all of it is in sight. */
export function showItem({ review, state, held, account, isSeen }: OpenReview, names: ReviewNames): ShownItem {
  const closing = state.state === 'closed' ? state : null
  const mainReason = closing === null ? null : closing.mainReason
  const actions = names.actionsOf(review.id)
  return {
    id: review.id,
    kind: review.kind,
    state: state.state,
    account: { ...account },
    reach: review.reach,
    from: { ...review.before },
    to: { ...review.after },
    owner: names.ownerOf(state.owner),
    territory: names.territoryOf(state.territory),
    family: names.familyOf(review.family),
    ...(isSeen && showMoney(state.money)),
    asked: review.asked.map(({ department }) => department),
    missing: missingOf(review.asked, held),
    mainReason: mainReason === null ? null : names.reasonOf(mainReason),
    openedBy: names.actorOf(review.openedBy),
    openedAt: review.openedAt,
    closedAt: closing?.at ?? null,
    openActions: actions.open,
    actions: actions.all,
    version: review.version,
  }
}

/** The department that the actor speaks for by their role; null where nobody can tell. */
export function ownDepartment({ actor }: Pick<Ctx, 'actor'>) {
  return actor.kind === 'local-operator' ? null : departmentOf(actor.role)
}

export function showMoney(money: Pick<FamilyMoney, 'before' | 'after'>) {
  return {
    before: formatMicros(money.before),
    after: formatMicros(money.after),
    change: formatMicros(changeOf(money)),
  }
}

/** A key without a row is called by what follows its source. */
function namedBy(names: ReadonlyMap<string, string>, key: string | null): { key: string; name: string } | null {
  return key === null ? null : { key, name: names.get(key) ?? key.slice(key.indexOf('/') + 1) }
}
