import { noAccountId } from '../../domain/no-account.ts'
import type { Document } from '../../domain/receivables/receivable.ts'
import { microsOf, microsOrNull, textOf, textOrNull } from '../store/decode.ts'
import type { Row, Session } from '../store/session.ts'
import { inScope, isEmptyScope, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import { accountOfKept, documentParameters, documentTables, goodsTable } from './receivable-tables.ts'
import type { DocumentsQuestion } from './receivable-tables.ts'

/** A document of an account. */
interface AccountDocument {
  readonly accountId: string
  readonly document: Document
}

/** Which documents are asked for, and what of them. */
interface DocumentsChoice {
  /** Those of some accounts; null for all. */
  readonly scope: AccountScope | null
  /** Only those that `receivableSums` leaves out: where not settled at once, too. */
  readonly odd: { readonly isWhole: boolean } | null
  /** Whether to find out what their goods have cost. */
  readonly withGoods: boolean
}

type Payment = Document['payments'][number]
type Dispute = Document['disputes'][number]

/**
 * The invoices and credit notes that matter between two days: those dated there, paid there or open at the end; those of one
 * account after the other. Amounts are as the source states them, gross of tax; lines are read for the cost of goods alone.
 */
export async function* receivableDocuments(
  session: Session,
  question: DocumentsQuestion,
  { scope, odd, withGoods }: DocumentsChoice,
): AsyncGenerator<AccountDocument> {
  if (scope && isEmptyScope(scope)) return
  const disputes = await readDisputes(session, question, scope)
  const tables = documentTables({ within: scope && inScope('i', scope, 5), isWhole: odd?.isWhole ?? false })
  // One row a payment: what was paid is added up in exact arithmetic of one place, not here.
  const pieces = session.pieces(
    `WITH ${tables}${withGoods ? `, ${goodsTable}` : ''}
     SELECT coalesce(r.account_id, '${noAccountId}') AS account_id, k.source, k.number, CAST(k.date AS VARCHAR) AS date,
       CAST(k.due_date AS VARCHAR) AS due_date, k.currency, k.stated_net AS net, k.tax, k.stated_gross AS gross, k.pays,
       ${withGoods ? 'g.cost' : 'NULL'} AS goods, CAST(p.date AS VARCHAR) AS paid_on, p.currency AS paid_currency, p.amount,
       p.base_amount
     FROM kept k
     LEFT JOIN paid p ON p.source = k.source AND p.invoice = k.number
     ${withGoods ? 'LEFT JOIN goods g ON g.source = k.source AND g.invoice = k.number' : ''}
     ${accountOfKept}
     WHERE ${odd ? `k.state = 'odd'` : 'TRUE'}
     ORDER BY coalesce(r.account_id, '${noAccountId}') COLLATE "C", k.source COLLATE "C", k.number COLLATE "C", p.date NULLS FIRST, p.key_hi, p.key_lo`,
    [...documentParameters(question), ...(scope ? scopeParameters(scope) : [])],
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
        current = { accountId: textOf(row, 'account_id'), document: toDocument(row, payments, disputes) }
      }
      if (row['paid_on'] !== null) payments.push(toPayment(row))
    }
  }
  if (current) yield current
}

/** The disputes up to a day, by source and invoice: there are few of them. */
async function readDisputes(
  session: Session,
  { to, watermark }: DocumentsQuestion,
  scope: AccountScope | null,
): Promise<ReadonlyMap<string, Dispute[]>> {
  const { join, where } = scope ? inScope('i', scope, 3) : { join: '', where: 'TRUE' }
  const rows = await session.all(
    `SELECT q.source, q.invoice, CAST(q.opened AS VARCHAR) AS opened, CAST(q.closed AS VARCHAR) AS closed, q.amount, q.reason
     FROM dispute q
     ${scope ? `JOIN invoice i ON i.source = q.source AND i.number = q.invoice AND ${liveAt('i', 2)}` : ''} ${join}
     WHERE q.opened <= CAST($1 AS DATE) AND ${liveAt('q', 2)} AND ${where}
     ORDER BY q.opened, q.key_hi, q.key_lo`,
    [to, String(watermark), ...(scope ? scopeParameters(scope) : [])],
  )
  const byInvoice = new Map<string, Dispute[]>()
  for (const row of rows) {
    const key = `${textOf(row, 'source')} ${textOf(row, 'invoice')}`
    const dispute = {
      opened: textOf(row, 'opened'),
      closed: textOrNull(row, 'closed'),
      amount: microsOrNull(row, 'amount'),
      reason: textOrNull(row, 'reason'),
    }
    const own = byInvoice.get(key)
    if (own) own.push(dispute)
    else byInvoice.set(key, [dispute])
  }
  return byInvoice
}

function toDocument(
  row: Row,
  payments: readonly Payment[],
  disputes: ReadonlyMap<string, readonly Dispute[]>,
): Document {
  const [source, number] = [textOf(row, 'source'), textOf(row, 'number')]
  return {
    source,
    number,
    date: textOf(row, 'date'),
    dueDate: textOrNull(row, 'due_date'),
    currency: textOf(row, 'currency'),
    net: microsOrNull(row, 'net'),
    tax: microsOrNull(row, 'tax'),
    gross: microsOrNull(row, 'gross'),
    costOfGoods: microsOrNull(row, 'goods'),
    payments,
    disputes: disputes.get(`${source} ${number}`) ?? [],
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
