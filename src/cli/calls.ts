import { Option } from 'commander'
import type { Command } from 'commander'
import { getCallDay } from '../app/call/get-call-day.ts'
import { getCall, listCalls } from '../app/call/list-calls.ts'
import { logCall } from '../app/call/log-call.ts'
import { planCall } from '../app/call/plan-call.ts'
import { dropCall, reopenCall } from '../app/call/reopen-call.ts'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { todayOf } from '../app/today.ts'
import type { Input, Output } from '../contract/operations.ts'
import { callResults, callStates } from '../domain/call/call.ts'
import type { CallResult, CallState } from '../domain/call/call.ts'
import { parseMicros } from '../domain/money.ts'
import { shownMoney } from './format.ts'
import { parseBody } from './parse-body.ts'
import { personNamed } from './person-named.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Call = Output<'getCall'>
type CallDay = Output<'getCallDay'>

interface ListOptions extends CommonOptions {
  readonly rep?: readonly string[]
  readonly account?: string
  readonly state?: readonly CallState[]
  readonly from?: string
  readonly to?: string
}

interface OutcomeOptions extends CommonOptions {
  readonly reached?: CallResult
  readonly result?: string
  readonly nextCall?: string
  readonly nextAction?: string
  readonly nextDay?: string
}

interface PlanOptions extends OutcomeOptions {
  readonly goal: string
  readonly day?: string
  readonly contact?: string
  readonly for: string
}

interface LogOptions extends OutcomeOptions {
  readonly reached: CallResult
  readonly day?: string
  readonly contact?: string
}

/** Calls with accounts: none without a goal. */
export function callsCommand(program: Command, cli: Cli): void {
  const calls = program.command('calls').description('calls with accounts, each with a goal, and what came of them')
  withCommonOptions(calls.command('list'))
    .description('calls by the day they are planned for')
    .option('--rep <rep...>', 'that count for these reps, as source/key')
    .option('--account <account>', 'with one account: key, source/key, id or name')
    .addOption(new Option('--state <state...>', 'in these states; all when left out').choices(callStates))
    .option('--from <day>', 'planned for this day or later')
    .option('--to <day>', 'planned for this day or earlier')
    .action(async (options: ListOptions) => {
      printCalls(cli, options, await withBook(cli, options, (ctx) => allCalls(ctx, options)))
    })
  withCommonOptions(calls.command('today'))
    .description('whom a rep should call today, and for what')
    .requiredOption('--rep <rep>', 'as source/key')
    .action(async ({ rep, ...options }: CommonOptions & { readonly rep: string }) => {
      printDay(cli, options, await withBook(cli, options, (ctx) => getCallDay(ctx, { rep })))
    })
  withOutcomeOptions(withCommonOptions(calls.command('plan')))
    .description('plan a call, or log one that was made: with --reached')
    .argument('<account>', 'key, source/key, id or name')
    .requiredOption('--goal <text>', 'what is to be different after it')
    .requiredOption('--for <person>', 'who makes it: the name or id of somebody with access')
    .option('--day <day>', 'when it is to be made, or was; today when left out')
    .option('--contact <name>', 'who is to be spoken to')
    .action(async (account: string, options: PlanOptions) => {
      const planned = await withBook(cli, options, async (ctx) => {
        const day = options.day ?? (await todayOf(ctx))
        const { goal, reached } = options
        const body = {
          account: await accountIdNamed(ctx, account),
          contact: options.contact ?? null,
          goal,
          day,
          owner: await personNamed(ctx, options.for),
          outcome: reached === undefined ? null : { ...outcomeFrom(options, reached), day },
        }
        // As the contract has it, with what it takes for granted.
        return planCall(ctx, { ...parseBody('planCall', 'call', body), outcome: body.outcome })
      })
      printCalls(cli, options, [planned])
    })
  withOutcomeOptions(withCommonOptions(calls.command('log')), true)
    .description('say what came of a planned call')
    .argument('<call>', 'its id')
    .option('--day <day>', 'when it was made; today when left out')
    .option('--contact <name>', 'who was spoken to, where it is another than was planned')
    .action(async (id: string, options: LogOptions) => {
      const logged = await withBook(cli, options, async (ctx) => {
        const { version } = await getCall(ctx, { id })
        const day = options.day ?? (await todayOf(ctx))
        const outcome = { ...outcomeFrom(options, options.reached), contact: options.contact ?? null, day }
        return logCall(ctx, { id, ifMatch: version, ...parseBody('logCall', 'outcome of a call', outcome) })
      })
      printCalls(cli, options, [logged])
    })
  withCommonOptions(calls.command('drop'))
    .description('decide against a planned call')
    .argument('<call>', 'its id')
    .option('--reason <text>', 'why')
    .action(async (id: string, options: CommonOptions & { readonly reason?: string }) => {
      const dropped = await withBook(cli, options, async (ctx) => {
        const { version } = await getCall(ctx, { id })
        return dropCall(ctx, { id, ifMatch: version, reason: options.reason ?? null })
      })
      printCalls(cli, options, [dropped])
    })
  withCommonOptions(calls.command('reopen'))
    .description('take back what came of a call, or that it was dropped')
    .argument('<call>', 'its id')
    .action(async (id: string, options: CommonOptions) => {
      const reopened = await withBook(cli, options, async (ctx) => {
        const { version } = await getCall(ctx, { id })
        return reopenCall(ctx, { id, ifMatch: version })
      })
      printCalls(cli, options, [reopened])
    })
}

function withOutcomeOptions(command: Command, isNeeded = false): Command {
  const reached = new Option('--reached <how far>', 'how far the goal was reached').choices(callResults)
  return command
    .addOption(isNeeded ? reached.makeOptionMandatory() : reached)
    .option('--result <text>', 'what was said')
    .option('--next-call <goal>', 'the next step is another call, with this goal')
    .option('--next-action <title>', 'the next step is something to do')
    .option('--next-day <day>', 'when the next step is due')
}

function outcomeFrom({ result, nextCall, nextAction, nextDay }: OutcomeOptions, reached: CallResult) {
  if (nextCall !== undefined && nextAction !== undefined) {
    throw new BookError('usage', 'Cannot take two next steps: write --next-call or --next-action')
  }
  if ((nextCall ?? nextAction) !== undefined && nextDay === undefined) {
    throw new BookError('usage', 'Cannot take a next step without a day: write --next-day')
  }
  const day = nextDay ?? ''
  const next: Input<'logCall'>['next'] =
    nextCall !== undefined
      ? { kind: 'call', goal: nextCall, contact: null, day }
      : nextAction !== undefined
        ? { kind: 'action', title: nextAction, day }
        : null
  return { reached, result: result ?? null, contact: null, next }
}

/** Every call that is meant, a page after the other. */
async function allCalls(ctx: Ctx, { rep, account, state, from, to }: ListOptions): Promise<Call[]> {
  const filter = {
    ...(rep && { rep: [...rep] }),
    ...(account !== undefined && { account: await accountIdNamed(ctx, account) }),
    ...(state && { state: [...state] }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    order: 'day' as const,
    limit: 200,
  }
  const calls: Call[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listCalls(ctx, { ...filter, ...(cursor !== undefined && { cursor }) })
    calls.push(...page.items)
    cursor = page.next
  }
  return calls
}

function printCalls(cli: Cli, options: CommonOptions, calls: readonly Call[]): void {
  if (options.json) {
    printJson(cli.terminal, calls)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'day', cell: ({ day, outcome }) => outcome?.day ?? day },
      { title: 'account', cell: ({ account }) => account.name },
      { title: 'who', cell: ({ contact }) => contact },
      { title: 'goal', cell: ({ goal }) => goal },
      { title: 'state', cell: ({ state, isOverdue }) => (isOverdue ? 'overdue' : state) },
      { title: 'reached', cell: ({ outcome }) => outcome && outcome.reached },
      { title: 'person', cell: ({ owner }) => owner.name },
      { title: 'next step', cell: ({ outcome }) => outcome?.next?.title ?? null },
      { title: 'id', cell: ({ id }) => id },
    ],
    calls,
  )
}

function printDay(cli: Cli, options: CommonOptions, day: CallDay): void {
  if (options.json) {
    printJson(cli.terminal, [day])
    return
  }
  const { planned, done, suggested, week } = day
  if (planned.length + done.length > 0) printCalls(cli, options, [...planned, ...done])
  else cli.terminal.out('No call is planned for today.\n')
  if (suggested.length === 0) return
  cli.terminal.out(
    `\nWho else should be called (${String(week.answered)} of ${String(week.most)} answered this week)\n`,
  )
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ account }) => account.name },
      { title: 'grade', cell: ({ grade }) => grade },
      { title: 'goal', cell: ({ hint }) => hintText(hint) },
    ],
    suggested,
  )
}

/** The goal that a hint suggests, in the words of the screens. */
function hintText({ kind, grade, nextGrade, distance, words }: CallDay['suggested'][number]['hint']): string {
  if (words !== null) return words
  const money = distance === undefined || distance === null ? null : shownMoney(parseMicros(distance))
  if (kind === 'near-up') {
    return money === null
      ? `Win what is missing to ${nextGrade ?? ''}`
      : `Win the ${money} that are missing to ${nextGrade ?? ''}`
  }
  return money === null ? `Keep it at ${grade ?? ''}` : `Keep it at ${grade ?? ''}: it stands ${money} above the bound`
}
