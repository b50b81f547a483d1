import type { Command } from 'commander'
import { reportAccount } from '../app/card/report-account.ts'
import type { AccountReport } from '../app/card/report-account.ts'
import { parseMicros } from '../domain/money.ts'
import { shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly invoices?: boolean
}

/** What the screen of an account shows: its figures, months, families of products and history, and its invoices. */
export function accountCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('account'))
    .description('one account: its figures, what it buys by month and by family of products, and its history')
    .argument('<account>', 'key, source/key, id or name')
    .option('--period <period>', 'see grade --period')
    .option('--invoices', 'print every invoice and credit note, of whatever date')
    .action(async (account: string, options: Options) => {
      await withBook(cli, options, async (ctx) => {
        const report = await reportAccount(ctx, { account, period: options.period ?? null })
        if (options.json) {
          const { card, months, families, history } = report
          printJson(cli.terminal, [{ ...card, months, families, history }])
        } else {
          printFigures(cli, report)
          printMonths(cli, report)
          printFamilies(cli, report)
          printHistory(cli, report)
        }
        if (options.invoices) await printInvoices(cli, options, report)
      })
    })
}

function printFigures(cli: Cli, { card }: AccountReport): void {
  const { basis } = card
  cli.terminal.out(`${card.name} (${card.key}), ${basis.from} to ${basis.to}, in ${basis.currency}\n\n`)
  const rows: readonly (readonly [string, string | null])[] = [
    ['grade', card.grade ?? 'none'],
    ['  a year before', card.gradeBefore ?? 'none'],
    ['spend', money(card.spend)],
    ['  a year before', money(card.spendBefore)],
    ['  change', money(card.spendChange)],
    ...(card.nextGrade === null ? [] : [[`missing to ${card.nextGrade}`, money(card.toNext)] as const]),
    ['gross profit', money(card.grossProfit)],
    ['cost', money(card.cost)],
    ['gross margin rate', shownShare(card.marginRate ?? null)],
    ['orders', shownCount(card.orders)],
    ['first invoice', card.firstInvoice],
    ['last invoice', card.lastInvoice],
    ['owner', card.owner?.name ?? null],
  ]
  printTable(
    cli.terminal,
    [
      { title: 'figure', cell: ([name]) => name },
      { title: 'value', cell: ([, value]) => value, align: 'right' },
    ],
    rows,
  )
}

function printMonths(cli: Cli, { months }: AccountReport): void {
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'month', cell: (row) => row.month },
      { title: 'spend', cell: (row) => money(row.spend), align: 'right' },
      { title: 'a year before', cell: (row) => money(row.spendBefore), align: 'right' },
      { title: 'gross profit', cell: (row) => money(row.grossProfit), align: 'right' },
      { title: 'orders', cell: (row) => row.orders, align: 'right' },
    ],
    months,
  )
}

function printFamilies(cli: Cli, { families }: AccountReport): void {
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'family of products', cell: (row) => row.family?.name ?? null },
      { title: 'spend', cell: (row) => money(row.spend), align: 'right' },
      { title: 'share', cell: (row) => shownShare(row.share ?? null), align: 'right' },
      { title: 'a year before', cell: (row) => money(row.spendBefore), align: 'right' },
      { title: 'gross profit', cell: (row) => money(row.grossProfit), align: 'right' },
      { title: 'margin', cell: (row) => shownShare(row.marginRate ?? null), align: 'right' },
      { title: 'lines', cell: (row) => row.lines, align: 'right' },
      { title: 'last', cell: (row) => row.lastInvoice },
    ],
    families,
  )
}

function printHistory(cli: Cli, { history }: AccountReport): void {
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'since', cell: (row) => row.at.slice(0, 10) },
      { title: 'what', cell: (row) => row.type },
      { title: 'detail', cell: ({ detail }) => detailOf(detail) },
    ],
    history,
  )
}

/** What is known of an event, by name. */
function detailOf(detail: Readonly<Record<string, string | null>>): string {
  return Object.entries(detail)
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
    .join(', ')
}

async function printInvoices(cli: Cli, options: Options, { invoices }: AccountReport): Promise<void> {
  for await (const page of invoices) {
    if (options.json) {
      printJson(cli.terminal, page)
      continue
    }
    cli.terminal.out('\n')
    printTable(
      cli.terminal,
      [
        { title: 'invoice', cell: (row) => row.number },
        { title: 'date', cell: (row) => row.date },
        { title: 'credit', cell: (row) => (row.isCredit ? 'yes' : null) },
        { title: 'order', cell: (row) => row.orderNumber },
        { title: 'salesperson', cell: (row) => row.salesperson },
        { title: 'source', cell: (row) => row.source },
        { title: 'lines', cell: (row) => row.lines, align: 'right' },
        { title: 'net', cell: (row) => money(row.net), align: 'right' },
        { title: 'currency', cell: (row) => row.currency },
        { title: 'in base', cell: (row) => money(row.baseNet), align: 'right' },
      ],
      page,
    )
  }
}

/** An amount as text of the contract, for a person; null where it is unknown. */
function money(amount: string | null | undefined): string | null {
  return amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
}
