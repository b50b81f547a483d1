import type { AccountFacts } from '../../domain/facts.ts'
import { gradeBook as gradeAccounts } from '../../domain/grade.ts'
import type { BookGrade } from '../../domain/grade.ts'
import type { LineKind } from '../../domain/kind.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import { valueFacts } from '../../ledger/facts/value-facts.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { AccountHistory, AccountOnDay } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
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
  // While the ledger sums up lines on threads of its own, this one reads the accounts.
  const [facts, accounts] = await Promise.all([
    readFacts(ctx, window, {
      kinds: graded.policy.kinds,
      withLateness: graded.policy.factors.some((factor) => factor.metric === 'average-days-late'),
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
    accounts: all.filter((account) => account.valid),
    noAccount: facts.get(noAccountId) ?? null,
    left: all.filter((account) => !account.valid && account.facts !== null),
  }
}

/** What grading takes of every account with a line in the window; payments where they are asked for. */
export async function readFacts(
  { ledger }: Pick<Ctx, 'ledger'>,
  window: FactsWindow,
  { kinds, withLateness }: { readonly kinds: readonly LineKind[]; readonly withLateness: boolean },
): Promise<Map<string, AccountFacts>> {
  const facts = await valueFacts(ledger, window, kinds)
  if (!withLateness) return facts
  for (const [id, late] of await latenessFacts(ledger, window)) {
    const own = facts.get(id)
    if (own) facts.set(id, { ...own, ...late })
  }
  return facts
}

/** The grade of an account that is none on the day. */
export const ungraded: BookGrade = { grade: null, result: null, ownSpend: null, basisFacts: null }
