import { describe, expect, it } from 'vitest'
import { hasGroup, isPattern, problemsOfMapping } from './check.ts'
import { isDayOrder, parseDateForm } from './date-form.ts'
import { matchesName, patternFor } from './file-pattern.ts'

describe('a mapping', () => {
  it('can be meant when its columns are of the kind and what is done to them fits their type', () => {
    const files = [
      {
        file: 'a.csv',
        kind: 'lines' as const,
        columns: { net: 'N', source: 'S' },
        constants: { kind: 'goods' },
        transforms: { net: [{ do: 'negate' as const }, { do: 'decimal' as const, sign: ',' as const }] },
      },
    ]
    expect(problemsOfMapping({ source: 's', files })).toEqual([])
    expect(problemsOfMapping({ source: 's' })).toEqual([])
  })

  it('is told everything that cannot', () => {
    const files = [
      {
        file: 'a.csv',
        kind: 'accounts' as const,
        columns: { key: 'K', nme: 'N' },
        constants: { key: '1' },
        transforms: {
          name: [{ do: 'decimal' as const, sign: '.' as const }],
          valid_from: [
            { do: 'date' as const, form: 'DMY' },
            { do: 'date' as const, form: 'D.M.' },
          ],
        },
      },
    ]
    expect(problemsOfMapping({ source: 's', files })).toEqual([
      'Cannot map column "nme" for "a.csv": accounts has no such column',
      'Cannot map column "key" for "a.csv": it has a column of the file and a constant',
      'Cannot transform column "name" of "a.csv": a decimal sign is for an amount',
      'Cannot transform column "valid_from" of "a.csv": "D.M." is no date form; write DMY, MDY, YMD or one such as D MMM YYYY',
      'Cannot transform column "valid_from" of "a.csv": date is there twice',
    ])
  })
})

describe('a regular expression', () => {
  it.each([
    ['[A-Z]+-(\\d+)', true, true],
    ['\\(\\d+\\)', true, false],
    ['[(](?:a|b)', true, false],
    ['(?P<no>\\d+)', true, true],
    ['(?=a)b', false, false],
    ['(a)\\1', false, true],
    ['(?<!a)b', false, false],
    ['(', false, true],
  ])('%s can be used: %s, has a group: %s', (pattern, usable, group) => {
    expect(isPattern(pattern)).toBe(usable)
    expect(hasGroup(pattern)).toBe(group)
  })
})

describe('a date form', () => {
  it.each(['D MMM YYYY', 'MMMM D, YYYY', 'DD.MM.YY', 'YYYYMMDD'])('%s can be read', (form) => {
    expect(
      parseDateForm(form)
        ?.map(({ text }) => text)
        .join(''),
    ).toBe(form)
  })

  it.each(['', 'D.M.', 'DMMMMMYYYY', 'DD MM MM YYYY', 'YYY-MM-DD', 'DDD MM YYYY', 'DMY'])('%s cannot', (form) => {
    expect(parseDateForm(form)).toBeNull()
  })

  it('may be an order alone', () => {
    expect(['DMY', 'MDY', 'YMD', 'YDM'].map(isDayOrder)).toEqual([true, true, true, false])
  })
})

describe('a name of a file', () => {
  it.each([
    ['sales-*.csv', 'Sales-2026.CSV', true],
    ['*', '', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['ab*b', 'ab', false],
    ['a.csv', 'a.csv.gz', false],
  ])('%s means %s: %s', (pattern, name, isIt) => {
    expect(matchesName(pattern, name)).toBe(isIt)
  })

  it.each([
    ['sales-2026-10.csv', 'sales-*.csv'],
    ['Umsatz 01.02.2026_final.xlsx', 'Umsatz *_final.xlsx'],
    ['kunden.csv', 'kunden.csv'],
    ['q3.csv', 'q*.csv'],
  ])('%s stands for %s', (name, pattern) => {
    expect(patternFor(name, [name, 'other.csv'])).toBe(pattern)
    expect(matchesName(pattern, name)).toBe(true)
  })

  it('stands for itself beside others that differ in digits alone', () => {
    expect(patternFor('list1.csv', ['list1.csv', 'list2.csv'])).toBe('list1.csv')
  })
})
