import { concentrationOf } from '../../domain/concentration.ts'
import type { AccountMoney, Concentration } from '../../domain/concentration.ts'
import { emptyFacts, hasActivity, sumFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { metrics, policyFamilies } from '../../domain/metric.ts'
import { ratio } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { invoiceSpans } from '../../ledger/facts/invoice-span.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import type { Ctx } from '../context.ts'
import { gradePeriod } from './grade-book.ts'
import type { GradedAccount, GradedBook } from './grade-book.ts'
import { addFamilyFacts } from './read-facts.ts'
import { readStretch } from './read-period.ts'
import { requireWholeBook } from '../right.ts'

/** An account with everything the ledger knows of it in the window. */
export interface AccountWithFacts extends GradedAccount {
  /** Never null: an account nothing was invoiced to has empty facts. */
  readonly all: AccountFacts
  /** Of the spend of the whole book; null when nothing was invoiced to it or the book has no spend. */
  readonly share: number | null
}

export interface AccountFactsList {
  readonly book: GradedBook
  readonly accounts: readonly AccountWithFacts[]
  /** Lines that name no account; null when every line names one. */
  readonly noAccount: AccountFacts | null
  /** Money of accounts that are no longer valid at the end of the period, waiting and stock too; null when there is none. */
  readonly left: AccountFacts | null
  /** All of it together, to the last decimal. */
  readonly total: AccountFacts
  readonly concentration: Concentration
}

/** Every account valid at the end of the period with its figures, and what they are part of. */
export async function listAccountFacts(ctx: Ctx, input: { readonly period: string | null }): Promise<AccountFactsList> {
  requireWholeBook(ctx)
  const book = await gradePeriod(ctx, await readStretch(ctx, input.period))
  const window = { ...book.window, watermark: book.watermark }
  const facts = await readListed(ctx, book, window)
  const spans = await invoiceSpans(ctx.ledger, window)
  const lateness = await latenessFacts(ctx.ledger, window)
  const complete = (id: string): AccountFacts => {
    const span = spans.get(id)
    return {
      ...(facts.get(id) ?? emptyFacts(id)),
      ...lateness.get(id),
      firstInvoice: span?.first ?? null,
      lastInvoice: span?.last ?? null,
    }
  }
  const noAccount = facts.has(noAccountId) ? complete(noAccountId) : null
  const known = book.accounts.map((account) => ({ account, all: complete(account.id) }))
  const valid = new Set([noAccountId, ...book.accounts.map(({ id }) => id)])
  const gone = [...facts.keys()].filter((id) => !valid.has(id)).map(complete)
  const left = gone.length === 0 ? null : sumFacts('left', gone)
  const total = sumFacts('book', [...known.map(({ all }) => all), ...gone, ...(noAccount ? [noAccount] : [])])
  return {
    book,
    accounts: known.map(({ account, all }) => ({ ...account, all, share: shareOf(account, total) })),
    noAccount,
    left,
    total,
    concentration: concentrationOf(familySpend([...book.accounts, ...book.left])),
  }
}

/**
 * The lines of every account with each family that a metric is made of, whatever the policy grades by: a cost that was not read
 * would count as none.
 */
async function readListed(ctx: Ctx, book: GradedBook, window: FactsWindow): Promise<Map<string, AccountFacts>> {
  const lines = [...book.accounts, ...book.left].flatMap(({ id, facts }) => (facts ? [[id, facts] as const] : []))
  const facts = new Map(book.noAccount ? [...lines, [noAccountId, book.noAccount] as const] : lines)
  return addFamilyFacts(ctx, facts, { window, kinds: book.policy.kinds, scope: null }, listedFamilies)
}

/** Who pays without buying has no facts yet, so that payments are read on their own. */
const listedFamilies = policyFamilies({ factors: metrics.map(({ id }) => ({ metric: id })) }).filter(
  (family) => family !== 'payments',
)

/** Of the spend of the book with what stands on no account; null when nothing was invoiced or the book has no spend. */
function shareOf(account: GradedAccount, total: AccountFacts): number | null {
  return account.graded.ownSpend === null || total.spend <= 0n ? null : ratio(account.graded.ownSpend, total.spend)
}

/** Concentration is looked at per ultimate parent (measures.md, Roll up). */
function familySpend(accounts: readonly GradedAccount[]): AccountMoney[] {
  return [...Map.groupBy(accounts, (account) => account.rootId)].map(([id, family]) => {
    const spends = family.flatMap(({ facts }) => (facts && hasActivity(facts) ? [facts.spend] : []))
    return { id, spend: spends.length === 0 ? null : spends.reduce((sum, spend) => sum + spend, 0n) }
  })
}
