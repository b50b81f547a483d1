import type { Span } from '../../domain/period.ts'
import { noAccountId, noAccountName } from '../../domain/no-account.ts'
import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requireWholeBook } from '../right.ts'
import { measureAccount, measureBook } from '../receivable-facts/measure-account.ts'
import type { AccountReceivables, BookReceivables, Receivables } from '../receivable-facts/measure-account.ts'

/** What a report is of. */
export interface ReportBasis {
  readonly window: Span
  readonly currency: string | null
  readonly watermark: number
}

/** An account in a report; `key` is null for what stands on no account. */
export interface ReportedAccount {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly owner: string | null
}

/** The receivables of one account, whichever way it is named, at the end of a period. */
export async function reportAccount(
  ctx: Ctx,
  input: { readonly account: string; readonly period: string | null },
): Promise<ReportBasis & { readonly account: ReportedAccount; readonly receivables: AccountReceivables }> {
  requireWholeBook(ctx)
  const basis = await readBasis(ctx, input.period)
  const { id, key, name, owner } = getAccountNamed(
    await readAccounts(ctx, basis.window.to, basis.watermark),
    input.account,
  )
  const receivables = await measureAccount(ctx, id, { ...basis.window, watermark: basis.watermark })
  return { ...basis, account: { id, key, name, owner: owner?.key ?? null }, receivables }
}

/** The receivables of the book and of every account with any document, those with most overdue first: they sum to the book. */
export async function reportBook(
  ctx: Ctx,
  input: { readonly period: string | null },
): Promise<
  ReportBasis & {
    readonly accounts: readonly (ReportedAccount & { readonly receivables: Receivables })[]
    readonly book: BookReceivables
  }
> {
  requireWholeBook(ctx)
  const basis = await readBasis(ctx, input.period)
  const book = await measureBook(ctx, { ...basis.window, watermark: basis.watermark })
  const known = new Map(
    (await readAccounts(ctx, basis.window.to, basis.watermark)).map((account) => [account.id, account]),
  )
  const accounts = [...book.byAccount].map(([id, receivables]) => {
    const account = known.get(id)
    const name = account?.name ?? (id === noAccountId ? noAccountName : id)
    return { id, key: account?.key ?? null, name, owner: account?.owner?.key ?? null, receivables }
  })
  return { ...basis, book, accounts: accounts.toSorted(mostOverdueFirst) }
}

async function readBasis(ctx: Ctx, period: string | null): Promise<ReportBasis> {
  const { window } = await readPeriod(ctx, period)
  const [currency, watermark] = [(await baseCurrencyOf(ctx.ledger)) ?? null, await watermarkOf(ctx.ledger)]
  return { window, currency, watermark }
}

interface Sortable {
  readonly id: string
  readonly receivables: Receivables
}

function mostOverdueFirst(one: Sortable, other: Sortable): number {
  const more = other.receivables.figures.overdue - one.receivables.figures.overdue
  return more === 0n ? (one.id < other.id ? -1 : 1) : more > 0n ? 1 : -1
}
