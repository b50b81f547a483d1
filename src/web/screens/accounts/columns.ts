import type { Output } from '../../../contract/operations.ts'
import type { accountSorts } from '../../../contract/account.ts'
import type { Right, Scope } from '../../../domain/right.ts'

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

export interface AccountColumn {
  readonly id: ColumnId
  /** The right without which the column would be empty in every row. */
  readonly needs: 'spend' | 'margin' | null
  /** What the header sorts by; null where the server sorts by no such thing. */
  readonly sort: AccountSort | null
  /** What it sorts by where exact money may not be compared: the band instead, or nothing. */
  readonly maskedSort: AccountSort | null
  /** Which way the first click sorts: words up, money down. */
  readonly firstSort: 'up' | 'down'
  readonly align: 'start' | 'end'
  /** Pixels it needs; null takes what is left. */
  readonly width: number | null
  /** 1 is never left out where there is no room, the highest leaves first. */
  readonly priority: 1 | 2 | 3 | 4
  /** Whether it is there without being asked for. */
  readonly isUsual: boolean
}

const text = { needs: null, sort: null, maskedSort: null, firstSort: 'up', align: 'start', isUsual: false } as const
const figure = { needs: null, sort: null, maskedSort: null, firstSort: 'down', align: 'end', isUsual: false } as const
const usual = { isUsual: true } as const

/** Every column the table can show, in the order it shows them. */
export const columns: readonly AccountColumn[] = [
  { ...text, ...usual, id: 'grade', sort: 'grade', maskedSort: 'grade', width: 60, priority: 1 },
  { ...text, ...usual, id: 'name', sort: 'name', maskedSort: 'name', width: null, priority: 1 },
  { ...text, id: 'key', sort: 'key', maskedSort: 'key', width: 110, priority: 3 },
  { ...text, ...usual, id: 'movement', width: 88, priority: 2 },
  { ...figure, ...usual, id: 'spend', sort: 'spend', maskedSort: 'spendBand', width: 96, priority: 1 },
  { ...figure, id: 'spendBefore', needs: 'spend', width: 104, priority: 3 },
  { ...figure, ...usual, id: 'spendChange', needs: 'spend', sort: 'spendChange', width: 104, priority: 2 },
  { ...text, ...usual, id: 'months', needs: 'spend', width: 102, priority: 4 },
  { ...figure, ...usual, id: 'toNext', needs: 'spend', sort: 'toNext', firstSort: 'up', width: 116, priority: 3 },
  { ...figure, ...usual, id: 'grossProfit', sort: 'grossProfit', width: 100, priority: 3 },
  { ...figure, id: 'marginRate', needs: 'margin', sort: 'marginRate', width: 72, priority: 4 },
  { ...figure, id: 'cost', needs: 'margin', width: 104, priority: 4 },
  { ...figure, id: 'orders', sort: 'orders', maskedSort: 'orders', width: 72, priority: 4 },
  {
    ...text,
    ...usual,
    id: 'lastInvoice',
    sort: 'lastInvoice',
    maskedSort: 'lastInvoice',
    firstSort: 'down',
    width: 104,
    priority: 2,
  },
  { ...text, ...usual, id: 'owner', sort: 'owner', maskedSort: 'owner', width: 166, priority: 2 },
  { ...text, id: 'territory', width: 120, priority: 4 },
  { ...text, id: 'segment', width: 120, priority: 4 },
  { ...text, id: 'root', width: 150, priority: 4 },
]

/** The columns somebody can choose from: those that could hold something for them. */
export function columnsFor(money: Money, { distance }: CanCompare): readonly AccountColumn[] {
  return columns.filter(({ id, needs }) => (needs === null || money[needs] !== null) && (id !== 'toNext' || distance))
}

/**
 * The columns an address asks for, in the order of the table. Without a wish: the usual ones, but those of exact money only where
 * it can be seen of every row, for a column with a few figures in it is mostly holes. The name is always there.
 */
export function shownColumns(
  wish: readonly string[] | undefined,
  money: Money,
  can: CanCompare,
): readonly AccountColumn[] {
  const possible = columnsFor(money, can)
  if (wish === undefined) return possible.filter(({ isUsual, needs }) => isUsual && (needs === null || can[needs]))
  const ids = new Set(wish)
  return possible.filter(({ id }) => id === 'name' || ids.has(id))
}

/** How an address says which columns are shown; undefined when they are the usual ones. */
export function columnsWish(ids: ReadonlySet<ColumnId>, money: Money, can: CanCompare): ColumnId[] | undefined {
  const shown = columnsFor(money, can).filter(({ id }) => id === 'name' || ids.has(id))
  const usual = shownColumns(undefined, money, can)
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

/** Of what every account of the list may be compared by exact money. */
export interface CanCompare {
  readonly spend: boolean
  readonly margin: boolean
  /** What is graded: the account itself, or with its family, of which each member must be one's own to see. */
  readonly graded: boolean
  /** Whether the list tells how far the next grade is: money that is missing, but no points. */
  readonly distance: boolean
}

/** What is graded, and what by. */
interface Grading {
  readonly level: 'account' | 'ultimate-parent'
  readonly gradeBy: 'spend' | 'score'
}

/** Sorting by exact money over rows of which some are masked would tell it: it takes all rows, or only one's own. */
export function canCompare(
  { spend, margin }: Money,
  within: 'mine' | 'book' | undefined,
  { level, gradeBy }: Grading,
): CanCompare {
  const isWhole = spend === 'all' || (within === 'mine' && spend !== null)
  return {
    spend: isWhole,
    margin: isWhole && (margin === 'all' || (within === 'mine' && margin === spend)),
    graded: spend === 'all' || (isWhole && level === 'account'),
    distance: gradeBy === 'spend',
  }
}

/** What the header of a column sorts by for this reader; null when it cannot be clicked. */
export function sortOf(column: AccountColumn, can: CanCompare): AccountSort | null {
  if (column.id === 'toNext') return can.graded ? column.sort : column.maskedSort
  const isMargin = column.id === 'grossProfit' || column.needs === 'margin'
  const isSpend = column.id === 'spend' || column.needs === 'spend'
  if (isMargin) return can.margin ? column.sort : column.maskedSort
  if (isSpend) return can.spend ? column.sort : column.maskedSort
  return column.sort
}

/** An order as the contract writes it: a minus turns it round. */
export function orderText({ by, isDescending }: Order): string {
  return `${isDescending ? '-' : ''}${by}`
}

/** Rights of a session as far as they are about money; costs and margins are shown with spend or not at all. */
export function moneyOf(rights: Readonly<Partial<Record<Right, Scope>>>): Money {
  const spend = rights['read-spend'] ?? null
  return { spend, margin: spend === null ? null : (rights['read-margin'] ?? null) }
}
