import type { Input, Output } from '../../contract/operations.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { getView } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { listDrains } from './list-drains.ts'
import { getStrategy } from './strategies.ts'

export interface DrainReport {
  readonly account: { readonly id: string; readonly key: string; readonly name: string }
  readonly drain: Output<'getStrategy'>
}

/** The account that is meant, whichever way it is named, at the end of a period. */
export async function accountMeant(
  ctx: Ctx,
  { account, period }: { readonly account: string; readonly period: string | null },
): Promise<DrainReport['account']> {
  requireWholeBook(ctx)
  const { to, watermark } = await getView(ctx, period)
  const { id, key, name } = getAccountNamed(await readAccounts(ctx, to, watermark), account)
  return { id, key, name }
}

/** What makes an account a drain and what was done about it. */
export async function reportDrain(
  ctx: Ctx,
  asked: { readonly account: string; readonly period: string | null },
): Promise<DrainReport> {
  const account = await accountMeant(ctx, asked)
  const drain = await getStrategy(ctx, { id: account.id, ...(asked.period !== null && { period: asked.period }) })
  return { account, drain }
}

/** Rows of a page: as many as a request may ask for. */
const limit = 200

/** Every drain of a part of the book, the worst first, page by page. */
export async function* reportDrains(
  ctx: Ctx,
  question: Omit<Input<'listDrains'>, 'limit' | 'cursor'>,
): AsyncGenerator<Output<'listDrains'>> {
  requireWholeBook(ctx)
  let cursor: string | null = null
  do {
    const page: Output<'listDrains'> = await listDrains(ctx, { ...question, limit, ...(cursor !== null && { cursor }) })
    yield page
    cursor = page.next
  } while (cursor !== null)
}
