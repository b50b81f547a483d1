import type { Day } from '../../domain/day.ts'
import { yearEarlier } from '../../domain/period.ts'
import { moneyOf } from '../../domain/review/review-money.ts'
import type { ReviewMoney } from '../../domain/review/review-money.ts'
import type { ReviewReach, ReviewWindows } from '../../domain/review/review.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { familyFacts } from '../../ledger/facts/bought-facts.ts'
import { listLinksOf } from '../../records/account-card.ts'
import { listKeysOf } from '../../records/keys-of-account.ts'
import type { View } from '../account-view/get-view.ts'
import { readRows } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { assertOver } from '../grade/assert-over.ts'
import { readPeriod } from '../grade/read-period.ts'

/** What the ledger says of a review: its money, and whose account it was at the end of the later window. */
export interface Measure {
  readonly watermark: number
  readonly money: ReviewMoney
  readonly owner: string | null
  readonly territory: string | null
}

/** The two windows a review compares: those that are shown, unless periods are named; the earlier is a year before by default. */
export async function windowsOf(
  ctx: Ctx,
  view: View,
  { from, to }: { readonly from: string | null; readonly to: string | null },
): Promise<ReviewWindows> {
  if (from === null && to === null) {
    const { period, before } = view
    return {
      before: { period: before.period, from: before.from, to: before.to },
      after: { period, from: view.from, to: view.to },
    }
  }
  const later = await readPeriod(ctx, to ?? view.period)
  const { policy } = later
  const earlier = await readPeriod(ctx, from ?? yearEarlier(later.period, policy).label, policy)
  if (earlier.period.to >= later.period.to) {
    throw new BookError(
      'bad-input',
      `Cannot compare "${earlier.period.label}" with "${later.period.label}": the second period must end later`,
    )
  }
  assertOver(ctx, earlier)
  // What is shown by default ends with the last line, and that day may be today.
  if (later.period.to !== view.to) assertOver(ctx, later)
  return {
    before: { period: earlier.period.label, ...earlier.window },
    after: { period: later.period.label, ...later.window },
  }
}

/** Measures what a review is about by the view in which its account is open: the rows of the figures beside it. */
export async function measureReview(
  ctx: Ctx,
  account: OpenAccount,
  { reach, before, after }: ReviewWindows & { readonly reach: ReviewReach },
): Promise<Measure> {
  const { view, row } = account
  const members = reach === 'account' ? [row] : await readRows(ctx, account, account.family)
  const scope = await accountScope(
    ctx.ledger,
    members.map(({ account_id: id }) => id),
  )
  const { watermark, policy } = view
  const facts = await familyFacts(ctx.ledger, { before, after, watermark }, policy.kinds, scope)
  const keys = new Set([...facts.before.keys(), ...facts.after.keys()])
  return {
    watermark,
    money: moneyOf(
      [...keys].map((family) => ({
        family,
        before: facts.before.get(family)?.spend ?? 0n,
        after: facts.after.get(family)?.spend ?? 0n,
      })),
    ),
    owner: after.to === view.to ? row.owner_key : await ownerOn(ctx, account, after.to),
    territory: row.territory_key,
  }
}

async function ownerOn(ctx: Ctx, { row }: OpenAccount, day: Day): Promise<string | null> {
  const links = await listLinksOf(ctx.records, 'owner', await listKeysOf(ctx.records, [row]))
  const held = links.find(({ from, to }) => from <= day && to > day)
  return held ? `${held.source}/${held.key}` : null
}
