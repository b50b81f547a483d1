// npm run bench -- import: imports and grades a generated book with the product (a), does the same durable work with a script
// written by hand in DuckDB (b), in turn, and holds the medians to their limits. Options: --lines 10000000 --runs 3.
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { calibrate } from './calibrate.ts'
import { compareGrades } from './compare-grades.ts'
import { describeMachine } from './machine.ts'
import { median, printRounds, printVerdicts } from './report.ts'
import type { Round, Verdict } from './report.ts'
import { runMeasured } from './run-measured.ts'
import { gradedYear, writeFiles } from './write-files.ts'

const bookvalue = fileURLToPath(new URL('../../bin/bookvalue.js', import.meta.url))
const byHandScript = fileURLToPath(new URL('by-hand.ts', import.meta.url))
const gradeWarm = fileURLToPath(new URL('grade-warm.ts', import.meta.url))
const warmGradings = 7
const mostBytes = 2e9

const options = { lines: { type: 'string', default: '10000000' }, runs: { type: 'string', default: '3' } } as const
const { values } = parseArgs({ options })
const lines = wholeNumber('lines', values.lines, 1000)
const runs = wholeNumber('runs', values.runs, 1)

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

console.log(await describeMachine())
const small = Math.floor(lines / 10)
say(`writing files of ${count(small)} and ${count(lines)} lines`)
const smallFiles = join(folder, 'small')
const largeFiles = join(folder, 'large')
await writeFiles(smallFiles, small)
await writeFiles(largeFiles, lines)

// The first small round brings programs and caches to life and is not counted.
await playRound(smallFiles, 'warm-up')
const smallRounds = await playRounds(smallFiles, `${count(small)} lines`)
const largeRounds = await playRounds(largeFiles, `${count(lines)} lines`)
const warm = await gradeWarmly()

printRounds(`${count(small)} lines`, smallRounds)
printRounds(`${count(lines)} lines`, largeRounds)
console.log(`\nGrading on open databases, seconds, in turn: verb ${shown(warm.verb)}, bare query ${shown(warm.query)}`)
const met = printVerdicts(verdicts())
await rm(folder, { recursive: true, force: true })
process.exitCode = met ? 0 : 1

function verdicts(): Verdict[] {
  const product = (rounds: readonly Round[]): number =>
    median(rounds.map((round) => round.first.seconds + round.grade.seconds))
  const first = median(largeRounds.map((round) => round.first.seconds))
  const again = median(largeRounds.map((round) => round.again.seconds))
  const byHand = median(largeRounds.map((round) => round.byHand.seconds))
  const peak = Math.max(
    ...largeRounds.flatMap((round) => [round.first, round.grade, round.again].map((measured) => measured.peakBytes)),
  )
  const [verb, query] = [median(warm.verb), median(warm.query)]
  const growth = product(largeRounds) / product(smallRounds)
  return [
    {
      what: 'first import and grade (a) to the script by hand (b)',
      figures: `${seconds(product(largeRounds))} to ${seconds(byHand)}`,
      value: product(largeRounds) / byHand,
      limit: 2,
    },
    {
      what: 'the same files again to the first import',
      figures: `${seconds(again)} to ${seconds(first)}`,
      value: again / first,
      limit: 1.5,
    },
    {
      what: 'grading the stored ledger to the bare query',
      figures: `${seconds(verb)} to ${seconds(query)}`,
      value: verb / query,
      limit: 1.5,
    },
    {
      what: 'peak memory of the process tree, GB',
      figures: `${(peak / 1e9).toFixed(2)} GB`,
      value: peak / 1e9,
      limit: mostBytes / 1e9,
    },
    {
      what: `growth from ${count(small)} to ${count(lines)} lines`,
      figures: `${seconds(product(smallRounds))} to ${seconds(product(largeRounds))}`,
      value: growth,
      limit: lines / small,
    },
  ]
}

async function playRounds(files: string, name: string): Promise<Round[]> {
  const rounds: Round[] = []
  for (let run = 1; run <= runs; run++)
    rounds.push(await playRound(files, `${name}, run ${String(run)} of ${String(runs)}`))
  return rounds
}

async function playRound(files: string, name: string): Promise<Round> {
  const [database, book] = [join(folder, 'by-hand.duckdb'), join(folder, 'book')]
  await rm(database, { force: true })
  await rm(book, { recursive: true, force: true })
  const calibration = calibrate()
  say(`${name}: by hand`)
  const byHand = await runMeasured(byHandScript, [files, database])
  say(`${name}: import`)
  const first = await runMeasured(bookvalue, ['import', files, '--data', book, '--quiet'])
  say(`${name}: grade`)
  const grade = await runMeasured(bookvalue, ['grade', '--period', gradedYear, '--data', book, '--json', '--quiet'])
  await compareGrades(grade.output, database)
  say(`${name}: import again`)
  const again = await runMeasured(bookvalue, ['import', files, '--data', book, '--quiet'])
  return { byHand, first, grade, again, calibration }
}

/** Seconds of every warm grading, by the product's verb and by the bare query, over the data of the last round. */
async function gradeWarmly(): Promise<{ readonly verb: readonly number[]; readonly query: readonly number[] }> {
  say('grading on open databases')
  const { output } = await runMeasured(gradeWarm, [
    join(folder, 'book'),
    join(folder, 'by-hand.duckdb'),
    String(warmGradings),
  ])
  return JSON.parse(output) as { verb: number[]; query: number[] }
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least) return number
  throw new RangeError(`Cannot use --${option} "${text}": write a whole number from ${String(least)} on`)
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}

function seconds(number: number): string {
  return `${number.toFixed(number < 10 ? 2 : 1)} s`
}

function shown(list: readonly number[]): string {
  return list.map((number) => number.toFixed(2)).join(' ')
}
