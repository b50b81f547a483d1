import { baseCurrencyOf } from '../../ledger/store/base-currency.ts'
import { findBatch } from '../../ledger/store/batch.ts'
import type { Ctx } from '../context.ts'
import { detailOf } from './batch-detail.ts'
import type { ImportSummary } from './import-summary.ts'

/**
 * What an import that is in the book did, as far as its commit record remembers: the counts, and neither differences nor
 * problems. Undefined when there is no such import.
 */
export async function findSummary(ctx: Ctx, id: string): Promise<ImportSummary | undefined> {
  const batch = await findBatch(ctx.ledger, id)
  if (!batch) return undefined
  const { source, kinds } = detailOf(batch)
  return {
    id,
    number: batch.seq,
    source,
    baseCurrency: (await baseCurrencyOf(ctx.ledger)) ?? '',
    kinds,
    differences: [],
    retiring: [],
    problems: [],
    rejected: kinds.reduce((sum, kind) => sum + kind.rejected, 0),
    rejectedFolder: null,
    headerOnly: [],
    ignored: [],
  }
}
