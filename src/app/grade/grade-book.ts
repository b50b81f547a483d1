import type { AccountFacts } from '../../domain/facts.ts'
import { gradeBook as gradeAccounts } from '../../domain/grade.ts'
import type { BookGrade } from '../../domain/grade.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import { valueFacts } from '../../ledger/facts/value-facts.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
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
  readonly accounts: readonly GradedAccount[]
  /** What stands on no account; null when every line has one. In totals, never graded. */
  readonly noAccount: AccountFacts | null
  /** Facts of accounts that are not valid at the end of the period: they left during it. In totals. */
  readonly left: readonly AccountFacts[]
}

/** Grades every account valid at the end of the period. */
export async function gradeBook(ctx: Ctx, input: { readonly period: string | null }): Promise<GradedBook> {
  requireRight(ctx, 'grade')
  return gradePeriod(ctx, await readPeriod(ctx, input.period))
}

/** Grades a period that has been read, at the ledger's present watermark. */
export async function gradePeriod(ctx: Ctx, graded: GradedPeriod): Promise<GradedBook> {
  const watermark = await watermarkOf(ctx.ledger)
  const window = { ...graded.window, watermark }
  const facts = await valueFacts(ctx.ledger, window, graded.policy.kinds)
  if (graded.policy.factors.some((factor) => factor.metric === 'average-days-late')) {
    for (const [id, late] of await latenessFacts(ctx.ledger, window)) {
      const own = facts.get(id)
      if (own) facts.set(id, { ...own, ...late })
    }
  }
  const accounts = await readAccounts(ctx, graded.period.to, watermark)
  const grades = gradeAccounts({
    accounts: accounts.map((account) => ({
      id: account.id,
      rootId: account.rootId,
      facts: facts.get(account.id) ?? null,
      // The bounds of a policy are meant for its window; the whole ledger is none.
      graded: graded.period.label !== wholeLedger,
    })),
    policy: graded.policy,
  })
  const noAccount = facts.get(noAccountId) ?? null
  const listed = accounts.map((account) => {
    const own = facts.get(account.id) ?? null
    facts.delete(account.id)
    return { ...account, facts: own, graded: grades.get(account.id) ?? ungraded }
  })
  facts.delete(noAccountId)
  return { ...graded, watermark, accounts: listed, noAccount, left: [...facts.values()] }
}

const ungraded: BookGrade = { grade: null, result: null, ownSpend: null, basisFacts: null }
