import type { Output } from '../../../contract/operations.ts'
import type { accountSorts } from '../../../contract/account.ts'
import type { Scope } from '../../../domain/right.ts'

export type AccountRow = Output<'listAccounts'>['items'][number]
export type AccountSort = (typeof accountSorts)[number]

/** How far one's rights on exact money reach; null for a right one has not. */
export interface Money {
  readonly spend: Scope | null
  readonly margin: Scope | null
}

const columnIds = [
  'grade',
  'name',
  'key',
  'movement',
  'spend',
  'spendBefore',
  'spendChange',
  'months',
  'toNext',
  'grossProfit',
  'marginRate',
  'cost',
  'orders',
  'lastInvoice',
  'owner',
  'territory',
  'segment',
  'root',
] as const
export type ColumnId = (typeof columnIds)[number]

export interface Column {
  readonly id: ColumnId
  /** The right without which the column would be empty in every row. */
  readonly needs: 'spend' | 'margin' | null
  /** What the header sorts by; null where the server sorts by no such thing. */
  readonly sort: AccountSort | null
  /** What it sorts by where exact money may not be compared: the band instead, or nothing. */
  readonly maskedSort: AccountSort | null
  /** Figures read best with the largest first. */
  readonly isDescendingFirst: boolean
  readonly isNumeric: boolean
  /** Width in pixels; the name takes what is left. */
  readonly width: number
  readonly isUsual: boolean
}

const text = { needs: null, isDescendingFirst: false, isNumeric: false } as const
const figure = { isDescendingFirst: true, isNumeric: true } as const

/** Every column the table can show, in the order it shows them. */
export const columns: readonly Column[] = [
  { ...text, id: 'grade', sort: 'grade', maskedSort: 'grade', width: 72, isUsual: true },
  { ...text, id: 'name', sort: 'name', maskedSort: 'name', width: 280, isUsual: true },
  { ...text, id: 'key', sort: 'key', maskedSort: 'key', width: 130, isUsual: false },
  { ...text, id: 'movement', sort: null, maskedSort: null, width: 118, isUsual: true },
  { ...figure, id: 'spend', needs: null, sort: 'spend', maskedSort: 'spendBand', width: 128, isUsual: true },
  { ...figure, id: 'spendBefore', needs: 'spend', sort: null, maskedSort: null, width: 128, isUsual: false },
  { ...figure, id: 'spendChange', needs: 'spend', sort: 'spendChange', maskedSort: null, width: 128, isUsual: true },
  { ...text, id: 'months', needs: 'spend', sort: null, maskedSort: null, width: 112, isUsual: true },
  {
    ...figure,
    id: 'toNext',
    needs: 'spend',
    sort: 'toNext',
    maskedSort: null,
    width: 136,
    isUsual: true,
    isDescendingFirst: false,
  },
  { ...figure, id: 'grossProfit', needs: null, sort: 'grossProfit', maskedSort: null, width: 128, isUsual: true },
  { ...figure, id: 'marginRate', needs: 'margin', sort: 'marginRate', maskedSort: null, width: 88, isUsual: true },
  { ...figure, id: 'cost', needs: 'margin', sort: null, maskedSort: null, width: 128, isUsual: false },
  { ...figure, id: 'orders', needs: null, sort: 'orders', maskedSort: 'orders', width: 80, isUsual: false },
  {
    ...text,
    id: 'lastInvoice',
    sort: 'lastInvoice',
    maskedSort: 'lastInvoice',
    width: 112,
    isUsual: true,
    isDescendingFirst: true,
  },
  { ...text, id: 'owner', sort: 'owner', maskedSort: 'owner', width: 150, isUsual: true },
  { ...text, id: 'territory', sort: null, maskedSort: null, width: 140, isUsual: false },
  { ...text, id: 'segment', sort: null, maskedSort: null, width: 140, isUsual: false },
  { ...text, id: 'root', sort: null, maskedSort: null, width: 180, isUsual: false },
]

/** The columns somebody can choose from: those that could hold something for them. */
export function columnsFor(money: Money): readonly Column[] {
  return columns.filter(({ needs }) => needs === null || money[needs] !== null)
}

/** The columns an address asks for, in the order of the table; the usual ones without a wish. The name is always there. */
export function shownColumns(wish: readonly string[] | undefined, money: Money): readonly Column[] {
  const possible = columnsFor(money)
  if (wish === undefined) return possible.filter(({ isUsual }) => isUsual)
  const ids = new Set(wish)
  return possible.filter(({ id }) => id === 'name' || ids.has(id))
}

/** How an address says which columns are shown; undefined when they are the usual ones. */
export function columnsWish(ids: ReadonlySet<ColumnId>, money: Money): ColumnId[] | undefined {
  const shown = columnsFor(money).filter(({ id }) => id === 'name' || ids.has(id))
  const usual = shownColumns(undefined, money)
  const isUsual = shown.length === usual.length && shown.every(({ id }, index) => usual[index]?.id === id)
  return isUsual ? undefined : shown.map(({ id }) => id)
}

export interface Order {
  readonly by: AccountSort
  readonly isDescending: boolean
}

/**
 * What the table is sorted by: the wish of the address where the money it compares may be seen of every row, else the band of
 * spend, so that an address can be shared with somebody who sees less.
 */
export function orderOf(wish: string | undefined, canCompare: CanCompare): Order {
  const isDescending = wish?.startsWith('-') ?? true
  const by = isDescending ? wish?.slice(1) : wish
  const column = columns.find((candidate) => candidate.sort === by || candidate.maskedSort === by)
  if (column === undefined) return { by: canCompare.spend ? 'spend' : 'spendBand', isDescending: true }
  return { by: sortOf(column, canCompare) ?? 'spendBand', isDescending }
}

/** Whether every account of the list is one whose exact money may be seen. */
export interface CanCompare {
  readonly spend: boolean
  readonly margin: boolean
}

/** Sorting by exact money over rows of which some are masked would tell it: it takes all rows, or only one's own. */
export function canCompare({ spend, margin }: Money, within: 'mine' | 'book' | undefined): CanCompare {
  const isWhole = spend === 'all' || (within === 'mine' && spend !== null)
  return { spend: isWhole, margin: isWhole && (margin === 'all' || (within === 'mine' && margin === spend)) }
}

/** What the header of a column sorts by for this reader; null when it cannot be clicked. */
export function sortOf(column: Column, can: CanCompare): AccountSort | null {
  const isMargin = column.id === 'grossProfit' || column.needs === 'margin'
  const isSpend = column.id === 'spend' || column.needs === 'spend'
  if (isMargin) return can.margin ? column.sort : column.maskedSort
  if (isSpend) return can.spend ? column.sort : column.maskedSort
  return column.sort
}

/** The order after a click on a header: its own way first, turned round with the second click. */
export function nextOrder(order: Order, column: Column, can: CanCompare): Order {
  const by = sortOf(column, can)
  if (by === null) return order
  return by === order.by ? { by, isDescending: !order.isDescending } : { by, isDescending: column.isDescendingFirst }
}

/** An order as the contract writes it: a minus turns it round. */
export function orderText({ by, isDescending }: Order): string {
  return `${isDescending ? '-' : ''}${by}`
}
