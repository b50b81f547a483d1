// npm run bench -- facts: reads the facts of all families of a book of generated lines, stock, promises, events, freight and
// payments, in one process on an open book. Options: --lines 10000000 --runs 5
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addCostRate } from '../../src/app/cost-rate/cost-rates.ts'
import type { Ctx } from '../../src/app/context.ts'
import { addFamilyFacts, readFacts } from '../../src/app/grade/read-facts.ts'
import { openBook } from '../../src/app/open-book.ts'
import { addFinancingRate } from '../../src/app/receivable/financing-rates.ts'
import { envToConfig } from '../../src/config.ts'
import { factFamilies } from '../../src/domain/fact-family.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { watermarkOf } from '../../src/ledger/store/batch.ts'
import { calibrate } from './calibrate.ts'
import { describeMachine } from './machine.ts'
import { median, printVerdicts } from './report.ts'
import { runCommand } from './served.ts'
import { gradedYear } from './write-files.ts'
import { writeValueFiles } from './write-value-files.ts'

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '10000000' }, runs: { type: 'string', default: '5' } },
})
const lines = Number(values.lines)
const runs = Number(values.runs)

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

console.log(await describeMachine())
const files = join(folder, 'files')
const data = join(folder, 'book')
console.error(`making a book of ${String(lines)} lines`)
await writeValueFiles(files, lines)
await runCommand({ data, databaseUrl: null }, ['import', files, '--as', 'main', '--base-currency', 'EUR'])
await rm(files, { recursive: true })

await using book = await openBook(envToConfig(process.env, data), {
  actor: { kind: 'local-operator', name: 'bench' },
  now: () => new Date().toISOString(),
  progress: { report: () => undefined },
  create: false,
})
await setRates(book.ctx)
const window = { from: `${gradedYear}-01-01`, to: `${gradedYear}-12-31`, watermark: await watermarkOf(book.ctx.ledger) }
const { kinds } = defaultPolicy

console.log(`\nfixed loop ${calibrate().toFixed(2)} s; ${lines.toLocaleString('en')} lines`)
const whole: number[] = []
const byFamily = new Map<string, number[]>()
for (let run = 0; run <= runs; run += 1) {
  await forget()
  const seconds = await secondsOf(() => readFacts(book.ctx, window, { kinds, families: factFamilies }))
  // The first run warms the caches of files.
  if (run === 0) continue
  whole.push(seconds)
  await note('lines', () => readFacts(book.ctx, window, { kinds, families: [] }))
  for (const family of factFamilies) {
    await forget()
    await note(family, () => addFamilyFacts(book.ctx, new Map(), { window, kinds, scope: null }, [family]))
  }
}
for (const [name, times] of byFamily) console.log(`${name.padEnd(12)}${median(times).toFixed(2).padStart(8)} s`)
const ok = printVerdicts([
  {
    what: 'facts of all families of a year, seconds',
    figures: `${Math.min(...whole).toFixed(2)} to ${Math.max(...whole).toFixed(2)} s`,
    value: median(whole),
    limit: 4,
  },
])
process.exitCode = ok ? 0 : 1

async function note(name: string, work: () => Promise<unknown>): Promise<void> {
  byFamily.set(name, [...(byFamily.get(name) ?? []), await secondsOf(work)])
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Answers are kept until somebody sets a rate. */
async function forget(): Promise<void> {
  await addCostRate(book.ctx, {
    rate: { kind: 'cover', subject: '', value: { days: 30 } },
    validFrom: '2020-01-01',
    note: null,
  })
}

async function setRates(ctx: Ctx): Promise<void> {
  const validFrom = '2020-01-01'
  const set = (rate: Parameters<typeof addCostRate>[1]['rate']) => addCostRate(ctx, { rate, validFrom, note: null })
  await addFinancingRate(ctx, { validFrom, rate: '0.05', base: 'gross', note: null })
  await set({
    kind: 'carrying',
    subject: '',
    value: { capital: '0.08', storage: '0.06', insurance: '0.02', obsolescence: '0.06', damage: '0.03' },
  })
  await set({ kind: 'pool', subject: 'desk', value: { name: 'Desk', cost: '560000', minutes: '700000' } })
  for (const [activity, minutes] of [
    ['', null],
    ['call', '12'],
    ['visit', '90'],
    ['quote', '30'],
    ['inquiry', '44'],
    ['complaint', '40'],
    ['special_handling', '25'],
    ['order', '8'],
    ['credit_note', '15'],
  ] as const) {
    await set({ kind: 'activity', subject: activity, value: { pool: 'desk', minutes } })
  }
  await set({ kind: 'returns', subject: '', value: { perReturn: '12.5', activity: null } })
}
