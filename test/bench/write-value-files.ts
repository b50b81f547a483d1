import {
  accountKey,
  accounts,
  chance,
  days,
  firstDay,
  linesSelect,
  productKey,
  products,
  writeFiles,
  writeSelects,
} from './write-files.ts'

const months = 48

/**
 * Writes what `writeFiles` does and everything an account costs beside its goods: invoices and payments for every invoice of the
 * lines, and per thousand lines 50 events, 10 logged entries, 50 freight bills, 10 accruals, 10 promises with their deliveries; the
 * stock of every product at the end of every month, shared and for 2 000 accounts of their own.
 */
export async function writeValueFiles(folder: string, lines: number): Promise<void> {
  await writeFiles(folder, lines)
  await writeSelects(folder, {
    invoices: `SELECT invoice AS number, min(date) AS date, min(date) + 30 AS due_date, min(account) AS account,
        'EUR' AS currency, round(sum(net) * 1.2, 2) AS gross FROM (${linesSelect(lines)}) GROUP BY invoice ORDER BY invoice`,
    payments: `SELECT 'PAY' || substr(invoice, 4) AS payment, invoice,
        CAST(min(date) + CAST(15 + floor(60 * ${chance('CAST(substr(invoice, 4) AS BIGINT)', 71)}) AS INTEGER) AS DATE) AS date,
        round(sum(net) * 1.2, 2) AS amount FROM (${linesSelect(lines)}) GROUP BY invoice
        HAVING ${chance('CAST(substr(invoice, 4) AS BIGINT)', 73)} < 0.97 ORDER BY invoice`,
    events: rows(
      lines / 20,
      `'E' || i AS number, ${drawnAccount(81)} AS account,
       ['call', 'visit', 'quote', 'inquiry', 'complaint', 'special_handling'][1 + CAST(floor(6 * ${chance('i', 83)}) AS INTEGER)] AS activity,
       ${drawnDay('i', 87, lines / 20)} AS date, 1 + CAST(floor(3 * ${chance('i', 89)}) AS INTEGER) AS quantity`,
    ),
    hours: rows(
      lines / 100,
      `'H' || i AS number, ${drawnAccount(91)} AS account, ${drawnDay('i', 93, lines / 100)} AS date,
       CASE WHEN i % 3 = 0 THEN 'visit' END AS activity, (1 + i % 16) / 4.0 AS hours`,
    ),
    freight: `SELECT 'F' || substr(invoice, 4) AS number, invoice, min(date) + 2 AS date,
        CAST(5 + floor(40 * ${chance('CAST(substr(invoice, 4) AS BIGINT)', 97)}) AS DECIMAL(18,2)) AS amount
      FROM (${linesSelect(lines)}) WHERE CAST(substr(invoice, 4) AS BIGINT) % 5 = 0 GROUP BY invoice ORDER BY invoice`,
    accruals: rows(
      lines / 100,
      `'A' || i AS number, ${drawnAccount(101)} AS account, ${drawnDay('i', 103, lines / 100)} AS date, 50 + i % 400 AS amount,
       CASE WHEN i % 4 > 0 THEN CAST(${drawnDay('i', 103, lines / 100)} + 120 AS DATE) END AS credited_on`,
    ),
    stock: `SELECT CAST(DATE '${firstDay}' + CAST((m + 1) * 30 AS INTEGER) AS DATE) AS date, ${productKey('p')} AS product,
        CAST(NULL AS VARCHAR) AS account, 20 + (p * 31 + m * 17) % 400 AS quantity
        FROM range(${String(products)}) a(p), range(${String(months)}) b(m)
      UNION ALL
      SELECT CAST(DATE '${firstDay}' + CAST((m + 1) * 30 AS INTEGER) AS DATE), ${productKey(`(k * 13 % ${String(products)})`)}, ${accountKey('k')},
        1 + (k + m) % 40 FROM range(2000) a(k), range(${String(months)}) b(m)`,
    commitments: rows(
      lines / 100,
      `'C' || i AS number, ${drawnAccount(107)} AS account, ${productKey(`(i * 7 % ${String(products)})`)} AS product,
       ${drawnDay('i', 109, lines / 100)} AS due, 10 + i % 90 AS quantity`,
    ),
    deliveries: rows(
      lines / 100,
      `'D' || i AS delivery, 'C' || i AS commitment, CAST(${drawnDay('i', 109, lines / 100)} + CAST(i % 40 - 15 AS INTEGER) AS DATE) AS date,
       5 + i % 80 AS quantity`,
    ),
  })
}

function rows(count: number, columns: string): string {
  return `SELECT ${columns} FROM range(${String(Math.floor(count))}) r(i)`
}

/** Large accounts are served most, as they buy most. */
function drawnAccount(salt: number): string {
  return accountKey(`CAST(floor(${String(accounts)} * power(${chance('i', salt)}, 2)) AS INTEGER)`)
}

/** Days in the order of the rows, and none the same for all. */
function drawnDay(index: string, salt: number, count: number): string {
  return `CAST(DATE '${firstDay}' + CAST(floor((${index} + ${chance(index, salt)}) * ${String(days)} / ${String(Math.floor(count) + 1)}) AS INTEGER) AS DATE)`
}
