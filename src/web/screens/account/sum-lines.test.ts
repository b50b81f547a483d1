import { expect, test } from 'vitest'
import { sumLines } from './sum-lines.ts'

test('lines add up to the cent, apart by what counts as spend', () => {
  const lines = [
    { kind: 'goods', baseNet: '0.10' },
    { kind: 'goods', baseNet: '0.20' },
    { kind: 'discount', baseNet: '-0.05' },
    { kind: 'freight', baseNet: '9.99' },
  ]
  expect(sumLines(lines, ['goods', 'discount'])).toEqual({ counted: '0.25', other: '9.99' })
})

test('no line of another kind is no sum of zero', () => {
  expect(sumLines([{ kind: 'goods', baseNet: '1' }], ['goods'])).toEqual({ counted: '1.00', other: null })
  expect(sumLines([], ['goods'])).toEqual({ counted: '0.00', other: null })
})
