import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatMicros } from '../../domain/money.ts'
import type { DayOrder, DecimalSign } from './formats.ts'
import { amountSql, daySql, detectDayOrder, detectDecimalSign, quoteName } from './formats.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

async function evaluate(sql: (cell: string) => string, values: readonly string[]): Promise<(string | null)[]> {
  await connection.run('CREATE OR REPLACE TEMP TABLE cells (place INTEGER, "a ""cell""" VARCHAR)')
  const appender = await connection.createAppender('cells')
  for (const [place, value] of values.entries()) {
    appender.appendInteger(place)
    appender.appendVarchar(value)
    appender.endRow()
  }
  appender.closeSync()
  const select = `SELECT CAST(${sql(quoteName('a "cell"'))} AS VARCHAR) FROM cells ORDER BY place`
  const result = await connection.runAndReadAll(select)
  return result.getRows().map((row) => row[0] as string | null)
}
const readAmounts = (values: readonly string[], decimal: DecimalSign) =>
  evaluate((cell) => amountSql(cell, decimal), values)
const readDays = (values: readonly string[], order: DayOrder) => evaluate((cell) => daySql(cell, order), values)

describe('amountSql', () => {
  const both: [string, string | null][] = [
    ['0', '0.000000'],
    ['-5', '-5.000000'],
    ['+7', '7.000000'],
    [' 12 ', '12.000000'],
    ['123-', '-123.000000'],
    ['(123)', '-123.000000'],
    ['−9', '-9.000000'],
    ['- 5', '-5.000000'],
    // The row may be in another currency.
    ['€ 5', null],
    ['5 EUR', null],
    ['USD 5', null],
    ['-$5', null],
    ['$-5', null],
    ['(5 €)', null],
    ['5-€', null],
    ["1'234'567", '1234567.000000'],
    ['1 234', '1234.000000'],
    ['1\u00a0234', '1234.000000'],
    ['1\u202f234', '1234.000000'],
    ['999999999999', '999999999999.000000'],
    ['1000000000000', null],
    ['1e3', null],
    ['1_000', null],
    ['0x1F', null],
    ['1 23', null],
    ['--5', null],
    ['(-5)', null],
    ['-5-', null],
    ['NaN', null],
    ['Infinity', null],
    ['', null],
    ['-', null],
    ['EUR', null],
    ['5 euros', null],
    ['1/2', null],
    ['٣', null],
  ]
  it('reads forms with either decimal sign', async () => {
    for (const sign of ['.', ','] as const) {
      const read = await readAmounts(
        both.map(([value]) => value),
        sign,
      )
      expect(read.map((amount, index) => [both[index]?.[0], amount])).toEqual(both)
    }
  })

  it('reads decimals of the sign it is given, at most 6 that are not zero', async () => {
    const point: [string, string | null][] = [
      ['1.5', '1.500000'],
      ['.5', '0.500000'],
      ['5.', '5.000000'],
      ['-0.000001', '-0.000001'],
      ['1.2345678', null],
      ['1.0000001', null],
      ['1.23456700000', '1.234567'],
      ['1.5000000000', '1.500000'],
      ['1,234.56', '1234.560000'],
      ['1,234', '1234.000000'],
      ['1,23', null],
      ['1,2345', null],
      ['12,34,567', null],
      ['1,234 567', null],
      ['1.234,56', null],
      ['1.2.3', null],
      ['(1,234.50)', '-1234.500000'],
      ['1,234.50-', '-1234.500000'],
      ['999999999999.999999', '999999999999.999999'],
      ['9999999999999.9', null],
      ['.', null],
    ]
    const swap = (value: string) => value.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))
    const read = await readAmounts(
      point.map(([value]) => value),
      '.',
    )
    expect(read.map((amount, index) => [point[index]?.[0], amount])).toEqual(point)
    const comma = await readAmounts(
      point.map(([value]) => swap(value)),
      ',',
    )
    expect(comma).toEqual(point.map(([, amount]) => amount))
  })

  it('law: reads back every amount, however it is dressed', async () => {
    const dressed = fc.record({
      micros: fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n }),
      form: fc.constantFrom('plain', 'grouped', 'trailing', 'brackets', 'gap'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(dressed, { minLength: 1, maxLength: 50 }), async (amounts) => {
        const texts = amounts.map(({ micros, form }) => {
          const size = formatMicros(micros < 0n ? -micros : micros, 0)
          const [whole = '', places] = size.split('.')
          const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.') + (places === undefined ? '' : `,${places}`)
          const plain = size.replace('.', ',')
          if (form === 'plain' || micros >= 0n) return form === 'grouped' ? grouped : micros < 0n ? `-${plain}` : plain
          return { grouped: `-${grouped}`, trailing: `${grouped}-`, brackets: `(${plain})`, gap: ` - ${grouped} ` }[
            form
          ]
        })
        expect(await readAmounts(texts, ',')).toEqual(amounts.map(({ micros }) => formatMicros(micros, 6)))
      }),
      { numRuns: 30 },
    )
  })

  it('law: takes no text that is not digits in a known form', async () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE_ ()$'.split('')), maxLength: 9 })
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 100 }), async (texts) => {
        const read = await readAmounts(texts, '.')
        const doubtful = texts.filter((text, index) => read[index] !== null && /[eE_]|\..*\./.test(text))
        expect(doubtful).toEqual([])
        const wrong = texts.filter((text, index) => {
          const amount = read[index] ?? null
          return amount !== null && Math.abs(Number(text.replace(/[^0-9.]/g, '')) - Math.abs(Number(amount))) > 1e-6
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})

describe('daySql', () => {
  const table: [string, Record<DayOrder, string | null>][] = [
    ['2024-02-29', { YMD: '2024-02-29', DMY: '2024-02-29', MDY: '2024-02-29' }],
    ['2023-02-29', { YMD: null, DMY: null, MDY: null }],
    ['20240105', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['2024/1/5', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['2024.01.05', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['2024-01-05 00:00:00', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['2024-01-05T23:59:59.999Z', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['2024-02-30 00:00:00', { YMD: null, DMY: null, MDY: null }],
    ['05-03.2024', { YMD: null, DMY: null, MDY: null }],
    ['05.03.2024', { YMD: null, DMY: '2024-03-05', MDY: '2024-05-03' }],
    ['05/03/2024 00:00', { YMD: null, DMY: '2024-03-05', MDY: '2024-05-03' }],
    ['5-3-24', { YMD: null, DMY: '2024-03-05', MDY: '2024-05-03' }],
    ['5.3.99', { YMD: null, DMY: '1999-03-05', MDY: '1999-05-03' }],
    ['31/02/2026', { YMD: null, DMY: null, MDY: null }],
    ['31/12/2026', { YMD: null, DMY: '2026-12-31', MDY: null }],
    ['12/31/2026', { YMD: null, DMY: null, MDY: '2026-12-31' }],
    ['5/3.2024', { YMD: null, DMY: null, MDY: null }],
    [' 2024-01-05 ', { YMD: '2024-01-05', DMY: '2024-01-05', MDY: '2024-01-05' }],
    ['0001-01-01', { YMD: '0001-01-01', DMY: '0001-01-01', MDY: '0001-01-01' }],
    ['9999-12-31', { YMD: '9999-12-31', DMY: '9999-12-31', MDY: '9999-12-31' }],
    ['0000-01-01', { YMD: null, DMY: null, MDY: null }],
    ['2024-13-01', { YMD: null, DMY: null, MDY: null }],
    ['2024-01-05x', { YMD: null, DMY: null, MDY: null }],
    ['epoch', { YMD: null, DMY: null, MDY: null }],
    ['infinity', { YMD: null, DMY: null, MDY: null }],
    ['12024-01-05', { YMD: null, DMY: null, MDY: null }],
    ['45296', { YMD: null, DMY: null, MDY: null }],
    ['', { YMD: null, DMY: null, MDY: null }],
  ]
  it('reads days by their order and never an impossible one', async () => {
    for (const order of ['YMD', 'DMY', 'MDY'] as const) {
      const read = await readDays(
        table.map(([value]) => value),
        order,
      )
      expect(read.map((day, index) => [table[index]?.[0], day])).toEqual(
        table.map(([value, days]) => [value, days[order]]),
      )
    }
  })

  it('law: reads back every day in every form', async () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(fc.array(days, { minLength: 1, maxLength: 60 }), fc.nat(5), async (dates, form) => {
        const wanted = dates.map((date) => date.toISOString().slice(0, 10))
        const texts = wanted.map((day) => {
          const [y = '', m = '', d = ''] = day.split('-')
          const forms = [
            day,
            y + m + d,
            `${d}.${m}.${y}`,
            `${Number(d)}/${Number(m)}/${y.slice(2)}`,
            `${d}-${m}-${y} 00:00:00.000`,
            `${day}T01:02:03`,
          ]
          return forms[form] ?? day
        })
        expect(await readDays(texts, 'DMY')).toEqual(wanted)
      }),
      { numRuns: 30 },
    )
  })
})

describe('detectDecimalSign', () => {
  it.each([
    [['1', '2'], '.', null],
    [['1.5'], '.', '1.5'],
    [['1,5', '7'], ',', '1,5'],
    [['1.234,56'], ',', '1.234,56'],
    [['1,234.56'], '.', '1,234.56'],
    [['1.234.567'], ',', '1.234.567'],
    [['0.500'], '.', '0.500'],
    [['1234.500'], '.', '1234.500'],
    [['1.234', '5,50'], ',', '5,50'],
    [['1 234,50 €'], ',', '1 234,50 €'],
  ])('%j -> %s', (values, form, evidence) => {
    expect(detectDecimalSign(values)).toEqual({ kind: 'certain', form, evidence })
  })

  it('asks where no value decides or values contradict each other', () => {
    expect(detectDecimalSign(['1,234'])).toMatchObject({ kind: 'ambiguous', evidence: '1,234' })
    expect(detectDecimalSign(['1.50', '1,50'])).toMatchObject({ kind: 'mixed', evidence: ['1.50', '1,50'] })
  })
})

describe('detectDayOrder', () => {
  it.each([
    [['2024-01-05', '20240105'], 'YMD', null],
    [['05.03.2024'], 'DMY', '05.03.2024'],
    [['05/03/2024', '31/03/2024'], 'DMY', '31/03/2024'],
    [['05/03/2024', '03/31/2024 10:00'], 'MDY', '03/31/2024 10:00'],
  ])('%j -> %s', (values, form, evidence) => {
    expect(detectDayOrder(values)).toEqual({ kind: 'certain', form, evidence })
  })

  it('asks for DMY or MDY and quotes the evidence', () => {
    expect(detectDayOrder(['05/03/2024'])).toEqual({
      kind: 'ambiguous',
      evidence: '05/03/2024',
      message: 'Cannot tell day from month in "05/03/2024". Say "date": "DMY" or "date": "MDY"',
    })
    expect(detectDayOrder(['13/03/2024', '03/13/2024'])).toMatchObject({ kind: 'mixed' })
  })
})
