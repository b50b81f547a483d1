import type { Output } from '../../../contract/operations.ts'

export type CohortRow = Output<'getCohorts'>['cohorts'][number]
type CohortCell = CohortRow['cells'][number]

/** What the cells of the triangle show. Everybody sees accounts; spend is there where all of it is in sight. */
export const cohortFigures = ['share', 'active', 'spend', 'spendShare'] as const
export type CohortFigure = (typeof cohortFigures)[number]

/** What a cell shows as a number to compare; null where it is unknown. Only the colour goes by it. */
function sizeOf(cell: CohortCell, figure: CohortFigure): number | null {
  switch (figure) {
    case 'share':
      return cell.activeShare
    case 'active':
      return cell.active
    case 'spend':
      return cell.spend === undefined ? null : Number(cell.spend)
    case 'spendShare':
      return cell.spendShare ?? null
  }
}

/** How strong the colour of a cell is, 0 to 1: a share by itself, counts and money by the largest cell of the triangle. */
export function heatOf(rows: readonly CohortRow[], figure: CohortFigure): (cell: CohortCell) => number {
  const isShare = figure === 'share' || figure === 'spendShare'
  const largest = isShare
    ? 1
    : Math.max(1, ...rows.flatMap(({ cells }) => cells.map((cell) => sizeOf(cell, figure) ?? 0)))
  return (cell) => Math.min(1, Math.max(0, (sizeOf(cell, figure) ?? 0) / largest))
}
