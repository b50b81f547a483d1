// npm run bench -- lifetime: fits BG/NBD to simulated accounts, once in whole weeks, where many are equal, and once where no two
// are; then MBG/CNBD-k and forecasts as the program makes them. Options: --accounts 1000000 --runs 3.
import { parseArgs } from 'node:util'
import { fitLifetime } from '../../src/domain/lifetime/fit.ts'
import type { LifetimeFit } from '../../src/domain/lifetime/fit.ts'
import { expectedOrders, medianWait, probabilityOfOrder } from '../../src/domain/lifetime/forecast.ts'
import { tabulate } from '../../src/domain/lifetime/histories.ts'
import type { Histories } from '../../src/domain/lifetime/histories.ts'
import type { LifetimeModel } from '../../src/domain/lifetime/model.ts'
import { simulate } from '../lifetime/simulate.ts'
import { calibrate } from './calibrate.ts'
import { describeMachine } from './machine.ts'
import { median, printVerdicts } from './report.ts'

const options = { accounts: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } } as const
const { values } = parseArgs({ options })
const [accounts, runs] = [Number(values.accounts), Number(values.runs)]
if (!(accounts >= 1000 && runs >= 1)) throw new RangeError('Cannot use --accounts below 1000 or --runs below 1')

const truth: LifetimeModel = { k: 1, stopsAtFirst: false, r: 0.8, alpha: 30, a: 0.7, b: 4 }
const bgNbd = { k: 1, stopsAtFirst: false }
const names = ['r', 'alpha', 'a', 'b'] as const

console.log(await describeMachine())
process.stderr.write(`simulating ${accounts.toLocaleString('en-US')} accounts\n`)
const apart = simulate(truth, accounts, 1)
const weeks: Histories = {
  repeats: apart.repeats,
  last: apart.last.map((time) => Math.ceil(time / 7)),
  age: apart.age.map((time) => Math.ceil(time / 7)),
  logGaps: 0,
}
const loyal = simulate({ ...truth, a: 0, b: 1 }, Math.min(accounts, 50_000), 2)

/** Seconds of a run, and of the fixed loop before it. */
interface Round {
  readonly seconds: number
  readonly loop: number
}

const [equalRounds, apartRounds, loyalRounds] = [rounds(), rounds(), rounds()]
let [equal, differing, faithful]: (LifetimeFit | null)[] = [null, null, null]
for (let run = 1; run <= runs; run++) {
  process.stderr.write(`run ${String(run)} of ${String(runs)}\n`)
  equal = measure(equalRounds, () => fitLifetime(weeks, bgNbd))
  differing = measure(apartRounds, () => fitLifetime(apart, bgNbd))
  faithful = measure(loyalRounds, () => fitLifetime(loyal, bgNbd))
}
if (!equal || !differing || !faithful) throw new Error('Cannot fit')

const kinds = tabulate(weeks).weight.length
print(`BG/NBD, ${count(accounts)} accounts in whole weeks, ${count(kinds)} of them different`, equalRounds, equal)
print(`BG/NBD, ${count(accounts)} accounts, no two equal`, apartRounds, differing)
print(`BG/NBD, ${count(loyal.repeats.length)} loyal accounts without attrition`, loyalRounds, faithful)
const microseconds = forecastTime({ ...truth, k: 3, stopsAtFirst: true })
console.log(`\nforecast of an account, k = 3, 90 days: ${microseconds.toFixed(1)} µs`)

const errors = names.map(
  (name) => Math.abs(differing.model[name] - truth[name]) / (differing.standardErrors?.[name] ?? 0),
)
const met = printVerdicts([
  limit('BG/NBD with equal accounts made one, seconds', equalRounds, 1.5),
  limit('BG/NBD without equal accounts, seconds', apartRounds, 6),
  {
    what: 'parameters from those that made the accounts, std errors',
    figures: errors.map((error) => error.toFixed(1)).join(' '),
    value: Math.max(...errors),
    limit: 3,
  },
  {
    what: 'loyal accounts: mean probability to stop at an order',
    figures: faithful.hasAttrition ? 'attrition' : 'none visible',
    value: faithful.model.a / (faithful.model.a + faithful.model.b),
    limit: 0.001,
  },
])
process.exitCode = met ? 0 : 1

function rounds(): Round[] {
  return []
}

function measure<T>(list: Round[], work: () => T): T {
  const loop = calibrate()
  const started = performance.now()
  const done = work()
  list.push({ seconds: (performance.now() - started) / 1000, loop })
  return done
}

function print(
  name: string,
  list: readonly Round[],
  { model, evaluations, logLikelihood, isSettled }: LifetimeFit,
): void {
  const seconds = list.map((round) => `${round.seconds.toFixed(2)} (loop ${round.loop.toFixed(2)})`).join(', ')
  console.log(`\n${name}`)
  console.log(`seconds: ${seconds}`)
  console.log(
    `${names.map((parameter) => `${parameter} ${model[parameter].toPrecision(5)}`).join(', ')}; log-likelihood ${logLikelihood.toFixed(2)}; ${String(evaluations)} evaluations; ${isSettled ? 'settled' : 'not settled'}`,
  )
}

function limit(what: string, list: readonly Round[], most: number) {
  const seconds = median(list.map((round) => round.seconds))
  return { what, figures: `${seconds.toFixed(2)} s`, value: seconds, limit: most }
}

/** Microseconds that a forecast with all its figures takes, over accounts as they come. */
function forecastTime(model: LifetimeModel): number {
  const some = Math.min(accounts, 20_000)
  const started = performance.now()
  let sum = 0
  for (let row = 0; row < some; row++) {
    const history = { repeats: apart.repeats[row] ?? 0, last: apart.last[row] ?? 0, age: apart.age[row] ?? 0 }
    sum += expectedOrders(model, history, 90) + probabilityOfOrder(model, history, 90)
    sum += medianWait(model, history, 3652) ?? 0
  }
  if (!Number.isFinite(sum)) throw new Error('Cannot forecast')
  return ((performance.now() - started) * 1000) / some
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
