import type { FactFamily } from '../../domain/fact-family.ts'
import { hasActivity } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { gradeBook as gradeAccounts } from '../../domain/grade.ts'
import type { BookGrade } from '../../domain/grade.ts'
import { policyFamilies } from '../../domain/metric.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { AccountHistory, AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { readFacts } from './read-facts.ts'
import { readPeriod, wholeLedger } from './read-period.ts'
import type { GradedPeriod } from './read-period.ts'

/** One account of the graded book. */
export interface GradedAccount extends AccountOnDay {
  /** Null when nothing was invoiced to it in the window. */
  readonly facts: AccountFacts | null
  readonly graded: BookGrade
}

/** The whole book at the end of a period, graded from the ledger as it is now. */
export interface GradedBook extends GradedPeriod {
  readonly watermark: number
  /** The families of facts that the policy looks at; of others nothing was read. */
  readonly families: readonly FactFamily[]
  readonly accounts: readonly GradedAccount[]
  /** What stands on no account; null when every line has one. In totals, never graded. */
  readonly noAccount: AccountFacts | null
  /**
   * Accounts with money in the window that are not valid at its end: they left during it. In totals, and in the grade of
   * their family; no grade of their own.
   */
  readonly left: readonly GradedAccount[]
}

/** Grades every account valid at the end of the period. */
export async function gradeBook(ctx: Ctx, input: { readonly period: string | null }): Promise<GradedBook> {
  requireWholeBook(ctx)
  return gradePeriod(ctx, await readPeriod(ctx, input.period))
}

/** Grades a period that has been read, at the ledger's present watermark; `history` where the accounts were read already. */
export async function gradePeriod(
  ctx: Ctx,
  graded: GradedPeriod,
  history: AccountHistory | null = null,
): Promise<GradedBook> {
  const watermark = await watermarkOf(ctx.ledger)
  const window = { ...graded.window, watermark }
  const families = policyFamilies(graded.policy)
  // While the ledger sums up lines on threads of its own, this one reads the accounts.
  const [facts, accounts] = await Promise.all([
    readFacts(ctx, window, {
      kinds: graded.policy.kinds,
      families,
    }),
    readAccounts(ctx, graded.period.to, watermark, history),
  ])
  const grades = gradeAccounts({
    accounts: accounts.map((account) => ({
      id: account.id,
      rootId: account.rootId,
      facts: facts.get(account.id) ?? null,
      // The bounds of a policy are meant for its window; the whole ledger is none.
      graded: account.valid && graded.period.label !== wholeLedger,
    })),
    policy: graded.policy,
  })
  const all = accounts.map((account) => ({
    ...account,
    facts: facts.get(account.id) ?? null,
    graded: grades.get(account.id) ?? ungraded,
  }))
  return {
    ...graded,
    watermark,
    families,
    accounts: all.filter((account) => account.valid),
    noAccount: facts.get(noAccountId) ?? null,
    left: all.filter(({ valid, facts: own }) => !valid && own !== null && hasActivity(own)),
  }
}

/** The grade of an account that is none on the day. */
export const ungraded: BookGrade = { grade: null, result: null, ownSpend: null, basisFacts: null }
