import type { Day } from '../../domain/day.ts'
import type { Session } from '../store/session.ts'
import { costSpans, liveAt } from './live.ts'
import { lineCostOrNull } from './value-facts.ts'

/** What the tables below are made of; their text needs `$1` to `$4`. */
export interface DocumentsQuestion {
  /** `$1`: documents settled before it do not matter. */
  readonly from: Day
  /** `$2`: the evening on which documents are looked at. */
  readonly to: Day
  /** `$3` */
  readonly watermark: number
  /** `$4`: the base currency of the book. */
  readonly base: string
}

/** The parameters `$1` to `$4`. */
export function documentParameters({ from, to, watermark, base }: DocumentsQuestion): readonly string[] {
  return [from, to, String(watermark), base]
}

/** Invoices `i` up to the day with their amounts: what is not stated is worked out of the other two. */
const documents = `SELECT i.source, i.number, i.account, i.date, i.due_date, i.currency, i.tax, i.gross AS stated_gross,
    i.net AS stated_net, coalesce(i.gross, i.net + i.tax) AS gross, coalesce(i.net, i.gross - i.tax) AS net
  FROM invoice i`
const documentsUpTo = `i.date <= CAST($2 AS DATE) AND ${liveAt('i', 3)}`

const paid = `SELECT p.source, p.invoice, p.date, p.currency, p.amount, p.base_amount, p.key_hi, p.key_lo
  FROM payment p WHERE p.date <= CAST($2 AS DATE) AND ${liveAt('p', 3)}`

/**
 * What has been paid on each document, added up. `signs` says in one number, for there are millions, what there is among the parts:
 * 1 for money that went back, 2 for money that came, 4 for another currency than that of the book.
 */
const settled = `SELECT source, invoice, count(*) AS parts, sum(amount) AS amount, max(date) AS last_day,
    bit_or(CASE WHEN currency <> CAST($4 AS VARCHAR) THEN 4 WHEN amount < 0 THEN 1 WHEN amount > 0 THEN 2 ELSE 0 END) AS signs,
    min(currency) AS currency, max(currency) AS other_currency
  FROM paid GROUP BY source, invoice`

/** The sources that have ever brought a payment. */
const payer = `SELECT DISTINCT q.source FROM payment q WHERE ${liveAt('q', 3)}`

/** The same of the sources of few documents: a row store finds out by an index. */
const payerOfDocuments = `SELECT o.source FROM (SELECT DISTINCT source FROM doc) o
  WHERE EXISTS (SELECT 1 FROM payment q WHERE q.source = o.source AND ${liveAt('q', 3)})`

/** Documents that matter: dated from `$1` on, paid from then on, or not settled to the last decimal. */
const matters = `d.date >= CAST($1 AS DATE) OR s.invoice IS NULL OR s.last_day >= CAST($1 AS DATE) OR d.gross IS NULL
  OR s.amount <> d.gross`

/** Documents in base currency that were settled by other than parts of what they ask for: money back, more than was asked for. */
function odd(isWhole: boolean): string {
  return `s.invoice IS NOT NULL AND (s.signs >= 4 OR CASE WHEN d.gross > 0 THEN s.signs IN (1, 3) OR s.amount > d.gross
    WHEN d.gross < 0 THEN s.signs IN (2, 3) OR s.amount < d.gross ELSE TRUE END${isWhole ? ' OR s.parts > 1 OR s.amount <> d.gross' : ''})`
}

function state(isWhole: boolean): string {
  return `CASE WHEN d.gross IS NULL THEN 'no-amount' WHEN d.source NOT IN (SELECT source FROM payer) THEN 'no-payments'
    WHEN ${odd(isWhole)} THEN 'odd' ELSE 'plain' END`
}

const settledBy = 'LEFT JOIN settled s ON s.source = d.source AND s.invoice = d.number'

/**
 * Tables for a WITH: `kept`, the documents that matter, one row each, and `paid`, what was paid on them up to the day. `state` is
 * why a document has no figures; `odd` where they are more than sums and products: in another currency, settled oddly, and with
 * `isWhole` where it was not settled at once; else `plain`. `within` joins and chooses invoices `i`, which are few then.
 */
export function documentTables({
  within,
  isWhole,
}: {
  readonly within: { readonly join: string; readonly where: string } | null
  readonly isWhole: boolean
}): string {
  return `doc AS (${documents} ${within?.join ?? ''} WHERE ${documentsUpTo} AND ${within?.where ?? 'TRUE'}),
    paid AS (${paid} AND ${within === null ? 'TRUE' : 'p.invoice IN (SELECT number FROM doc)'}),
    settled AS (${settled}),
    payer AS (${payerOfDocuments}),
    kept AS (
      SELECT d.*, y.source AS pays, CASE WHEN d.currency <> CAST($4 AS VARCHAR) THEN 'odd' ELSE ${state(isWhole)} END AS state
      FROM doc d ${settledBy} LEFT JOIN payer y ON y.source = d.source
      WHERE ${matters} OR s.currency <> d.currency OR s.other_currency <> d.currency)`
}

/**
 * The same tables of all documents in the base currency, with what was paid on each; those in another one are all odd. Payments are
 * read anew where few are asked for, which costs less than to keep all of them.
 */
export function homeDocumentTables({ isWhole }: { readonly isWhole: boolean }): string {
  return `doc AS (${documents} WHERE ${documentsUpTo} AND i.currency = CAST($4 AS VARCHAR)),
    paid AS NOT MATERIALIZED (${paid}),
    settled AS (${settled}),
    payer AS (${payer}),
    kept AS (
      SELECT d.source, d.number, d.account, d.date, d.due_date, d.gross, d.net, s.parts, s.amount AS settled, s.last_day,
        ${state(isWhole)} AS state
      FROM doc d ${settledBy}
      WHERE ${matters} OR s.signs >= 4)`
}

/**
 * The table `goods`, after `kept`: what the goods of each document have cost, in base currency; null where the cost of a line is
 * not known. A document without lines is not in it, one without goods has cost nothing.
 */
export const goodsTable = `cost_span AS (${costSpans(3)}),
    goods AS (
      SELECT l.source, l.invoice,
        CASE WHEN max(CASE WHEN l.kind = 'goods' AND ${lineCostOrNull} IS NULL THEN 1 ELSE 0 END) = 0
          THEN coalesce(sum(CASE WHEN l.kind = 'goods' THEN ${lineCostOrNull} END), 0) END AS cost
      FROM line l
      JOIN (SELECT source, number FROM kept) k ON k.source = l.source AND k.number = l.invoice
      LEFT JOIN cost_span c ON c.source = l.source AND c.product = l.product
        AND l.date >= c.valid_from AND l.date < c.valid_until
      WHERE ${liveAt('l', 3)}
      GROUP BY l.source, l.invoice)`

/** The account `r` of a row of `kept`. */
export const accountOfKept = `LEFT JOIN account_ref r ON r.source = k.source AND r.key = k.account
  AND k.date >= r.valid_from AND k.date < r.valid_to`

/** Whether a document is in another currency. */
export async function hasForeignDocuments(session: Session, question: DocumentsQuestion): Promise<boolean> {
  // A statement knows the places it names: the first day does not matter here.
  const rows = await session.all(
    `SELECT 1 AS found WHERE CAST($1 AS DATE) IS NOT NULL
       AND EXISTS (SELECT 1 FROM invoice i WHERE ${documentsUpTo} AND i.currency <> CAST($4 AS VARCHAR))`,
    documentParameters(question),
  )
  return rows.length > 0
}
