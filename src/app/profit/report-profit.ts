import type { Output } from '../../contract/operations.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { getView } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { getAccountMix } from './get-account-mix.ts'
import { getAccountProfit } from './get-account-profit.ts'
import { listProfits } from './list-profits.ts'

export interface AccountProfitReport {
  readonly account: { readonly id: string; readonly key: string; readonly name: string }
  readonly profit: Output<'getAccountProfit'>
  readonly mix: Output<'getAccountMix'>
}

/** What an account earns and on what, whichever way it is named. */
export async function reportProfit(
  ctx: Ctx,
  { account, period }: { readonly account: string; readonly period: string | null },
): Promise<AccountProfitReport> {
  requireWholeBook(ctx)
  const { to, watermark } = await getView(ctx, period)
  const { id, key, name } = getAccountNamed(await readAccounts(ctx, to, watermark), account)
  const which = period === null ? { id } : { id, period }
  return {
    account: { id, key, name },
    profit: await getAccountProfit(ctx, which),
    mix: await getAccountMix(ctx, which),
  }
}

/** Rows of a page: as many as a request may ask for. */
const limit = 200

/** Every account in an order, page by page. */
export async function* reportRanking(
  ctx: Ctx,
  { sort, period }: { readonly sort: string; readonly period: string | null },
): AsyncGenerator<Output<'listProfits'>> {
  requireWholeBook(ctx)
  const filter = { within: 'book', sort, limit, ...(period !== null && { period }) } as const
  let cursor: string | null = null
  do {
    const page: Output<'listProfits'> = await listProfits(ctx, { ...filter, ...(cursor !== null && { cursor }) })
    yield page
    cursor = page.next
  } while (cursor !== null)
}
