import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { literal } from '../../src/ledger/store/duckdb.ts'

/** The last of the four years, the one that is graded. */
export const gradedYear = '2026'

export const accounts = 50_000
export const products = 5000
const costsPerProduct = 5
export const firstDay = '2023-01-01'
export const days = 1461

/** Lines of seven invoices in turn: 28 lines, four an invoice, so that any line can be made without the ones before it. */
const linesOfInvoices = [4, 2, 7, 1, 3, 6, 5]
const linesOfTurn = linesOfInvoices.reduce((sum, lines) => sum + lines, 0)

/**
 * Writes accounts.csv, costs.csv and lines.csv of a distributor: invoices in the order of their dates, few large accounts
 * and many small ones, freight, discounts, credit notes. The same `lines` give the same bytes.
 */
export async function writeFiles(folder: string, lines: number): Promise<void> {
  await writeSelects(folder, {
    accounts: `SELECT ${accountKey('i')} AS key, 'Customer ' || i AS name FROM range(${accounts}) r(i)`,
    costs: costsSelect,
    lines: linesSelect(lines),
  })
}

/** Writes a CSV for each select, under its name. */
export async function writeSelects(folder: string, selects: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true })
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '900MB' })
  const connection = await instance.connect()
  try {
    for (const [name, select] of Object.entries(selects)) {
      await connection.run(`COPY (${select}) TO ${literal(join(folder, `${name}.csv`))} (FORMAT csv, HEADER)`)
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A number in [0, 1) that looks random and depends on `key` and `salt` only; DuckDB's own hash may change. */
export function chance(key: string, salt: number): string {
  const mixed = `((${key} + ${salt}) * 2654435761 % 4294967296)`
  return `(((${mixed} // 65536) * 40503 + ${mixed} % 65536 * 30011) % 1000003 / 1000003.0)`
}

export function accountKey(index: string): string {
  return `'C' || lpad(CAST(${index} * 7919 % ${accounts} AS VARCHAR), 6, '0')`
}

export function productKey(index: string): string {
  return `'P' || lpad(CAST(${index} AS VARCHAR), 5, '0')`
}

function unitPrice(product: string): string {
  return `(200 + ${product} * 7919 % 24800)`
}

/** Costs rise a little every year, from 60 to 80 % of the price, in the sixth place. */
const costsSelect = `SELECT ${productKey('p')} AS product,
    CAST(DATE '2022-07-01' + CAST(n * 330 + p % 60 AS INTEGER) AS DATE) AS valid_from,
    CAST(${unitPrice('p')} * (60 + p % 17 + n) * 100 / 1000000.0 AS DECIMAL(18,4)) AS cost
  FROM range(${products}) q(p), range(${costsPerProduct}) c(n) ORDER BY p, n`

export function linesSelect(lines: number): string {
  const places = linesOfInvoices.flatMap((count, invoice) =>
    Array.from({ length: count }, (_, line) => ({ invoice, line })),
  )
  const invoiceOf = `[${places.map((place) => place.invoice).join(', ')}]`
  const lineOf = `[${places.map((place) => place.line + 1).join(', ')}]`
  const invoices = (Math.floor(lines / linesOfTurn) + 1) * linesOfInvoices.length
  const numbered = `SELECT i, i // ${linesOfTurn} * ${linesOfInvoices.length} + ${invoiceOf}[i % ${linesOfTurn} + 1] AS v,
      ${lineOf}[i % ${linesOfTurn} + 1] AS line FROM range(${lines}) r(i)`
  // Every fourth invoice is a second delivery of the order before it, to the same account.
  const ordered = `SELECT *, CASE WHEN v % 4 = 3 THEN v - 1 ELSE v END AS o FROM (${numbered})`
  const drawn = `SELECT v, o, line, DATE '${firstDay}' + CAST(v * ${days} // ${invoices} AS INTEGER) AS date,
      CAST(floor(${accounts} * power(${chance('o', 11)}, 2)) AS INTEGER) AS a,
      CAST(floor(${products} * power(${chance('i', 23)}, 1.5)) AS INTEGER) AS p,
      1 + CAST(floor(24 * power(${chance('i', 37)}, 3)) AS INTEGER) AS pieces,
      ${chance('v', 41)} < 0.02 AS credited, ${chance('i', 53)} AS draw
    FROM (${ordered})`
  const sorted = `SELECT *, CASE WHEN draw < 0.03 THEN 'discount' WHEN draw < 0.07 THEN 'freight' ELSE 'goods' END AS kind,
      CASE WHEN credited THEN -1 ELSE 1 END AS sign FROM (${drawn})`
  const cents = `CASE kind WHEN 'discount' THEN -sign * (100 + p % 900) WHEN 'freight' THEN sign * (500 + p % 2500)
    ELSE sign * pieces * ${unitPrice('p')} * (100 - p % 9) // 100 END`
  return `SELECT 'INV' || lpad(CAST(v AS VARCHAR), 8, '0') AS invoice, line, date, ${accountKey('a')} AS account,
      CASE WHEN kind <> 'freight' THEN ${productKey('p')} END AS product, 'EUR' AS currency,
      'SO' || lpad(CAST(o AS VARCHAR), 8, '0') AS order_number, kind,
      CASE kind WHEN 'discount' THEN NULL WHEN 'freight' THEN sign ELSE sign * pieces END AS quantity,
      CAST(${cents} / 100.0 AS DECIMAL(18,2)) AS net
    FROM (${sorted})`
}
