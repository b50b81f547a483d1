import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { monthStarts } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import { financingBases, nightDecimals, waitingSteps } from '../../domain/receivables/financing.ts'
import type { FinancingBase, RateSpan } from '../../domain/receivables/financing.ts'
import type { Parameter } from '../store/session.ts'
import { accountNumber } from './account-number.ts'
import { liveAt } from './live.ts'
import { accountOfKept, documentParameters, goodsTable, homeDocumentTables } from './receivable-tables.ts'
import type { DocumentsQuestion } from './receivable-tables.ts'

/** What the sums are made of. */
export interface SumsQuestion {
  readonly documents: DocumentsQuestion
  readonly window: Span
  /** What money cost on the days of the window. */
  readonly spans: readonly RateSpan[]
  /** With what is open at the end and the sales before it; else only what happened in the window. */
  readonly withOpen: boolean
}

/** Whether a share of the net or of the cost of goods is financed on some day: that share needs a division where parts were paid. */
export function isShared(spans: readonly RateSpan[]): boolean {
  return spans.some(({ rate }) => rate !== null && rate.base !== 'gross')
}

/** Whether the cost of goods is financed on some day. */
export function needsGoods(spans: readonly RateSpan[]): boolean {
  return spans.some(({ rate }) => rate?.base === 'cost')
}

/** Values as they are put into a statement, in the order of their places. */
class Places {
  readonly parameters: Parameter[]
  constructor(first: readonly Parameter[]) {
    this.parameters = [...first]
  }

  /** The value as an expression of that type. */
  put(value: string, type: 'DATE' | 'BIGINT'): string {
    this.parameters.push(value)
    return `CAST($${String(this.parameters.length)} AS ${type})`
  }
}

/** What it costs to wait for one unit from the evening of `day` to the end, in units of `nightDecimals` places. */
function waitingFrom(day: string, spans: readonly RateSpan[], base: FinancingBase, places: Places): string {
  const steps = waitingSteps(spans, base).map(({ from, to, night, rest }) => ({
    from,
    cost: `${places.put(String(rest), 'BIGINT')} + ${places.put(String(night), 'BIGINT')} * (${places.put(to, 'DATE')} - ${day})`,
  }))
  const cases = steps.map(({ from, cost }) => `WHEN ${day} >= ${places.put(from, 'DATE')} THEN ${cost}`)
  return `CASE ${cases.join(' ')} END`
}

function wide(amount: string): string {
  return `CAST(${amount} AS DECIMAL(38,6))`
}

/** An amount times what a unit costs, exact and as a float near it. */
interface CostSql {
  readonly exact: string
  readonly near: string
}

function product(amount: string, unit: string): CostSql {
  return {
    exact: `${wide(amount)} * CAST(${unit} AS DECIMAL(19,0))`,
    near: `CAST(${amount} AS DOUBLE PRECISION) * CAST(${unit} AS DOUBLE PRECISION)`,
  }
}

/** What waiting cost where all is reckoned on the gross: what was paid comes off from its day on. */
function costOfGross(unit: 'waited' | 'late'): CostSql {
  const [all, off] = [product('t.gross', `t.${unit}_gross`), product('t.settled', `t.${unit}_paid_gross`)]
  const some = (one: string, several: string): string =>
    `CASE WHEN t.parts IS NULL THEN 0 WHEN t.parts = 1 THEN ${one} ELSE ${several} END`
  return {
    exact: `${all.exact} - ${some(off.exact, `q.${unit}`)}`,
    near: `${all.near} - ${some(off.near, `CAST(q.${unit} AS DOUBLE PRECISION)`)}`,
  }
}

/** The same where shares of it are financed: such a document was settled at once, or not at all. */
function costOfShares(unit: 'waited' | 'late', used: readonly FinancingBase[]): CostSql {
  const parts = used.map((base) => {
    const units = (name: string): string =>
      `(t.${name}_${base} - CASE WHEN t.parts = 1 THEN t.${name}_paid_${base} ELSE 0 END)`
    const { exact, near } = product(amounts[base], units(unit))
    // Who did not wait needs to know no amount.
    const onlyWaited = (cost: string): string =>
      `CASE WHEN t.gross = 0 OR ${units('waited')} = 0 THEN 0 ELSE ${cost} END`
    return { exact: onlyWaited(exact), near: onlyWaited(near) }
  })
  return { exact: parts.map(({ exact }) => exact).join(' + '), near: parts.map(({ near }) => near).join(' + ') }
}

/** The amount of a base of a document `t`, with the cost `g` of its goods. */
const amounts: Readonly<Record<FinancingBase, string>> = { gross: 't.gross', net: 't.net', cost: 'g.cost' }

/** One millionth in the units of an exact cost, and half of it. */
const millionth = `CAST(1${'0'.repeat(nightDecimals - 6)} AS DECIMAL(19,0))`
const half = `CAST(5${'0'.repeat(nightDecimals - 7)} AS DECIMAL(19,0))`

/** The millionths nearest to a float, off by one at most: its error is far below one for costs of less than a milliard. */
function guessOf(near: string): string {
  return `CAST((${near}) * CAST('1e-${String(nightDecimals - 6)}' AS DOUBLE PRECISION) AS BIGINT)`
}

/**
 * An exact cost in whole millionths, half away from zero, by a guess that the exact rest corrects: to round a wide decimal takes
 * DuckDB a microsecond, half of the whole query. The float decides nothing. Null where the cost is.
 */
function roundedFrom(exact: string, guess: string): string {
  const rest = `(${exact} - CAST(${guess} AS DECIMAL(19,0)) * ${millionth})`
  return `CASE WHEN ${exact} >= 0 THEN ${guess} + CASE WHEN ${rest} >= ${half} THEN 1 WHEN ${rest} < -${half} THEN -1 ELSE 0 END
      WHEN ${exact} < 0 THEN ${guess} + CASE WHEN ${rest} > ${half} THEN 1 WHEN ${rest} <= -${half} THEN -1 ELSE 0 END END`
}

/** The sums as `receivableSums` reads them, a row for each account and state of documents. */
export function sumsStatement({ documents, window, spans, withOpen }: SumsQuestion): {
  sql: string
  parameters: Parameter[]
} {
  const places = new Places(documentParameters(documents))
  const [isWhole, withGoods] = [isShared(spans), needsGoods(spans)]
  const used = isWhole
    ? financingBases.filter((base) => spans.some(({ rate }) => rate?.base === base))
    : (['gross'] as const)
  const tables = homeDocumentTables({ isWhole })
  const to = 'CAST($2 AS DATE)'
  const first = places.put(window.from, 'DATE')
  const evening = places.put(addDays(window.from, -1), 'DATE')
  const waiting = (day: string, base: FinancingBase): string => waitingFrom(day, spans, base, places)
  const units = used.flatMap((base) => [
    `${waiting('e.waits', base)} AS waited_${base}`,
    `${waiting('greatest(e.last_day, e.waits)', base)} AS waited_paid_${base}`,
    `${waiting('e.late_from', base)} AS late_${base}`,
    `CASE WHEN e.late_from IS NOT NULL THEN ${waiting('greatest(e.last_day, e.late_from)', base)} END AS late_paid_${base}`,
  ])
  const [waited, late] = isWhole
    ? [costOfShares('waited', used), costOfShares('late', used)]
    : [costOfGross('waited'), costOfGross('late')]
  const ofPayments = (one: string, several: string): string =>
    `CASE WHEN t.parts IS NULL THEN 0 WHEN t.parts = 1 THEN ${one} ELSE ${several} END`
  const unrated = spans.find(({ rate }) => rate === null)
  const isUnrated = unrated
    ? `(t.waits < ${places.put(unrated.to, 'DATE')}
        AND t.gross <> ${ofPayments('CASE WHEN t.last_day <= t.waits THEN t.settled ELSE 0 END', 'q.before')})`
    : 'FALSE'
  const sql = `WITH ${tables}${withGoods ? `, ${goodsTable}` : ''},
    evening AS (
      SELECT k.*, ${first} AS first_day, greatest(k.date, ${evening}) AS waits,
        CASE WHEN k.gross > 0 AND k.due_date IS NOT NULL THEN least(greatest(k.date, k.due_date, ${evening}), ${to}) END AS late_from
      FROM kept k),
    timed AS (SELECT e.*, ${units.join(', ')} FROM evening e),
    part AS (
      SELECT t.source, t.number, sum(${wide('p.amount')} * (${to} - greatest(p.date, t.waits))) AS nights,
        sum(${product('p.amount', `(${waiting('greatest(p.date, t.waits)', 'gross')})`).exact}) AS waited,
        sum(CASE WHEN t.late_from IS NOT NULL
          THEN ${product('p.amount', `(${waiting('greatest(p.date, t.late_from)', 'gross')})`).exact} END) AS late,
        sum(CASE WHEN p.date <= t.waits THEN p.amount ELSE 0 END) AS before,
        sum(CASE WHEN p.date >= t.first_day THEN p.amount ELSE 0 END) AS paid,
        sum(CASE WHEN p.date >= t.first_day AND p.date > t.date THEN ${wide('p.amount')} * (p.date - t.date) ELSE 0 END) AS paid_days
      FROM timed t JOIN paid p ON p.source = t.source AND p.invoice = t.number
      WHERE t.parts > 1 AND t.state = 'plain'
      GROUP BY t.source, t.number),
    disputed AS (
      SELECT q.source, q.invoice, sum(q.amount) AS amount, max(CASE WHEN q.amount IS NULL THEN 1 ELSE 0 END) AS whole
      FROM dispute q
      WHERE q.opened <= ${to} AND (q.closed IS NULL OR q.closed > ${to}) AND ${liveAt('q', 3)}
      GROUP BY q.source, q.invoice),
    measured AS (
      SELECT t.source, t.account, t.state, t.date, t.due_date, t.first_day, t.gross, t.gross - coalesce(t.settled, 0) AS open,
        ${to} - t.date AS days, CASE WHEN t.due_date < ${to} THEN ${to} - t.due_date ELSE 0 END AS late_days,
        CASE WHEN t.gross > 0
          THEN ${ofPayments('CASE WHEN t.last_day >= t.first_day THEN t.settled ELSE 0 END', 'q.paid')} ELSE 0 END AS paid,
        CASE WHEN t.gross > 0 THEN ${ofPayments(
          `CASE WHEN t.last_day >= t.first_day AND t.last_day > t.date THEN ${wide('t.settled')} * (t.last_day - t.date) ELSE 0 END`,
          'q.paid_days',
        )} ELSE 0 END AS paid_days,
        ${wide('t.gross')} * (${to} - t.waits)
          - ${ofPayments(`${wide('t.settled')} * (${to} - greatest(t.last_day, t.waits))`, 'q.nights')} AS nights,
        CASE WHEN NOT ${isUnrated} THEN ${waited.exact} END AS waited, ${guessOf(waited.near)} AS waited_guess,
        CASE WHEN t.late_from IS NULL THEN 0 ELSE ${late.exact} END AS late,
        CASE WHEN t.late_from IS NULL THEN 0 ELSE ${guessOf(late.near)} END AS late_guess,
        x.amount AS dispute_amount, x.whole AS dispute_whole
      FROM timed t
      LEFT JOIN part q ON q.source = t.source AND q.number = t.number
      LEFT JOIN disputed x ON x.source = t.source AND x.invoice = t.number
      ${withGoods ? 'LEFT JOIN goods g ON g.source = t.source AND g.invoice = t.number' : ''}),
    rounded AS (
      SELECT m.*, ${roundedFrom('m.waited', 'm.waited_guess')} AS total, ${roundedFrom('m.late', 'm.late_guess')} AS total_late,
        CASE WHEN m.open <= 0 OR m.dispute_whole IS NULL THEN 0
          WHEN m.dispute_whole = 1 OR m.dispute_amount > m.open THEN m.open
          WHEN m.dispute_amount > 0 THEN m.dispute_amount ELSE 0 END AS disputed
      FROM measured m),
    at_account AS (SELECT k.*, ${accountNumber} AS number FROM rounded k ${accountOfKept}),
    of_window AS (
      SELECT k.number AS account, k.state, count(*) AS documents, sum(CASE WHEN k.date >= k.first_day THEN 1 ELSE 0 END) AS dated,
        sum(k.paid) AS paid, sum(k.paid_days) AS paid_days, sum(k.nights) AS open_nights, sum(k.total) AS financing_total,
        sum(CASE WHEN k.total IS NOT NULL THEN k.total_late END) AS financing_late,
        sum(CASE WHEN k.total <> 0 THEN 1 ELSE 0 END) AS costed, sum(CASE WHEN k.total IS NULL THEN 1 ELSE 0 END) AS uncosted
        ${withOpen ? `, sum(CASE WHEN k.date >= k.first_day THEN k.gross END) AS sales, ${monthSums(documents.to, places)}` : ''}
      FROM at_account k GROUP BY k.number, k.state)
    ${
      withOpen
        ? `, at_end AS (SELECT k.number AS open_account, k.state AS open_state, ${openSums} FROM at_account k WHERE k.open <> 0 GROUP BY k.number, k.state)
    SELECT w.*, e.* FROM of_window w LEFT JOIN at_end e ON e.open_account = w.account AND e.open_state = w.state`
        : 'SELECT w.* FROM of_window w'
    }`
  return { sql, parameters: places.parameters }
}

/** What is open by age, and what of it is late, paid in part or disputed. */
const openSums = [
  ['credits', 'k.open < 0'],
  ['no_due_date', 'k.open > 0 AND k.due_date IS NULL'],
  ['not_due', 'k.open > 0 AND k.due_date IS NOT NULL AND k.late_days = 0'],
  ['to_30', 'k.open > 0 AND k.late_days BETWEEN 1 AND 30'],
  ['to_60', 'k.open > 0 AND k.late_days BETWEEN 31 AND 60'],
  ['to_90', 'k.open > 0 AND k.late_days BETWEEN 61 AND 90'],
  ['over_90', 'k.open > 0 AND k.late_days > 90'],
  ['part_paid_open', 'k.gross > 0 AND k.open > 0 AND k.open <> k.gross'],
]
  .map(([name, condition]) => `sum(CASE WHEN ${condition ?? ''} THEN k.open END) AS ${name ?? ''}`)
  .concat(
    `sum(CASE WHEN k.open > 0 THEN ${wide('k.open')} * k.days END) AS open_days`,
    `sum(CASE WHEN k.open > 0 AND k.late_days > 0 THEN ${wide('k.open')} * k.days END) AS overdue_days`,
    `sum(CASE WHEN k.open > 0 AND k.late_days > 0 THEN ${wide('k.open')} * k.late_days END) AS late_amount_days`,
    'sum(CASE WHEN k.open > 0 AND k.late_days > 0 THEN 1 ELSE 0 END) AS overdue_invoices',
    'sum(CASE WHEN k.gross > 0 AND k.open > 0 AND k.open <> k.gross THEN 1 ELSE 0 END) AS part_paid_invoices',
    'sum(k.disputed) AS disputed',
    'sum(CASE WHEN k.late_days > 0 THEN k.disputed END) AS overdue_disputed',
    'sum(CASE WHEN k.disputed > 0 THEN 1 ELSE 0 END) AS disputed_invoices',
  )
  .join(',\n      ')

function monthSums(to: Day, places: Places): string {
  const starts = monthStarts(to).map((start) => places.put(start, 'DATE'))
  return starts
    .map((start, index) => {
      const next = starts[index + 1]
      const before = next === undefined ? '' : ` AND k.date < ${next}`
      return `sum(CASE WHEN k.date >= ${start}${before} THEN k.gross END) AS month_${String(index)}`
    })
    .join(', ')
}
