import { Option } from 'commander'
import type { Command } from 'commander'
import type { AccountItem } from '../app/inventory/account-items.ts'
import { knownStock, totalOf } from '../app/inventory/measure-book.ts'
import { reportAccountStock, reportBookInventory } from '../app/inventory/report-inventory.ts'
import type { AccountInventory, InventoryBasis } from '../app/inventory/report-inventory.ts'
import { showCommitments, showParts, showReckoning, showStock, showSum } from '../app/inventory/show-stock.ts'
import type { BookStock, StockSum } from '../app/stock/measure-stock.ts'
import { productsWithoutCost } from '../app/stock/without-cost.ts'
import type { Output } from '../contract/operations.ts'
import { commitmentFigures } from '../domain/commitment/figures.ts'
import { carryingTotal } from '../domain/cost-rate/cost-rates.ts'
import { stockRules } from '../domain/inventory/stock-rule.ts'
import type { StockRule } from '../domain/inventory/stock-rule.ts'
import { carryingParts, knownCost } from '../domain/inventory/carrying.ts'
import type { CarryingPart } from '../domain/inventory/carrying.ts'
import type { StockTurns } from '../domain/inventory/turns.ts'
import type { Micros } from '../domain/money.ts'
import { exactMoney, shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { TableColumn } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly items?: StockRule | true
}

const ruleWords: Readonly<Record<StockRule, string>> = {
  dedicated: 'dedicated or consigned',
  untaken: 'promised and not taken',
  shared: 'shared, by days of cover',
}

const partWords: Readonly<Record<CarryingPart, string>> = {
  capital: 'capital',
  storage: 'storage',
  insurance: 'insurance',
  obsolescence: 'obsolescence',
  damage: 'damage',
}

/** What stock stands with whom, by which rule, and what carrying it costs. */
export function stockCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('stock'))
    .description('what stock stands with accounts, by which rule, and what carrying it costs')
    .argument('[account]', 'key, source/key, id or name; without it the whole book')
    .option('--period <period>', 'see grade --period')
    .addOption(new Option('--items [rule]', 'list the items of the account, of one rule or of all').choices(stockRules))
    .action(async (account: string | undefined, options: Options) => {
      const period = options.period ?? null
      if (account === undefined) {
        printBook(cli, options, await withBook(cli, options, (ctx) => reportBookInventory(ctx, { period })))
        return
      }
      const report = await withBook(cli, options, (ctx) => reportAccountStock(ctx, { account, period }))
      if (options.items === undefined) printAccount(cli, options, report)
      else printItems(cli, options, report.stock.items)
    })
}

type AccountReport = Awaited<ReturnType<typeof reportAccountStock>>

function printAccount(cli: Cli, options: Options, report: AccountReport): void {
  const { account, stock, turns, window } = report
  if (options.json) {
    const shown = {
      ...showStock({ ...stock.sums, turns }, true),
      withoutCost: productsWithoutCost(stock.book, account.id),
      byPart: showParts(stock.byPart, knownCost(totalOf(stock.sums.byRule), stock.sums)),
    }
    printJson(cli.terminal, [{ ...account, ...basisRow(report), ...showReckoning(stock.book, true), ...shown }])
    return
  }
  cli.terminal.out(`${account.name}, ${window.from} to ${window.to}, average stock at cost\n\n`)
  printFigures(cli, report, { ...stock.sums, byPart: stock.byPart, turns, total: totalOf(stock.sums.byRule) })
  printWithoutCost(cli, productsWithoutCost(stock.book, account.id))
  printReckoning(cli, stock.book)
}

function printItems(cli: Cli, options: Options, all: readonly AccountItem[]): void {
  const items = typeof options.items === 'string' ? all.filter(({ rule }) => rule === options.items) : all
  if (options.json) {
    printJson(
      cli.terminal,
      items.map(({ source, product, rule, stock, cost, isUnrated, shared }) => ({
        source,
        product,
        rule,
        stock: exactMoney(stock),
        carrying: exactMoney(cost),
        isUnrated,
        sold: exactMoney(shared?.sold ?? null),
        coverDays: days(shared?.cover),
        coveredDays: days(shared?.covered),
      })),
    )
    return
  }
  const columns: readonly TableColumn<AccountItem>[] = [
    { title: 'product', cell: ({ product }) => product },
    { title: 'rule', cell: ({ rule }) => ruleWords[rule] },
    { title: 'average stock', cell: ({ stock }) => shownMoney(stock), align: 'right' },
    { title: 'carrying', cell: ({ cost, isUnrated }) => (isUnrated ? null : shownMoney(cost)), align: 'right' },
    { title: 'sold at cost', cell: ({ shared }) => shownMoney(shared?.sold ?? null), align: 'right' },
    { title: 'cover', cell: ({ shared }) => shownDays(days(shared?.cover)), align: 'right' },
    { title: 'there is', cell: ({ shared }) => shownDays(days(shared?.covered)), align: 'right' },
  ]
  printTable(cli.terminal, columns, items)
}

type BookReport = Awaited<ReturnType<typeof reportBookInventory>>

function printBook(cli: Cli, options: Options, report: BookReport): void {
  const { inventory, turns, accounts, window } = report
  const { book, byRule, byPart, uncosted, unrated, facts } = inventory
  const whole = { byRule, byPart, turns, total: book.total, uncosted, unrated }
  if (options.json) {
    printJson(cli.terminal, [
      ...accounts.map((account) => ({ ...accountRow(account), ...basisRow(report) })),
      {
        id: 'book',
        key: null,
        name: 'The book',
        owner: null,
        ...basisRow(report),
        ...showReckoning(book, true),
        ...showStock(whole, true),
        withoutCost: productsWithoutCost(book),
        byPart: showParts(byPart, knownCost(book.total, inventory)),
        ...showCommitments(facts, true),
        notAttributed: showSum(book.notAttributed, inventory),
      },
    ])
    return
  }
  const columns: readonly TableColumn<AccountInventory>[] = [
    { title: 'account', cell: ({ key }) => key },
    { title: 'name', cell: ({ name }) => name },
    { title: 'owner', cell: ({ owner }) => owner },
    ...stockRules.map((rule): TableColumn<AccountInventory> => ({
      title: rule,
      cell: ({ stock }) => shownMoney(stock.byRule[rule].stock),
      align: 'right',
    })),
    { title: 'carrying', cell: ({ stock }) => shownMoney(knownOf(stock).cost), align: 'right' },
    { title: 'turns', cell: (account) => shownNumber(account.turns.turns), align: 'right' },
    { title: 'taken', cell: (account) => shownShare(commitmentFigures(account.facts).takenRate), align: 'right' },
  ]
  printTable(cli.terminal, columns, accounts)
  cli.terminal.out(`\nThe book, ${window.from} to ${window.to}, average stock at cost\n\n`)
  printFigures(cli, report, { ...whole, notAttributed: book.notAttributed })
  printWithoutCost(cli, productsWithoutCost(book))
  printReckoning(cli, book)
}

function accountRow({ id, key, name, owner, stock, turns, facts }: AccountInventory): object {
  const known = knownOf(stock)
  return {
    id,
    key,
    name,
    owner,
    dedicated: exactMoney(stock.byRule.dedicated.stock),
    untaken: exactMoney(stock.byRule.untaken.stock),
    shared: exactMoney(stock.byRule.shared.stock),
    stock: exactMoney(known.stock),
    carrying: exactMoney(known.cost),
    turns,
    uncosted: stock.uncosted,
    unrated: stock.unrated,
    ...commitmentFigures(facts),
  }
}

function knownOf({ byRule, uncosted, unrated }: AccountInventory['stock']) {
  return knownStock(totalOf(byRule), { uncosted, unrated })
}

interface Figures {
  readonly byRule: Readonly<Record<StockRule, StockSum>>
  readonly byPart: Readonly<Record<CarryingPart, Micros>>
  readonly total: StockSum
  readonly turns: StockTurns
  readonly uncosted: number
  readonly unrated: number
  readonly notAttributed?: StockSum
}

function printFigures(cli: Cli, { currency }: InventoryBasis, figures: Figures): void {
  const { byRule, byPart, total, turns, uncosted, unrated, notAttributed } = figures
  const money = (amount: Micros | null): string =>
    amount === null ? '-' : `${shownMoney(amount) ?? ''} ${currency ?? ''}`.trim()
  const cost = (sum: StockSum): string => money(knownCost(sum, { unrated }))
  const isKnown = knownCost(total, { unrated }) !== null
  const rows: (readonly [string, string, string])[] = [
    ...stockRules.map((rule) => [ruleWords[rule], money(byRule[rule].stock), cost(byRule[rule])] as const),
    ...(notAttributed ? [['not attributed', money(notAttributed.stock), cost(notAttributed)] as const] : []),
    ['all of it', money(total.stock), cost(total)],
  ]
  printTable(
    cli.terminal,
    [
      { title: 'rule', cell: ([name]) => name },
      { title: 'average stock', cell: ([, stock]) => stock, align: 'right' },
      { title: 'carrying', cell: ([, , cost]) => cost, align: 'right' },
    ],
    rows,
  )
  const { out } = cli.terminal
  out(
    `\nCarrying: ${carryingParts.map((part) => `${partWords[part]} ${money(isKnown ? byPart[part] : null)}`).join(', ')}\n`,
  )
  out(`Turns ${shownNumber(turns.turns) ?? '-'}, GMROI ${shownNumber(turns.gmroi) ?? '-'}`)
  out(`, turn-earn index ${shownNumber(turns.turnEarn) ?? '-'}\n`)
  if (uncosted > 0) out(`Left out: ${shownCount(uncosted)} ${uncosted === 1 ? 'item' : 'items'} without a known cost\n`)
  if (unrated > 0) out(`The cost leaves out days without a carrying rate, on which ${shownCount(unrated)} items lay\n`)
}

/** Names the products whose cost is missing, and says where it goes. */
export function printWithoutCost(
  cli: Cli,
  { products, more }: NonNullable<Output<'getReconciliation'>['withoutCost']>,
): void {
  if (products.length === 0) return
  const names = products.map(({ source, key }) => `${source}/${key}`).join(', ')
  const rest = more === 0 ? '' : ` and ${shownCount(more)} more`
  cli.terminal.out(`Missing: the cost of ${names}${rest}; bring one in costs, or a unit_cost with the count in stock\n`)
}

function printReckoning(cli: Cli, { counted, spans, coverDays }: BookStock): void {
  const { out } = cli.terminal
  if (counted.size === 0) out('Stock was never counted: import stock to see what lies where\n')
  for (const [source, { first, last }] of counted) out(`${source}: counted from ${first} to ${last}\n`)
  out(`Shared stock is counted for ${String(coverDays)} days of sales, unless a count says otherwise\n`)
  for (const { from, to, rate } of spans) {
    out(
      rate === null
        ? `${from} to ${to}: what carrying stock costs is unknown (bookvalue rates)\n`
        : `${from} to ${to}: carrying stock costs ${String(Number(carryingTotal(rate)) / 1e4)} % a year\n`,
    )
  }
}

function basisRow({ window, currency, watermark }: InventoryBasis): object {
  return { ...window, currency, watermark }
}

/** Days in millionths as text with the decimals they have. */
function days(micros: Micros | undefined): string | null {
  return micros === undefined ? null : exactMoney(micros)
}

function shownDays(text: string | null): string | null {
  return text === null ? null : Number(text).toFixed(1)
}

function shownNumber(value: number | null): string | null {
  return value === null ? null : value.toFixed(2)
}
