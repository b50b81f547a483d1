// Grading from what is stored, in one process on open databases that have been asked before: node grade-warm.ts BOOK
// DATABASE RUNS. Prints {"verb", "query"}: seconds of every run of the product's verb and of the bare query, in turn;
// both end with the figures of every account in objects.
import { DuckDBInstance } from '@duckdb/node-api'
import { gradeBook } from '../../src/app/grade/grade-book.ts'
import { openBook } from '../../src/app/open-book.ts'
import { envToConfig } from '../../src/config.ts'
import { gradedYear } from './write-files.ts'

const [bookFolder, database, runs] = process.argv.slice(2)
if (bookFolder === undefined || database === undefined) throw new Error('Cannot start: name the book and the database')

/** Every figure that the verb needs of an account, over the table whose lines carry the cost of their day. */
const bareQuery = `SELECT account, count(*) AS lines, sum(net) AS net,
    sum(CASE WHEN kind IN ('goods', 'service', 'freight', 'discount', 'rebate') THEN net END) AS revenue,
    sum(CASE WHEN spend THEN net END) AS spend,
    sum(CASE WHEN spend AND costed THEN net END) AS costed_spend,
    sum(CASE WHEN spend THEN abs(net) END) AS spend_magnitude,
    sum(CASE WHEN spend AND costed THEN abs(net) END) AS costed_magnitude,
    sum(CASE WHEN spend AND NOT free THEN CAST(unit_cost * quantity AS DECIMAL(18,6)) END) AS cost,
    count(DISTINCT CASE WHEN spend AND NOT credit THEN order_number END) AS orders,
    count(DISTINCT invoice) AS invoices
  FROM (SELECT *, free OR (unit_cost IS NOT NULL AND quantity IS NOT NULL) AS costed FROM (
    SELECT *, kind IN ('goods', 'service', 'discount') AS spend, net < 0 AND kind NOT IN ('discount', 'rebate') AS credit,
      kind = 'discount' OR (quantity IS NULL AND net < 0) AS free
    FROM line WHERE date >= DATE '${gradedYear}-01-01' AND date <= DATE '${gradedYear}-12-31'))
  GROUP BY account`

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const instance = await DuckDBInstance.create(database, {
  threads: '2',
  memory_limit: '900MB',
  access_mode: 'READ_ONLY',
})
const connection = await instance.connect()
await using book = await openBook(envToConfig(process.env, bookFolder), {
  actor: { kind: 'local-operator', name: 'bench' },
  now: () => new Date().toISOString(),
  progress: { report: () => undefined },
  create: false,
})
const verb: number[] = []
const query: number[] = []
for (let run = 0; run <= Number(runs); run++) {
  const [one, other] = [
    await secondsOf(async () => (await connection.runAndReadAll(bareQuery)).getRowObjectsJson()),
    await secondsOf(() => gradeBook(book.ctx, { period: gradedYear })),
  ]
  // The first run of each warms the caches.
  if (run === 0) continue
  query.push(one)
  verb.push(other)
}
process.stdout.write(`${JSON.stringify({ verb, query })}\n`)
connection.closeSync()
instance.closeSync()
