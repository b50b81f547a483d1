// npm run bench -- policy: tries policies on a generated book through the real server, as somebody who moves a bound does, and
// adopts one. Options: --accounts 50000 --rounds 3
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { usualCurve } from '../../src/domain/policy-template.ts'
import { calibrate } from './calibrate.ts'
import { percentile } from './load.ts'
import { describeMachine } from './machine.ts'
import { median, printVerdicts } from './report.ts'
import { rescoreSeconds, twelveMetrics } from './rescore.ts'
import { writeServeFiles } from './serve-files.ts'
import { runCommand, startServer, untilBuilt } from './served.ts'
import type { Served } from './served.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '3' },
    port: { type: 'string', default: '4390' },
  },
})
const accounts = Number(values.accounts)
const rounds = Number(values.rounds)
const triesPerRound = 20
const patienceMs = 120_000

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

console.log(await describeMachine())
const files = join(folder, 'files')
const stores = { data: join(folder, 'book'), databaseUrl: null }
console.error(`making a book of ${String(accounts)} accounts and ${String(accounts * 12)} lines`)
await writeServeFiles(files, { accounts, invoices: 4 })
await runCommand(stores, ['import', files, '--as', 'main', '--base-currency', 'EUR'])
await rm(files, { recursive: true })

/** Bounds in money; each call moves one of them. */
const bySpend = (step: number): Policy => ({
  ...defaultPolicy,
  effectiveFrom: '2024-01-01',
  grades: [
    { label: 'A', atLeast: String(10_000 + step * 10) },
    { label: 'B', atLeast: '5000' },
    { label: 'C', atLeast: null },
  ],
})
/** A score of all four factors; each call moves a weight. */
const byScore = (step: number): Policy => ({
  ...bySpend(0),
  gradeBy: 'score',
  grades: [
    { label: 'A', atLeast: '70' },
    { label: 'B', atLeast: '40' },
    { label: 'C', atLeast: null },
  ],
  factors: defaultPolicy.factors.map((factor, index) => (index === 0 ? { ...factor, weight: 40 + step } : factor)),
})

/** A score of twelve figures of all families; each call moves a weight. */
const byTwelve = (step: number): Policy => ({
  ...byScore(0),
  factors: twelveMetrics.map((metric, index) => ({
    metric,
    weight: index === 0 ? 40 + step : 5,
    curve: usualCurve(metric) ?? { type: 'bands', bands: [{ atLeast: null, points: 50 }] },
  })),
})

const rescores = Array.from({ length: rounds }, (_, round) => rescoreSeconds(accounts, byTwelve(round)))

{
  await using served = await startServer(stores, Number(values.port))
  await untilBuilt(served)
  console.log(`\nfixed loop ${calibrate().toFixed(2)} s`)
  const cold = await previewMs(served, bySpend(1))
  console.log(`${String(accounts)} accounts; first preview after an import ${cold.toFixed(0)} ms`)
  await previewMs(served, byScore(1))
  await previewMs(served, byTwelve(1))
  const [spend, score] = [await tries(served, bySpend), await tries(served, byScore)]
  const twelve = await tries(served, byTwelve)
  const movers = await timesOf(triesPerRound, (step) =>
    post(served, '/policies/movers', byScore(2 + step), { limit: 60 }),
  )
  const regrades: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    regrades.push(await regradeSeconds(served, bySpend(1000 * round)))
    console.log(
      `re-grade ${String(round)}: ${(regrades.at(-1) ?? 0).toFixed(2)} s, fixed loop ${calibrate().toFixed(2)} s`,
    )
  }
  const met = printVerdicts([
    verdict('preview of another bound, p95, ms', spend, 150),
    verdict('preview of another weight, p95, ms', score, 150),
    verdict('preview of another of twelve weights, p95, ms', twelve, 150),
    verdict('a page of who moves, p95, ms', movers, 150),
    {
      what: 'all grades by twelve factors, worked out anew, s',
      figures: rescores.map((seconds) => seconds.toFixed(2)).join(' '),
      value: median(rescores),
      limit: 1,
    },
    {
      what: 'adopted until the stored grades are shown, s',
      figures: regrades.map((seconds) => seconds.toFixed(2)).join(' '),
      value: median(regrades),
      limit: 3,
    },
  ])
  process.exitCode = met ? 0 : 1
}

function verdict(what: string, times: readonly number[], limit: number) {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
  return { what, figures: `p50 ${p50.toFixed(0)} p95 ${p95.toFixed(0)}`, value: p95, limit }
}

/** Every round tries policies that nobody has tried before. */
function tries(served: Served, policyOf: (step: number) => Policy): Promise<number[]> {
  return timesOf(rounds * triesPerRound, (step) => previewMs(served, policyOf(2 + step)))
}

async function timesOf(count: number, work: (step: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let step = 0; step < count; step += 1) {
    const started = performance.now()
    await work(step)
    times.push(performance.now() - started)
  }
  return times
}

async function previewMs(served: Served, after: Policy): Promise<number> {
  const started = performance.now()
  await post(served, '/policies/preview', after)
  return performance.now() - started
}

async function post(served: Served, path: string, after: Policy, more: object = {}): Promise<unknown> {
  const response = await served.send('POST', path, { before: null, after, ...more })
  if (!response.ok) throw new Error(`Cannot try a policy: ${String(response.status)} ${await response.text()}`)
  return response.json()
}

/** From the answer to an adoption until everybody sees grades by the new policy. */
async function regradeSeconds(served: Served, document: Policy): Promise<number> {
  const response = await served.send('POST', '/policies', { document, note: null, draftId: null })
  if (!response.ok) throw new Error(`Cannot adopt a policy: ${String(response.status)} ${await response.text()}`)
  const { adopted } = (await response.json()) as { adopted: { policy: { version: number } } }
  const started = performance.now()
  while (performance.now() - started < patienceMs) {
    const { items } = (await served.get('/policies')) as {
      items: readonly { policy: { version: number }; isShown: boolean }[]
    }
    if (items.some(({ policy, isShown }) => isShown && policy.version === adopted.policy.version)) {
      return (performance.now() - started) / 1000
    }
    await wait(20)
  }
  throw new Error('Cannot wait any longer for the grades')
}
