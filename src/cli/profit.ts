import { Option } from 'commander'
import type { Command } from 'commander'
import { decidePosture } from '../app/profit/decide-posture.ts'
import { reportProfit, reportRanking } from '../app/profit/report-profit.ts'
import type { AccountProfitReport } from '../app/profit/report-profit.ts'
import { profitSorts } from '../contract/profit.ts'
import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import type { ProfitComponent } from '../domain/profit/components.ts'
import { postures } from '../domain/profit/posture.ts'
import type { Posture } from '../domain/profit/posture.ts'
import { shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly by: string
  readonly ascending?: boolean
  readonly take?: Posture
  readonly reason?: string
}

type AccountProfit = Output<'getAccountProfit'>
type Row = Output<'listProfits'>['items'][number]

export const componentWords = {
  service: 'cost to serve',
  financing: 'cost of waiting for money',
  carrying: 'cost of carrying stock',
  freight: 'freight not invoiced',
  rebates: 'rebates',
  returns: 'handling of returns',
} as const satisfies Record<ProfitComponent, string>

/** What accounts earn, from revenue to net profit, and what to do with them. */
export function profitCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('profit'))
    .description('what accounts earn once everything they cost is paid, and what to do with them')
    .argument('[account]', 'key, source/key, id or name; without it every account, ranked')
    .option('--period <period>', 'see grade --period')
    .addOption(new Option('--by <figure>', 'what accounts are ranked by').choices(profitSorts).default('netProfit'))
    .option('--ascending', 'the least first')
    .addOption(new Option('--take <posture>', 'decide what to do with the account').choices(postures))
    .option('--reason <text>', 'why, where it is not what is proposed')
    .action(async (account: string | undefined, options: Options) => {
      const period = options.period ?? null
      if (account === undefined) {
        const sort = `${options.ascending ? '' : '-'}${options.by}`
        const rows = await withBook(cli, options, async (ctx) => {
          const pages = await Array.fromAsync(reportRanking(ctx, { sort, period }))
          return pages.flatMap(({ items }) => items)
        })
        printRanking(cli, options, rows)
        return
      }
      const report = await withBook(cli, options, async (ctx) => {
        const found = await reportProfit(ctx, { account, period })
        if (options.take === undefined) return found
        const decision = { id: found.account.id, posture: options.take, reason: options.reason ?? null }
        await decidePosture(ctx, decision)
        return reportProfit(ctx, { account, period })
      })
      if (options.json) printJson(cli.terminal, [{ ...report.account, ...report.profit, mix: mixOf(report) }])
      else printAccount(cli, report)
    })
}

function printRanking(cli: Cli, options: Options, rows: readonly Row[]): void {
  if (options.json) {
    printJson(cli.terminal, rows)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ key }) => key },
      { title: 'name', cell: ({ name }) => name },
      { title: 'grade', cell: ({ grade }) => grade },
      { title: 'spend', cell: ({ spend }) => money(spend), align: 'right' },
      { title: 'net profit', cell: ({ netProfit }) => money(netProfit), align: 'right' },
      { title: 'rate', cell: ({ netProfitRate }) => shownShare(netProfitRate ?? null), align: 'right' },
      { title: 'tied up', cell: ({ capital }) => money(capital), align: 'right' },
      { title: 'return', cell: ({ returnOnAccount }) => shownShare(returnOnAccount ?? null), align: 'right' },
      { title: 'swing', cell: ({ swing }) => money(swing), align: 'right' },
      { title: 'proposed', cell: ({ proposed }) => proposed },
      { title: 'decided', cell: ({ decided }) => decided },
    ],
    rows,
  )
}

function printAccount(cli: Cli, report: AccountProfitReport): void {
  const { account, profit } = report
  const { from, to, currency } = profit
  cli.terminal.out(`${account.name} (${account.key}), ${from} to ${to}, in ${currency}\n\n`)
  if (profit.profit) printStatement(cli, profit.profit, profit)
  printService(cli, profit.service ?? [])
  printMix(cli, report)
  const { proposed, decided } = profit.posture
  cli.terminal.out(
    `\nProposed: ${proposed ?? 'unknown'}${decided === null ? '' : `; decided: ${decided.posture} by ${decided.by.name}${decided.reason === null ? '' : ` (${decided.reason})`}`}\n`,
  )
  printMissing(cli, profit.missing ?? [])
}

/** From revenue to net profit as a table of steps. */
export function printStatement(
  cli: Cli,
  statement: NonNullable<AccountProfit['profit']>,
  more: Partial<Pick<AccountProfit, 'capital' | 'swing'>> = {},
): void {
  const { revenue, otherKinds, uncosted, cost, grossProfit, components, netProfit, netProfitRate } = statement
  const rows: readonly (readonly [string, string | null])[] = [
    ['revenue', money(revenue)],
    ...(parseMicros(otherKinds) === 0n ? [] : [['  other kinds of lines', money(otherKinds)] as const]),
    ...(parseMicros(uncosted) === 0n ? [] : [['  less spend without a known cost', money(uncosted)] as const]),
    ['  less cost of goods', money(cost)],
    ['gross profit', money(grossProfit)],
    ...components.map(
      ({ component, state, amount, unknown }) =>
        [
          `  less ${componentWords[component]}`,
          state === 'not-measured'
            ? 'not measured'
            : state === 'unknown'
              ? `unknown (${String(unknown)})`
              : money(amount),
        ] as const,
    ),
    ['net profit', money(netProfit)],
    ['  of spend', shownShare(netProfitRate)],
    ...(more.swing === undefined ? [] : [['  more than two years before', money(more.swing)] as const]),
    ...(more.capital === undefined
      ? []
      : [
          ['tied up on average', money(more.capital.total)] as const,
          ['  in receivables', money(more.capital.receivables)] as const,
          ['  in stock', money(more.capital.stock)] as const,
          ['return on the account', shownShare(more.capital.returnOnAccount)] as const,
        ]),
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

function printService(cli: Cli, activities: NonNullable<AccountProfit['service']>): void {
  if (activities.length === 0) return
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'activity', cell: ({ activity }) => activity ?? 'hours for all' },
      { title: 'events', cell: ({ events }) => events, align: 'right' },
      { title: 'standard minutes', cell: ({ standardMinutes }) => standardMinutes, align: 'right' },
      { title: 'of them replaced', cell: ({ replacedMinutes }) => replacedMinutes, align: 'right' },
      { title: 'logged minutes', cell: ({ loggedMinutes }) => loggedMinutes, align: 'right' },
      { title: 'cost', cell: ({ cost }) => money(cost), align: 'right' },
    ],
    activities,
  )
}

type Mix = ReturnType<typeof mixOf>
type MarginBand = NonNullable<NonNullable<Mix['bands']>[number]['band']>

function mixOf({ mix: { families, bands, price } }: AccountProfitReport) {
  return { families, bands, price }
}

function printMix(cli: Cli, report: AccountProfitReport): void {
  const { bands = [], price } = mixOf(report)
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'margin of the family', cell: ({ band }) => (band === null ? 'unknown' : bandWords(band)) },
      { title: 'spend', cell: ({ spend }) => money(spend), align: 'right' },
      { title: 'of all', cell: ({ share }) => shownShare(share), align: 'right' },
    ],
    bands.filter(({ spend }) => parseMicros(spend) !== 0n),
  )
  if (price && price.rate !== null) {
    cli.terminal.out(
      `\nPays ${shownShare(price.rate) ?? ''} of what others pay on average, on ${String(price.products)} products for ${money(price.compared) ?? ''}\n`,
    )
  }
}

function bandWords({ from, below }: MarginBand): string {
  if (from === null) return `below ${shownShare(below) ?? ''}`
  return below === null ? `from ${shownShare(from) ?? ''}` : `${shownShare(from) ?? ''} to ${shownShare(below) ?? ''}`
}

/** Which rates are missing on which days, so that somebody can set them. */
export function printMissing(cli: Cli, missing: NonNullable<AccountProfit['missing']>): void {
  for (const { component, of, from, to } of missing) {
    cli.terminal.out(
      `Missing from ${from} to ${to}: the rate of ${of ?? componentWords[component]} (bookvalue rates)\n`,
    )
  }
}

function money(amount: string | null | undefined): string | null {
  return amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
}
