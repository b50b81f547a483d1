import { describe, expect, it } from 'vitest'
import { arrangeMoves, hasGradesOfFamilies, movesTable, placeName } from './moves-matrix.ts'
import type { MatrixEntry } from './moves-matrix.ts'

const entry = (
  from: string | null,
  start: MatrixEntry['start'],
  to: string | null,
  end: MatrixEntry['end'],
  count: number,
  change?: string,
): MatrixEntry => ({
  from,
  start,
  to,
  end,
  count,
  ...(change === undefined ? {} : { change }),
})

const entries = [
  entry('A', 'graded', 'A', 'graded', 300, '10'),
  entry('A', 'graded', 'B', 'graded', 4, '-50'),
  entry('B', 'graded', 'A', 'graded', 1, '70'),
  entry('B', 'graded', null, 'lost', 2, '-30'),
  entry(null, 'new', 'B', 'graded', 16, '20'),
]

describe('arrangeMoves', () => {
  it('has grades, the best first, and rows and columns for who came and went', () => {
    const matrix = arrangeMoves(entries, ['A', 'B'])
    expect(matrix.rows.map(placeName)).toEqual(['A', 'B', 'new', 'returned'])
    expect(matrix.columns.map(placeName)).toEqual(['A', 'B', 'lost'])
  })

  it('sums by rows, columns and in all to the same', () => {
    const matrix = arrangeMoves(entries, ['A', 'B'])
    expect(matrix.rows.map(({ count }) => count)).toEqual([304, 3, 16, 0])
    expect(matrix.columns.map(({ count }) => count)).toEqual([301, 20, 2])
    expect(matrix.count).toBe(323)
  })

  it('tints movers by how many they are, and keeps those who stay plain', () => {
    const [a, b, fresh] = arrangeMoves(entries, ['A', 'B']).rows
    expect(a?.cells.map(({ direction, heat }) => [direction, heat])).toEqual([
      ['kept', 0],
      ['down', 0.5],
      ['out', 0],
    ])
    expect(b?.cells.map(({ direction }) => direction)).toEqual(['up', 'kept', 'out'])
    expect(fresh?.cells.map(({ direction, heat }) => [direction, heat])).toEqual([
      ['in', 0],
      ['in', 1],
      ['in', 0],
    ])
  })

  it('shows who has no grade at either end only where there is somebody', () => {
    const matrix = arrangeMoves([...entries, entry(null, 'none', null, 'none', 5)], ['A', 'B'])
    expect(matrix.rows.at(-1)?.cells.at(-1)).toMatchObject({ count: 5, direction: 'none', heat: 0 })
    expect(matrix.count).toBe(328)
  })

  it('gives a table of the cells that hold somebody, without a column of money that may not be seen', () => {
    const words = {
      from: 'From',
      to: 'To',
      accounts: 'Accounts',
      change: 'Change',
      place: placeName,
      count: String,
      money: (decimal: string) => decimal,
    }
    const table = movesTable(arrangeMoves(entries, ['A', 'B']), words)
    expect(table.columns.map(({ title }) => title)).toEqual(['From', 'To', 'Accounts', 'Change'])
    expect(table.rows.map((cells) => cells.map(({ text }) => text).join(' '))).toEqual([
      'A A 300 10',
      'A B 4 -50',
      'B A 1 70',
      'B lost 2 -30',
      'new B 16 20',
    ])
    const hidden = entries.map(({ from, start, to, end, count }) => entry(from, start, to, end, count))
    expect(movesTable(arrangeMoves(hidden, ['A', 'B']), words).columns).toHaveLength(3)
  })
})

describe('hasGradesOfFamilies', () => {
  const counted = (fresh: number, lost: number) => [
    { class: 'new' as const, count: fresh },
    { class: 'up' as const, count: 9 },
    { class: 'lost' as const, count: lost },
  ]
  const matrix = arrangeMoves(entries, ['A', 'B'])

  it.each([
    ['all who came and went have rows and columns of their own', counted(16, 2), false],
    ['one that is new shows the grade its family had', counted(17, 2), true],
    ['one that is lost keeps the grade of its family', counted(16, 3), true],
  ])('%s', (_case, classes, differs) => {
    expect(hasGradesOfFamilies(matrix, classes)).toBe(differs)
  })
})
