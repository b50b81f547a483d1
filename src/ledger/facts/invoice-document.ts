import type { Day } from '../../domain/day.ts'
import type { Micros } from '../../domain/money.ts'
import { microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'

/** What an invoice says of itself; amounts in its own currency, null where the source gives none. */
export interface InvoiceHeader {
  readonly date: Day
  readonly dueDate: Day | null
  readonly isCredit: boolean
  readonly orderNumber: string | null
  readonly salesperson: string | null
  readonly legalEntity: string | null
  readonly currency: string
  readonly net: Micros | null
  readonly tax: Micros | null
  readonly gross: Micros | null
}

export interface InvoicePayment {
  readonly payment: string | null
  readonly date: Day
  readonly amount: Micros
  readonly currency: string
}

/** That the account does not agree with an invoice, for a stretch of days. */
export interface InvoiceDispute {
  readonly opened: Day
  /** The first day without it; null while it stands. */
  readonly closed: Day | null
  /** In the currency of the invoice; null for all that is open of it. */
  readonly amount: Micros | null
  readonly reason: string | null
}

interface DocumentName {
  readonly source: string
  readonly number: string
  readonly watermark: number
}

/** The header of an invoice of the accounts in scope; undefined when the ledger has none. */
export async function findInvoiceHeader(
  session: Session,
  scope: AccountScope,
  { source, number, watermark }: DocumentName,
): Promise<InvoiceHeader | undefined> {
  if (isEmptyScope(scope)) return undefined
  const { join, where } = inScope('i', scope, 4)
  const [row] = await session.all(
    `SELECT CAST(i.date AS VARCHAR) AS date, CAST(i.due_date AS VARCHAR) AS due_date, CASE WHEN i.credit THEN 'yes' END AS credit,
       i.order_number, i.salesperson, i.legal_entity, i.currency, i.net, i.tax, i.gross
     FROM invoice i ${join}
     WHERE i.source = $1 AND i.number = $2 AND ${liveAt('i', 3)} AND ${where}`,
    [source, number, String(watermark), ...scopeParameters(scope)],
  )
  return row && toHeader(row)
}

/** Every payment that settled part of an invoice, in the order they came. */
export async function listInvoicePayments(
  session: Session,
  { source, number, watermark }: DocumentName,
): Promise<InvoicePayment[]> {
  const rows = await session.all(
    `SELECT p.payment, CAST(p.date AS VARCHAR) AS date, p.amount, p.currency
     FROM payment p
     WHERE p.source = $1 AND p.invoice = $2 AND ${liveAt('p', 3)}
     ORDER BY p.date NULLS LAST, p.payment COLLATE "C" NULLS FIRST, p.key_hi, p.key_lo`,
    [source, number, String(watermark)],
  )
  return rows.map((row) => ({
    payment: textOrNull(row, 'payment'),
    date: textOf(row, 'date'),
    amount: microsOrNull(row, 'amount') ?? 0n,
    currency: textOf(row, 'currency'),
  }))
}

/** Every dispute about an invoice, in the order they were opened. */
export async function listInvoiceDisputes(
  session: Session,
  { source, number, watermark }: DocumentName,
): Promise<InvoiceDispute[]> {
  const rows = await session.all(
    `SELECT CAST(d.opened AS VARCHAR) AS opened, CAST(d.closed AS VARCHAR) AS closed, d.amount, d.reason
     FROM dispute d
     WHERE d.source = $1 AND d.invoice = $2 AND ${liveAt('d', 3)}
     ORDER BY d.opened`,
    [source, number, String(watermark)],
  )
  return rows.map((row) => ({
    opened: textOf(row, 'opened'),
    closed: textOrNull(row, 'closed'),
    amount: microsOrNull(row, 'amount'),
    reason: textOrNull(row, 'reason'),
  }))
}

/** The accounts that lines of an invoice are of; null among them for lines without one. */
export async function listInvoiceAccounts(
  session: Session,
  { source, number, watermark }: DocumentName,
): Promise<(string | null)[]> {
  const rows = await session.all(
    `SELECT DISTINCT r.account_id
     FROM line l
     LEFT JOIN account_ref r ON r.source = l.source AND r.key = l.account AND l.date >= r.valid_from AND l.date < r.valid_to
     WHERE l.source = $1 AND l.invoice = $2 AND ${liveAt('l', 3)}`,
    [source, number, String(watermark)],
  )
  return rows.map((row) => textOrNull(row, 'account_id'))
}

function toHeader(row: Row): InvoiceHeader {
  return {
    date: textOf(row, 'date'),
    dueDate: textOrNull(row, 'due_date'),
    isCredit: textOrNull(row, 'credit') !== null,
    orderNumber: textOrNull(row, 'order_number'),
    salesperson: textOrNull(row, 'salesperson'),
    legalEntity: textOrNull(row, 'legal_entity'),
    currency: textOf(row, 'currency'),
    net: microsOrNull(row, 'net'),
    tax: microsOrNull(row, 'tax'),
    gross: microsOrNull(row, 'gross'),
  }
}
