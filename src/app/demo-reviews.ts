import { v7 as uuidv7 } from 'uuid'
import { addDays } from '../domain/day.ts'
import { yearEarlier } from '../domain/period.ts'
import { moneyOf } from '../domain/review/review-money.ts'
import type { ReviewWindows } from '../domain/review/review.ts'
import { accountScope } from '../ledger/facts/account-scope.ts'
import { familyFacts } from '../ledger/facts/bought-facts.ts'
import { valueFacts } from '../ledger/facts/value-facts.ts'
import { watermarkOf } from '../ledger/store/batch.ts'
import { addReviewState, insertReview, insertReviewView, listReviews } from '../records/review.ts'
import type { ReviewStateRow } from '../records/review.ts'
import { readAccounts } from './account/read-accounts.ts'
import type { AccountOnDay } from './account/read-accounts.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import { reviewStories } from './demo/review-stories.ts'
import type { ReviewStory } from './demo/review-stories.ts'
import { readPeriod } from './grade/read-period.ts'
import type { GradedPeriod } from './grade/read-period.ts'
import { keepProposals } from './review/review-documents.ts'

/** Whose hand opens and closes the reviews of the demo. */
const leader = 'Henrike Sommer'

/**
 * Writes down reviews of the accounts of a demo book that fell and rose most. Not through the verbs: those ask for the account view,
 * which is made after the book is there. Does nothing the second time.
 */
export async function keepDemoReviews(ctx: Ctx): Promise<void> {
  if ((await listReviews(ctx.records.view, null)).length > 0) return
  const later = await readPeriod(ctx, null)
  const earlier = await readPeriod(ctx, yearEarlier(later.period, later.policy).label, later.policy)
  const windows = { before: windowOf(earlier), after: windowOf(later) }
  const watermark = await watermarkOf(ctx.ledger)
  const chosen = await chooseAccounts(ctx, windows, later, watermark)
  for (const [at, story] of reviewStories.entries()) {
    const account = chosen[at]
    if (account) await keepReview(ctx, story, { account, windows, later, watermark })
  }
}

function windowOf({ period, window }: GradedPeriod): ReviewWindows['after'] {
  return { period: period.label, from: window.from, to: window.to }
}

/** As many accounts as there are stories: those whose spend fell most, and for a win the one whose spend rose most. */
async function chooseAccounts(
  ctx: Ctx,
  { before, after }: ReviewWindows,
  { policy }: GradedPeriod,
  watermark: number,
): Promise<AccountOnDay[]> {
  const spendBefore = await valueFacts(ctx.ledger, { ...before, watermark }, policy.kinds)
  const spendAfter = await valueFacts(ctx.ledger, { ...after, watermark }, policy.kinds)
  const changeOf = ({ id }: AccountOnDay): bigint =>
    (spendAfter.get(id)?.spend ?? 0n) - (spendBefore.get(id)?.spend ?? 0n)
  const accounts = (await readAccounts(ctx, after.to, watermark)).filter(({ valid, owner }) => valid && owner !== null)
  const changes = new Map(accounts.map((account) => [account, changeOf(account)]))
  const byFall = accounts.toSorted((one, other) => ((changes.get(one) ?? 0n) < (changes.get(other) ?? 0n) ? -1 : 1))
  const fallen = byFall.values()
  const risen = byFall.toReversed().values()
  return reviewStories.flatMap(({ kind }) => (kind === 'win' ? risen : fallen).next().value ?? [])
}

interface Told {
  readonly account: AccountOnDay
  readonly windows: ReviewWindows
  readonly later: GradedPeriod
  readonly watermark: number
}

async function keepReview(ctx: Ctx, story: ReviewStory, { account, windows, later, watermark }: Told): Promise<void> {
  const scope = await accountScope(ctx.ledger, [account.id])
  const facts = await familyFacts(ctx.ledger, { ...windows, watermark }, later.policy.kinds, scope)
  const families = new Set([...facts.before.keys(), ...facts.after.keys()])
  const { owner, territory, source } = account
  const measure = {
    owner: owner && `${owner.source}/${owner.key}`,
    territory: territory && `${source}/${territory}`,
    watermark,
    money: moneyOf(
      [...families].map((family) => ({
        family,
        before: facts.before.get(family)?.spend ?? 0n,
        after: facts.after.get(family)?.spend ?? 0n,
      })),
    ),
  }
  const instantOf = (daysBefore: number, hour: number): string =>
    `${addDays(windows.after.to, -daysBefore)}T${String(hour).padStart(2, '0')}:00:00.000Z`
  const idAt = (instant: string): string => uuidv7({ msecs: Date.parse(instant) })
  const openedAt = instantOf(story.openedBefore, 8)
  const id = idAt(openedAt)
  const state = (row: Pick<ReviewStateRow, 'state' | 'at' | 'note' | 'mainReason'>): ReviewStateRow => ({
    ...row,
    actor: leader,
    ...measure,
  })
  await ctx.records.write(async (trx) => {
    await keepProposals(trx, openedAt)
    await insertReview(
      trx,
      {
        ...windows,
        id,
        kind: story.kind,
        accountId: account.id,
        reach: 'account',
        family: null,
        occasion: story.occasion,
        alert: null,
        asked: story.asked.map((department) => ({ department, person: null })),
        openedBy: leader,
        openedAt,
      },
      state({ state: 'open', at: openedAt, note: null, mainReason: null }),
    )
    await audit(ctx, 'open review', id, { account: account.id, kind: story.kind, alert: null }, trx)
    for (const [place, { by, ...said }] of story.said.entries()) {
      const at = instantOf(story.openedBefore - 1 - place, 9)
      await insertReviewView(trx, id, { ...said, id: idAt(at), author: by, at })
    }
    if (story.closedBefore === null) return
    const at = instantOf(story.closedBefore, 15)
    const closed = state({ state: 'closed', at, note: story.summary, mainReason: story.mainReason })
    await addReviewState(trx, { id, version: 1 }, closed)
    await audit(ctx, 'close review', id, { account: account.id, mainReason: story.mainReason }, trx)
  })
}
