// What a person would write in DuckDB instead of using the product: node by-hand.ts FOLDER DATABASE. It types the file
// into a table that stays, with the cost of its day in every line, checks that (invoice, line) is unique, and grades.
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { literal } from '../../src/ledger/store/duckdb.ts'
import { gradedYear } from './write-files.ts'

const [folder, database] = process.argv.slice(2)
if (folder === undefined || database === undefined) throw new Error('Cannot start: name the folder and the database')

function csv(name: string, columns: Readonly<Record<string, string>>): string {
  const typed = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`)
  const file = literal(join(folder ?? '', `${name}.csv`))
  return `read_csv(${file}, auto_detect = false, header = true, delim = ',', quote = '"', columns = {${typed.join(', ')}})`
}

const accounts = csv('accounts', { key: 'VARCHAR', name: 'VARCHAR' })
const costs = csv('costs', { product: 'VARCHAR', valid_from: 'DATE', cost: 'DECIMAL(18,6)' })
const lines = csv('lines', {
  invoice: 'VARCHAR',
  line: 'VARCHAR',
  date: 'DATE',
  account: 'VARCHAR',
  product: 'VARCHAR',
  currency: 'VARCHAR',
  order_number: 'VARCHAR',
  kind: 'VARCHAR',
  quantity: 'DECIMAL(18,6)',
  net: 'DECIMAL(18,6)',
})

const statements = [
  `CREATE TABLE account AS SELECT * FROM ${accounts}`,
  // A last day instead of an open end: an OR in the join condition would make it a nested loop.
  `CREATE TABLE cost AS SELECT product, valid_from, cost,
     lead(valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY product ORDER BY valid_from) AS valid_until FROM ${costs}`,
  `CREATE TABLE line AS SELECT l.*, c.cost AS unit_cost FROM ${lines} l
     LEFT JOIN cost c ON c.product = l.product AND l.date >= c.valid_from AND l.date < c.valid_until`,
]

const repeated = `SELECT count(*) AS n FROM (SELECT 1 FROM line GROUP BY invoice, line HAVING count(*) > 1)`

const grade = `CREATE TABLE grade AS
  SELECT a.key AS account, a.name, f.spend, f.cost, f.orders,
    CASE WHEN f.spend >= 10000 THEN 'A' WHEN f.spend >= 5000 THEN 'B' WHEN f.account IS NOT NULL THEN 'C' END AS grade
  FROM account a LEFT JOIN (
    SELECT account, sum(CASE WHEN kind IN ('goods', 'service', 'discount') THEN net END) AS spend,
      sum(CASE WHEN kind IN ('goods', 'service') THEN CAST(unit_cost * quantity AS DECIMAL(18,6)) END) AS cost,
      count(DISTINCT CASE WHEN kind = 'discount' OR (kind IN ('goods', 'service') AND net >= 0) THEN order_number END) AS orders
    FROM line WHERE date >= DATE '${gradedYear}-01-01' AND date <= DATE '${gradedYear}-12-31' GROUP BY account
  ) f ON f.account = a.key`

const instance = await DuckDBInstance.create(database, {
  threads: '2',
  memory_limit: '900MB',
  preserve_insertion_order: 'false',
})
const connection = await instance.connect()
for (const statement of statements) await connection.run(statement)
const [found] = (await connection.runAndReadAll(repeated)).getRowsJson()
if (found?.[0] !== '0') throw new Error('Cannot load the lines: an (invoice, line) is there twice')
await connection.run(grade)
await connection.run('CHECKPOINT')
connection.closeSync()
instance.closeSync()
