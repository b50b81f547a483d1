import { explainGrade } from '../../domain/explain.ts'
import type { GradeExplanation } from '../../domain/explain.ts'
import { scoreFactors } from '../../domain/scorecard.ts'
import { accountLines } from '../../ledger/facts/account-lines.ts'
import type { AccountLine } from '../../ledger/facts/account-lines.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { getAccountNamed } from '../account/find-account.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { gradePeriod } from './grade-book.ts'
import type { GradedAccount, GradedBook } from './grade-book.ts'
import { readPeriod } from './read-period.ts'

export interface AccountExplanation {
  readonly account: GradedAccount
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
  const book = await gradePeriod(ctx, await readPeriod(ctx, input.period))
  const account = getAccountNamed(book.accounts, input.account)
  const root = book.accounts.find((candidate) => candidate.id === account.rootId)
  const { basisFacts, result } = account.graded
  const ids = familyIds(book, account)
  // The head of a family is one of it: its own money is not all that is graded.
  const isFamily = root !== undefined && ids.length > 1
  const explanation = explainGrade({
    account: { key: account.key, name: account.name, root: isFamily ? { key: root.key, name: root.name } : null },
    facts: account.facts,
    rootFacts: basisFacts,
    policy: book.policy,
    grade: result,
    scorecard: scoreFactors(basisFacts, book.policy),
    asOf: book.period.to,
    watermark: book.watermark,
    window: book.window,
  })
  const window = { ...book.window, watermark: book.watermark }
  const currency = (await baseCurrencyOf(ctx.ledger)) ?? null
  return { account, explanation, currency, lines: accountLines(ctx.ledger, window, ids) }
}

function familyIds(book: GradedBook, account: GradedAccount): string[] {
  if (book.policy.level === 'account') return [account.id]
  const family = [...book.accounts, ...book.left].filter((candidate) => candidate.rootId === account.rootId)
  return family.map((candidate) => candidate.id)
}
