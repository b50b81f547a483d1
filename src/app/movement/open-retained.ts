import type { Micros } from '../../domain/money.ts'
import type { RetainedAccount } from '../../domain/retention.ts'
import { readBridges } from '../bridge/read-bridges.ts'
import type { Bridges } from '../bridge/read-bridges.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { hasRight } from '../right.ts'
import { closingOf } from './compared-ends.ts'
import type { ComparedPart } from './open-part.ts'

/** What an account bought at both ends, with what prices and exchange rates made of the change, by row of the comparison. */
export type RetainedAt = (row: number) => RetainedAccount

/**
 * Accounts as retention takes them, at the rates of their invoices or both ends at those of the base window. What prices made is told
 * by the bridges of revenue; it is unknown where an end is that of a closing, which keeps no lines. Throws for a fixed rate then.
 */
export async function openRetained(
  ctx: Ctx,
  { ends, book }: ComparedPart,
  rate: 'invoiced' | 'fixed',
): Promise<RetainedAt> {
  const { before, after } = ends
  const invoiced = (row: number) => ({ before: book.before.spend[row] ?? null, after: book.after.spend[row] ?? null })
  const isClosed = closingOf(before) !== null || closingOf(after) !== null
  if (isClosed && rate === 'fixed') {
    throw new BookError(
      'conflict',
      'Cannot tell money at a fixed rate: a closing keeps no lines to tell it from; look at the book as it is now (closed=no)',
    )
  }
  // Who sees no money is told accounts alone, which need no lines.
  if (isClosed || !hasRight(ctx.actor, 'read-spend')) {
    return (row) => ({ ...invoiced(row), price: null, currency: null })
  }
  const question = { before, after, measure: 'revenue', accounts: 'all', watermark: book.watermark } as const
  const { byAccount } = await readBridges(ctx, question)
  const bridgeAt = (row: number) => byAccount.get(book.ids[row] ?? '')
  return (row) => {
    const bridge = bridgeAt(row)
    const money = rate === 'invoiced' ? invoiced(row) : fixed(invoiced(row), bridge)
    return { ...money, price: bridge?.parts.price ?? 0n, currency: bridge?.parts.currency ?? 0n }
  }
}

type AccountBridge = ReturnType<Bridges['byAccount']['get']>

/** The same at the rates of the base window; where nothing was invoiced, there is nothing to tell at another rate. */
function fixed(
  { before, after }: { readonly before: Micros | null; readonly after: Micros | null },
  bridge: AccountBridge,
) {
  return {
    before: before === null ? null : (bridge?.fixedBefore ?? before),
    after: after === null ? null : (bridge?.fixedAfter ?? after),
  }
}
