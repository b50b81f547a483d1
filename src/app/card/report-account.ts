import type { Output } from '../../contract/operations.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { getView } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { getAccount } from './get-account.ts'
import { listFamilies } from './list-families.ts'
import { listHistory } from './list-history.ts'
import { listInvoices } from './list-invoices.ts'
import { listMonths } from './list-months.ts'

/** More than an account has of events; a page of invoices. */
const limit = 500

export interface AccountReport {
  readonly card: Output<'getAccount'>
  readonly months: Output<'listMonths'>['months']
  readonly families: Output<'listFamilies'>['items']
  readonly history: Output<'listHistory'>['items']
  /** Every invoice and credit note of whatever date, the newest first, a page at a time. */
  readonly invoices: AsyncIterable<Output<'listInvoices'>['items']>
}

/** What the screen of an account shows at the end of a period, whichever way the account is named. */
export async function reportAccount(
  ctx: Ctx,
  { account, period }: { readonly account: string; readonly period: string | null },
): Promise<AccountReport> {
  requireWholeBook(ctx)
  const { to, watermark } = await getView(ctx, period)
  const { id } = getAccountNamed(await readAccounts(ctx, to, watermark), account)
  const ofPeriod = period === null ? { id } : { id, period }
  const { months } = await listMonths(ctx, { ...ofPeriod, family: 'no' })
  const { items: families } = await listFamilies(ctx, ofPeriod)
  const { items: history } = await listHistory(ctx, { id, limit })
  return { card: await getAccount(ctx, ofPeriod), months, families, history, invoices: invoicesOf(ctx, id) }
}

async function* invoicesOf(ctx: Ctx, id: string): AsyncGenerator<Output<'listInvoices'>['items']> {
  let cursor: string | undefined
  do {
    const { items, next } = await listInvoices(ctx, { id, limit, ...(cursor !== undefined && { cursor }) })
    yield items
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
