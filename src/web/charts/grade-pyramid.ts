import { parseMicros, ratio } from '../../domain/money.ts'
import type { ChartTable } from './chart-table.ts'

/** The accounts of a grade now and twelve months before, and who came and went between. */
export interface PyramidGrade {
  /** Null for none. */
  readonly grade: string | null
  readonly count: number
  readonly countBefore: number
  /** Moved into it from a worse grade, from a better one, from outside; and out of it to anywhere. */
  readonly up: number
  readonly down: number
  readonly arrived: number
  readonly left: number
  /** Exact decimals; absent where one may not read the spend of every account. */
  readonly spend?: string | undefined
  readonly spendBefore?: string | undefined
}

export interface PyramidBar {
  /** Lengths as fractions of the longest bar of the side. */
  readonly now: number
  readonly before: number
}

export interface PyramidRow {
  readonly grade: PyramidGrade
  readonly accounts: PyramidBar
  /** Null without the right to it: the picture then has one side. */
  readonly spend: PyramidBar | null
  /** Of all accounts, and of the spend of all. Null when there is none. */
  readonly accountShare: number | null
  readonly spendShare: number | null
}

/**
 * The rows of the pyramid, best grade first and no grade last: accounts to one side and their spend to the other, each side on
 * one scale from zero, so that few accounts with much spend are seen at once. Spend below zero has no length. No grade has a row
 * only when it holds accounts or did.
 */
export function pyramidRows(grades: readonly PyramidGrade[]): readonly PyramidRow[] {
  const shown = grades.filter(({ grade, count, countBefore }) => grade !== null || count > 0 || countBefore > 0)
  const hasSpend = shown.length > 0 && shown.every(({ spend }) => spend !== undefined)
  const longestCount = Math.max(1, ...shown.flatMap(({ count, countBefore }) => [count, countBefore]))
  const longestSpend = Math.max(1, ...shown.flatMap(({ spend, spendBefore }) => [sizeOf(spend), sizeOf(spendBefore)]))
  const allAccounts = shown.reduce((sum, { count }) => sum + count, 0)
  const allSpend = shown.reduce((sum, { spend }) => sum + parseMicros(spend ?? '0'), 0n)
  return shown.map((grade) => ({
    grade,
    accounts: { now: grade.count / longestCount, before: grade.countBefore / longestCount },
    spend: hasSpend
      ? { now: sizeOf(grade.spend) / longestSpend, before: sizeOf(grade.spendBefore) / longestSpend }
      : null,
    accountShare: allAccounts === 0 ? null : grade.count / allAccounts,
    spendShare: hasSpend && allSpend > 0n ? ratio(parseMicros(grade.spend ?? '0'), allSpend) : null,
  }))
}

/**
 * Who came to a grade and who went, and what finds them in the list: `labels` are the grades, the best first. No grade has none:
 * those who come to it are those who leave a grade, and are counted there.
 */
export function flowsOf(
  { grade, up, down, arrived, left }: PyramidGrade,
  labels: readonly string[],
): readonly PyramidFlow[] {
  if (grade === null) return []
  const none = 'none'
  const place = labels.indexOf(grade)
  const into = (gradeBefore: string[]): PyramidFlow['part'] => ({ gradeBefore, grade: [grade] })
  return [
    { flow: 'up', count: up, part: into(labels.slice(place + 1)) },
    { flow: 'down', count: down, part: into(labels.slice(0, place)) },
    { flow: 'arrived', count: arrived, part: into([none]) },
    {
      flow: 'left',
      count: left,
      part: { gradeBefore: [grade], grade: [...labels, none].filter((one) => one !== grade) },
    },
  ]
}

interface PyramidFlow {
  readonly flow: 'up' | 'down' | 'arrived' | 'left'
  readonly count: number
  readonly part: { readonly gradeBefore: string[]; readonly grade: string[] }
}

export interface PyramidWords {
  readonly grade: string
  readonly none: string
  readonly accounts: string
  readonly accountsBefore: string
  readonly up: string
  readonly down: string
  readonly arrived: string
  readonly left: string
  readonly spend: string
  readonly spendBefore: string
  readonly count: (number: number) => string
  readonly money: (decimal: string) => string
}

export function pyramidTable(rows: readonly PyramidRow[], words: PyramidWords): ChartTable {
  const hasSpend = rows.some(({ spend }) => spend !== null)
  const figure = (number: number) => ({ text: words.count(number), value: number })
  const money = (decimal: string | undefined) =>
    decimal === undefined ? { text: '–', value: null } : { text: words.money(decimal), value: decimal }
  return {
    columns: [
      { title: words.grade },
      ...[words.accounts, words.accountsBefore, words.up, words.down, words.arrived, words.left].map((title) => ({
        title,
        isFigure: true,
      })),
      ...(hasSpend ? [words.spend, words.spendBefore].map((title) => ({ title, isFigure: true })) : []),
    ],
    rows: rows.map(({ grade }) => [
      { text: grade.grade ?? words.none },
      ...[grade.count, grade.countBefore, grade.up, grade.down, grade.arrived, grade.left].map(figure),
      ...(hasSpend ? [money(grade.spend), money(grade.spendBefore)] : []),
    ]),
  }
}

/** A length in floating point: for pixels, never for figures. */
function sizeOf(decimal: string | undefined): number {
  return Math.max(0, Number(decimal ?? 0))
}
