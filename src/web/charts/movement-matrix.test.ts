import { describe, expect, it } from 'vitest'
import { arrangeMatrix, matrixTable } from './movement-matrix.ts'

const labels = ['A', 'B']

describe('the movement matrix', () => {
  const matrix = arrangeMatrix(
    [
      { from: 'A', to: 'A', count: 50 },
      { from: 'A', to: 'B', count: 4, change: '-120.00' },
      { from: 'B', to: 'A', count: 1 },
      { from: null, to: 'B', count: 2 },
      { from: 'B', to: null, count: 1 },
      { from: null, to: null, count: 9 },
    ],
    labels,
  )

  it('calls what fell down, what rose up, and what came from nowhere in', () => {
    expect(matrix.rows.map(({ cells }) => cells.map(({ direction }) => direction))).toEqual([
      ['kept', 'down', 'out'],
      ['up', 'kept', 'out'],
      ['in', 'in', 'none'],
    ])
  })

  it('tints movers among themselves and leaves the kept plain', () => {
    expect(matrix.rows[0]?.cells.map(({ heat }) => heat)).toEqual([0, 1, 0])
    expect(matrix.rows[1]?.cells[0]?.heat).toBe(0.5)
  })

  it('adds up the same by row and by column', () => {
    const byRow = matrix.rows.reduce((sum, { count }) => sum + count, 0)
    const byColumn = matrix.counts.reduce((sum, count) => sum + count, 0)
    expect(byRow).toBe(67)
    expect(byColumn).toBe(67)
  })

  it('has no row for no grade when nobody came or went', () => {
    expect(arrangeMatrix([{ from: null, to: null, count: 9 }], labels).grades).toEqual(['A', 'B'])
  })

  it('is a table of the cells that hold somebody, with their money where it may be seen', () => {
    const words = { from: 'Before', to: 'Now', accounts: 'Accounts', change: 'Change', none: 'None' }
    const { columns, rows } = matrixTable(matrix, { ...words, count: String, money: (decimal) => decimal })
    expect(columns.map(({ title }) => title)).toEqual(['Before', 'Now', 'Accounts', 'Change'])
    expect(rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ['A', 'A', '50', '–'],
      ['A', 'B', '4', '-120.00'],
      ['B', 'A', '1', '–'],
      ['B', 'None', '1', '–'],
      ['None', 'B', '2', '–'],
      ['None', 'None', '9', '–'],
    ])
  })
})
