import type { ChartTable } from './chart-table.ts'

/** How many accounts went from a grade to another, null being none, and the change of their spend together. */
export interface MatrixEntry {
  readonly from: string | null
  readonly to: string | null
  readonly count: number
  /** An exact decimal; absent where one may not read the spend of every account. */
  readonly change?: string | undefined
}

type MatrixDirection = 'up' | 'down' | 'kept' | 'in' | 'out' | 'none'

export interface MatrixCell extends MatrixEntry {
  readonly direction: MatrixDirection
  /** 0 to 1: how strongly the cell is tinted. Kept accounts are the rule, so movers are measured among themselves. */
  readonly heat: number
}

interface MatrixRow {
  readonly from: string | null
  readonly cells: readonly MatrixCell[]
  /** Accounts that had this grade before. */
  readonly count: number
}

export interface Matrix {
  /** Grades best first; null, for none, last and only when somebody came from or went to it. */
  readonly grades: readonly (string | null)[]
  readonly rows: readonly MatrixRow[]
  /** Accounts that have each grade now, in the order of `grades`. */
  readonly counts: readonly number[]
}

/**
 * The matrix in the order of the policy: `labels` are the grades, best first. Above the diagonal are those who fell, below it
 * those who rose; those from and to no grade came and went.
 */
export function arrangeMatrix(entries: readonly MatrixEntry[], labels: readonly string[]): Matrix {
  const hasNone = entries.some(({ from, to, count }) => count > 0 && (from === null) !== (to === null))
  const grades: readonly (string | null)[] = hasNone ? [...labels, null] : labels
  const strongest = Math.max(1, ...entries.filter(({ from, to }) => from !== to).map(({ count }) => count))
  const rows = grades.map((from, row) => {
    const cells = grades.map((to, column) => {
      const entry = entries.find((candidate) => candidate.from === from && candidate.to === to)
      const count = entry?.count ?? 0
      const direction = directionOf(from, to, row, column)
      // The root keeps a cell of three visible beside one of three hundred.
      const isMove = direction !== 'kept' && direction !== 'none'
      return { from, to, count, change: entry?.change, direction, heat: isMove ? Math.sqrt(count / strongest) : 0 }
    })
    return { from, cells, count: sum(cells.map(({ count }) => count)) }
  })
  return {
    grades,
    rows,
    counts: grades.map((_, column) => sum(rows.map(({ cells }) => cells[column]?.count ?? 0))),
  }
}

export interface MatrixWords {
  readonly from: string
  readonly to: string
  readonly accounts: string
  readonly change: string
  readonly none: string
  readonly count: (number: number) => string
  readonly money: (decimal: string) => string
}

/** A row for every cell that holds somebody: what a spreadsheet can filter and add up. */
export function matrixTable({ rows }: Matrix, words: MatrixWords): ChartTable {
  const cells = rows.flatMap((row) => row.cells).filter(({ count }) => count > 0)
  const hasChange = cells.some(({ change }) => change !== undefined)
  return {
    columns: [
      { title: words.from },
      { title: words.to },
      { title: words.accounts, isFigure: true },
      ...(hasChange ? [{ title: words.change, isFigure: true }] : []),
    ],
    rows: cells.map(({ from, to, count, change }) => [
      { text: from ?? words.none },
      { text: to ?? words.none },
      { text: words.count(count), value: count },
      ...(hasChange ? [{ text: change === undefined ? '–' : words.money(change), value: change ?? null }] : []),
    ]),
  }
}

function directionOf(from: string | null, to: string | null, row: number, column: number): MatrixDirection {
  if (from === null && to === null) return 'none'
  if (from === null) return 'in'
  if (to === null) return 'out'
  return row === column ? 'kept' : column < row ? 'up' : 'down'
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
