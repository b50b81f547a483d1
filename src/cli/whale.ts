import type { Command } from 'commander'
import { getBookProfit } from '../app/profit/get-book-profit.ts'
import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { printMissing, printStatement } from './profit.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
}

type BookProfit = Output<'getBookProfit'>

/** Who makes the profit of the book and who uses it up. */
export function whaleCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('whale'))
    .description(
      'who makes the profit of the book and who uses it up: accounts by net profit, the largest first, added up',
    )
    .option('--period <period>', 'see grade --period')
    .action(async (options: Options) => {
      const filter = { within: 'book', ...(options.period !== undefined && { period: options.period }) } as const
      const book = await withBook(cli, options, (ctx) => getBookProfit(ctx, filter))
      if (options.json) printJson(cli.terminal, [book])
      else printBook(cli, book)
    })
}

function printBook(
  cli: Cli,
  { from, to, currency, accounts, known, profit, unlisted, whale, map, missing }: BookProfit,
): void {
  cli.terminal.out(`${from} to ${to}, in ${currency}\n\n`)
  if (profit) printStatement(cli, profit)
  cli.terminal.out(`\nNet profit is known of ${shownCount(known)} of ${shownCount(accounts)} accounts\n`)
  if (unlisted && unlisted.accounts > 0)
    cli.terminal.out(`${shownCount(unlisted.accounts)} more left before the window: ${money(unlisted.netProfit)}\n`)
  if (whale) {
    const { peak, erosion, total } = whale
    cli.terminal.out(
      `They make ${money(total)}: ${money(peak.sum)} (${shownShare(peak.share) ?? '-'}) with the first ${shownCount(peak.rank)}, of which the others use up ${money(erosion.sum)} (${shownShare(erosion.share) ?? '-'})\n\n`,
    )
    printTable(
      cli.terminal,
      [
        { title: 'accounts', cell: ({ rank }) => rank, align: 'right' },
        { title: 'of all', cell: ({ accountShare }) => shownShare(accountShare), align: 'right' },
        { title: 'net profit so far', cell: ({ sum }) => money(sum), align: 'right' },
        { title: 'of the total', cell: ({ share }) => shownShare(share), align: 'right' },
      ],
      whale.points,
    )
  }
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'posture', cell: ({ posture }) => posture },
      { title: 'accounts', cell: ({ count }) => count, align: 'right' },
      { title: 'accepted', cell: ({ accepted }) => accepted, align: 'right' },
      { title: 'changed', cell: ({ changed }) => changed, align: 'right' },
      { title: 'spend', cell: ({ spend }) => money(spend), align: 'right' },
      { title: 'net profit', cell: ({ netProfit }) => money(netProfit), align: 'right' },
    ],
    map.cells,
  )
  cli.terminal.out(
    `\nA net profit rate of ${shownShare(map.edges.rate) ?? ''} is good, and a net profit or loss of ${money(map.edges.level)} is much\n`,
  )
  printMissing(cli, missing ?? [])
}

function money(amount: string | null | undefined): string {
  return amount === undefined || amount === null ? '-' : (shownMoney(parseMicros(amount)) ?? '-')
}
