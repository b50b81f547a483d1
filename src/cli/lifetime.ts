import type { Command } from 'commander'
import { BookError } from '../app/error.ts'
import { worthTerms } from '../app/lifetime/forecast-account.ts'
import { getLifetime } from '../app/lifetime/get-lifetime.ts'
import { learnLifetime } from '../app/lifetime/learn-lifetime.ts'
import { listForecasts } from '../app/lifetime/list-forecasts.ts'
import type { ForecastAccount } from '../app/lifetime/list-forecasts.ts'
import type { Output } from '../contract/operations.ts'
import { exactMoney, shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly days: string
}

type Shown = Output<'getLifetime'>

/** The rhythm of the book: learning it, how well it foretells, and what is to be expected of each account. */
export function lifetimeCommand(program: Command, cli: Cli): void {
  const lifetime = program
    .command('lifetime')
    .description('how accounts come back and stop, and what is to be expected of them')
  withCommonOptions(lifetime.command('learn'))
    .description('learn it from the ledger as it is now')
    .action(async (options: CommonOptions) => {
      cli.heedsSignal = true
      const shown = await withBook(cli, options, async (ctx) => {
        await learnLifetime(ctx, undefined, cli.signal)
        return getLifetime(ctx, { days: 90 })
      })
      printShown(cli, options, shown)
    })
  withDays(lifetime.command('show'))
    .description('what was learnt, and how it foretold days it had not seen beside plain ways to')
    .action(async (options: Options) => {
      const days = readDays(options.days)
      printShown(cli, options, await withBook(cli, options, (ctx) => getLifetime(ctx, { days })))
    })
  withDays(lifetime.command('list'))
    .description('every account that ever ordered, those most likely to order first')
    .action(async (options: Options) => {
      const days = readDays(options.days)
      printForecasts(cli, options, await withBook(cli, options, (ctx) => listForecasts(ctx, days)))
    })
}

function withDays(command: Command): Command {
  return withCommonOptions(command).option('--days <number>', 'days ahead to look, 1 to 1826', '90')
}

function readDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > 1826) throw new BookError('usage', `Cannot look "${text}" days ahead: 1 to 1826`)
  return days
}

function printShown(cli: Cli, options: CommonOptions, { learnt, fit }: Shown): void {
  if (options.json) {
    printJson(cli.terminal, [{ learnt, fit }])
    return
  }
  if (!learnt || !fit) {
    cli.terminal.out('The rhythm of the book was not learnt yet: bookvalue lifetime learn\n')
    return
  }
  const { out } = cli.terminal
  out(`Learnt from ${shownCount(fit.orders)} orders of ${shownCount(fit.accounts)} accounts up to ${learnt.asOf}`)
  out(`; ${shownCount(fit.repeaters)} ordered more than once\n`)
  if (learnt.isOld) out('Something was imported or undone since: learn it again\n')
  out(
    `They order about every ${round(fit.medianGap, 0)} days, ${rhythmWords(fit.regularity)} (${String(fit.regularity)} of 12)\n`,
  )
  out(
    fit.hasAttrition
      ? `At an order ${shownShare(fit.stopsPerOrder) ?? ''} of them stop for good\n`
      : 'No attrition is visible in this history\n',
  )
  if (!fit.isSettled) out('Two starting points led to different parameters: take the forecasts with care\n')
  if (fit.valuedAccounts === null) out('The value of an order is unknown: the orders differ too much to have a mean\n')
  out(
    `In the next ${String(learnt.days)} days: ${round(fit.expectedActive, 0)} accounts with an order, ${round(fit.expectedOrders, 0)} orders\n`,
  )
  out(`Parameters: ${parameterText(fit)}; log-likelihood ${round(fit.logLikelihood, 4)}\n`)
  printHoldout(cli, fit.holdout)
}

/** Gaps of one stage are random; the more stages, the steadier. */
function rhythmWords(regularity: number): string {
  if (regularity === 1) return 'at random'
  return regularity < 4 ? 'fairly regularly' : 'very regularly'
}

function parameterText({ parameters, standardErrors }: NonNullable<Shown['fit']>): string {
  return (['r', 'alpha', 'a', 'b'] as const)
    .map((name) => {
      const error = standardErrors === null ? '' : ` ± ${round(standardErrors[name], 4)}`
      return `${name} ${round(parameters[name], 4)}${error}`
    })
    .join(', ')
}

function printHoldout(cli: Cli, holdout: NonNullable<Shown['fit']>['holdout']): void {
  const { terminal } = cli
  if (!holdout) {
    terminal.out('Whether it foretells anything is unknown: the history is too short to hold days out\n')
    return
  }
  const { model, plainRate, asBefore, daysSinceLast } = holdout
  terminal.out(
    `\nDays it had not seen, ${holdout.from} to ${holdout.to}: ${shownCount(holdout.accounts)} accounts, ${shownCount(holdout.active)} of them ordered, ${shownCount(holdout.orders)} orders\n`,
  )
  const rows = [
    { way: 'this model', ...model },
    { way: 'orders so far by time', ...plainRate, expectedActive: null, ranking: null },
    { way: 'as many as before', ...asBefore, ranking: null },
    { way: 'days since the last order', meanError: null, expected: null, expectedActive: null, ...daysSinceLast },
  ]
  printTable(
    terminal,
    [
      { title: 'way to foretell', cell: (row) => row.way },
      { title: 'orders expected', cell: (row) => roundOrNull(row.expected, 0), align: 'right' },
      { title: 'mean error', cell: (row) => roundOrNull(row.meanError, 3), align: 'right' },
      { title: 'accounts expected', cell: (row) => roundOrNull(row.expectedActive, 0), align: 'right' },
      { title: 'right order of two', cell: (row) => shownShare(row.ranking), align: 'right' },
    ],
    rows,
  )
  if (model.meanError > Math.min(plainRate.meanError, asBefore.meanError)) {
    terminal.out('On these days a plain way to count was nearer than the model\n')
  }
  if ((model.ranking ?? 0) < (daysSinceLast.ranking ?? 0)) {
    terminal.out('On these days the last order alone told better who orders than the model\n')
  }
}

function printForecasts(cli: Cli, options: Options, rows: readonly ForecastAccount[]): void {
  if (options.json) {
    printJson(
      cli.terminal,
      rows.map(({ account, forecast }) => ({
        id: account.id,
        account: account.key,
        name: account.name,
        owner: account.owner?.key ?? null,
        ...forecast,
        orderValue: exactMoney(forecast.orderValue),
        value: exactMoney(forecast.value),
        worth: exactMoney(forecast.worth),
        worthYears: worthTerms.years,
        worthRate: worthTerms.rate,
      })),
    )
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ account }) => account.key },
      { title: 'name', cell: ({ account }) => account.name },
      { title: 'owner', cell: ({ account }) => account.owner?.key ?? null },
      { title: 'orders', cell: ({ forecast }) => forecast.orders, align: 'right' },
      { title: 'last', cell: ({ forecast }) => forecast.lastOrder },
      { title: 'orders again', cell: ({ forecast }) => shownShare(forecast.probability), align: 'right' },
      { title: 'expected', cell: ({ forecast }) => round(forecast.expectedOrders, 1), align: 'right' },
      { title: 'next', cell: ({ forecast }) => forecast.nextOrder },
      { title: 'value', cell: ({ forecast }) => shownMoney(forecast.value), align: 'right' },
      { title: 'worth', cell: ({ forecast }) => shownMoney(forecast.worth), align: 'right' },
    ],
    rows,
  )
}

function round(number: number, places: number): string {
  return number.toFixed(places)
}

function roundOrNull(number: number | null, places: number): string | null {
  return number === null ? null : round(number, places)
}
