import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movementClasses } from '../../../domain/movement.ts'
import {
  changeSearch,
  isSameView,
  parseAccountsSearch,
  readAccountsSearch,
  writeAccountsSearch,
  type AccountsSearch,
} from './search.ts'

const word = fc.string({ minLength: 1, maxLength: 20 })
const words = fc.array(word, { minLength: 1, maxLength: 4 })
const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String)
const anySearch: fc.Arbitrary<AccountsSearch> = fc.record(
  {
    period: word,
    within: fc.constantFrom('mine' as const, 'book' as const),
    q: word,
    grade: words,
    owner: words,
    territory: word,
    segment: words,
    movement: fc.subarray([...movementClasses], { minLength: 1 }),
    spendBand: words,
    minSpend: amount,
    maxSpend: amount,
    lastBefore: fc.constant('2026-03-31'),
    root: word,
    sort: word,
    columns: words,
    view: word,
  },
  { requiredKeys: [] },
)

test('a search comes back from its text as it was', () => {
  fc.assert(
    fc.property(anySearch, (search) => {
      expect(readAccountsSearch(writeAccountsSearch(search))).toEqual(search)
    }),
  )
})

test('parsing twice is parsing once', () => {
  fc.assert(
    fc.property(anySearch, (search) => {
      expect(parseAccountsSearch({ ...search })).toEqual(search)
    }),
  )
})

test('what makes no sense is left out', () => {
  expect(
    parseAccountsSearch({
      period: 2026,
      grade: 'A',
      within: 'all',
      movement: ['up', 'sideways'],
      minSpend: '10k',
      maxSpend: 5000,
      lastBefore: 'yesterday',
      q: '',
      owner: [],
      other: 'x',
    }),
  ).toEqual({ period: '2026', grade: ['A'], movement: ['up'], maxSpend: '5000' })
})

test('an empty value takes its part out', () => {
  expect(changeSearch({ q: 'bolt', grade: ['A'] }, { q: '', grade: [] })).toEqual({})
  expect(changeSearch({ q: 'bolt' }, { q: undefined, territory: 'erp/north' })).toEqual({ territory: 'erp/north' })
})

test('a view is the same in another period, and not with another sort', () => {
  expect(isSameView({ grade: ['A'], period: '2026' }, { grade: ['A'] })).toBe(true)
  expect(isSameView({ grade: ['A'] }, { grade: ['A'], sort: 'name' })).toBe(false)
})
