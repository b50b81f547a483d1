import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDay } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import type { Policy } from '../../domain/policy.ts'
import { makeAccounts } from './accounts.ts'
import { writeAccounts } from './account-rows.ts'
import { castOverStocked } from './agreements.ts'
import { makeCalendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { makeDoings } from './doings.ts'
import type { DemoDoings } from './doings.ts'
import { emptyTally, makeDesk } from './documents.ts'
import { openFiles } from './files.ts'
import type { Files } from './files.ts'
import { findBounds, makePolicy } from './grading.ts'
import type { GradeCounts } from './grading.ts'
import { plantLate } from './late-stories.ts'
import { makeOpinions } from './opinions.ts'
import type { Opinion } from './opinions.ts'
import { makeProducts, productCount, writeProducts } from './products.ts'
import { makeRates } from './rates.ts'
import { makeField, repCount, writeReps } from './reps.ts'
import { makeSideBook } from './side-book.ts'
import { storyTruth } from './stories.ts'
import type { Truth } from './stories.ts'
import { writeTargets } from './targets.ts'
import { trade } from './trade.ts'

/** The version of the generator: another version may write other bytes for the same seed. */
export const DEMO_VERSION = 3

export interface DemoInput {
  /** Where the files go; made when it is missing, files of the same names are replaced. */
  readonly folder: string
  /** How many accounts, 20 or more. */
  readonly accounts: number
  /** How many years the book covers, 1 to 20. */
  readonly years: number
  /** The last day of the book. */
  readonly until: Day
  /** A whole number from 0 to 4 294 967 295. */
  readonly seed: number
  readonly onProgress?: (progress: DemoProgress) => void
}

interface DemoProgress {
  readonly day: Day
  readonly days: number
  readonly daysDone: number
  readonly lines: number
}

/** What was written. */
export interface DemoSummary {
  readonly version: number
  readonly from: Day
  readonly until: Day
  readonly accounts: number
  /** Reps in the field, the one who left included, managers not. */
  readonly reps: number
  readonly products: number
  readonly invoices: number
  readonly creditNotes: number
  readonly lines: number
  readonly payments: number
  readonly stories: number
  /** Lowest spend of the grades A and B in whole units of the base currency. */
  readonly bounds: { readonly A: number; readonly B: number }
  /** Grades of the valid accounts at the end of the book. */
  readonly grades: GradeCounts
}

/**
 * Writes a generated book of an industrial distributor into the folder: one CSV file per import kind, `policy.json` and
 * `truth.json`. The same input writes the same bytes. Throws a RangeError on an input it cannot make a book of.
 */
export async function writeDemoFiles(input: DemoInput): Promise<Pick<Played, 'summary' | 'opinions' | 'doings'>> {
  checkInput(input)
  await mkdir(input.folder, { recursive: true })
  const files = await openFiles(input.folder)
  try {
    return await writeBook(input, files)
  } finally {
    await files.close()
  }
}

async function writeBook(input: DemoInput, files: Files): Promise<Pick<Played, 'summary' | 'opinions' | 'doings'>> {
  const { summary, opinions, doings, policy, truth } = await playBook(input, files)
  await writeJson(join(input.folder, 'policy.json'), policy)
  await writeJson(join(input.folder, 'truth.json'), truth)
  return { summary, opinions, doings }
}

/** The source that the files of a demo book are imported as. */
export const demoSource = 'demo'

interface Played {
  readonly summary: DemoSummary
  readonly opinions: readonly Opinion[]
  readonly doings: DemoDoings
  readonly policy: Policy
  readonly truth: {
    readonly version: number
    readonly seed: number
    readonly parameters: Pick<DemoInput, 'accounts' | 'years' | 'until'>
    readonly stories: readonly Truth[]
  }
}

/** Plays a book into files: what stands beside them is given back. */
export async function playBook(input: Omit<DemoInput, 'folder'>, files: Files): Promise<Played> {
  const { seed, years, until } = input
  const calendar = makeCalendar(until, years)
  const range = makeProducts(seed, productCount(input.accounts), calendar)
  const field = makeField(seed, repCount(input.accounts), calendar)
  const made = makeAccounts(seed, input.accounts, field, calendar)
  const overStocked = castOverStocked(seed, made, calendar)
  const accounts = plantLate(made, { seed, calendar, taken: overStocked })
  writeProducts(files, range, calendar)
  writeReps(files, seed, field, calendar)
  await writeAccounts(files, seed, accounts, calendar)
  writeTargets(files, { seed, accounts, field, calendar })
  const rates = makeRates(seed, calendar, files)
  const tally = emptyTally(accounts.length)
  const desk = makeDesk(files, accounts, field, rates, calendar, tally)
  const onDay = progressReporter(input, calendar, tally)
  const sideBook = makeSideBook({ seed, accounts, calendar, range, files, overStocked })
  await trade({ seed, accounts, calendar, range, desk, files, tally, sideBook, onDay })
  const bounds = findBounds(accounts, tally, calendar)
  const stories = accounts.flatMap(({ index, key, story, late }) => {
    const told = story ?? sideBook.agreements.get(index)?.story ?? late
    return told === null ? [] : [storyTruth(told, key, calendar)]
  })
  const summary = {
    version: DEMO_VERSION,
    from: calendar.label(calendar.first),
    until,
    accounts: accounts.length,
    reps: field.reps.length,
    products: range.products.length,
    invoices: tally.invoices,
    creditNotes: tally.creditNotes,
    lines: tally.lines,
    payments: tally.payments,
    stories: stories.length,
    bounds: { A: bounds.a, B: bounds.b },
    grades: bounds.counts,
  }
  const truth = { version: DEMO_VERSION, seed, parameters: { accounts: accounts.length, years, until }, stories }
  const opinions = makeOpinions(seed, demoSource, accounts, calendar)
  const doings = makeDoings(seed, accounts, calendar)
  return { summary, opinions, doings, policy: makePolicy(bounds, calendar), truth }
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`)
}

function progressReporter(
  { onProgress }: Pick<DemoInput, 'onProgress'>,
  calendar: Calendar,
  tally: { readonly lines: number },
): (day: number) => void {
  const days = calendar.last - calendar.first + 1
  return (day) => {
    onProgress?.({ day: calendar.label(day), days, daysDone: day - calendar.first + 1, lines: tally.lines })
  }
}

function checkInput({ accounts, years, until, seed }: DemoInput): void {
  const isWhole = (value: number, low: number, high: number): boolean =>
    Number.isInteger(value) && value >= low && value <= high
  if (!isWhole(accounts, 20, 1_000_000)) {
    throw new RangeError(`Cannot make a demo book of "${accounts}" accounts: 20 to 1 000 000 are possible`)
  }
  if (!isWhole(years, 1, 20)) throw new RangeError(`Cannot make a demo book of "${years}" years: 1 to 20 are possible`)
  if (!isWhole(seed, 0, 4294967295)) throw new RangeError(`Cannot use seed "${seed}": 0 to 4 294 967 295 are possible`)
  if (!isDay(until)) throw new RangeError(`Cannot read the last day of the demo book "${until}"`)
}
