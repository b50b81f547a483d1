import { describe, expect, it } from 'vitest'
import { parseMicros } from '../../../domain/money.ts'
import { compareFigure, readAmount, sumsOf } from './expected.ts'

const total = {
  source: 'erp',
  legalEntity: null,
  month: '2026-03',
  currency: 'EUR',
  lines: 3,
  net: '100.100000',
  tax: null,
  credits: '-20.000000',
  baseNet: '100.100000',
}

describe('readAmount', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['1234,50', '1234.5'],
    ['1,234.50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['1 234 567,891', '1234567.891'],
    ["1'234.5", '1234.5'],
    ['-0.01', '-0.01'],
    ['−12', '-12'],
    ['1,234,567', '1234567'],
    ['0.500', '0.5'],
  ])('reads %s', (typed, amount) => {
    expect(readAmount(typed)).toBe(parseMicros(amount))
  })

  it.each(['', '1,234', '1.234', 'x', '1,23,4', '1.2.3', '12.34567890', 'EUR 5', '--1'])(
    'does not guess %j',
    (typed) => {
      expect(readAmount(typed)).toBeNull()
    },
  )
})

describe('sumsOf', () => {
  it('adds exactly', () => {
    const sums = sumsOf([total, { ...total, month: '2026-04', net: '0.200000', tax: '1.500000' }])
    expect(sums).toMatchObject({ lines: 6, currency: 'EUR', net: parseMicros('100.3'), tax: parseMicros('1.5') })
  })

  it('does not add currencies', () => {
    const sums = sumsOf([total, { ...total, currency: 'USD' }])
    expect(sums).toMatchObject({ lines: 6, currency: null, net: null, credits: null, baseNet: parseMicros('200.2') })
  })
})

describe('compareFigure', () => {
  const sums = sumsOf([total])
  it('finds the cent', () => {
    expect(compareFigure(sums, 'net', '100.10')).toEqual({ kind: 'agrees' })
    expect(compareFigure(sums, 'net', '100.11')).toEqual({ kind: 'differs', by: '-0.01' })
    expect(compareFigure(sums, 'credits', '-20')).toEqual({ kind: 'agrees' })
    expect(compareFigure(sums, 'lines', '4')).toEqual({ kind: 'differs', by: '-1' })
  })
  it('says what it cannot compare', () => {
    expect(compareFigure(sums, 'tax', '5')).toEqual({ kind: 'unknown' })
    expect(compareFigure(sums, 'net', 'about 100')).toEqual({ kind: 'unreadable' })
    expect(compareFigure(sums, 'net', ' ')).toEqual({ kind: 'untyped' })
  })
})
