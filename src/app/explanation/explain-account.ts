import type { GradeExplanation } from '../../domain/explain.ts'
import { isSamePolicy } from '../../domain/policy.ts'
import { compareScores } from '../../domain/score-change.ts'
import type { ScoreChange } from '../../domain/score-change.ts'
import { windowAt } from '../../domain/period.ts'
import { accountLines } from '../../ledger/facts/account-lines.ts'
import type { AccountLine } from '../../ledger/facts/account-lines.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
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
  const found = await findFamily(ctx, input.account, graded)
  const { account } = found
  const { ids, window, explanation } = await explainAt(ctx, found, graded, { withDocuments: true })
  const currency = (await baseCurrencyOf(ctx.ledger)) ?? null
  return { account, explanation, currency, lines: accountLines(ctx.ledger, window, ids) }
}

export interface AccountScoreChange extends ScoreChange {
  readonly account: AccountOnDay
  readonly earlier: GradeExplanation
  readonly later: GradeExplanation
}

/** What moved the score of an account between the ends of two periods, over the accounts that are graded together at the later one. */
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
  const found = await findFamily(ctx, input.account, later)
  const explain = (of: GradedPeriod) => explainAt(ctx, found, of, { withDocuments: false })
  const [before, after] = [await explain(earlier), await explain(later)]
  const { policy } = later
  const rescored = isSamePolicy(earlier.policy, policy)
    ? before
    : await explain({ ...earlier, policy, window: windowAt(earlier.period, policy.window, policy.fiscalYearStart) })
  return {
    ...compareScores({
      before: before.explanation.scorecard,
      rescored: rescored.explanation.scorecard,
      after: after.explanation.scorecard,
    }),
    account: found.account,
    earlier: before.explanation,
    later: after.explanation,
  }
}

/** An account on the last day of a period, and all that have its ultimate parent then. */
interface FoundFamily {
  readonly account: AccountOnDay
  readonly family: readonly AccountOnDay[]
  readonly watermark: number
}

async function findFamily(ctx: Ctx, name: string, { period }: GradedPeriod): Promise<FoundFamily> {
  const watermark = await watermarkOf(ctx.ledger)
  const accounts = await readAccounts(ctx, period.to, watermark)
  const account = getAccountNamed(
    accounts.filter(({ valid }) => valid),
    name,
  )
  return { account, family: accounts.filter(({ rootId }) => rootId === account.rootId), watermark }
}

interface ExplainedAt extends Explained {
  /** The accounts that are graded together. */
  readonly ids: readonly string[]
  readonly window: FactsWindow
}

async function explainAt(
  ctx: Ctx,
  { account, family, watermark }: FoundFamily,
  { policy, window: days }: GradedPeriod,
  { withDocuments }: { readonly withDocuments: boolean },
): Promise<ExplainedAt> {
  const members = policy.level === 'account' ? [account] : family
  const window = { ...days, watermark }
  const explained = await explainFamily(ctx, account, { members, policy, window, withDocuments })
  return { ...explained, ids: members.map(({ id }) => id), window }
}
