// npm run bench -- workbook: imports an XLSX workbook of generated invoice lines, and the same lines as CSV beside it, in turn,
// and holds the medians to their limits. Options: --lines 500000 --runs 3.
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { literal } from '../../src/ledger/store/duckdb.ts'
import { serialOf, writeWorkbook } from '../files/workbook.ts'
import type { CellValue } from '../files/workbook.ts'
import { calibrate } from './calibrate.ts'
import { describeMachine } from './machine.ts'
import { median, printVerdicts } from './report.ts'
import { runMeasured } from './run-measured.ts'
import type { Measured } from './run-measured.ts'
import { writeFiles } from './write-files.ts'

const bookvalue = fileURLToPath(new URL('../../bin/bookvalue.js', import.meta.url))
const mostSeconds = 60
const mostBytes = 1e9

const options = { lines: { type: 'string', default: '500000' }, runs: { type: 'string', default: '3' } } as const
const { values } = parseArgs({ options })
const [lines, runs] = [Number(values.lines), Number(values.runs)]
if (!(lines >= 1000 && runs >= 1)) throw new RangeError('Cannot use --lines below 1000 or --runs below 1')

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

console.log(await describeMachine())
process.stderr.write(`writing ${lines.toLocaleString('en-US')} lines as CSV and as XLSX\n`)
const files = join(folder, 'csv')
await writeFiles(files, lines)
const csv = join(files, 'lines.csv')
const xlsx = join(folder, 'lines.xlsx')
await writeWorkbook(xlsx, [{ name: 'Lines', rows: await rowsOf(csv) }])

interface Round {
  readonly csv: Measured
  readonly xlsx: Measured
  readonly calibration: number
}

const rounds: Round[] = []
for (let run = 1; run <= runs; run++) {
  process.stderr.write(`run ${String(run)} of ${String(runs)}\n`)
  const calibration = calibrate()
  rounds.push({ calibration, csv: await importOf(csv), xlsx: await importOf(xlsx) })
}

console.log(`\n${lines.toLocaleString('en-US')} lines: ${await size(csv)} of CSV, ${await size(xlsx)} of XLSX`)
console.log(
  `${'run'.padEnd(4)}${['CSV', 'XLSX'].map((title) => title.padStart(18)).join('')}${'calibration'.padStart(14)}`,
)
for (const [index, round] of rounds.entries()) {
  const cells = [round.csv, round.xlsx].map(({ seconds, peakBytes }) =>
    `${seconds.toFixed(2)} s ${(peakBytes / 1e9).toFixed(2)} GB`.padStart(18),
  )
  console.log(`${String(index + 1).padEnd(4)}${cells.join('')}${`${round.calibration.toFixed(2)} s`.padStart(14)}`)
}
const seconds = median(rounds.map((round) => round.xlsx.seconds))
const peak = Math.max(...rounds.map((round) => round.xlsx.peakBytes))
const met = printVerdicts([
  { what: 'seconds to import the workbook', figures: `${seconds.toFixed(1)} s`, value: seconds, limit: mostSeconds },
  { what: 'peak memory of the process tree, GB', figures: '', value: peak / 1e9, limit: mostBytes / 1e9 },
])
await rm(folder, { recursive: true, force: true })
process.exitCode = met ? 0 : 1

/** Imports a file into a new book. */
async function importOf(file: string): Promise<Measured> {
  const book = join(folder, 'book')
  await rm(book, { recursive: true, force: true })
  await mkdir(book, { recursive: true })
  return runMeasured(bookvalue, ['import', file, '--kind', 'lines', '--data', book, '--quiet'])
}

/** The rows of a CSV file as cells: texts, amounts and days. */
async function rowsOf(file: string): Promise<Iterable<readonly CellValue[]>> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '900MB' })
  const connection = await instance.connect()
  const read = await connection.runAndReadAll(`SELECT * FROM read_csv(${literal(file)}, all_varchar = true)`)
  const names = read.columnNames()
  const rows = read.getRows() as (string | null)[][]
  connection.closeSync()
  instance.closeSync()
  const numbers = new Set(['line', 'quantity', 'net'].map((name) => names.indexOf(name)))
  const day = names.indexOf('date')
  const cellOf = (text: string | null, column: number): CellValue => {
    if (text === null) return null
    if (column === day) return { day: serialOf(text) }
    return numbers.has(column) ? Number(text) : text
  }
  return (function* () {
    yield names
    for (const row of rows) yield row.map(cellOf)
  })()
}

async function size(file: string): Promise<string> {
  return `${((await stat(file)).size / 1e6).toFixed(0)} MB`
}
