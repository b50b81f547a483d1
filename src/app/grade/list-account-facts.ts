import { concentrationOf } from '../../domain/concentration.ts'
import type { Concentration } from '../../domain/concentration.ts'
import { emptyFacts, sumFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { invoiceSpans } from '../../ledger/facts/invoice-span.ts'
import { latenessFacts } from '../../ledger/facts/lateness.ts'
import type { Ctx } from '../context.ts'
import { gradePeriod } from './grade-book.ts'
import type { GradedAccount, GradedBook } from './grade-book.ts'
import { readStretch } from './read-period.ts'
import { requireRight } from '../right.ts'

/** An account with everything the ledger knows of it in the window. */
export interface AccountWithFacts extends GradedAccount {
  /** Never null: an account nothing was invoiced to has empty facts. */
  readonly all: AccountFacts
  /** Of the spend of the book; null when the book has none. */
  readonly share: number | null
}

export interface AccountFactsList {
  readonly book: GradedBook
  readonly accounts: readonly AccountWithFacts[]
  /** Lines that name no account; null when every line names one. */
  readonly noAccount: AccountFacts | null
  /** Money of accounts that are no longer valid at the end of the period; null when there is none. */
  readonly left: AccountFacts | null
  /** All of it together, to the last decimal. */
  readonly total: AccountFacts
  readonly concentration: Concentration
}

/** Every account valid at the end of the period with its figures, and what they are part of. */
export async function listAccountFacts(ctx: Ctx, input: { readonly period: string | null }): Promise<AccountFactsList> {
  requireRight(ctx, 'read')
  const book = await gradePeriod(ctx, await readStretch(ctx, input.period))
  const window = { ...book.window, watermark: book.watermark }
  const spans = await invoiceSpans(ctx.ledger, window)
  const lateness = await latenessFacts(ctx.ledger, window)
  const complete = (id: string, facts: AccountFacts | null): AccountFacts => {
    const span = spans.get(id)
    return {
      ...(facts ?? emptyFacts(id)),
      ...lateness.get(id),
      firstInvoice: span?.first ?? null,
      lastInvoice: span?.last ?? null,
    }
  }
  const noAccount = book.noAccount && complete(noAccountId, book.noAccount)
  const left =
    book.left.length === 0
      ? null
      : sumFacts(
          'left',
          book.left.map((facts) => complete(facts.accountId, facts)),
        )
  const known = book.accounts.map((account) => ({ account, all: complete(account.id, account.facts) }))
  const rest = [noAccount, left].filter((facts) => facts !== null)
  const concentration = concentrationOf(
    known.map(({ account }) => ({ id: account.id, spend: account.graded.ownSpend })),
  )
  const shares = new Map(concentration.points.map((point) => [point.id, point.share]))
  return {
    book,
    accounts: known.map(({ account, all }) => ({ ...account, all, share: shares.get(account.id) ?? null })),
    noAccount,
    left,
    total: sumFacts('book', [...known.map(({ all }) => all), ...rest]),
    concentration,
  }
}
