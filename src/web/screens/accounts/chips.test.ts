import { expect, test } from 'vitest'
import { askedFilter, chipsOf, clearFilter } from './chips.ts'
import type { AccountsSearch } from './search.ts'

const search: AccountsSearch = {
  period: '2026',
  q: 'bolt',
  within: 'mine',
  grade: ['A', 'B'],
  territory: 'erp/north',
  minSpend: '1000',
  sort: '-spend',
}

test('each condition is a chip that can be taken out by itself', () => {
  const chips = chipsOf(search, true)
  expect(chips.map(({ field, value }) => `${field}=${value}`)).toEqual([
    'within=mine',
    'grade=A',
    'grade=B',
    'territory=erp/north',
    'minSpend=1000',
  ])
  expect(chips.find(({ value }) => value === 'A')?.without).toEqual({ ...search, grade: ['B'] })
  const { territory: _territory, ...withoutTerritory } = search
  expect(chips.find(({ field }) => field === 'territory')?.without).toEqual(withoutTerritory)
})

test('taking every chip out one after another leaves no condition', () => {
  let rest = search
  for (let [chip] = chipsOf(rest, true); chip !== undefined; [chip] = chipsOf(rest, true)) rest = chip.without
  expect(rest).toEqual({ period: '2026', q: 'bolt', sort: '-spend' })
})

test('a condition on exact money that one may not see is shown, and not asked', () => {
  expect(
    chipsOf(search, false)
      .filter(({ isRefused }) => isRefused)
      .map(({ field }) => field),
  ).toEqual(['minSpend'])
  expect(askedFilter(search, false)).not.toHaveProperty('minSpend')
  expect(askedFilter(search, true)).toHaveProperty('minSpend', '1000')
})

test('clearing keeps the period, the sort and the columns', () => {
  expect(clearFilter({ ...search, columns: ['name'] })).toEqual({ period: '2026', sort: '-spend', columns: ['name'] })
})
