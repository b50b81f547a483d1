import { expect, test } from 'vitest'
import {
  canCompare as canCompareAt,
  columns,
  columnsFor,
  columnsWish,
  orderOf,
  orderText,
  shownColumns,
  sortOf,
  type AccountColumn,
  type ColumnId,
  type Money,
} from './columns.ts'

const all: Money = { spend: 'all', margin: 'all' }
const rep: Money = { spend: 'own', margin: null }
const keyAccountManager: Money = { spend: 'all', margin: 'own' }
const clerk: Money = { spend: null, margin: null }

const canCompare = (money: Money, within: 'mine' | undefined) =>
  canCompareAt(money, within, { level: 'ultimate-parent', gradeBy: 'spend' })

const idsOf = (shown: readonly AccountColumn[]) => shown.map(({ id }) => id)

function columnOf(id: ColumnId): AccountColumn {
  const column = columns.find((candidate) => candidate.id === id)
  if (!column) throw new Error(`No column "${id}"`)
  return column
}

test('a reader without money sees bands and no empty column', () => {
  expect(idsOf(shownColumns(undefined, clerk, canCompare(clerk, undefined)))).toEqual([
    'grade',
    'name',
    'movement',
    'spend',
    'grossProfit',
    'lastInvoice',
    'owner',
  ])
  expect(idsOf(shownColumns(['name', 'marginRate', 'months'], clerk, canCompare(clerk, undefined)))).toEqual(['name'])
})

test('a rep sees columns of money among their own accounts, and no holes in the whole book', () => {
  const inBook = idsOf(shownColumns(undefined, rep, canCompare(rep, undefined)))
  const amongOwn = idsOf(shownColumns(undefined, rep, canCompare(rep, 'mine')))
  expect(inBook).not.toContain('spendChange')
  expect(amongOwn).toEqual(expect.arrayContaining(['spendChange', 'months', 'toNext']))
  expect(idsOf(shownColumns(['spendChange'], rep, canCompare(rep, undefined)))).toEqual(['name', 'spendChange'])
})

test('no column says how much money is missing to the next grade where grades go by a score', () => {
  const can = canCompareAt(all, undefined, { level: 'ultimate-parent', gradeBy: 'score' })
  expect(idsOf(shownColumns(undefined, all, can))).not.toContain('toNext')
  expect(idsOf(shownColumns(['toNext'], all, can))).toEqual(['name'])
  expect(columnsFor(all, can).map(({ id }) => id)).not.toContain('toNext')
})

test('the name is always there, and an unknown column is not', () => {
  expect(idsOf(shownColumns(['owner', 'nonsense'], all, canCompare(all, undefined)))).toEqual(['name', 'owner'])
})

test('the usual columns need no word in the address, others come back as they were', () => {
  const can = canCompare(all, undefined)
  const usual = new Set(idsOf(shownColumns(undefined, all, can)))
  expect(columnsWish(usual, all, can)).toBeUndefined()
  const wish = columnsWish(new Set<ColumnId>(['owner', 'grade']), all, can)
  expect(wish).toEqual(['grade', 'name', 'owner'])
  expect(idsOf(shownColumns(wish, all, can))).toEqual(['grade', 'name', 'owner'])
})

test.each([
  ['every account', all, undefined, { spend: true, margin: true, graded: true, distance: true }],
  ['a rep in the whole book', rep, undefined, { spend: false, margin: false, graded: false, distance: true }],
  [
    'a rep among their own, whose families may be wider',
    rep,
    'mine',
    { spend: true, margin: false, graded: false, distance: true },
  ],
  [
    'all spend and own margins',
    keyAccountManager,
    undefined,
    { spend: true, margin: false, graded: true, distance: true },
  ],
  [
    'mine is by spend, which is wider than the margins',
    keyAccountManager,
    'mine',
    { spend: true, margin: false, graded: true, distance: true },
  ],
  ['no money', clerk, 'mine', { spend: false, margin: false, graded: false, distance: true }],
] as const)('compares exact money: %s', (_name, money, within, expected) => {
  expect(canCompare(money, within)).toEqual(expected)
})

test('where accounts are graded by themselves, what is missing can be compared among the own ones', () => {
  expect(canCompareAt(rep, 'mine', { level: 'account', gradeBy: 'spend' }).graded).toBe(true)
})

test('a shared address that sorts by exact money sorts by bands for whoever sees less', () => {
  expect(orderOf('-spend', canCompare(all, undefined))).toEqual({ by: 'spend', isDescending: true })
  expect(orderOf('-spend', canCompare(rep, undefined))).toEqual({ by: 'spendBand', isDescending: true })
  expect(orderOf('spendChange', canCompare(rep, undefined))).toEqual({ by: 'spendBand', isDescending: false })
  expect(orderOf('grossProfit', canCompare(keyAccountManager, undefined)).by).toBe('spendBand')
  expect(orderOf('nonsense', canCompare(all, undefined))).toEqual({ by: 'spend', isDescending: true })
  expect(orderOf(undefined, canCompare(clerk, undefined))).toEqual({ by: 'spendBand', isDescending: true })
})

test('an order is written as the address and the server have it', () => {
  const can = canCompare(all, undefined)
  expect(['-spend', 'name', '-lastInvoice'].map((wish) => orderText(orderOf(wish, can)))).toEqual([
    '-spend',
    'name',
    '-lastInvoice',
  ])
})

test('no header sorts by money that may not be compared', () => {
  const can = canCompare(rep, undefined)
  expect(columns.filter((column) => sortOf(column, can) !== null).map(({ id }) => id)).toEqual([
    'grade',
    'name',
    'key',
    'spend',
    'orders',
    'lastInvoice',
    'owner',
  ])
  expect(sortOf(columnOf('spend'), can)).toBe('spendBand')
})
