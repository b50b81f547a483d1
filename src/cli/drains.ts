import { Option } from 'commander'
import type { Command } from 'commander'
import type { Ctx } from '../app/context.ts'
import { accountMeant, reportDrain, reportDrains } from '../app/drain/report-drains.ts'
import type { DrainReport } from '../app/drain/report-drains.ts'
import { setStrategy, takeBackStrategy } from '../app/drain/strategies.ts'
import { BookError } from '../app/error.ts'
import { findPart } from '../app/movement/named-part.ts'
import { todayOf } from '../app/today.ts'
import type { Output } from '../contract/operations.ts'
import { isDay } from '../domain/day.ts'
import { priceSignals } from '../domain/drain/price-signals.ts'
import { strategies } from '../domain/drain/strategy.ts'
import type { Strategy } from '../domain/drain/strategy.ts'
import { parseMicros } from '../domain/money.ts'
import { shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

const reasons = ['hours', ...priceSignals] as const

interface Options extends CommonOptions {
  readonly period?: string
  readonly owner?: readonly string[]
  readonly territory?: string
  readonly segment?: readonly string[]
  readonly reason?: (typeof reasons)[number][]
  readonly strategy: 'any' | 'none' | 'held'
  readonly set?: Strategy
  readonly begins?: string
  readonly note?: string
  readonly takeBack?: boolean
}

type Row = Output<'listDrains'>['items'][number]
type Shown = Output<'getStrategy'>

const reasonWords: Readonly<Record<(typeof reasons)[number], string>> = {
  hours: 'hours',
  'won-by-price': 'won by price',
  'margin-falling': 'margin falls',
  'quotes-not-ordered': 'asked, not ordered',
}

/** Accounts that cost more than they bring, what is done about them, and whether it worked. */
export function drainsCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('drains'))
    .description('accounts that take more of the hours than they bring of the net profit, or use our price against us')
    .argument('[account]', 'key, source/key, id or name; without it every drain, the worst first')
    .option('--period <period>', 'see grade --period')
    .option('--owner <rep...>', 'only accounts of these reps: keys, source/key or names; none for nobody')
    .option('--territory <territory>', 'only accounts of a territory and all below it')
    .option('--segment <segment...>', 'only accounts of these segments')
    .addOption(new Option('--reason <reason...>', 'only those with one of these reasons').choices(reasons))
    .addOption(
      new Option('--strategy <which>', 'only those without a strategy, or with one')
        .choices(['any', 'none', 'held'])
        .default('any'),
    )
    .addOption(new Option('--set <strategy>', 'set what is done about the account').choices(strategies))
    .option('--begins <day>', 'the first day of the strategy')
    .option('--note <text>', 'what was agreed, and with whom')
    .option('--take-back', 'take the strategy of the account back')
    .action(async (account: string | undefined, options: Options) => {
      if (account === undefined) await list(cli, options)
      else await show(cli, account, options)
    })
}

async function list(cli: Cli, options: Options): Promise<void> {
  const { owner, territory, segment, period, reason, strategy } = options
  if (options.set !== undefined || options.takeBack === true) {
    throw new BookError('usage', 'Cannot set a strategy for the whole list: name the account')
  }
  const pages = await withBook(cli, options, async (ctx) => {
    const part = await findPart(ctx, {
      ...(owner && { owner }),
      ...(territory !== undefined && { territory }),
      ...(segment && { segment }),
    })
    const question = { within: 'book', ...part, period, reason, strategy } as const
    return Array.fromAsync(reportDrains(ctx, question))
  })
  const rows = pages.flatMap(({ items }) => items)
  if (options.json) printJson(cli.terminal, rows)
  else printList(cli, rows, pages[0])
}

async function show(cli: Cli, account: string, options: Options): Promise<void> {
  const asked = { account, period: options.period ?? null }
  const report = await withBook(cli, options, async (ctx) => {
    await change(ctx, asked, options)
    return reportDrain(ctx, asked)
  })
  if (options.json) printJson(cli.terminal, [{ ...report.account, ...report.drain }])
  else printAccount(cli, report)
}

/** Sets a strategy or takes the one that holds back, where that is asked for. */
async function change(
  ctx: Ctx,
  asked: { readonly account: string; readonly period: string | null },
  { set, begins, note, takeBack }: Options,
): Promise<void> {
  if (set === undefined && takeBack !== true) return
  if (set !== undefined && takeBack === true) {
    throw new BookError('usage', 'Cannot set a strategy and take one back at once: do one after the other')
  }
  const { id, name } = await accountMeant(ctx, asked)
  if (set !== undefined) {
    const day = begins ?? (await todayOf(ctx))
    if (!isDay(day)) throw new BookError('usage', `Cannot read day "${day}": write it as YYYY-MM-DD`)
    await setStrategy(ctx, { id, strategy: set, begins: day, note: note ?? null })
    return
  }
  const { drain } = await reportDrain(ctx, asked)
  if (drain.strategy === null) throw new BookError('not-found', `Cannot take back a strategy of "${name}": it has none`)
  await takeBackStrategy(ctx, { id: drain.strategy.id })
}

function printList(cli: Cli, rows: readonly Row[], first: Output<'listDrains'> | undefined): void {
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ key }) => key },
      { title: 'name', cell: ({ name }) => name },
      { title: 'grade', cell: ({ grade }) => grade },
      { title: 'why', cell: ({ reasons: why }) => why.map((reason) => reasonWords[reason]).join(', ') },
      { title: 'of the hours', cell: ({ hours }) => shownShare(hours?.hoursShare ?? null), align: 'right' },
      { title: 'of the profit', cell: ({ hours }) => shownShare(hours?.profitShare ?? null), align: 'right' },
      { title: 'falls short by', cell: ({ hours }) => money(hours?.shortfall), align: 'right' },
      { title: 'margin before', cell: ({ margin }) => shownShare(margin?.before ?? null), align: 'right' },
      { title: 'now', cell: ({ margin }) => shownShare(margin?.now ?? null), align: 'right' },
      { title: 'ordered', cell: ({ quotes }) => shownShare(quotes.orderRate), align: 'right' },
      { title: 'strategy', cell: ({ strategy }) => strategy && `${strategy.strategy} from ${strategy.begins}` },
    ],
    rows,
  )
  if (!first) return
  const { rules, from, to, currency } = first
  cli.terminal.out(`\n${from} to ${to}, in ${currency}\n`)
  for (const sentence of rulesText(rules)) cli.terminal.out(`${sentence}\n`)
}

function rulesText({
  leastMinutes,
  averageTimes,
  leastShortfall,
  wonByPrice,
  marginFalling,
  notOrdered,
  staleDays,
}: Shown['rules']) {
  return [
    `hours: at least ${shownCount(leastMinutes)} minutes, less than half of what the hours earn with the others, and short of it by ${money(leastShortfall) ?? '-'} or more, ${String(averageTimes)} times what an account earns on average`,
    `won by price: ${String(wonByPrice.least)} quotes won of which it is known why, ${shownShare(wonByPrice.share) ?? ''} of them by price and ${String(wonByPrice.times)} times as often as with the others`,
    `margin falls: ${String(marginFalling.points * 100)} points lower than a year before, beyond what the book lost`,
    `asked, not ordered: ${String(notOrdered.least)} quotes won, lost or open for more than ${String(staleDays)} days, ordered at most ${shownShare(notOrdered.part) ?? ''} as often as with the others`,
  ]
}

function printAccount(cli: Cli, { account, drain }: DrainReport): void {
  const { from, to, currency, reasons: why, hours, margin, quotes, latestQuotes, strategy, check, history } = drain
  cli.terminal.out(`${account.name} (${account.key}), ${from} to ${to}, in ${currency}\n`)
  cli.terminal.out(
    why.length === 0 ? 'No drain\n\n' : `Drain: ${why.map((reason) => reasonWords[reason]).join(', ')}\n\n`,
  )
  const rows: readonly (readonly [string, string | number | null])[] = [
    ...(hours
      ? [
          ['minutes', hours.minutes] as const,
          ['  of them logged', hours.loggedMinutes] as const,
          ['share of the hours', shownShare(hours.hoursShare)] as const,
          ['share of the net profit', shownShare(hours.profitShare)] as const,
          ['net profit', money(hours.netProfit)] as const,
          ['falls short by', money(hours.shortfall)] as const,
        ]
      : []),
    ...(margin
      ? [['margin before', shownShare(margin.before)] as const, ['margin now', shownShare(margin.now)] as const]
      : []),
    ['quotes won', quotes.won],
    ['  of which it is known why', quotes.wonKnown],
    ['  by price', quotes.wonByPrice],
    ['  after a concession', quotes.conceded],
    ['quotes lost', quotes.lost],
    ['open for too long', quotes.stale],
    ['waiting', quotes.waiting],
    ['ordered', shownShare(quotes.orderRate)],
  ]
  printTable(
    cli.terminal,
    [
      { title: 'figure', cell: ([name]) => name },
      { title: 'value', cell: ([, value]) => value, align: 'right' },
    ],
    rows,
  )
  printQuotes(cli, latestQuotes)
  cli.terminal.out(`\nStrategy: ${strategy === null ? 'none' : strategyText(strategy)}\n`)
  if (check) printCheck(cli, check)
  for (const earlier of history) cli.terminal.out(`Earlier: ${strategyText(earlier)}\n`)
}

function printQuotes(cli: Cli, quotes: Shown['latestQuotes']): void {
  if (quotes.length === 0) return
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'quote', cell: ({ number, line }) => (line === null ? number : `${number}/${line}`) },
      { title: 'date', cell: ({ date }) => date },
      { title: 'state', cell: ({ state, isStale }) => (isStale ? 'open too long' : state) },
      { title: 'amount', cell: ({ amount }) => money(amount), align: 'right' },
      { title: 'first', cell: ({ firstAmount }) => money(firstAmount), align: 'right' },
      { title: '', cell: ({ currency }) => currency },
      { title: 'reason', cell: ({ reason }) => reason },
      { title: 'competitor', cell: ({ competitor }) => competitor },
    ],
    quotes,
  )
}

function strategyText({ strategy, begins, note, by, at, takenBack }: NonNullable<Shown['strategy']>): string {
  const back = takenBack === null ? '' : `; taken back by ${takenBack.by.name} on ${takenBack.at.slice(0, 10)}`
  return `${strategy} from ${begins} by ${by.name} on ${at.slice(0, 10)}${note === null ? '' : ` (${note})`}${back}`
}

const outcomeWords = {
  worked: 'worked',
  'not-yet': 'not yet',
  'did-not': 'did not work',
  'too-early': 'too early to say',
  unknown: 'cannot be told',
} as const

function printCheck(
  cli: Cli,
  { outcome, before, after, days, aim, figures, unknown }: NonNullable<Shown['check']>,
): void {
  cli.terminal.out(
    `Check: ${outcomeWords[outcome]} after ${shownCount(days)} days, ${after.from} to ${after.to} against ${before.from} to ${before.to}\n\n`,
  )
  printTable(
    cli.terminal,
    [
      { title: 'figure', cell: ({ figure }) => `${figure}${figure === aim.figure ? ' (to be moved)' : ''}` },
      { title: 'before', cell: ({ figure, before: value }) => shownFigure(figure, value), align: 'right' },
      { title: 'since', cell: ({ figure, after: value }) => shownFigure(figure, value), align: 'right' },
    ],
    figures ?? [],
  )
  if (unknown.length > 0) cli.terminal.out(`Unknown on one side: ${unknown.join(', ')}\n`)
}

function shownFigure(figure: string, value: string | null): string | null {
  if (value === null) return null
  return figure.endsWith('-rate') ? shownShare(Number(value)) : money(value)
}

function money(amount: string | null | undefined): string | null {
  return amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
}
