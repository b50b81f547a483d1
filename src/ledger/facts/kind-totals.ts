import type { LedgerKindId } from '../../domain/kind.ts'
import type { Micros } from '../../domain/money.ts'
import { countOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import { openEnd } from '../store/session.ts'
import type { Session } from '../store/session.ts'
import { ledgerTable } from '../store/table.ts'

/** What the ledger holds of one kind, source, month and currency beside invoices and their lines. */
export interface KindTotal {
  readonly kind: LedgerKindId
  readonly source: string
  /** `YYYY-MM` of the day that a replace goes by. */
  readonly month: string
  /** Null for what is no money. */
  readonly currency: string | null
  readonly rows: number
  /**
   * Money in that currency, quantity in whatever units, number of events or hours; null for disputes, whose amounts are in the
   * currencies of their invoices, and where no quote has an amount.
   */
  readonly total: Micros | null
  /** Rows that name an invoice or a commitment which the ledger has not; null for kinds that name none. */
  readonly unmatched: number | null
}

/** What is added up of the rows of each kind, over the row `k`. */
const summed = {
  payments: 'k.amount',
  stock: 'k.quantity',
  commitments: 'k.quantity',
  deliveries: 'k.quantity',
  events: 'coalesce(k.quantity, 1)',
  hours: 'k.hours',
  freight: 'k.amount',
  accruals: 'k.amount',
  disputes: 'NULL',
  quotes: 'k.amount',
} as const satisfies Partial<Record<LedgerKindId, string>>

/** These kinds, in the order of an import. */
const totalledKinds = Object.keys(summed) as (keyof typeof summed)[]

/** What rows of a kind name, as a condition that the ledger has it. Rows that may name nothing and do are matched. */
const named: Readonly<Partial<Record<LedgerKindId, string>>> = {
  payments: 'EXISTS (SELECT 1 FROM invoices i WHERE i.source = k.source AND i.number = k.invoice)',
  deliveries: `EXISTS (SELECT 1 FROM promises c WHERE c.source = k.source AND c.number = k.commitment
    AND (c.line = coalesce(k.commitment_line, '') OR (k.commitment_line IS NULL AND c.lines = 1)))`,
  freight: 'k.invoice IS NULL OR EXISTS (SELECT 1 FROM invoices i WHERE i.source = k.source AND i.number = k.invoice)',
  accruals:
    'k.credited_by IS NULL OR EXISTS (SELECT 1 FROM invoices i WHERE i.source = k.source AND i.number = k.credited_by)',
  disputes: 'EXISTS (SELECT 1 FROM invoices i WHERE i.source = k.source AND i.number = k.invoice)',
}

/** The totals of all these kinds as they are now, kind by kind, in the order of their names and the newest month last. */
export async function kindTotals(session: Session): Promise<KindTotal[]> {
  const parts = totalledKinds.map((kind, place) => {
    const { table, dayColumn, columns } = ledgerTable(kind)
    const currency = columns.some(({ name }) => name === 'currency') ? 'k.currency' : 'CAST(NULL AS VARCHAR)'
    const isMatched = named[kind]
    const unmatched = isMatched === undefined ? 'CAST(NULL AS BIGINT)' : `sum(CASE WHEN ${isMatched} THEN 0 ELSE 1 END)`
    const month = `substr(CAST(k."${dayColumn}" AS VARCHAR), 1, 7)`
    return `SELECT ${String(place)} AS place, k.source, ${month} AS month, ${currency} AS currency, count(*) AS n,
        CAST(sum(CAST(${summed[kind]} AS DECIMAL(38,6))) AS DECIMAL(38,6)) AS total,
        ${unmatched} AS unmatched
      FROM ${table} k WHERE k.batch_to = ${openEnd} GROUP BY k.source, ${month}, ${currency}`
  })
  const rows = await session.all(
    // An invoice is known by its header or, where none came, by its lines; a delivery without a line is of the only one there is.
    `WITH invoices AS (
       SELECT source, number FROM invoice WHERE batch_to = ${openEnd}
       UNION SELECT source, invoice FROM line WHERE batch_to = ${openEnd}),
     promises AS (
       SELECT source, number, coalesce(line, '') AS line, count(*) OVER (PARTITION BY source, number) AS lines
       FROM commitment WHERE batch_to = ${openEnd})
     SELECT * FROM (${parts.join(' UNION ALL ')}) totals
     ORDER BY place, source COLLATE "C", month COLLATE "C", currency COLLATE "C" NULLS FIRST`,
  )
  return rows.map((row) => {
    const kind = totalledKinds[countOf(row, 'place')]
    if (kind === undefined) throw new Error('Cannot tell the kind of a total')
    return {
      kind,
      source: textOf(row, 'source'),
      month: textOf(row, 'month'),
      currency: textOrNull(row, 'currency'),
      rows: countOf(row, 'n'),
      total: microsOrNull(row, 'total'),
      unmatched: row['unmatched'] === null ? null : countOf(row, 'unmatched'),
    }
  })
}
