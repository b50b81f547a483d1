import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  columnOf,
  dayText,
  lettersOf,
  meaningOfBuiltIn,
  meaningOfCode,
  numberText,
  paddedText,
  timeText,
  unescapeText,
} from './cell-text.ts'

describe('numberText', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['0.30000000000000004', '0.3'],
    ['1234.5600000000001', '1234.56'],
    ['-0', '0'],
    ['007', '7'],
    ['1E3', '1000'],
    ['1.5e-7', '0.00000015'],
    ['-2.5E-3', '-0.0025'],
    ['12345678901234567890', '12345678901234567890'],
    ['-202511250000012345', '-202511250000012345'],
    ['1.2345678901234568E+19', '12345678901234600000'],
    ['1e21', '1000000000000000000000'],
    ['4005808220119', '4005808220119'],
    ['1.50', '1.5'],
    ['', ''],
    ['abc', 'abc'],
    ['Infinity', 'Infinity'],
  ])('reads %s as %s', (raw, text) => {
    expect(numberText(raw)).toBe(text)
  })

  it('law: money to the cent is what it was, though workbooks keep binary fractions', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (cents) => {
        const [whole, rest] = [Math.trunc(Math.abs(cents) / 100), Math.abs(cents) % 100]
        const fraction = rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`
        const written = `${cents < 0 ? '-' : ''}${String(whole)}${fraction}`
        // 17 digits, as a spreadsheet program may write it.
        expect(numberText(Number(written).toPrecision(17))).toBe(written)
      }),
    )
  })
})

it.each([
  ['42', '00042'],
  ['123456', '123456'],
  ['1.5', '1.5'],
  ['-42', '-42'],
])('shows %s in the format 00000 as %s', (raw, text) => {
  expect(paddedText(raw, 5)).toBe(text)
})

describe('dayText', () => {
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, null],
    [61, '1900-03-01'],
    [45_717, '2025-03-01'],
    [45_717.5, '2025-03-01 12:00:00'],
    [45_717.999_999_99, '2025-03-02'],
    [2_958_465, '9999-12-31'],
    [2_958_466, null],
    [0, null],
    [-1, null],
    [Number.NaN, null],
  ])('reads %d as %s', (serial, text) => {
    expect(dayText(serial, false)).toBe(text)
  })

  it('counts from 1904 where the workbook says so', () => {
    expect(dayText(0, true)).toBe('1904-01-01')
    expect(dayText(44_255, true)).toBe('2025-03-01')
  })

  it('law: days follow the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(dayText(serial, false)).toBe(new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  it('reads the time of day', () => {
    expect(timeText(0.354_166_666_7)).toBe('08:30:00')
  })
})

describe('the meaning of a number', () => {
  it.each([
    ['dd.mm.yyyy', 'day'],
    ['d. mmmm yyyy', 'day'],
    ['[$-407]d. mmm yy;@', 'day'],
    ['yyyy\\-mm\\-dd', 'day'],
    ['m/d/yy h:mm', 'day'],
    ['mmm', 'day'],
    ['h:mm:ss AM/PM', 'time'],
    ['[h]:mm', 'number'],
    ['#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]', 'number'],
    ['0.00E+00', 'number'],
    ['"days: "0', 'number'],
    ['0\\d', 'number'],
    ['General', 'number'],
    ['_-* #,##0.00_-', 'number'],
    ['@', 'number'],
    ['00000', 5],
    ['0', 'number'],
    ['000.00', 'number'],
  ])('of format %s is a %s', (code, meaning) => {
    expect(meaningOfCode(code)).toBe(meaning)
  })

  it('of a code without end is found at once', () => {
    const started = performance.now()
    expect(meaningOfCode(`${'['.repeat(300_000)}d`)).toBe('number')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('of the formats without a code', () => {
    expect([0, 4, 14, 22, 20, 49].map(meaningOfBuiltIn)).toEqual(['number', 'number', 'day', 'day', 'time', 'number'])
  })
})

it('knows columns by their letters', () => {
  expect(['A1', 'Z9', 'AA1', 'XFD7', '7'].map(columnOf)).toEqual([0, 25, 26, 16_383, -1])
  for (const column of [0, 25, 26, 701, 702, 16_383]) expect(columnOf(`${lettersOf(column)}1`)).toBe(column)
})

it('reads control characters as workbooks write them', () => {
  expect(unescapeText('a_x000D_b_x005F_x000D_ _xyz_')).toBe('a\rb_x000D_ _xyz_')
})
