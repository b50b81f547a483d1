import { formatMicros } from '../../domain/money.ts'
import { kindTotals } from '../../ledger/facts/kind-totals.ts'
import type { KindTotal } from '../../ledger/facts/kind-totals.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { assertMonth } from './compare-totals.ts'

/** Which totals are meant; a null part means all of them. */
interface KindTotalFilter {
  readonly source: string | null
  readonly month: string | null
  readonly currency: string | null
}

/** Rows and totals of payments, stock, promises, service and the others, per source, month and currency. */
export async function totalsOfKinds(ctx: Ctx, filter: KindTotalFilter): Promise<KindTotal[]> {
  requireRight(ctx, 'control')
  assertMonth(filter.month)
  return (await kindTotals(ctx.ledger)).filter(
    ({ source, month, currency }) =>
      (filter.source === null || filter.source === source) &&
      (filter.month === null || filter.month === month) &&
      (filter.currency === null || filter.currency === currency),
  )
}

export const listKindTotals: Verb<'listKindTotals'> = async (ctx, { source, month, currency }) => {
  const watermark = await watermarkOf(ctx.ledger)
  const totals = await totalsOfKinds(ctx, {
    source: source ?? null,
    month: month ?? null,
    currency: currency ?? null,
  })
  return {
    items: totals.map((row) => ({ ...row, total: row.total === null ? null : formatMicros(row.total) })),
    watermark,
  }
}
