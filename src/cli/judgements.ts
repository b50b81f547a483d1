import { Option } from 'commander'
import type { Command } from 'commander'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { addJudgement } from '../app/judgement/add-judgement.ts'
import { getAccountFit } from '../app/judgement/get-account-fit.ts'
import { listJudgements } from '../app/judgement/list-judgements.ts'
import { todayOf } from '../app/today.ts'
import type { Output } from '../contract/operations.ts'
import { aspects, potentialSources } from '../domain/judgement/judgement.ts'
import type { Aspect, PotentialSource } from '../domain/judgement/judgement.ts'
import { parseMicros } from '../domain/money.ts'
import { shownMoney, shownShare } from './format.ts'
import { parseBody } from './parse-body.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Fit = Output<'getAccountFit'>
type Judgement = Output<'addJudgement'>

interface ShowOptions extends CommonOptions {
  readonly period?: string
}

interface AddOptions extends CommonOptions {
  readonly evidence: string
  readonly from?: string
  readonly line?: string
  readonly source: PotentialSource
}

/** What people judge of an account that no file knows, and how the account fits. */
export function judgementsCommand(program: Command, cli: Cli): void {
  const judgements = program
    .command('judgements')
    .description('what people judge of an account, with evidence: standing, reference, potential, travel and more')
  withCommonOptions(judgements.command('show'))
    .description('how an account fits: what holds of the judgements, and what its orders and its place tell')
    .argument('<account>', 'key, source/key, id or name')
    .option('--period <period>', 'see grade --period')
    .action(async (account: string, options: ShowOptions) => {
      const { period } = options
      const fit = await withBook(cli, options, async (ctx) => {
        const id = await accountIdNamed(ctx, account, period ?? null)
        return getAccountFit(ctx, period === undefined ? { id } : { id, period })
      })
      if (options.json) printJson(cli.terminal, [fit])
      else printFit(cli, fit)
    })
  withCommonOptions(judgements.command('list'))
    .description('everything that was ever judged of an account, the newest first')
    .argument('<account>', 'key, source/key, id or name')
    .action(async (account: string, options: CommonOptions) => {
      const items = await withBook(cli, options, (ctx) => allJudgements(ctx, account))
      printJudgements(cli, options, items)
    })
  withCommonOptions(judgements.command('add'))
    .description('write one down; it takes the place of the one before, which stays on record')
    .argument('<account>', 'key, source/key, id or name')
    .argument('<aspect>', aspects.join(', '))
    .argument(
      '<value>',
      'a word of the aspect; minutes one way for travel; amounts a year as low,likely,high; regions with commas; none takes back',
    )
    .requiredOption('--evidence <text>', 'what it rests on')
    .option('--from <day>', 'the day from which it holds; today when left out')
    .option('--line <family>', 'for standing: the family of products, as source/key')
    .addOption(
      new Option('--source <source>', 'for growth-potential: where it comes from')
        .choices(potentialSources)
        .default('account'),
    )
    .action(async (account: string, aspect: string, value: string, options: AddOptions) => {
      const added = await withBook(cli, options, async (ctx) => {
        const body = parseBody('addJudgement', 'judgement', {
          verdict: verdictOf(aspect, value, options),
          evidence: options.evidence,
          from: options.from ?? (await todayOf(ctx)),
        })
        return addJudgement(ctx, { id: await accountIdNamed(ctx, account), ...body })
      })
      printJudgements(cli, options, [added])
    })
}

/** What a person wrote, in the form of the contract, which then says what is wrong with it. */
function verdictOf(name: string, value: string, { line, source }: AddOptions): object {
  const aspect = aspects.find((one) => one === name)
  if (aspect === undefined) {
    throw new BookError('usage', `Cannot judge "${name}": write one of ${aspects.join(', ')}`)
  }
  const given = value === 'none' ? null : valueOf(aspect, value, source)
  return aspect === 'standing' ? { aspect, line: line ?? '', value: given } : { aspect, value: given }
}

function valueOf(aspect: Aspect, value: string, source: PotentialSource): unknown {
  if (aspect === 'travel') return /^\d+$/.test(value) ? Number(value) : value
  if (aspect === 'regions') return value.split(',').map((region) => region.trim())
  if (aspect !== 'growth-potential') return value
  const [low, likely, high] = value.split(',').map((amount) => amount.trim())
  return { source, low, likely, high }
}

async function allJudgements(ctx: Ctx, account: string): Promise<Judgement[]> {
  const id = await accountIdNamed(ctx, account)
  const found: Judgement[] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listJudgements(ctx, { id, cursor, limit: 200 })
    found.push(...items)
    if (next === null) return found
    cursor = next
  }
}

function printFit(cli: Cli, fit: Fit): void {
  cli.terminal.out(`At ${fit.to}, orders of ${fit.from} to ${fit.to}, in ${fit.currency}\n\n`)
  const { operating, travel, growthPotential: potential } = fit
  const rows: (readonly [string, string | null, Evidence | null])[] = [
    ...fit.standing.map((one) => [`standing in ${one.line.name}`, one.standing, one] as const),
    ['reference', fit.reference?.value ?? null, fit.reference],
    ['growth potential a year', potential && potentialText(potential), potential],
    ['regions served', fit.regions?.value.join(', ') ?? null, fit.regions],
    ['relationship', fit.relationship?.value ?? null, fit.relationship],
    ['intent', fit.intent?.value ?? null, fit.intent],
    ['travel from the owner', travel && travelText(travel), travel?.given ?? null],
    ['operating fit', shownShare(operating.fit ?? null), null],
    ['  spend on standard products', shownShare(operating.standard ?? null), null],
    [
      '  orders without special handling',
      operating.plain === null
        ? null
        : `${shownShare(operating.plain) ?? ''} of ${String(operating.plainOrders + operating.handledOrders)} since ${operating.handlingSince ?? ''}`,
      null,
    ],
  ]
  printTable(
    cli.terminal,
    [
      { title: 'what', cell: ([name]) => name },
      { title: 'value', cell: ([, value]) => value },
      { title: 'from', cell: ([, , written]) => written?.from ?? null },
      { title: 'by', cell: ([, , written]) => written?.by.name ?? null },
      { title: 'evidence', cell: ([, , written]) => written?.evidence ?? null },
    ],
    rows,
  )
}

interface Evidence {
  readonly from: string
  readonly by: { readonly name: string }
  readonly evidence?: string | undefined
}

interface Amounts {
  readonly source: PotentialSource
  readonly low?: string | undefined
  readonly likely?: string | undefined
  readonly high?: string | undefined
}

function potentialText({ source, low, likely, high }: Amounts): string {
  const [least, middle, most] = [low, likely, high].map((amount) => shownMoney(parseMicros(amount ?? '0')) ?? '')
  return `${middle ?? ''} (${least ?? ''} to ${most ?? ''}; ${source})`
}

function travelText({ minutes, kilometres, basis }: NonNullable<Fit['travel']>): string {
  const distance = kilometres === null ? '' : `, ${String(kilometres)} km as the crow flies`
  return `${String(minutes)} minutes ${basis === 'given' ? 'as given' : 'by road'}${distance}`
}

function printJudgements(cli: Cli, options: CommonOptions, items: readonly Judgement[]): void {
  if (options.json) {
    printJson(cli.terminal, items)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'from', cell: ({ from }) => from },
      { title: 'aspect', cell: ({ aspect }) => aspect },
      { title: 'line', cell: ({ line }) => line?.name ?? null },
      { title: 'value', cell: valueText },
      { title: 'holds', cell: ({ isInForce }) => (isInForce ? 'yes' : 'no') },
      { title: 'by', cell: ({ by }) => by.name },
      { title: 'at', cell: ({ at }) => at.slice(0, 10) },
      { title: 'evidence', cell: ({ evidence, potential }) => evidence ?? potential?.evidence ?? null },
    ],
    items,
  )
}

function valueText(judgement: Judgement): string {
  if (judgement.isWithdrawal) return 'taken back'
  const { standing, reference, potential, regions, minutes, relationship, intent } = judgement
  if (potential) return potentialText(potential)
  if (minutes !== null) return `${String(minutes)} minutes`
  return standing ?? reference ?? relationship ?? intent ?? regions?.join(', ') ?? ''
}
