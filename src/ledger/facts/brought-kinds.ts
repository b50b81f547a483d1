import type { LedgerKindId } from '../../domain/kind.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { ledgerTable } from '../store/table.ts'
import { liveAt } from './live.ts'

/** Those of the kinds of which anything is visible at the watermark: of the others nobody ever told the book. */
export async function broughtKinds(
  session: Session,
  kinds: readonly LedgerKindId[],
  watermark: number,
): Promise<ReadonlySet<LedgerKindId>> {
  const each = kinds.map(
    (kind) =>
      `SELECT '${kind}' AS kind WHERE EXISTS (SELECT 1 FROM ${ledgerTable(kind).table} t WHERE ${liveAt('t', 1)})`,
  )
  const found = new Set(
    (await session.all(each.join(' UNION ALL '), [String(watermark)])).map((row) => textOf(row, 'kind')),
  )
  return new Set(kinds.filter((kind) => found.has(kind)))
}
