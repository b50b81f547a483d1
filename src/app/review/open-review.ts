import { v7 as uuidv7 } from 'uuid'
import { missingOf } from '../../domain/review/review.ts'
import { listAlerts } from '../../records/alert.ts'
import { hasProductFamily } from '../../records/standard-products.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { changeReview, insertReview, listReviews } from '../../records/review.ts'
import type { Asked, OpenedReview } from '../../records/review.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { findUser } from '../../records/user.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { showReview } from './get-review.ts'
import { measureReview, windowsOf } from './measure-review.ts'
import { openReviews } from './open-reviews.ts'
import { keepProposals } from './review-documents.ts'
import {
  assertAlone,
  assertState,
  getReviewOf,
  requireMayClose,
  requireMayView,
  reviewChangedMeanwhile,
} from './review-right.ts'

/**
 * Opens a review of an account within reach of one's right to write reviews. What the ledger says of the two windows is kept with it,
 * so that it is counted later as it was looked at. Of one account and kind one review is open at a time, or money would count twice.
 */
export const openReview: Verb<'openReview'> = async (ctx, { account: accountId, from, to, ...input }) => {
  requireRight(ctx, 'write-review')
  const account = await getAccountInView(ctx, { id: accountId })
  requireMayView(ctx, account.row)
  const windows = await windowsOf(ctx, account.view, { from, to })
  const measure = await measureReview(ctx, account, { ...windows, reach: input.reach })
  const [by, at] = [actorText(ctx.actor), ctx.now()]
  const opened: OpenedReview = {
    ...input,
    ...windows,
    id: uuidv7(),
    accountId,
    occasion: textOrNull(input.occasion),
    openedBy: by,
    openedAt: at,
  }
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    await assertAsked(trx, opened.asked)
    await assertAlert(trx, opened)
    if (opened.family !== null && !(await hasProductFamily(trx, opened.family))) {
      throw new BookError('bad-input', `Cannot find the family of products "${opened.family}": write it as source/key`)
    }
    assertAlone(opened, await listReviews(trx, accountId), {
      cannot: `Cannot open another review of "${account.row.name}"`,
      another: 'one',
    })
    await keepProposals(trx, at)
    await insertReview(trx, opened, { state: 'open', at, actor: by, note: null, mainReason: null, ...measure })
    await audit(ctx, 'open review', opened.id, { account: accountId, kind: opened.kind, alert: opened.alert }, trx)
    return getReviewOf(trx, opened.id)
  })
  return showReview(ctx, stored)
}

/** Changes what an open review is about in words, and who is asked, from the version that was read. */
export const updateReview: Verb<'updateReview'> = async (ctx, { id, kind, occasion, asked, ifMatch }) => {
  requireRight(ctx, 'write-review')
  const known = await getReviewOf(ctx.records.view, id)
  const [opened] = (await openReviews(ctx, [known])).reviews
  requireMayClose(ctx, known, opened?.row)
  const stored = await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'reviews')
    const before = await getReviewOf(trx, id)
    if (before.version !== ifMatch) throw reviewChangedMeanwhile()
    assertState(before, 'open', 'change this review')
    assertAlone({ id, kind }, await listReviews(trx, before.accountId), {
      cannot: 'Cannot change what this review is about',
      another: 'another of the account',
    })
    const added = asked.filter((one) => !before.asked.some(({ person }) => person === one.person))
    await assertAsked(trx, added, asked)
    if (!(await changeReview(trx, before, { kind, occasion: textOrNull(occasion), asked }))) {
      throw reviewChangedMeanwhile()
    }
    const told = { kind: { from: before.kind, to: kind }, missing: missingOf(asked, before.views) }
    await audit(ctx, 'update review', id, { account: before.accountId, ...told }, trx)
    return getReviewOf(trx, id)
  })
  return showReview(ctx, stored)
}

/** Throws unless each department is asked once, and whoever is asked by name can sign in. */
async function assertAsked(trx: RecordsTransaction, people: readonly Asked[], asked = people): Promise<void> {
  if (new Set(asked.map(({ department }) => department)).size < asked.length) {
    throw new BookError('bad-input', 'Cannot ask a department twice')
  }
  for (const { person } of people) {
    if (person === null) continue
    const user = await findUser(trx, person)
    if (user?.state === 'active' || user?.state === 'invited') continue
    throw new BookError('bad-input', `Cannot ask "${person}": it is nobody who can sign in`)
  }
}

/** Throws where a review is opened from an alert that is none of its account. */
async function assertAlert(trx: RecordsTransaction, { alert, accountId }: OpenedReview): Promise<void> {
  if (alert === null) return
  const found = (await listAlerts(trx)).find(({ id }) => id === alert)
  if (found?.accountId === accountId) return
  throw new BookError('bad-input', `Cannot open a review from alert "${alert}": there is none of this account`)
}

export function textOrNull(text: string | null): string | null {
  return text === null || text === '' ? null : text
}
