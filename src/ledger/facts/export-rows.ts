import { kindOf } from '../../domain/kind.ts'
import type { LedgerKindId } from '../../domain/kind.ts'
import { textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { ledgerTable } from '../store/table.ts'

/**
 * The live rows of a ledger kind as text, source first and then the columns of the kind, in the order of their keys; rows
 * without a key stand in the order of their content. The same bytes on both engines.
 */
export async function* exportRows(session: Session, kindId: LedgerKindId): AsyncIterable<(string | null)[][]> {
  const kind = kindOf(kindId)
  const { table } = ledgerTable(kindId)
  const names = kind.columns.map((column) => column.name)
  const text = names.map((name) => `CAST("${name}" AS VARCHAR) AS "${name}"`)
  const order = ['source', ...kind.key, ...names.filter((name) => !kind.key.includes(name))]
  const ordered = order.map((name) =>
    kind.columns.some((column) => column.name === name && (column.type === 'amount' || column.type === 'day'))
      ? `t."${name}" NULLS FIRST`
      : `t."${name}" COLLATE "C" NULLS FIRST`,
  )
  const pieces = session.pieces(
    `SELECT t.source, ${text.map((part) => part.replace('CAST("', 'CAST(t."')).join(', ')}
     FROM ${table} t WHERE t.batch_to = ${openEnd} ORDER BY ${ordered.join(', ')}`,
  )
  const amounts = new Set(kind.columns.filter((column) => column.type === 'amount').map((column) => column.name))
  for await (const rows of pieces) {
    yield rows.map((row) => [
      textOrNull(row, 'source'),
      ...names.map((name) => {
        const cell = textOrNull(row, name)
        return cell !== null && amounts.has(name) ? shortest(cell) : cell
      }),
    ])
  }
}

/** `12.500000` as `12.50`: two places at least, no needless zeros. */
function shortest(decimal: string): string {
  return decimal.replace(/(\.\d\d\d*?)0+$/, '$1')
}
