import type { Output } from '../../contract/operations.ts'
import { auditRevealed } from '../audit.ts'
import { requireRight } from '../right.ts'
import { sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { aboutComparison } from './about-comparison.ts'
import { foldMovement } from './fold-movement.ts'
import type { MatrixCell } from './fold-movement.ts'
import { boundOf, showMoney } from './get-movement.ts'
import { assertExportable, openComparedPart, showBasis } from './open-part.ts'

type Side = Pick<MatrixCell, 'from' | 'start'>

/** The matrix as a file: a row for each grade and state at the earlier end, a column for each at the later one, money after the counts. */
export const exportMovement: Verb<'exportMovement'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const part = await openComparedPart(ctx, question)
  const bound = boundOf(part, question)
  assertExportable(ctx, part)
  const { cells } = await foldMovement(part.book, part.rows, bound)
  const basis = showBasis(part)
  await auditRevealed(ctx, 'export', 'movement', {
    before: basis.before.period,
    after: basis.after.period,
    count: part.rows.length,
  })
  return sheetFile(ctx, {
    name: `movement ${basis.before.period} to ${basis.after.period}`,
    format,
    columns: columnsOf(basis, cells, part.seesSpend),
    rows: rowsOf(basis),
    about: aboutComparison(basis, question),
  })
}

type Basis = Output<'getMovement'>['basis']

function rowsOf({ grades }: Basis): readonly Side[] {
  return [
    ...grades.map((from) => ({ from, start: 'graded' as const })),
    ...(['new', 'returned', 'none'] as const).map((start) => ({ from: null, start })),
  ]
}

function columnsOf({ grades }: Basis, cells: readonly MatrixCell[], seesSpend: boolean): readonly SheetColumn<Side>[] {
  const ends = [
    ...grades.map((to) => ({ title: to, to, end: 'graded' as const })),
    ...(['lost', 'none'] as const).map((end) => ({ title: end, to: null, end })),
  ]
  const inRow = ({ from, start }: Side) => cells.filter((cell) => cell.from === from && cell.start === start)
  const at = (row: Side, { to, end }: (typeof ends)[number]) =>
    inRow(row).find((cell) => cell.to === to && cell.end === end)
  const changeOf = (some: readonly MatrixCell[]) => {
    const sum = (side: 'spendBefore' | 'spendAfter') => some.reduce((total, cell) => total + cell[side], 0n)
    return showMoney({ spendBefore: sum('spendBefore'), spendAfter: sum('spendAfter') }, seesSpend).change
  }
  return [
    ['from', ({ from, start }) => from ?? start, 'text'],
    ...ends.map((end): SheetColumn<Side> => [`to ${end.title}`, (row) => at(row, end)?.count ?? 0]),
    ['all', (row) => inRow(row).reduce((sum, { count }) => sum + count, 0)],
    ...(seesSpend
      ? [
          ...ends.map((end): SheetColumn<Side> => {
            return [
              `change to ${end.title}`,
              (row) => {
                const cell = at(row, end)
                return changeOf(cell ? [cell] : [])
              },
              'amount',
            ]
          }),
          ['change of all', (row: Side) => changeOf(inRow(row)), 'amount'] as const,
        ]
      : []),
  ]
}
