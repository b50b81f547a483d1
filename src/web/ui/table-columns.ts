import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** What the figures in it mean, on hover. */
  readonly hint?: string
  readonly align?: 'start' | 'end' | 'center'
  /** Pixels it needs to be readable; a column without gets what is left, at least 140 or what `least` says. */
  readonly width?: number
  readonly least?: number
  /** 1 is never left out; a higher number leaves earlier where there is no room. */
  readonly priority?: 1 | 2 | 3 | 4 | 5
  /** The name it is sorted by in the address; not sortable without. */
  readonly sort?: string
  /** Which way the first click sorts: text up, money down. */
  readonly firstSort?: 'up' | 'down'
  /** Where a card of a phone has it: the head line, the figure beside it, the lines below, or nowhere. */
  readonly card?: 'title' | 'figure' | 'line' | 'none'
  readonly cell: (row: Row) => ReactNode
}

const flexible = 140

/** The columns there is room for, in their order, each with its share of the width in percent. */
export function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  width: number,
): readonly (Column<Row> & { readonly share: number })[] {
  const kept = new Set(columns)
  const needed = () => [...kept].reduce((sum, column) => sum + (column.width ?? column.least ?? flexible), 0)
  const byImportance = columns
    .map((column, place) => ({ column, place }))
    .toSorted((one, other) => (other.column.priority ?? 1) - (one.column.priority ?? 1) || other.place - one.place)
  for (const { column } of byImportance) {
    if (needed() <= width || (column.priority ?? 1) === 1) break
    kept.delete(column)
  }
  const shown = columns.filter((column) => kept.has(column))
  const fixed = shown.reduce((sum, column) => sum + (column.width ?? 0), 0)
  const flexibles = shown.filter((column) => column.width === undefined).length
  // With a column that takes what is left the others keep their width; without one all of them grow alike.
  const rest = flexibles === 0 ? 0 : Math.max(width - fixed, flexibles * flexible) / flexibles
  const total = fixed + rest * flexibles
  return shown.map((column) => ({ ...column, share: ((column.width ?? rest) / total) * 100 }))
}
