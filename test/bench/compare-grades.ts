import { DuckDBInstance } from '@duckdb/node-api'
import { formatMicros } from '../../src/domain/money.ts'
import { microsOf, textOf, textOrNull } from '../../src/ledger/store/decode.ts'
import type { Row } from '../../src/ledger/store/session.ts'

interface GradeRow {
  readonly account: string
  readonly grade: string | null
  readonly spend: string
  readonly orders: number
}

/** Throws when the product's answer (NDJSON of the command) and the grade table made by hand differ in one account. */
export async function compareGrades(output: string, database: string): Promise<void> {
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', threads: '2' })
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(
    `SELECT account, grade, CAST(coalesce(spend, 0) AS VARCHAR) AS spend, CAST(coalesce(orders, 0) AS VARCHAR) AS orders
     FROM grade`,
  )
  const expected = new Map(
    (reader.getRowObjectsJson() as Row[]).map((row) => [
      textOf(row, 'account'),
      `${textOrNull(row, 'grade') ?? 'none'} ${formatMicros(microsOf(row, 'spend'))} ${textOf(row, 'orders')}`,
    ]),
  )
  connection.closeSync()
  instance.closeSync()
  const rows = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GradeRow)
  if (rows.length !== expected.size) {
    throw new Error(`Cannot compare: ${String(rows.length)} accounts are graded and ${String(expected.size)} by hand`)
  }
  for (const { account, grade, spend, orders } of rows) {
    const [one, other] = [`${grade ?? 'none'} ${spend} ${String(orders)}`, expected.get(account)]
    if (one !== other) throw new Error(`Account "${account}" is graded ${one} and by hand ${other ?? 'not at all'}`)
  }
}
