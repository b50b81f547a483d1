import { noAccountId } from '../../domain/no-account.ts'
import { textOrNull } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { costSpans, liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** One invoice line behind a figure, as text; amounts are exact decimals, null is an empty cell. */
export interface AccountLine {
  /** The account key on the line. */
  readonly account: string | null
  readonly date: string | null
  readonly invoice: string | null
  readonly line: string | null
  readonly orderNumber: string | null
  readonly kind: string | null
  readonly product: string | null
  readonly quantity: string | null
  readonly currency: string | null
  readonly net: string | null
  readonly rate: string | null
  readonly baseNet: string | null
  readonly unitCost: string | null
  readonly salesperson: string | null
}

/** The lines of these accounts in the window, oldest first, in pieces. */
export async function* accountLines(
  session: Session,
  window: FactsWindow,
  accountIds: readonly string[],
): AsyncIterable<readonly AccountLine[]> {
  if (accountIds.length === 0) return
  const ids = accountIds.map((_, index) => `$${String(index + 4)}`).join(', ')
  const pieces = session.pieces(
    `WITH cost_span AS (${costSpans(3)})
     SELECT l.account, CAST(l.date AS VARCHAR) AS date, l.invoice, l.line, l.order_number, l.kind, l.product, l.currency, l.salesperson,
       CAST(l.quantity AS VARCHAR) AS quantity, CAST(l.net AS VARCHAR) AS net, CAST(l.rate AS VARCHAR) AS rate,
       CAST(l.base_net AS VARCHAR) AS base_net, CAST(c.cost AS VARCHAR) AS unit_cost
     FROM line l
     LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account
       AND l.date >= r.valid_from AND l.date < r.valid_to
     LEFT JOIN cost_span c ON c.source = l.source AND c.product = l.product
       AND l.date >= c.valid_from AND l.date < c.valid_until
     WHERE coalesce(r.account_id, '${noAccountId}') IN (${ids})
       AND l.date >= CAST($1 AS DATE) AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
     ORDER BY l.date, l.source COLLATE "C", l.invoice COLLATE "C", l.line COLLATE "C" NULLS FIRST, l.key_hi, l.key_lo`,
    [window.from, window.to, String(window.watermark), ...accountIds],
  )
  for await (const rows of pieces) {
    yield rows.map((row) => ({
      account: textOrNull(row, 'account'),
      date: textOrNull(row, 'date'),
      invoice: textOrNull(row, 'invoice'),
      line: textOrNull(row, 'line'),
      orderNumber: textOrNull(row, 'order_number'),
      kind: textOrNull(row, 'kind'),
      product: textOrNull(row, 'product'),
      quantity: textOrNull(row, 'quantity'),
      currency: textOrNull(row, 'currency'),
      net: textOrNull(row, 'net'),
      rate: textOrNull(row, 'rate'),
      baseNet: textOrNull(row, 'base_net'),
      unitCost: textOrNull(row, 'unit_cost'),
      salesperson: textOrNull(row, 'salesperson'),
    }))
  }
}
