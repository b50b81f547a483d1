import { noAccountId } from '../../domain/no-account.ts'
import type { Document } from '../../domain/receivables/receivable.ts'
import { microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/** A document of an account. */
interface AccountDocument {
  readonly accountId: string
  readonly document: Document
}

type Payment = Document['payments'][number]

/**
 * The invoices and credit notes that matter between two days: those dated there, paid there or open at the end; of all accounts,
 * those of one after the other, or of those in scope. Amounts are as the source states them, gross of tax; lines are not read.
 */
export async function* receivableDocuments(
  session: Session,
  { from, to, watermark }: FactsWindow,
  scope: AccountScope | null = null,
): AsyncGenerator<AccountDocument> {
  if (scope && isEmptyScope(scope)) return
  const within = scope ? inScope('i', scope, 4) : { where: 'TRUE' }
  // One row a payment: what was paid is added up in exact arithmetic of one place, not here.
  const pieces = session.pieces(
    `WITH doc AS (
       SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, i.source, i.number, i.date, i.due_date, i.currency,
         i.net, i.tax, i.gross
       FROM invoice i
       LEFT JOIN account_ref r ON r.source = i.source AND r.key = i.account AND i.date >= r.valid_from AND i.date < r.valid_to
       WHERE i.date <= CAST($2 AS DATE) AND ${liveAt('i', 3)} AND ${within.where}),
     paid AS (
       SELECT p.source, p.invoice, p.date, p.currency, p.amount, p.base_amount, p.key_hi, p.key_lo
       FROM payment p
       WHERE p.date <= CAST($2 AS DATE) AND ${liveAt('p', 3)} AND p.invoice IN (SELECT number FROM doc)),
     settled AS (
       SELECT source, invoice, sum(amount) AS amount, max(date) AS last_day, min(currency) AS currency,
         max(currency) AS other_currency
       FROM paid GROUP BY source, invoice)
     SELECT d.account_id, d.source, d.number, CAST(d.date AS VARCHAR) AS date, CAST(d.due_date AS VARCHAR) AS due_date,
       d.currency, d.net, d.tax, d.gross, CAST(p.date AS VARCHAR) AS paid_on, p.currency AS paid_currency, p.amount,
       p.base_amount,
       CASE WHEN EXISTS (SELECT 1 FROM payment q WHERE q.source = d.source AND ${liveAt('q', 3)}) THEN 'yes' END AS pays
     FROM doc d
     LEFT JOIN settled s ON s.source = d.source AND s.invoice = d.number
     LEFT JOIN paid p ON p.source = d.source AND p.invoice = d.number
     WHERE d.date >= CAST($1 AS DATE) OR s.invoice IS NULL OR s.last_day >= CAST($1 AS DATE) OR d.gross IS NULL
       OR s.amount <> d.gross OR s.currency <> d.currency OR s.other_currency <> d.currency
     ORDER BY d.account_id COLLATE "C", d.source COLLATE "C", d.number COLLATE "C", p.date NULLS FIRST, p.key_hi, p.key_lo`,
    [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  let current: AccountDocument | null = null
  let payments: Payment[] = []
  for await (const rows of pieces) {
    for (const row of rows) {
      const isSame =
        current?.document.number === row['number'] &&
        current?.document.source === row['source'] &&
        current?.accountId === row['account_id']
      if (!isSame) {
        if (current) yield current
        payments = []
        current = { accountId: textOf(row, 'account_id'), document: toDocument(row, payments) }
      }
      if (row['paid_on'] !== null) payments.push(toPayment(row))
    }
  }
  if (current) yield current
}

function toDocument(row: Row, payments: readonly Payment[]): Document {
  return {
    source: textOf(row, 'source'),
    number: textOf(row, 'number'),
    date: textOf(row, 'date'),
    dueDate: textOrNull(row, 'due_date'),
    currency: textOf(row, 'currency'),
    net: microsOrNull(row, 'net'),
    tax: microsOrNull(row, 'tax'),
    gross: microsOrNull(row, 'gross'),
    payments,
    hasPayments: row['pays'] !== null,
  }
}

function toPayment(row: Row): Payment {
  return {
    date: textOf(row, 'paid_on'),
    currency: textOf(row, 'paid_currency'),
    amount: microsOf(row, 'amount'),
    baseAmount: microsOf(row, 'base_amount'),
  }
}
