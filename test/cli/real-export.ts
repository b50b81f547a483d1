import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { parseMicros } from '../../src/domain/money.ts'
import type { Micros } from '../../src/domain/money.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** A folder of real files beside the project. They are not part of it, so they may be absent. */
interface RealExport {
  readonly folder: string
  readonly isAbsent: boolean
  /** Appended to the name of a suite that is skipped, so that a report says why. */
  readonly why: string
}

/** The export of this name in ../shared/data; prints the reason when it is not there. */
export function findRealExport(name: string): RealExport {
  const folder = join('..', 'shared', 'data', name)
  const isAbsent = !existsSync(join(root, folder))
  const why = isAbsent ? ` (skipped: the folder ${folder} is absent)` : ''
  if (isAbsent) console.warn(`Skipped ${name}: the folder ${folder} is absent`)
  return { folder, isAbsent, why }
}

/** A book of its own in a temporary folder, driven through the command line only. */
export interface CliBook extends AsyncDisposable {
  /** Runs the command in the project's root and returns what it printed; rejects with its words on another exit code. */
  run(command: string, ...args: string[]): Promise<string>
}

export async function createCliBook(): Promise<CliBook> {
  const data = await mkdtemp(join(tmpdir(), 'bookvalue-cli-'))
  return {
    async run(...args) {
      const command = ['bin/bookvalue.js', ...args, '--data', data]
      const { stdout } = await run(process.execPath, command, { cwd: root, maxBuffer: 256 * 1024 * 1024 })
      return stdout
    },
    [Symbol.asyncDispose]: () => rm(data, { recursive: true, force: true }),
  }
}

/** A decimal string as exact millionths. A JSON number is refused: it would have been a float. */
export const money = z.string().transform(parseMicros)

/** One line of `grade --json`, the part that scripts may rely on. */
export const gradedRow = z.object({
  id: z.string(),
  account: z.string().nullable(),
  name: z.string(),
  owner: z.string().nullable(),
  spend: money.nullable(),
  grossProfit: money.nullable(),
  orders: z.int().nullable(),
  grade: z.string().nullable(),
})
export type GradedRow = z.output<typeof gradedRow>

/** The lines of an NDJSON answer, each read by the schema. */
export function parseNdjson<T extends z.ZodType>(schema: T, text: string): z.output<T>[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

/** The exact sum; null counts as nothing. */
export function sum(amounts: Iterable<Micros | null>): Micros {
  let total = 0n
  for (const amount of amounts) total += amount ?? 0n
  return total
}

/** How many of each there are: `{ A: 324, none: 147 }`. */
export function countBy<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) {
    const key = keyOf(item) ?? 'none'
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
