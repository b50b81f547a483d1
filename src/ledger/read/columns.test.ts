import { describe, expect, it } from 'vitest'
import { kindOf } from '../../domain/kind.ts'
import { matchColumns, nearestName } from './columns.ts'

const rates = kindOf('rates')
const label = 'rates.csv'

describe('matchColumns', () => {
  it('matches the names of the kind and the source column', () => {
    const match = matchColumns(['date', 'Currency', 'rate', 'source'], rates, { label })
    expect([...match]).toEqual([
      ['date', 'date'],
      ['currency', 'Currency'],
      ['rate', 'rate'],
      ['source', 'source'],
    ])
  })

  it('refuses an unknown column and names the nearest', () => {
    expect(() => matchColumns(['date', 'curency', 'rate'], rates, { label })).toThrow(
      'Cannot read column "curency" of "rates.csv": rates has no such column. Did you mean "currency"?',
    )
    expect(() => matchColumns(['date', 'currency', 'rate', 'zzz'], rates, { label })).toThrow(/no such column$/)
  })

  it('names every required column that is missing, unless it may be', () => {
    expect(() => matchColumns(['date'], rates, { label })).toThrow('the required columns "currency", "rate"')
    expect([...matchColumns(['date'], rates, { label, mayLack: ['currency', 'rate'] }).keys()]).toEqual(['date'])
  })

  it('follows a mapping and leaves other columns alone', () => {
    const mapping = { date: 'Day', currency: 'Curr', rate: 'Value' }
    const match = matchColumns(['Day', 'Curr', 'Value', 'Comment'], rates, { label, mapping })
    expect(match.get('rate')).toBe('Value')
    expect(match.size).toBe(3)
  })

  it('refuses a mapping to a column the file lacks, quoting its header', () => {
    const mapping = { date: 'Dai', currency: 'Curr', rate: 'Value' }
    expect(() => matchColumns(['Day', 'Curr', 'Value'], rates, { label, mapping })).toThrow(
      'Cannot find column "Dai", mapped to "date", in "rates.csv": its header is "Day", "Curr", "Value". Did you mean "Day"?',
    )
    expect(() => matchColumns(['Day'], rates, { label, mapping: { dat: 'Day' } })).toThrow('Did you mean "date"?')
    expect(() => matchColumns(['Day'], rates, { label, mapping: { date: 'Day' } })).toThrow('"currency", "rate"')
  })
})

describe('nearestName', () => {
  it.each([
    ['Order Number', 'order_number'],
    ['accont', 'account'],
    ['x', null],
  ])('%s -> %s', (name, nearest) => {
    expect(nearestName(name, ['order_number', 'account', 'net'])).toBe(nearest)
  })
})
