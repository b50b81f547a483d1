import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { FactsWindow } from '../../ledger/facts/live.ts'
import { ownerFacts } from '../../ledger/facts/value-facts.ts'
import type { Records } from '../../records/records.ts'
import type { Ctx } from '../context.ts'
import { keepLatest } from '../keep-latest.ts'

/** Windows whose sums by rep are kept: both of a scoreboard, and those of its targets. */
const keptWindows = 24
const keptByRecords = new WeakMap<Records, Map<string, Promise<ReadonlyMap<string, AccountFacts>>>>()

/** What each rep sold in a window, by `source/key`: of the salesperson on the invoice, else of the owner on its date. */
export function openSold(
  ctx: Pick<Ctx, 'ledger' | 'records'>,
  window: FactsWindow,
  kinds: readonly LineKind[],
): Promise<ReadonlyMap<string, AccountFacts>> {
  const kept = keptByRecords.get(ctx.records) ?? new Map<string, Promise<ReadonlyMap<string, AccountFacts>>>()
  keptByRecords.set(ctx.records, kept)
  return keepLatest(kept, JSON.stringify([window, kinds]), keptWindows, () => ownerFacts(ctx.ledger, window, kinds))
}
