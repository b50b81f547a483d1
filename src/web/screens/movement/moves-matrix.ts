import type { Output } from '../../../contract/operations.ts'
import type { ChartTable } from '../../charts/chart-table.ts'

type MovementData = Output<'getMovement'>
export type MatrixEntry = MovementData['matrix'][number]

/** Where a row begins or a column ends: at a grade, or why at none. In the address it is the grade itself, or this word. */
export interface MatrixPlace {
  readonly grade: string | null
  readonly kind: MatrixEntry['start'] | MatrixEntry['end']
}

type MoveDirection = 'up' | 'down' | 'kept' | 'in' | 'out' | 'none'

export interface MovesCell {
  readonly from: MatrixPlace
  readonly to: MatrixPlace
  readonly count: number
  /** Absent where one may not see all of it. */
  readonly change: string | undefined
  readonly direction: MoveDirection
  /** 0 to 1: how strongly the cell is tinted. Kept accounts are the rule, so movers are measured among themselves. */
  readonly heat: number
}

export interface MovesMatrix {
  readonly columns: readonly (MatrixPlace & { readonly count: number })[]
  readonly rows: readonly (MatrixPlace & { readonly count: number; readonly cells: readonly MovesCell[] })[]
  readonly count: number
}

/** Rows and columns without a grade that are always there: who comes and who goes is what a matrix is asked about. */
const starts = ['new', 'returned', 'none'] as const
const ends = ['lost', 'none'] as const

/**
 * The matrix in the order of the policy, the best grade first; below it who came, beside it who went. Whoever has no grade and
 * neither came nor went has a row or column only where there is somebody.
 */
export function arrangeMoves(entries: readonly MatrixEntry[], labels: readonly string[]): MovesMatrix {
  const graded = labels.map((grade): MatrixPlace => ({ grade, kind: 'graded' }))
  const others = <K extends MatrixPlace['kind']>(kinds: readonly K[], isIn: (kind: K) => boolean): MatrixPlace[] =>
    kinds.filter((kind) => kind !== 'none' || isIn(kind)).map((kind) => ({ grade: null, kind }))
  const rows = [...graded, ...others(starts, (kind) => entries.some(({ start, count }) => start === kind && count > 0))]
  const columns = [...graded, ...others(ends, (kind) => entries.some(({ end, count }) => end === kind && count > 0))]
  const strongest = Math.max(
    1,
    ...entries.filter(({ from, to }) => from !== to || from === null).map(({ count }) => count),
  )
  const arranged = rows.map((from, row) => {
    const cells = columns.map((to, column): MovesCell => {
      const entry = entries.find(
        (one) => one.from === from.grade && one.start === from.kind && one.to === to.grade && one.end === to.kind,
      )
      const count = entry?.count ?? 0
      const direction = directionOf(from, to, row, column)
      // The root keeps a cell of three visible beside one of three hundred.
      const isMove = direction !== 'kept' && direction !== 'none'
      return { from, to, count, change: entry?.change, direction, heat: isMove ? Math.sqrt(count / strongest) : 0 }
    })
    return { ...from, cells, count: cells.reduce((sum, { count }) => sum + count, 0) }
  })
  return {
    rows: arranged,
    columns: columns.map((place, column) => ({
      ...place,
      count: arranged.reduce((sum, { cells }) => sum + (cells[column]?.count ?? 0), 0),
    })),
    count: arranged.reduce((sum, { count }) => sum + count, 0),
  }
}

/**
 * Whether accounts came or went that stand among the grades all the same: one that is new in a family which had a grade before shows
 * that grade. Then the rows and columns of who came and went hold fewer accounts than their classes.
 */
export function hasGradesOfFamilies({ rows, columns }: MovesMatrix, classes: MovementData['classes']): boolean {
  const inMatrix = (kind: MatrixPlace['kind']): number =>
    [...rows, ...columns].find((place) => place.kind === kind)?.count ?? 0
  return classes.some(
    ({ class: name, count }) => (name === 'new' || name === 'returned' || name === 'lost') && count !== inMatrix(name),
  )
}

function directionOf(from: MatrixPlace, to: MatrixPlace, row: number, column: number): MoveDirection {
  if (from.grade === null) return from.kind === 'none' && to.grade === null ? 'none' : 'in'
  if (to.grade === null) return 'out'
  return row === column ? 'kept' : column < row ? 'up' : 'down'
}

/** What the address calls a row or a column. */
export function placeName({ grade, kind }: MatrixPlace): string {
  return grade ?? kind
}

export interface MatrixWords {
  readonly from: string
  readonly to: string
  readonly accounts: string
  readonly change: string
  readonly place: (place: MatrixPlace) => string
  readonly count: (number: number) => string
  readonly money: (decimal: string) => string
}

/** A row for every cell that holds somebody: what a spreadsheet can filter and add up. */
export function movesTable({ rows }: MovesMatrix, words: MatrixWords): ChartTable {
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
      { text: words.place(from) },
      { text: words.place(to) },
      { text: words.count(count), value: count },
      ...(hasChange ? [{ text: change === undefined ? '–' : words.money(change), value: change ?? null }] : []),
    ]),
  }
}
