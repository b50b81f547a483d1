import type { Micros } from '../../domain/money.ts'
import type { Session } from '../store/session.ts'
import { accountIds, accountNumber } from './account-number.ts'
import { inScope, isEmptyScope, placesOf, scopeParameters } from './account-scope.ts'
import type { AccountScope } from './account-scope.ts'
import { liveAt } from './live.ts'
import type { FactsWindow } from './live.ts'

/**
 * Outbound freight that was paid for in the window and not invoiced on, by account, in base currency (measures.md, 8). What the
 * freight lines of an invoice charge is taken off the bills that name it, whoever they were carried to, the earliest first, so that
 * it is taken off once and two windows that touch add up. Bills that name no invoice are set against the freight lines of
 * their account in the window on invoices that no bill names. Neither goes below zero: what is charged in excess is revenue.
 */
export async function freightFacts(
  session: Session,
  window: FactsWindow,
  scope: AccountScope | null = null,
): Promise<Map<string, Micros>> {
  if (scope && isEmptyScope(scope)) return new Map()
  const sums = new Map<string, Micros>()
  const add = async (sql: string): Promise<void> => {
    const answer = await session.read(sql, parametersOf(window, scope))
    const [ids, amounts] = [await accountIds(session, answer), answer.micros('amount')]
    for (const [at, id] of ids.entries()) sums.set(id, (sums.get(id) ?? 0n) + (amounts[at] ?? 0n))
  }
  await add(ofNamedInvoices(scope))
  if (await hasLooseBills(session, window)) await add(ofNoInvoice(scope))
  for (const [id, amount] of sums) if (amount === 0n) sums.delete(id)
  return sums
}

function parametersOf({ from, to, watermark }: FactsWindow, scope: AccountScope | null) {
  return [from, to, String(watermark), ...(scope ? scopeParameters(scope) : [])]
}

/** The account `r` of a row `alias`. */
function accountOf(alias: string): string {
  return `LEFT JOIN account_ref r ON r.source = ${alias}.source AND r.key = ${alias}.account
      AND ${alias}.date >= r.valid_from AND ${alias}.date < r.valid_to`
}

const inWindow = (alias: string): string => `${alias}.date >= CAST($1 AS DATE) AND ${alias}.date <= CAST($2 AS DATE)`

/** Bills that name an invoice, of invoices that any bill of the window names. */
function ofNamedInvoices(scope: AccountScope | null): string {
  return `WITH named AS (
       SELECT f.source, f.invoice FROM freight f
       WHERE f.invoice IS NOT NULL AND ${inWindow('f')} AND ${liveAt('f', 3)} GROUP BY f.source, f.invoice),
     bill AS (
       SELECT f.source, f.invoice, f.account, f.date, f.base_amount, f.key_hi, f.key_lo
       FROM freight f JOIN named n ON n.source = f.source AND n.invoice = f.invoice
       WHERE f.date <= CAST($2 AS DATE) AND ${liveAt('f', 3)}),
     charged AS (
       SELECT l.source, l.invoice, sum(l.base_net) AS amount
       FROM line l JOIN named n ON n.source = l.source AND n.invoice = l.invoice
       WHERE l.kind = 'freight' AND l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)}
       GROUP BY l.source, l.invoice),
     header AS (
       SELECT i.source, i.number, min(i.account) AS account
       FROM invoice i JOIN named n ON n.source = i.source AND n.invoice = i.number
       WHERE ${liveAt('i', 3)} GROUP BY i.source, i.number),
     nameless AS (
       SELECT b.source, b.invoice FROM bill b LEFT JOIN header h ON h.source = b.source AND h.number = b.invoice
       WHERE b.account IS NULL AND h.account IS NULL GROUP BY b.source, b.invoice),
     lines_of AS (
       SELECT l.source, l.invoice, min(l.account) AS account
       FROM line l JOIN nameless n ON n.source = l.source AND n.invoice = l.invoice
       WHERE l.date <= CAST($2 AS DATE) AND ${liveAt('l', 3)} GROUP BY l.source, l.invoice),
     billed AS (
       SELECT b.source, b.invoice, coalesce(b.account, h.account, o.account) AS account, b.date, b.base_amount, b.key_hi, b.key_lo,
         CASE WHEN c.amount > 0 THEN c.amount ELSE 0 END AS charged
       FROM bill b
       LEFT JOIN charged c ON c.source = b.source AND c.invoice = b.invoice
       LEFT JOIN header h ON h.source = b.source AND h.number = b.invoice
       LEFT JOIN lines_of o ON o.source = b.source AND o.invoice = b.invoice),
     running AS (
       SELECT ${accountNumber} AS number, r.account_id, b.account, b.date, b.base_amount, b.charged,
         sum(b.base_amount) OVER (PARTITION BY b.source, b.invoice ORDER BY b.date, b.key_hi, b.key_lo) AS paid
       FROM billed b ${accountOf('b')})
     SELECT b.number AS account, sum(${beyondCharged('b.paid')} - ${beyondCharged('b.paid - b.base_amount')}) AS amount
     FROM running b
     WHERE b.date >= CAST($1 AS DATE) AND ${scope ? ofScope(scope) : 'TRUE'}
     GROUP BY b.number`
}

/** What of bills up to this sum the invoice does not pay for. */
function beyondCharged(paid: string): string {
  return `CASE WHEN ${paid} > b.charged THEN ${paid} - b.charged ELSE 0 END`
}

/** Bills of the accounts in scope, after all bills of their invoices were added up. */
function ofScope({ keys, ids }: AccountScope): string {
  return `b.account IN (${placesOf(keys, 4)}) AND b.account_id IN (${placesOf(ids, 4 + keys.length)})`
}

async function hasLooseBills(session: Session, window: FactsWindow): Promise<boolean> {
  const rows = await session.all(
    `SELECT 1 AS found WHERE EXISTS (
       SELECT 1 FROM freight f WHERE f.invoice IS NULL AND ${inWindow('f')} AND ${liveAt('f', 3)})`,
    parametersOf(window, null),
  )
  return rows.length > 0
}

/** Bills of the window that name no invoice, set against what the account was charged on invoices that no bill names. */
function ofNoInvoice(scope: AccountScope | null): string {
  return `WITH named AS (
       SELECT f.source, f.invoice FROM freight f
       WHERE f.invoice IS NOT NULL AND f.date <= CAST($2 AS DATE) AND ${liveAt('f', 3)} GROUP BY f.source, f.invoice),
     sides AS (
       SELECT ${accountNumber} AS account, f.base_amount AS paid, CAST(0 AS DECIMAL(18,6)) AS charged
       FROM freight f ${accountOf('f')}
       WHERE f.invoice IS NULL AND ${inWindow('f')} AND ${liveAt('f', 3)} AND ${scope ? inScope('f', scope, 4).where : 'TRUE'}
       UNION ALL
       SELECT ${accountNumber}, 0, l.base_net
       FROM line l ${accountOf('l')}
       WHERE l.kind = 'freight' AND ${inWindow('l')} AND ${liveAt('l', 3)} AND ${scope ? inScope('l', scope, 4).where : 'TRUE'}
         AND NOT EXISTS (SELECT 1 FROM named n WHERE n.source = l.source AND n.invoice = l.invoice))
     SELECT account, CASE WHEN charged <= 0 THEN paid WHEN paid > charged THEN paid - charged ELSE 0 END AS amount
     FROM (SELECT account, sum(paid) AS paid, sum(charged) AS charged FROM sides GROUP BY account) summed`
}
