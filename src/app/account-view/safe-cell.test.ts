import { expect, it } from 'vitest'
import { safeCell } from './safe-cell.ts'

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30 123', "'+49 30 123"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['-12.50', '-12.50'],
  ['-1', '-1'],
  ['A=1', 'A=1'],
  ['', ''],
])('%j is written %j', (cell, written) => {
  expect(safeCell(cell)).toBe(written)
})

it('leaves nothing where there is nothing', () => {
  expect(safeCell(null)).toBeNull()
})
