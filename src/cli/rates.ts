import { Option } from 'commander'
import type { Command } from 'commander'
import { BookError } from '../app/error.ts'
import { addFinancingRate, listFinancingRates } from '../app/receivable/financing-rates.ts'
import type { Output } from '../contract/operations.ts'
import { formatMicros, parseMicros } from '../domain/money.ts'
import { discountForgone, financingBases } from '../domain/receivables/financing.ts'
import type { FinancingBase } from '../domain/receivables/financing.ts'
import { costRateCommands } from './cost-rates.ts'
import { shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { readDay, readDays, readPercent } from './read-amounts.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface AddOptions extends CommonOptions {
  readonly base: FinancingBase
  readonly note?: string
}

type Rate = Output<'addFinancingRate'>

/** What money, stock, time and returns cost, from which day on and who has set it; and what follows for a sale or a discount. */
export function ratesCommand(program: Command, cli: Cli): void {
  const rates = program.command('rates').description('what money, stock, time and returns cost, by day')
  withCommonOptions(rates.command('list'))
    .description('what money costs: all that were ever set, the one that begins last first')
    .action(async (options: CommonOptions) => {
      const { items } = await withBook(cli, options, (ctx) => listFinancingRates(ctx, {}))
      printRates(cli, options, items)
    })
  withCommonOptions(rates.command('add'))
    .description('set what money costs, from a day until the next begins')
    .argument('<from>', 'the day from which it holds, such as 2026-01-01')
    .argument('<rate>', 'per cent a year, such as 5 or 4.25')
    .addOption(
      new Option('--base <base>', 'what of an invoice is financed: with its tax, or without')
        .choices(financingBases)
        .default('gross'),
    )
    .option('--note <text>', 'why')
    .action(async (from: string, rate: string, options: AddOptions) => {
      const body = {
        validFrom: readDay(from),
        rate: formatMicros(readPercent(rate)),
        base: options.base,
        note: options.note ?? null,
      }
      const set = await withBook(cli, options, (ctx) => addFinancingRate(ctx, body))
      printRates(cli, options, [set])
    })
  withCommonOptions(rates.command('discount'))
    .description('what it costs a year not to take a discount for paying early: 2 10 30 for 2 % within 10 days, net 30')
    .argument('<discount>', 'per cent')
    .argument('<within>', 'days within which it is given')
    .argument('<net>', 'days after which the whole is due')
    .action((discount: string, within: string, net: string, options: CommonOptions) => {
      const [discountDays, netDays] = [readDays(within), readDays(net)]
      const cost = discountForgone({ discount: readPercent(discount), discountDays, netDays })
      if (!cost) {
        throw new BookError(
          'usage',
          `Cannot reckon ${discount} % within ${within} days, net ${net}: it needs a discount between 0 and 100 and days to gain`,
        )
      }
      if (options.json) printJson(cli.terminal, [cost])
      else {
        cli.terminal.out(
          `${shownShare(cost.simple) ?? ''} a year of the invoice, ${shownShare(cost.onKept) ?? ''} of the money kept\n`,
        )
      }
    })
  costRateCommands(rates, cli)
}

const baseWords: Readonly<Record<Rate['base'], string>> = {
  gross: 'with tax',
  net: 'without tax',
  cost: 'cost of goods',
}

function printRates(cli: Cli, options: CommonOptions, rates: readonly Rate[]): void {
  if (options.json) {
    printJson(cli.terminal, rates)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'from', cell: ({ validFrom }) => validFrom },
      { title: 'a year', cell: ({ rate }) => `${String(Number(parseMicros(rate)) / 1e4)} %`, align: 'right' },
      { title: 'of invoices', cell: ({ base }) => baseWords[base] },
      { title: 'set by', cell: ({ setBy }) => setBy.name },
      { title: 'at', cell: ({ setAt }) => setAt.slice(0, 10) },
      { title: 'counts', cell: ({ isInForce }) => (isInForce ? 'yes' : 'no, set anew') },
      { title: 'note', cell: ({ note }) => note },
    ],
    rates,
  )
}
