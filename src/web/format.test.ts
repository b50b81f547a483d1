import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFormat, signOf } from './format.ts'

const format = makeFormat('en-GB', 'Europe/Berlin')

/** Decimal text as the server writes it, far beyond what a float holds. */
const amounts = fc
  .record({
    isNegative: fc.boolean(),
    whole: fc.bigInt({ min: 0n, max: 10n ** 30n }),
    decimals: fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: '' }),
  })
  .map(({ isNegative, whole, decimals }) => `${isNegative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`)

describe('an amount', () => {
  it('keeps every digit it has, however many', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const read = format.decimal(amount).replaceAll(',', '')
        expect(withoutTrailingZeros(read)).toBe(withoutTrailingZeros(amount))
      }),
    )
  })

  it('is rounded to cents once, half away from zero', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(format.money(amount).replaceAll(',', '').replace('-', '')).toBe(roundedToCents(amount))
      }),
    )
  })

  it.each([
    ['1234567.8', '1,234,567.80'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['9007199254740993.01', '9,007,199,254,740,993.01'],
    ['-1234', '-1,234.00'],
    ['-0.001', '0.00'],
  ])('%s is written %s', (amount, written) => {
    expect(format.money(amount)).toBe(written)
  })

  it('stands before its currency and does not part from it', () => {
    expect(format.money('12.5', 'EUR')).toBe('12.50\u00A0EUR')
  })

  it('is short with three digits that matter', () => {
    expect([format.shortMoney('1234567.89'), format.shortMoney('999.4'), format.shortMoney('-23456')]).toEqual([
      '1.23m',
      '999',
      '-23.5k',
    ])
  })

  it('shows its sign where it is a change, and none where nothing changed', () => {
    expect([format.change('12'), format.change('-12'), format.change('0.000000')]).toEqual(['+12', '-12', '0'])
  })

  it('has the sign of its text, zero in every spelling', () => {
    expect(['12', '-0.000001', '0', '-0', '0.000000', '-0.00'].map(signOf)).toEqual([1, -1, 0, 0, 0, 0])
  })

  it('is written as the place of the reader writes it', () => {
    expect(makeFormat('de-DE', 'UTC').money('1234567.8')).toBe('1.234.567,80')
  })
})

describe('a share', () => {
  it('has one decimal', () => {
    expect([format.percent(0.12345), format.percent(1), format.percent(-0.0004)]).toEqual(['12.3%', '100.0%', '0.0%'])
    expect([format.finePercent(0.0076), format.finePercent(0.5)]).toEqual(['0.76%', '50.0%'])
  })
})

describe('a bound of a band', () => {
  it.each([
    [100, '100'],
    [20_000, '20k'],
    [5_000_000, '5m'],
  ])('%i is written %s', (bound, written) => {
    expect(format.bound(bound)).toBe(written)
  })
})

describe('time', () => {
  it('writes a day as it stands, whatever the time zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
      expect(makeFormat('en-GB', zone).day('2026-03-31')).toBe('31 Mar 2026')
    }
  })

  it('writes an instant in the time zone of the book', () => {
    expect(format.instant('2026-03-31T22:30:00Z')).toBe('1 Apr 2026, 00:30')
    expect(format.instantDay('2026-03-31T22:30:00Z')).toBe('1 Apr 2026')
  })

  it('writes a month', () => {
    expect([format.month('2026-03'), format.shortMonth('2026-03')]).toEqual(['Mar 2026', 'Mar'])
  })

  it.each([
    [5, 'now'],
    [150, '2 minutes ago'],
    [2 * 3600, '2 hours ago'],
    [26 * 3600, 'yesterday'],
    [400 * 86_400, 'last year'],
  ])('%i seconds ago is %s', (seconds, words) => {
    const now = Date.parse('2026-03-31T12:00:00Z')
    expect(format.ago(new Date(now - seconds * 1000).toISOString(), now)).toBe(words)
  })
})

function withoutTrailingZeros(decimal: string): string {
  const isZero = /^-?[0.]*$/.test(decimal)
  const [whole = '', decimals = ''] = decimal.replace('-', '').split('.')
  const sign = decimal.startsWith('-') && !isZero ? '-' : ''
  const rest = decimals.replace(/0+$/, '')
  return `${sign}${whole.replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`
}

/** The size of an amount to the cent, worked out in whole numbers. */
function roundedToCents(amount: string): string {
  const [whole = '0', decimals = ''] = amount.replace('-', '').split('.')
  const micros = BigInt(whole) * 1_000_000n + BigInt(decimals.padEnd(6, '0'))
  const cents = (micros + 5000n) / 10_000n
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
}
