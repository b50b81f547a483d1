import { Option } from 'commander'
import type { Command } from 'commander'
import { addCostRate, listCostRates } from '../app/cost-rate/cost-rates.ts'
import { getSaleProfit } from '../app/cost-rate/get-sale-profit.ts'
import { BookError } from '../app/error.ts'
import { costRateDocument } from '../contract/cost-rate.ts'
import type { Output } from '../contract/operations.ts'
import { saleBases } from '../domain/cost-rate/book-rate.ts'
import type { SaleBase } from '../domain/cost-rate/book-rate.ts'
import { formatMicros, parseMicros } from '../domain/money.ts'
import { shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { readAmount, readDay, readDays, readPercent } from './read-amounts.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Rate = Output<'addCostRate'>
type Document = Rate['rate']

interface SetOptions extends CommonOptions {
  readonly note?: string
}

/** Parts of what keeping stock costs, and what they are a year in per cent where nobody says otherwise. */
const carryingParts = { capital: '10', storage: '3', insurance: '2', obsolescence: '7', damage: '3' } as const

/** The rates beside what money costs, and the true gross profit of a sale. */
export function costRateCommands(rates: Command, cli: Cli): void {
  withCommonOptions(rates.command('costs'))
    .description('what stock, time and returns cost: all that were ever set')
    .action(async (options: CommonOptions) => {
      const { items } = await withBook(cli, options, (ctx) => listCostRates(ctx, {}))
      printRates(cli, options, items)
    })
  const setter = (name: string, description: string) =>
    withCommonOptions(rates.command(name))
      .description(description)
      .argument('<from>', 'the day from which it holds, such as 2026-01-01')
      .option('--note <text>', 'why')
  const set = async (from: string, document: Document, options: SetOptions): Promise<void> => {
    const read = costRateDocument.safeParse(document)
    if (!read.success) throw new BookError('usage', `Cannot set this rate: ${read.error.issues[0]?.message ?? ''}`)
    const body = { rate: read.data, validFrom: readDay(from), note: options.note ?? null }
    printRates(cli, options, [await withBook(cli, options, (ctx) => addCostRate(ctx, body))])
  }

  const carrying = setter('carrying', 'set what keeping stock costs, in per cent of its cost a year')
  for (const [part, usual] of Object.entries(carryingParts)) {
    carrying.option(`--${part} <per cent>`, `the part of ${part}`, usual)
  }
  carrying.action(async (from: string, options: SetOptions & Record<keyof typeof carryingParts, string>) => {
    const part = (name: keyof typeof carryingParts) => formatMicros(readPercent(options[name]))
    const value = {
      capital: part('capital'),
      storage: part('storage'),
      insurance: part('insurance'),
      obsolescence: part('obsolescence'),
      damage: part('damage'),
    }
    await set(from, { kind: 'carrying', subject: '', value }, options)
  })
  setter('pool', 'set what people or things that do activities cost a year, and the minutes they can work')
    .argument('<key>', 'the key of the pool, such as office')
    .requiredOption('--cost <amount>', 'what the pool costs a year')
    .requiredOption('--minutes <minutes>', 'the minutes a year it can work: its practical capacity')
    .option('--name <name>', 'the name that is shown; the key when left out')
    .action(
      async (from: string, key: string, options: SetOptions & { cost: string; minutes: string; name?: string }) => {
        const { cost, minutes, name = key } = options
        const value = { name, cost: readAmount(cost), minutes: readAmount(minutes) }
        await set(from, { kind: 'pool', subject: key, value }, options)
      },
    )
  setter('activity', 'set how long an activity takes, and whose time it is')
    .argument('<key>', 'the key that service events name, such as order; "" for logged hours that name none')
    .requiredOption('--pool <key>', 'the pool whose time it takes')
    .option('--minutes <minutes>', 'standard minutes of one event; left out for logged hours that name no activity')
    .action(async (from: string, key: string, options: SetOptions & { pool: string; minutes?: string }) => {
      const { pool, minutes } = options
      const value = { pool, minutes: minutes === undefined ? null : readAmount(minutes) }
      await set(from, { kind: 'activity', subject: key, value }, options)
    })
  setter('cover', 'set for how many days shared stock is counted to who buys from it')
    .argument('<days>', 'a whole number')
    .action(async (from: string, days: string, options: SetOptions) => {
      await set(from, { kind: 'cover', subject: '', value: { days: readDays(days) } }, options)
    })
  setter('returns', 'set what taking goods back costs: an amount for each return, or the time of an activity')
    .option('--amount <amount>', 'for each return')
    .option('--activity <key>', 'the activity whose time it takes')
    .action(async (from: string, options: SetOptions & { amount?: string; activity?: string }) => {
      const { amount, activity } = options
      const value = { perReturn: amount === undefined ? null : readAmount(amount), activity: activity ?? null }
      await set(from, { kind: 'returns', subject: '', value }, options)
    })
  setter('sale-base', 'set what is financed of a sale while goods lie, and while its money is waited for')
    .addOption(new Option('--stock <base>', 'while goods lie').choices(saleBases).default('cost'))
    .addOption(new Option('--receivable <base>', 'while money is waited for').choices(saleBases).default('invoice'))
    .action(async (from: string, options: SetOptions & { stock: SaleBase; receivable: SaleBase }) => {
      const { stock, receivable } = options
      await set(from, { kind: 'sale', subject: '', value: { stock, receivable } }, options)
    })
  setter('take-back', 'take a rate back from a day on: from then it is unknown again, and a pool is no longer there')
    .addArgument(rates.createArgument('<kind>', 'what it is of').choices(kinds))
    .argument('[key]', 'of the pool or activity', '')
    .action(async (from: string, kind: Document['kind'], key: string, options: SetOptions) => {
      await set(from, { kind, subject: key, value: null } as Document, options)
    })
  saleCommand(rates, cli)
}

const kinds = [
  'carrying',
  'pool',
  'activity',
  'cover',
  'returns',
  'sale',
] as const satisfies readonly Document['kind'][]

interface SaleOptions extends CommonOptions {
  readonly stockDays: string
  readonly daysToPay: string
  readonly on?: string
  readonly rate?: string
  readonly stockBase?: SaleBase
  readonly receivableBase?: SaleBase
}

function saleCommand(rates: Command, cli: Cli): void {
  withCommonOptions(rates.command('sale'))
    .description(
      'the true gross profit of a sale: what is left once goods that lay and money that was waited for are financed',
    )
    .argument('<revenue>', 'net')
    .argument('<cost>', 'of the goods that were sold')
    .requiredOption('--stock-days <days>', 'how long the goods lay')
    .requiredOption('--days-to-pay <days>', 'from the invoice to the payment')
    .option('--on <day>', 'the day whose rates count (default: today)')
    .option('--rate <per cent>', 'what money costs a year, where it is not the rate of that day')
    .addOption(new Option('--stock-base <base>', 'what is financed while goods lie').choices(saleBases))
    .addOption(new Option('--receivable-base <base>', 'what is financed while money is waited for').choices(saleBases))
    .action(async (revenue: string, cost: string, options: SaleOptions) => {
      const input = {
        revenue: readAmount(revenue),
        cost: readAmount(cost),
        stockDays: readDays(options.stockDays),
        daysToPay: readDays(options.daysToPay),
        on: options.on === undefined ? undefined : readDay(options.on),
        rate: options.rate === undefined ? undefined : formatMicros(readPercent(options.rate)),
        stockBase: options.stockBase,
        receivableBase: options.receivableBase,
      }
      const sale = await withBook(cli, options, (ctx) => getSaleProfit(ctx, input))
      if (options.json) printJson(cli.terminal, [sale])
      else printSale(cli, sale)
    })
}

function printSale({ terminal }: Cli, sale: Output<'getSaleProfit'>): void {
  const { bases, financing, rate } = sale
  const money = (amount: string | null) => shownMoney(amount === null ? null : parseMicros(amount))
  printTable(
    terminal,
    [
      { title: 'figure', cell: ({ name }) => name },
      { title: sale.currency ?? 'amount', cell: ({ amount }) => amount, align: 'right' },
      { title: 'of revenue', cell: ({ share }) => shownShare(share), align: 'right' },
    ],
    [
      { name: 'gross profit', amount: money(sale.grossProfit), share: sale.grossRate },
      { name: `financing the goods, on the ${bases.stock}`, amount: money(financing?.stock ?? null), share: null },
      {
        name: `financing the money, on the ${bases.receivable}`,
        amount: money(financing?.receivable ?? null),
        share: null,
      },
      { name: 'true gross profit', amount: money(sale.trueGrossProfit), share: sale.trueRate },
    ],
  )
  const said = rate === null ? 'nobody has said what money costs' : `money costs ${percentOf(rate)} a year`
  terminal.out(`\n${sale.on}: ${said}\n`)
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
      { title: 'of', cell: ({ rate }) => (rate.subject === '' ? rate.kind : `${rate.kind} ${rate.subject}`) },
      { title: 'rate', cell: ({ rate }) => textOf(rate) },
      { title: 'set by', cell: ({ setBy }) => setBy.name },
      { title: 'at', cell: ({ setAt }) => setAt.slice(0, 10) },
      { title: 'counts', cell: ({ isInForce }) => (isInForce ? 'yes' : 'no, set anew') },
      { title: 'note', cell: ({ note }) => note },
    ],
    rates,
  )
}

function textOf(rate: Document): string {
  if (rate.value === null) return 'taken back'
  switch (rate.kind) {
    case 'carrying': {
      const parts = Object.entries(rate.value)
      const total = parts.reduce((sum, [, part]) => sum + parseMicros(part), 0n)
      return `${percentOf(formatMicros(total))}: ${parts.map(([name, part]) => `${name} ${percentOf(part)}`).join(', ')}`
    }
    case 'pool':
      return `${rate.value.cost} for ${rate.value.minutes} minutes (${rate.value.name})`
    case 'activity':
      return `${rate.value.minutes === null ? 'logged time' : `${rate.value.minutes} minutes`} of ${rate.value.pool}`
    case 'cover':
      return `${String(rate.value.days)} days`
    case 'returns':
      return rate.value.perReturn === null ? `the time of ${rate.value.activity ?? ''}` : `${rate.value.perReturn} each`
    case 'sale':
      return `stock on the ${rate.value.stock}, receivable on the ${rate.value.receivable}`
  }
}

function percentOf(fraction: string): string {
  return `${String(Number(parseMicros(fraction)) / 1e4)} %`
}
