import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showCell } from './sheet-cell.ts'

describe('showCell', () => {
  it.each([
    ['1234.50', 'amount', { number: '1234.50', isDay: false }],
    ['-0.000001', 'amount', { number: '-0.000001', isDay: false }],
    ['123456789012345', 'amount', { number: '123456789012345', isDay: false }],
    ['1234567890.123456', 'amount', { text: '1234567890.123456', isRounded: true }],
    ['1234567890.123400', 'amount', { number: '1234567890.123400', isDay: false }],
    ['0012', 'text', { text: '0012', isRounded: false }],
    ['0012', undefined, { text: '0012', isRounded: false }],
    ['2013-06-30', 'day', { number: '41455', isDay: true }],
    ['1900-03-01', 'day', { number: '61', isDay: true }],
    ['1900-02-28', 'day', { text: '1900-02-28', isRounded: false }],
    ['2013-06-30', undefined, { text: '2013-06-30', isRounded: false }],
    ['1e5', 'number', { text: '1e5', isRounded: false }],
    [0.25, 'share', { number: '0.25', isDay: false }],
    [Number.POSITIVE_INFINITY, 'number', { text: 'Infinity', isRounded: false }],
    ['=1+1', 'amount', { text: '=1+1', isRounded: false }],
  ] as const)('shows %j as %s', (cell, kind, expected) => {
    expect(showCell(cell, kind)).toEqual(expected)
  })

  it.each([null, undefined, ''])('leaves %j empty', (cell) => {
    expect(showCell(cell, 'amount')).toBeNull()
  })

  it('gives as a number only what a double gives back to the last digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 0, max: 6 }),
        (whole, places) => {
          const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, '0')
          const sign = whole < 0n ? '-' : ''
          const text = places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
          const shown = showCell(text, 'amount')
          if (shown === null || !('number' in shown)) return
          expect(toMicros(String(Number(shown.number)))).toBe(toMicros(text))
        },
      ),
    )
  })
})

function toMicros(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  return BigInt(`${whole}${fraction.padEnd(6, '0')}`) * (text.startsWith('-') ? -1n : 1n)
}
