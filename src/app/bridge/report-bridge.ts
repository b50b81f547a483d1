import type { Input, Output } from '../../contract/operations.ts'
import { readAccounts } from '../account/read-accounts.ts'
import { getAccountNamed } from '../account/find-account.ts'
import { getView } from '../account-view/get-view.ts'
import type { Ctx } from '../context.ts'
import { requireWholeBook } from '../right.ts'
import { getAccountBridge } from './get-account-bridge.ts'
import { listBridgeProducts } from './list-bridge-products.ts'

type Question = Omit<Input<'getAccountBridge'>, 'id'>

export interface AccountBridgeReport {
  readonly account: { readonly id: string; readonly key: string; readonly name: string }
  readonly bridge: Output<'getAccountBridge'>
}

/** The bridge of an account, whichever way it is named. */
export async function reportAccountBridge(ctx: Ctx, account: string, question: Question): Promise<AccountBridgeReport> {
  requireWholeBook(ctx)
  const { to, watermark } = await getView(ctx, question.to ?? null)
  const { id, key, name } = getAccountNamed(await readAccounts(ctx, to, watermark), account)
  return { account: { id, key, name }, bridge: await getAccountBridge(ctx, { ...question, id }) }
}

/** Rows of a page: as many as a request may ask for. */
const limit = 200

/** All products behind the bridge of an account, page by page. */
export async function* reportBridgeProducts(
  ctx: Ctx,
  question: Omit<Input<'listBridgeProducts'>, 'limit' | 'cursor'>,
): AsyncGenerator<Output<'listBridgeProducts'>['items']> {
  let cursor: string | null = null
  do {
    const page: Output<'listBridgeProducts'> = await listBridgeProducts(ctx, {
      ...question,
      limit,
      ...(cursor !== null && { cursor }),
    })
    yield page.items
    cursor = page.next
  } while (cursor !== null)
}
