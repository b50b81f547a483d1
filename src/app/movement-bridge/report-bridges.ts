import type { Input, Output } from '../../contract/operations.ts'
import type { Ctx } from '../context.ts'
import { listBridges } from './list-bridges.ts'

/** Rows of a page: as many as a request may ask for. */
const limit = 200

/** The bridge of every account of a part in an order, page by page. */
export async function* reportBridges(
  ctx: Ctx,
  question: Omit<Input<'listBridges'>, 'limit' | 'cursor'>,
): AsyncGenerator<Output<'listBridges'>['items']> {
  let cursor: string | null = null
  do {
    const page: Output<'listBridges'> = await listBridges(ctx, {
      ...question,
      limit,
      ...(cursor !== null && { cursor }),
    })
    yield page.items
    cursor = page.next
  } while (cursor !== null)
}
