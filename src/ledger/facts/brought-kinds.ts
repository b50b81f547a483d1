import type { Day } from '../../domain/day.ts'
import type { LedgerKindId } from '../../domain/kind.ts'
import { textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { ledgerTable } from '../store/table.ts'
import { liveAt } from './live.ts'

/**
 * Those of the kinds of which anything is visible at the watermark: of the others nobody ever told the book. With `to` only what is of a
 * day up to it counts: of the days before a book was told of a kind it knows as little.
 */
export async function broughtKinds(
  session: Session,
  kinds: readonly LedgerKindId[],
  { watermark, to = null }: { readonly watermark: number; readonly to?: Day | null },
): Promise<ReadonlySet<LedgerKindId>> {
  const each = kinds.map((kind) => {
    const { table, dayColumn } = ledgerTable(kind)
    const upTo = to === null ? 'TRUE' : `t."${dayColumn}" <= CAST($2 AS DATE)`
    return `SELECT '${kind}' AS kind WHERE EXISTS (SELECT 1 FROM ${table} t WHERE ${liveAt('t', 1)} AND ${upTo})`
  })
  const found = new Set(
    (await session.all(each.join(' UNION ALL '), [String(watermark), ...(to === null ? [] : [to])])).map((row) =>
      textOf(row, 'kind'),
    ),
  )
  return new Set(kinds.filter((kind) => found.has(kind)))
}
