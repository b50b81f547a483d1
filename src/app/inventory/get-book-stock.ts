import { setImmediate } from 'node:timers/promises'
import type { stockSorts } from '../../contract/inventory.ts'
import type { Input, Output } from '../../contract/operations.ts'
import { commitmentFigures } from '../../domain/commitment/figures.ts'
import { addFacts, emptyFacts } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import type { StockFilter } from '../../domain/inventory/ranked.ts'
import { knownCost } from '../../domain/inventory/carrying.ts'
import { stockRules } from '../../domain/inventory/stock-rule.ts'
import type { StockRule } from '../../domain/inventory/stock-rule.ts'
import { formatMicros } from '../../domain/money.ts'
import { noAccountId } from '../../domain/no-account.ts'
import { readPlaces, readPositions } from '../../records/account-view.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { assertExportable, sees } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { openBookPart } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import { openRankedPlace, takePage } from '../ranked-page.ts'
import { requireRight } from '../right.ts'
import { aboutView, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import { noStock } from '../stock/measure-stock.ts'
import type { AccountStock, StockSum } from '../stock/measure-stock.ts'
import { productsWithoutCost } from '../stock/without-cost.ts'
import type { Verb } from '../verb.ts'
import { knownStock, measureBookInventory, totalOf, turnsOf } from './measure-book.ts'
import type { BookInventory } from './measure-book.ts'
import { orNull, showCommitments, showParts, showReckoning, showStock, showSum } from './show-stock.ts'

type Row = Output<'getBookStock'>['items'][number]
type Ranking = Omit<Input<'exportStock'>, 'format'>

/** The stock of a part of the book, and of its accounts whose margin one may see, ranked. */
export const getBookStock: Verb<'getBookStock'> = async (ctx, { cursor, limit, ...ranking }) => {
  requireRight(ctx, 'read-account')
  const place = await openRankedPlace(ctx, cursor)
  const part = await openBookPart(ctx, ranking)
  const { view, sight, seesMargin } = part
  const { inventory, ranked, total } = await rank(ctx, part, ranking)
  const { some, next } = takePage(place, { view, ranked, limit })
  const items = await showRows(ctx, part, some)
  const turns = turnsOf(total.facts, knownStock(total.sum, total).stock, view.policy.minCoverage)
  const { byPart, book } = inventory
  return {
    ...basisOf(view),
    items,
    next,
    accounts: ranked.length,
    ...showReckoning(book, sight.margin !== 'none'),
    total: {
      ...showStock({ ...total, total: total.sum, turns }, seesMargin),
      ...showCommitments(total.facts, seesMargin),
      ...(seesMargin && {
        byPart: part.isWhole ? showParts(byPart, knownCost(book.total, inventory)) : null,
        withoutCost: part.isWhole ? productsWithoutCost(book) : null,
        notAttributed: part.isWhole ? showSum(book.notAttributed, inventory) : null,
      }),
    },
  }
}

/** The same accounts as a file, where all of them are one's own to export. */
export const exportStock: Verb<'exportStock'> = async (ctx, { format, ...ranking }) => {
  requireRight(ctx, 'export')
  const part = await openBookPart(ctx, ranking)
  const { view, sight, selection } = part
  assertExportable(sight, selection)
  const { ranked } = await rank(ctx, part, ranking)
  await auditRevealed(ctx, 'export', 'stock', { period: view.period, count: ranked.length, sort: ranking.sort })
  return sheetFile(ctx, {
    name: `stock ${view.period}`,
    format,
    columns: cells,
    rows: rowsInPieces(ranked, (some) => showRows(ctx, part, some)),
    about: aboutView(view, ranking),
  })
}

interface RankedAccount {
  readonly position: number
  readonly facts: AccountFacts
  readonly stock: AccountStock
}

interface PartTotal {
  readonly byRule: Readonly<Record<StockRule, StockSum>>
  readonly sum: StockSum
  readonly facts: AccountFacts
  readonly uncosted: number
  readonly unrated: number
}

interface Ranked {
  readonly inventory: BookInventory
  readonly ranked: readonly RankedAccount[]
  readonly total: PartTotal
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 2048

async function rank(ctx: Ctx, part: BookPart, ranking: Ranking): Promise<Ranked> {
  const { view, sight, selection, isWhole } = part
  const inventory = await measureBookInventory(ctx, view, view.policy)
  const places = await readPlaces(ctx.records.view, view.number, view.accounts)
  const ranked: RankedAccount[] = []
  const chosen: RankedAccount[] = []
  let looked = 0
  for (const [id, facts] of inventory.factsById) {
    looked += 1
    if (looked % accountsPerTurn === 0) await setImmediate()
    const position = places.get(id)
    if (id === noAccountId || position === undefined || (selection !== null && selection[position] !== 1)) continue
    const account = { position, facts, stock: inventory.book.byAccount.get(id) ?? noStock }
    chosen.push(account)
    if (sees(sight.margin, position) && isShown(account, ranking.show)) ranked.push(account)
  }
  const { byRule, facts, uncosted, unrated, book } = inventory
  return {
    inventory,
    ranked: rankedBy(ranked, ranking.sort, view.policy.minCoverage),
    total: isWhole ? { byRule, sum: book.total, facts, uncosted, unrated } : sumOf(chosen),
  }
}

/** All accounts of a part together; an item without a known cost counts once for each account it stands with. */
function sumOf(accounts: readonly RankedAccount[]): PartTotal {
  const none: PartTotal = { ...noStock, sum: totalOf(noStock.byRule), facts: emptyFacts('part') }
  return accounts.reduce((all, { facts, stock }) => {
    const byRule = {
      dedicated: addSums(all.byRule.dedicated, stock.byRule.dedicated),
      untaken: addSums(all.byRule.untaken, stock.byRule.untaken),
      shared: addSums(all.byRule.shared, stock.byRule.shared),
    }
    return {
      byRule,
      sum: totalOf(byRule),
      facts: addFacts(all.facts, facts),
      uncosted: all.uncosted + stock.uncosted,
      unrated: all.unrated + stock.unrated,
    }
  }, none)
}

function addSums(one: StockSum, other: StockSum): StockSum {
  return { stock: one.stock + other.stock, cost: one.cost + other.cost }
}

function isShown({ facts, stock: { byRule, uncosted } }: RankedAccount, show: StockFilter): boolean {
  if (show !== 'all') return byRule[show].stock > 0n
  return (
    uncosted > 0 ||
    facts.commitments + facts.commitmentsUncosted > 0 ||
    stockRules.some((rule) => byRule[rule].stock > 0n)
  )
}

type Value = (account: RankedAccount, minCoverage: number) => bigint | number | null

const values: Readonly<Record<(typeof stockSorts)[number], Value>> = {
  carrying: ({ stock }) => knownStock(totalOf(stock.byRule), stock).cost,
  stock: ({ stock }) => knownStock(totalOf(stock.byRule), stock).stock,
  dedicated: ({ stock }) => stock.byRule.dedicated.stock,
  untaken: ({ stock }) => stock.byRule.untaken.stock,
  shared: ({ stock }) => stock.byRule.shared.stock,
  turns: (account, minCoverage) => turnsIn(account, minCoverage).turns,
  takenRate: ({ facts }) => commitmentFigures(facts).takenRate,
  daysLate: ({ facts }) => commitmentFigures(facts).daysLate,
}

function turnsIn({ facts, stock }: RankedAccount, minCoverage: number) {
  return turnsOf(facts, knownStock(totalOf(stock.byRule), stock).stock, minCoverage)
}

/** In the order of a figure, each worked out once; what is unknown stands last either way. */
function rankedBy(accounts: readonly RankedAccount[], sort: string, minCoverage: number): readonly RankedAccount[] {
  const name = sort.replace('-', '')
  const [, value] = Object.entries(values).find(([known]) => known === name) ?? []
  if (!value) throw new RangeError(`Cannot rank by "${sort}"`)
  const sign = sort.startsWith('-') ? -1 : 1
  return accounts
    .map((account) => ({ account, figure: value(account, minCoverage) }))
    .toSorted(({ account: one, figure: left }, { account: other, figure: right }) => {
      if (left === right) return one.position - other.position
      if (left === null || right === null) return left === null ? 1 : -1
      return (left < right ? -1 : 1) * sign
    })
    .map(({ account }) => account)
}

async function showRows(ctx: Ctx, { view, sight }: BookPart, accounts: readonly RankedAccount[]): Promise<Row[]> {
  const rows = await readPositions(
    ctx.records.view,
    view.number,
    accounts.map(({ position }) => position),
  )
  return rows.flatMap((row, index): Row[] => {
    const account = accounts[index]
    if (!account) return []
    const { id, key, source, name, owner } = toAccountRow(row, sight)
    return [{ id, key, source, name, owner, ...showAccount(account, view.policy.minCoverage) }]
  })
}

function showAccount(
  account: RankedAccount,
  minCoverage: number,
): Omit<Row, 'id' | 'key' | 'source' | 'name' | 'owner'> {
  const { facts, stock } = account
  const { byRule, uncosted, unrated } = stock
  const known = knownStock(totalOf(byRule), stock)
  return {
    dedicated: formatMicros(byRule.dedicated.stock),
    untaken: formatMicros(byRule.untaken.stock),
    shared: formatMicros(byRule.shared.stock),
    stock: orNull(known.stock),
    carrying: orNull(known.cost),
    turns: turnsIn(account, minCoverage),
    uncosted,
    unrated,
    ...commitmentFigures(facts),
  }
}

const cells: readonly SheetColumn<Row>[] = [
  ['source', (row) => row.source],
  ['key', (row) => row.key],
  ['name', (row) => row.name],
  ['ownerKey', (row) => row.owner?.key],
  ['owner', (row) => row.owner?.name],
  ['dedicated', (row) => row.dedicated, 'amount'],
  ['untaken', (row) => row.untaken, 'amount'],
  ['shared', (row) => row.shared, 'amount'],
  ['stock', (row) => row.stock, 'amount'],
  ['carrying', (row) => row.carrying, 'amount'],
  ['turns', (row) => row.turns?.turns],
  ['gmroi', (row) => row.turns?.gmroi],
  ['turnEarn', (row) => row.turns?.turnEarn],
  ['takenRate', (row) => row.takenRate, 'share'],
  ['daysLate', (row) => row.daysLate],
  ['uncosted', (row) => row.uncosted],
  ['unrated', (row) => row.unrated],
]
