import { Option } from 'commander'
import type { Command } from 'commander'
import { setAlertCaps } from '../app/alert/caps.ts'
import { getAlertCaps } from '../app/alert/get-alert-caps.ts'
import { listAlerts } from '../app/alert/list-alerts.ts'
import { lookForAlerts } from '../app/alert/look-for-alerts.ts'
import { setAlertOutcome } from '../app/alert/set-alert-outcome.ts'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import type { Input, Output } from '../contract/operations.ts'
import { alertStates } from '../domain/alert/alert.ts'
import { alertOutcomes } from '../domain/alert/outcome.ts'
import type { AlertOutcome } from '../domain/alert/outcome.ts'
import { parseMicros } from '../domain/money.ts'
import { alertSentence } from './alert-sentence.ts'
import { shownCount, shownMoney, shownShare } from './format.ts'
import { parseBody } from './parse-body.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type State = Input<'listAlerts'>['state']
type Alert = Output<'listAlerts'>['items'][number]
type Caps = Output<'getAlertCaps'>

interface ListOptions extends CommonOptions {
  readonly state: State
  readonly owner?: string
}

interface AnswerOptions extends CommonOptions {
  readonly note?: string
  readonly part?: string
}

interface CapsOptions extends CommonOptions {
  readonly cap?: string
  readonly share?: string
}

/** How one says that an answer is taken back. */
const takeBack = 'take-back'

/** Accounts that are silent or decline in part: looking for them, what became of them, and how many a rep is told of. */
export function alertsCommand(program: Command, cli: Cli): void {
  const alerts = program
    .command('alerts')
    .description('accounts that are silent, or decline in part, beyond what their own rhythm allows')
  withCommonOptions(alerts.command('list'))
    .description('alerts, those with the most money at stake first')
    .addOption(
      new Option('--state <which>', 'those of the week within the cap of each rep, all open ones, answered, or over')
        .choices(['week', ...alertStates])
        .default('week'),
    )
    .option('--owner <rep>', 'of the accounts of one rep, as source/key; "none" for those of nobody')
    .action(async ({ state, owner, ...options }: ListOptions) => {
      const shown = await withBook(cli, options, (ctx) =>
        allAlerts(ctx, { state, ...(owner !== undefined && { owner: [owner] }) }),
      )
      printAlerts(cli, options, shown)
    })
  withCommonOptions(alerts.command('find'))
    .description('look for them in the ledger as it is now')
    .action(async (options: CommonOptions) => {
      cli.heedsSignal = true
      const caps = await withBook(cli, options, async (ctx) => {
        await lookForAlerts(ctx, { isAsked: true }, cli.signal)
        return getAlertCaps(ctx, {})
      })
      printCaps(cli, options, caps)
    })
  withCommonOptions(alerts.command('answer'))
    .description('say what became of the open alert of an account, or take that back')
    .argument('<account>', 'key, source/key, id or name')
    .argument('<outcome>', [...alertOutcomes, takeBack].join(', '))
    .option('--part <name>', 'the family of products or the site, where the account has several alerts')
    .option('--note <text>', 'kept with the answer')
    .action(async (account: string, outcome: string, options: AnswerOptions) => {
      const given = parseOutcome(outcome)
      const answered = await withBook(cli, options, (ctx) => answer(ctx, { account, outcome: given, ...options }))
      if (options.json) printJson(cli.terminal, [answered])
      else cli.terminal.out(`${answered.account.name}: ${answered.answer?.outcome ?? 'open again'}\n`)
    })
  withCommonOptions(alerts.command('caps'))
    .description('how many alerts each rep is told of in a week and why, or set that')
    .option('--cap <number>', 'alerts of a rep and week, 1 to 50')
    .option('--share <number>', 'the share of alarms that may be false, 0.01 to 0.5')
    .action(async ({ cap, share, ...options }: CapsOptions) => {
      const caps = await withBook(cli, options, async (ctx) => {
        if (cap !== undefined || share !== undefined) {
          const before = await getAlertCaps(ctx, {})
          const body = { q: Number(share ?? before.q), cap: Number(cap ?? before.cap) }
          await setAlertCaps(ctx, parseBody('setAlertCaps', 'caps', body))
        }
        return getAlertCaps(ctx, {})
      })
      printCaps(cli, options, caps)
    })
}

type Query = Pick<Input<'listAlerts'>, 'state'> & Partial<Input<'listAlerts'>>

async function allAlerts(ctx: Ctx, query: Query): Promise<Omit<Output<'listAlerts'>, 'next'>> {
  const items: Alert[] = []
  for (let cursor: string | undefined; ;) {
    const page = await listAlerts(ctx, { within: 'book', limit: 200, ...query, cursor })
    items.push(...page.items)
    if (page.next === null) return { ...page, items }
    cursor = page.next
  }
}

interface Answered {
  readonly account: string
  readonly outcome: AlertOutcome | null
  readonly part?: string
  readonly note?: string
}

/** Answers the one alert of an account that is meant, of those that are open, or were answered where one takes back. */
async function answer(ctx: Ctx, { account, outcome, part, note }: Answered): Promise<Alert> {
  const id = await accountIdNamed(ctx, account)
  const state = outcome === null ? 'answered' : 'open'
  const { items } = await allAlerts(ctx, { state, account: id })
  const meant = part === undefined ? items : items.filter((alert) => alert.part?.name === part)
  const [alert, other] = meant
  if (!alert) {
    throw new BookError('not-found', `Cannot answer for "${account}": it has no alert that is ${state}`)
  }
  if (other) {
    const names = meant.map((one) => one.part?.name ?? 'the account').join(', ')
    throw new BookError('usage', `Cannot answer for "${account}": it has several alerts; name one by --part: ${names}`)
  }
  const { answer: given, state: now } = await setAlertOutcome(ctx, { id: alert.id, outcome, note: note ?? null })
  return { ...alert, answer: given, state: now }
}

function parseOutcome(text: string): AlertOutcome | null {
  if (text === takeBack) return null
  const outcome = alertOutcomes.find((one) => one === text)
  if (outcome !== undefined) return outcome
  throw new BookError('usage', `Cannot answer "${text}": say ${[...alertOutcomes, takeBack].join(', ')}`)
}

function printAlerts(cli: Cli, options: CommonOptions, { items, looked, counts }: Omit<Output<'listAlerts'>, 'next'>) {
  if (options.json) {
    printJson(
      cli.terminal,
      items.map((alert) => ({ ...alert, sentence: alertSentence(alert) })),
    )
    return
  }
  if (!looked) {
    cli.terminal.out('Nobody has looked for alerts yet: bookvalue alerts find\n')
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ account }) => account.key },
      { title: 'name', cell: ({ account }) => account.name },
      { title: 'owner', cell: ({ owner }) => owner?.name ?? null },
      { title: 'grade', cell: ({ grade }) => grade },
      { title: 'at stake', cell: ({ stake }) => money(stake), align: 'right' },
      { title: 'why', cell: (alert) => alertSentence(alert) },
      { title: 'outcome', cell: ({ answer: given }) => given?.outcome ?? null },
    ],
    items,
  )
  const { week, open, answered } = counts
  cli.terminal.out(
    `\nUp to ${looked.asOf}: ${shownCount(open)} open, ${shownCount(week)} of them for this week; ${shownCount(answered)} answered\n`,
  )
  if (looked.isOld) cli.terminal.out('Something has changed since: bookvalue alerts find\n')
}

function printCaps(cli: Cli, options: CommonOptions, caps: Caps): void {
  if (options.json) {
    printJson(cli.terminal, [caps])
    return
  }
  const { found, looked, q, cap, rule, reps } = caps
  const { out } = cli.terminal
  if (found && looked) {
    const { silence, decline } = found
    out(`Up to ${looked.asOf}: ${shownCount(silence.alarms)} silences of ${shownCount(silence.tested)} accounts, `)
    out(`${shownCount(decline.alarms)} declines of ${shownCount(decline.tested)} parts of accounts\n`)
    if (silence.seasonal > 0) out(`Left out as seasonal: ${shownCount(silence.seasonal)}\n`)
  } else out('Nobody has looked for alerts yet: bookvalue alerts find\n')
  out(`Of all alarms at most ${shownShare(q) ?? ''} are false; each rep is told of ${String(cap)} a week\n`)
  out(
    `Answers of the last ${String(rule.days)} days move that from ${String(rule.leastAnswers)} on: twice the share that was of use, ${String(rule.least)} to ${String(rule.most)}\n\n`,
  )
  printTable(
    cli.terminal,
    [
      { title: 'rep', cell: ({ rep }) => rep?.name ?? 'nobody' },
      { title: 'open', cell: ({ open }) => open, align: 'right' },
      { title: 'a week', cell: (row) => row.cap, align: 'right' },
      { title: 'told of', cell: ({ inWeek }) => inWeek, align: 'right' },
      { title: 'answered this week', cell: ({ answeredInWeek }) => answeredInWeek, align: 'right' },
      { title: 'of use', cell: ({ useful }) => useful, align: 'right' },
      { title: 'of no use', cell: ({ useless }) => useless, align: 'right' },
    ],
    reps,
  )
}

function money(amount: string | undefined): string | null {
  return amount === undefined ? null : shownMoney(parseMicros(amount))
}
