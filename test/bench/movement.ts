// npm run bench -- movement: compares two years of a book of generated lines, with the grades of both ends and the bridge of every
// account, and looks for alerts in it, in one process on an open book. Options: --lines 10000000 --runs 5, and --book FOLDER for a
// book that was made before, which is upgraded where it lies
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readAccounts } from '../../src/app/account/read-accounts.ts'
import { findAlarms } from '../../src/app/alert/find-alarms.ts'
import { getMovement } from '../../src/app/movement/get-movement.ts'
import { getMovementBridge } from '../../src/app/movement-bridge/get-movement-bridge.ts'
import { openBook } from '../../src/app/open-book.ts'
import { envToConfig } from '../../src/config.ts'
import { addDays } from '../../src/domain/day.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { calibrate } from './calibrate.ts'
import { describeMachine } from './machine.ts'
import { median, printVerdicts } from './report.ts'
import { runCommand } from './served.ts'
import { gradedYear, productKey, products, writeFiles, writeSelects } from './write-files.ts'

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '10000000' },
    runs: { type: 'string', default: '5' },
    book: { type: 'string' },
  },
})
const lines = Number(values.lines)
const runs = Number(values.runs)
const q = 0.1
/** Families of products: alerts look for one that declines in an account that does not. */
const families = 40

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

console.log(await describeMachine())
const data = values.book ?? (await makeBook())
await using book = await openBook(envToConfig(process.env, data), {
  actor: { kind: 'local-operator', name: 'bench' },
  // The last of the generated years is over.
  now: () => `${String(Number(gradedYear) + 1)}-02-01T12:00:00.000Z`,
  progress: { report: () => undefined },
  create: false,
})
const { ctx } = book
const watermark = await watermarkOf(ctx.ledger)
const everything = { within: 'book', rates: 'booked', closed: 'no' } as const
const byGrade = { bound: 'grade', boundShare: 0.1, boundAmount: '1000' } as const

console.log(`\nfixed loop ${calibrate().toFixed(2)} s; ${lines.toLocaleString('en')} lines`)
const [movements, seconds, alerts]: number[][] = [[], [], []]
let accounts = 0
for (let run = 0; run <= runs; run += 1) {
  // Another pair of days each time: what was compared is kept.
  const to = addDays(`${gradedYear}-12-31`, -run)
  const question = { ...everything, to: `ttm@${to}` }
  const took = await secondsOf(async () => {
    const bridge = await getMovementBridge(ctx, question)
    const { matrix } = await getMovement(ctx, { ...question, ...byGrade })
    accounts = matrix.reduce((sum, { count }) => sum + count, 0)
    if (bridge.revenue?.steps.length === 0) throw new Error('Cannot measure: nothing changed')
  })
  const again = await secondsOf(() => getMovementBridge(ctx, { ...question, by: 'segment' }))
  const alarmed = await secondsOf(async () => {
    const day = await readAccounts(ctx, to, watermark)
    const valid = new Set(day.flatMap((account) => (account.valid ? [account.id] : [])))
    const looked = { asOf: to, watermark, kinds: defaultPolicy.kinds }
    await findAlarms(ctx, looked, { q, isAccount: (id) => valid.has(id) })
  })
  // The first run warms the caches of files.
  if (run === 0) continue
  movements?.push(took)
  seconds?.push(again)
  alerts?.push(alarmed)
}
console.log(`${accounts.toLocaleString('en')} accounts take part`)
const ok = printVerdicts([
  verdict('movement of a year with the bridge of every account, s', movements ?? [], 2),
  verdict('the same by another grouping, s', seconds ?? [], 0.5),
  verdict('looking for alerts, s', alerts ?? [], 5),
])
process.exitCode = ok ? 0 : 1

function verdict(what: string, times: readonly number[], limit: number) {
  const figures = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)} s`
  return { what, figures, value: median(times), limit }
}

async function makeBook(): Promise<string> {
  const [files, made] = [join(folder, 'files'), join(folder, 'book')]
  console.error(`making a book of ${String(lines)} lines`)
  await writeFiles(files, lines)
  await writeSelects(files, {
    families: `SELECT 'F' || f AS key, 'Family ' || f AS name FROM range(${String(families)}) r(f)`,
    products: `SELECT ${productKey('p')} AS key, 'Product ' || p AS name, 'F' || p * 7 % ${String(families)} AS family
      FROM range(${String(products)}) r(p)`,
  })
  await runCommand({ data: made, databaseUrl: null }, ['import', files, '--as', 'main', '--base-currency', 'EUR'])
  await rm(files, { recursive: true })
  return made
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
