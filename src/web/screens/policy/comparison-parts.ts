import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { regradeClasses } from '../../../domain/regrade.ts'
import type { RegradeClass } from '../../../domain/regrade.ts'
import type { ChartTable } from '../../charts/chart-table.ts'
import type { Comparison } from './document.ts'

/** What of a comparison is listed, as the address has it. */
export interface MoversFilter {
  readonly owner?: string | undefined
  readonly territory?: string | undefined
  /** What happened to them. */
  readonly move?: RegradeClass | undefined
  /** Grades; `none` for no grade. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Those that do not keep their grade. */
export const moveClasses = regradeClasses.filter((name) => name !== 'kept')

export function movedOf(changes: Comparison['changes']): number {
  return moveClasses.reduce((sum, name) => sum + changes[name], 0)
}

/** Grades of the matrix: those of the later policy, best first, then what only the earlier one has, and none where anybody has none. */
export function gradesOf({ grades, matrix }: Pick<Comparison, 'grades' | 'matrix'>): readonly (string | null)[] {
  const hasNone = matrix.some(({ from, to }) => (from === null) !== (to === null))
  return grades.map(({ grade }) => grade).filter((grade) => grade !== null || hasNone)
}

/** Labels that colours are given by: those of the later policy, then what only the earlier one has. */
export function labelsOf({ before, after }: Pick<Comparison, 'before' | 'after'>): readonly string[] {
  return [...after.labels, ...before.labels.filter((label) => !after.labels.includes(label))]
}

/** How much a bound or a bin is looked at beside another: the root, so that one account stays in sight beside thousands. */
export function binHeights(counts: readonly number[]): readonly number[] {
  const most = Math.max(1, ...counts)
  return counts.map((count) => (count === 0 ? 0 : Math.max(0.02, count / most)))
}

/** How many values lie within a tenth of any bound. */
export function nearAll({ bounds }: NonNullable<Comparison['distribution']>): number {
  return bounds.reduce((sum, { justAbove, justBelow }) => sum + justAbove + justBelow, 0)
}

export function changeOfSpend({
  spendBefore,
  spendAfter,
}: Pick<Comparison, 'spendBefore' | 'spendAfter'>): string | null {
  if (spendBefore === undefined || spendAfter === undefined) return null
  return formatMicros(parseMicros(spendAfter) - parseMicros(spendBefore))
}

interface GradeWords {
  readonly grade: string
  readonly before: string
  readonly after: string
  readonly change: string
  readonly none: string
}

export function gradesTable({ grades }: Pick<Comparison, 'grades'>, words: GradeWords): ChartTable {
  const cell = (count: number | null) => ({ text: count === null ? '–' : String(count), value: count })
  return {
    columns: [
      { title: words.grade },
      { title: words.before, isFigure: true },
      { title: words.after, isFigure: true },
      { title: words.change, isFigure: true },
    ],
    rows: grades.map(({ grade, before, after }) => [
      { text: grade ?? words.none },
      cell(before),
      cell(after),
      cell((after ?? 0) - (before ?? 0)),
    ]),
  }
}

export function matrixTable(
  { matrix }: Pick<Comparison, 'matrix'>,
  words: { readonly from: string; readonly to: string; readonly count: string; readonly none: string },
): ChartTable {
  return {
    columns: [{ title: words.from }, { title: words.to }, { title: words.count, isFigure: true }],
    rows: matrix.map(({ from, to, count }) => [
      { text: from ?? words.none },
      { text: to ?? words.none },
      { text: String(count), value: count },
    ]),
  }
}
