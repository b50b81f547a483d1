import type { GradeExplanation } from '../../domain/explain.ts'
import { isSamePolicy } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { compareScores } from '../../domain/score-change.ts'
import type { ScoreChange } from '../../domain/score-change.ts'
import { windowAt } from '../../domain/period.ts'
import { accountLines } from '../../ledger/facts/account-lines.ts'
import type { AccountLine } from '../../ledger/facts/account-lines.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { requireWholeBook } from '../right.ts'
import { explainFamily } from './explain-family.ts'
import type { Explained } from './explain-family.ts'

export interface AccountExplanation {
  readonly account: AccountOnDay
  readonly explanation: GradeExplanation
  /** The base currency of the book; null for an empty one. */
  readonly currency: string | null
  /** The invoice lines behind the figures, oldest first: of the whole family when that is what is graded. */
  readonly lines: AsyncIterable<readonly AccountLine[]>
}

/** Why an account has the grade it has at the end of a period, and the invoice lines behind it. */
export async function explainAccount(
  ctx: Ctx,
  input: { readonly account: string; readonly period: string | null },
): Promise<AccountExplanation> {
  requireWholeBook(ctx)
  const graded = await readPeriod(ctx, input.period)
  const { account, ids, window, explanation } = await explainAt(ctx, input.account, graded, { withDocuments: true })
  const currency = (await baseCurrencyOf(ctx.ledger)) ?? null
  return { account, explanation, currency, lines: accountLines(ctx.ledger, window, ids) }
}

export interface AccountScoreChange extends ScoreChange {
  readonly account: AccountOnDay
  readonly earlier: GradeExplanation
  readonly later: GradeExplanation
}

/** What moved the score of an account between the ends of two periods. */
export async function explainChange(
  ctx: Ctx,
  input: { readonly account: string; readonly period: string | null; readonly since: string },
): Promise<AccountScoreChange> {
  requireWholeBook(ctx)
  const later = await readPeriod(ctx, input.period)
  const earlier = await readPeriod(ctx, input.since)
  if (earlier.period.to >= later.period.to) {
    throw new BookError(
      'usage',
      `Cannot compare "${earlier.period.label}" with "${later.period.label}": the second period must end later`,
    )
  }
  const after = await explainAt(ctx, input.account, later, { withDocuments: false })
  const before = await explainAt(ctx, after.account.id, earlier, { withDocuments: false })
  const rescored = isSamePolicy(earlier.policy, later.policy)
    ? before
    : await explainAt(ctx, after.account.id, regraded(earlier, later.policy), { withDocuments: false })
  const [one, other] = [before.explanation, after.explanation]
  return {
    ...compareScores({
      before: one.scorecard,
      rescored: rescored.explanation.scorecard,
      after: other.scorecard,
    }),
    account: after.account,
    earlier: one,
    later: other,
  }
}

/** The same day as another policy looks at it. */
function regraded({ period }: GradedPeriod, policy: Policy): GradedPeriod {
  return { period, policy, window: windowAt(period, policy.window, policy.fiscalYearStart) }
}

interface ExplainedAt extends Explained {
  readonly account: AccountOnDay
  /** The accounts that are graded together. */
  readonly ids: readonly string[]
  readonly window: { readonly from: string; readonly to: string; readonly watermark: number }
}

async function explainAt(
  ctx: Ctx,
  name: string,
  { period, policy, window: days }: GradedPeriod,
  { withDocuments }: { readonly withDocuments: boolean },
): Promise<ExplainedAt> {
  const watermark = await watermarkOf(ctx.ledger)
  const accounts = await readAccounts(ctx, period.to, watermark)
  const account = getAccountNamed(
    accounts.filter(({ valid }) => valid),
    name,
  )
  const members = policy.level === 'account' ? [account] : accounts.filter(({ rootId }) => rootId === account.rootId)
  const window = { ...days, watermark }
  const explained = await explainFamily(ctx, account, { members, policy, window, withDocuments })
  return { ...explained, account, ids: members.map(({ id }) => id), window }
}
