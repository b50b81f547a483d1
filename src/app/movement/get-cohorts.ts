import type { Input, Output } from '../../contract/operations.ts'
import { activeShare, addToTriangle, emptyTriangle, quarterEndingOn, spendShare } from '../../domain/cohort.ts'
import type { Cohort, Quarter } from '../../domain/cohort.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import { lastQuarterEnds } from '../../domain/quarter.ts'
import { ledgerDays } from '../../ledger/facts/last-line-day.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import { keepLatest } from '../keep-latest.ts'
import { openBookOnDay } from '../policy-studio/book-on-day.ts'
import type { BookOnDay } from '../policy-studio/book-on-day.ts'
import { eachPosition } from '../portfolio/take-turns.ts'
import { requireRight } from '../right.ts'
import { aboutFilter, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { assertNotRunning } from './compared-ends.ts'
import { cohortBefore, cohortNever, openCohorts } from './open-cohorts.ts'
import type { CohortBook } from './open-cohorts.ts'
import { assertExportable, coverOf, currencyOf, filtersOf, partName, reachName } from './open-part.ts'

type Cohorts = Output<'getCohorts'>
type CohortsQuestion = Input<'getCohorts'>

/** Quarters that are read, as many as anybody may ask for, so that fewer of them are no other question to the ledger. */
const readQuarters = 24

/** A triangle of a part of the book. */
interface Triangle {
  readonly basis: Cohorts['basis']
  readonly bookBegins: Day
  readonly book: BookOnDay
  readonly rows: Int32Array
  readonly seesSpend: boolean
  readonly quarters: readonly Quarter[]
  /** First those who came before the quarters, then a cohort for each of them. */
  readonly cohorts: readonly Cohort[]
}

/**
 * Accounts by the quarter of their first order ever, and what became of them. Owner, territory and family are those at the end of
 * the period; sums of money are there where all of the part is in sight.
 */
export const getCohorts: Verb<'getCohorts'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  return showTriangle(await openTriangle(ctx, input))
}

/** The triangle as a file: a row for each cohort, and for each quarter who ordered, what they spent and the share of their first year. */
export const exportCohorts: Verb<'exportCohorts'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const triangle = await openTriangle(ctx, question)
  assertExportable(ctx, triangle)
  const { basis, quarters, cohorts } = showTriangle(triangle)
  await auditRevealed(ctx, 'export', 'cohorts', { period: basis.period, count: triangle.rows.length })
  return sheetFile(ctx, {
    name: `cohorts ${basis.period}`,
    format,
    columns: columnsOf(quarters, triangle.seesSpend),
    rows: cohorts,
    about: [
      ['period', basis.period],
      ['to', basis.to],
      ['currency', basis.currency],
      ['watermark', basis.watermark],
      ...aboutFilter(question),
    ],
  })
}

type CohortRow = Cohorts['cohorts'][number]

function columnsOf(quarters: Cohorts['quarters'], seesSpend: boolean): readonly SheetColumn<CohortRow>[] {
  const cellOf = (row: CohortRow, label: string) => row.cells.find(({ quarter }) => quarter === label)
  const each = (make: (label: string) => SheetColumn<CohortRow>) => quarters.map(({ label }) => make(label))
  return [
    ['firstOrder', (row) => row.quarter ?? `before ${quarters[0]?.label ?? ''}`, 'text'],
    ['accounts', (row) => row.accounts],
    ...each((label) => [`active ${label}`, (row) => cellOf(row, label)?.active]),
    ...each((label) => [`activeShare ${label}`, (row) => cellOf(row, label)?.activeShare, 'share']),
    ...(seesSpend
      ? [
          ...each((label) => [`spend ${label}`, (row) => cellOf(row, label)?.spend, 'amount']),
          ...each((label) => [`spendShare ${label}`, (row) => cellOf(row, label)?.spendShare, 'share']),
        ]
      : []),
  ]
}

async function openTriangle(ctx: Ctx, question: CohortsQuestion): Promise<Triangle> {
  const { period, policy } = await readPeriod(ctx, question.to ?? null)
  const days = await ledgerDays(ctx.ledger)
  if (days) await assertNotRunning(ctx, period, days.last)
  const book = await openBookOnDay(ctx, period.to)
  const ends = lastQuarterEnds(period.to, readQuarters)
  const stored = await openCohorts(ctx, book, { ends, kinds: policy.kinds })
  const spend = coverOf(ctx.actor, book, 'read-spend')
  const isMine = question.within === 'mine' && spend !== 'all'
  const head = question.parent === undefined ? null : book.ids.indexOf(question.parent)
  const filters = filtersOf(book, question, (row) => head !== null && book.roots[row] === head)
  const rows = Int32Array.from(book.ids.keys()).filter(
    (row) => stored.first[row] !== cohortNever && filters.every((isIn) => isIn(row)) && (!isMine || spend[row] === 1),
  )
  const shown = ends.slice(-question.quarters)
  return {
    bookBegins: days?.first ?? period.to,
    basis: { period: period.label, to: period.to, currency: await currencyOf(ctx), watermark: book.watermark },
    book,
    rows,
    seesSpend: spend === 'all' || rows.every((row) => spend[row] === 1),
    quarters: shown.map(quarterEndingOn),
    cohorts: await foldCohorts(ctx, stored, rows, question),
  }
}

const keptTriangles = 24
const trianglesByCohorts = new WeakMap<CohortBook, Map<string, Promise<readonly Cohort[]>>>()

function foldCohorts(
  ctx: Ctx,
  stored: CohortBook,
  rows: Int32Array,
  { quarters, ...question }: CohortsQuestion,
): Promise<readonly Cohort[]> {
  const kept = trianglesByCohorts.get(stored) ?? new Map<string, Promise<readonly Cohort[]>>()
  trianglesByCohorts.set(stored, kept)
  const name = `${String(quarters)} ${partName(question)} ${question.within === 'mine' ? reachName(ctx) : ''}`
  return keepLatest(kept, name, keptTriangles, async () => {
    const start = stored.ends.length - quarters
    const triangle = emptyTriangle(quarters)
    await eachPosition(rows.length, (at) => {
      const row = rows[at] ?? 0
      const first = (stored.first[row] ?? cohortBefore) - start
      addToTriangle(triangle, {
        first: first < 0 ? null : first,
        isActive: (quarter) => stored.isActive[start + quarter]?.[row] === 1,
        spend: (quarter) => stored.spend[start + quarter]?.[row] ?? 0n,
      })
    })
    return triangle
  })
}

function showTriangle({ basis, bookBegins, quarters, cohorts, seesSpend }: Triangle): Cohorts {
  return {
    basis,
    bookBegins,
    quarters: [...quarters],
    cohorts: cohorts.flatMap((cohort, at): CohortRow[] => {
      const first = at === 0 ? null : at - 1
      if (first === null && cohort.accounts === 0) return []
      return [
        {
          quarter: first === null ? null : (quarters[first]?.label ?? null),
          accounts: cohort.accounts,
          cells: quarters.slice(first ?? 0).map(({ label }, offset) => {
            const quarter = (first ?? 0) + offset
            return {
              quarter: label,
              active: cohort.active[quarter] ?? 0,
              activeShare: activeShare(cohort, quarter),
              ...(seesSpend && {
                spend: formatMicros(cohort.spend[quarter] ?? 0n),
                spendShare: spendShare(cohort, first, quarter),
              }),
            }
          }),
        },
      ]
    }),
  }
}
