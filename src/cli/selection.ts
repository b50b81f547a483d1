import type { Command } from 'commander'
import { accountIdNamed } from '../app/card/account-named.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { getSelectionCriteria, saveSelectionCriteria } from '../app/selection/criteria.ts'
import { getAccountSelection } from '../app/selection/get-account-selection.ts'
import { listSelection } from '../app/selection/list-selection.ts'
import { overrideSelection } from '../app/selection/override-selection.ts'
import { scoreSelection } from '../app/selection/score-selection.ts'
import type { Input, Output } from '../contract/operations.ts'
import { formatMicros, numberToMicros } from '../domain/money.ts'
import { decisions } from '../domain/selection/selection.ts'
import { parseBody } from './parse-body.ts'
import { printJson, printTable } from './print.ts'
import { readJsonFile } from './read-json-file.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Criteria = Output<'getSelectionCriteria'>
type Candidate = Output<'listSelection'>['items'][number]
type Account = Output<'getAccountSelection'>

interface CriteriaOptions extends CommonOptions {
  readonly proposal?: boolean
  readonly note?: string
}

interface ScoreOptions extends CommonOptions {
  readonly review: string
}

interface DecideOptions extends CommonOptions {
  readonly reason: string
  readonly review?: string
}

interface ListOptions extends CommonOptions {
  readonly show: Input<'listSelection'>['show']
}

/** Which accounts are strategic: criteria, marks with evidence, decisions, and both rankings. */
export function selectionCommand(program: Command, cli: Cli): void {
  const selection = program
    .command('selection')
    .description('which accounts are strategic: criteria, marks with evidence, decisions and reviews')
  criteriaCommands(selection, cli)
  withCommonOptions(selection.command('list'))
    .description('accounts that somebody scored or decided on, ranked with decisions and by score alone')
    .option('--show <which>', 'all, strategic, open, overrides or due', 'all')
    .action(async (options: ListOptions) => {
      printCandidates(cli, options, await withBook(cli, options, (ctx) => allCandidates(ctx, options.show)))
    })
  withCommonOptions(selection.command('show'))
    .description('whether an account is strategic and why')
    .argument('<account>', 'key, source/key, id or name')
    .action(async (account: string, options: CommonOptions) => {
      const shown = await withBook(cli, options, async (ctx) =>
        getAccountSelection(ctx, { id: await accountIdNamed(ctx, account) }),
      )
      if (options.json) printJson(cli.terminal, [shown])
      else printAccount(cli, shown)
    })
  withCommonOptions(selection.command('score'))
    .description('give an account its marks by the criteria of now, all at once')
    .argument('<account>', 'key, source/key, id or name')
    .argument('<marks...>', 'as criterion=points:evidence, such as "fit=70:Buys both lines"')
    .requiredOption('--review <day>', 'the day on which somebody is to look at them again')
    .action(async (account: string, marks: readonly string[], options: ScoreOptions) => {
      const scored = await withBook(cli, options, async (ctx) => {
        const { version } = await getSelectionCriteria(ctx, {})
        const body = parseBody('scoreSelection', 'score', {
          version,
          marks: marks.map(readMark),
          reviewOn: options.review,
        })
        return scoreSelection(ctx, { id: await accountIdNamed(ctx, account), ...body })
      })
      if (options.json) printJson(cli.terminal, [scored])
      else {
        const { known, of, byScore, holds } = scored
        cli.terminal.out(`${String(known)} of ${String(of)} criteria marked; by score: ${byScore}; holds: ${holds}\n`)
      }
    })
  withCommonOptions(selection.command('decide'))
    .description('decide whatever the score says, or give an account back to its score')
    .argument('<account>', 'key, source/key, id or name')
    .argument('<decision>', decisions.join(', '))
    .requiredOption('--reason <text>', 'why')
    .option('--review <day>', 'the day on which it is to be looked at again')
    .action(async (account: string, decision: string, options: DecideOptions) => {
      const body = parseBody('overrideSelection', 'decision', {
        decision,
        reason: options.reason,
        reviewOn: options.review ?? null,
      })
      const decided = await withBook(cli, options, async (ctx) =>
        overrideSelection(ctx, { id: await accountIdNamed(ctx, account), ...body }),
      )
      if (options.json) printJson(cli.terminal, [decided])
      else cli.terminal.out(`${decided.decision}, by ${decided.by.name}: ${decided.reason}\n`)
    })
}

function criteriaCommands(selection: Command, cli: Cli): void {
  const criteria = selection.command('criteria').description('what decides: 5 to 7 criteria whose weights sum to 100 %')
  withCommonOptions(criteria.command('show'))
    .description('the version that counts, with its scales')
    .option('--proposal', 'print a start for whoever has none, as a file for criteria save')
    .action(async (options: CriteriaOptions) => {
      const shown = await withBook(cli, options, (ctx) => getSelectionCriteria(ctx, {}))
      if (options.proposal) cli.terminal.out(`${JSON.stringify(shown.proposal, null, 2)}\n`)
      else if (options.json) printJson(cli.terminal, [shown])
      else printCriteria(cli, shown)
    })
  withCommonOptions(criteria.command('save'))
    .description('save the next version from a JSON file')
    .argument('<file>', 'a file like that of criteria show --proposal')
    .option('--note <text>', 'why')
    .action(async (file: string, options: CriteriaOptions) => {
      const body = parseBody('saveSelectionCriteria', 'set of criteria', {
        document: await readJsonFile(file, 'criteria'),
        note: options.note ?? null,
      })
      const saved = await withBook(cli, options, async (ctx) => {
        const { version } = await getSelectionCriteria(ctx, {})
        return saveSelectionCriteria(ctx, { ...body, ifMatch: version })
      })
      if (options.json) printJson(cli.terminal, [saved])
      else printCriteria(cli, saved)
    })
}

/** `criterion=points:evidence`. */
function readMark(text: string): object {
  const { criterion, points, evidence } =
    /^(?<criterion>[^=]+)=(?<points>[\d.]+):(?<evidence>.+)$/s.exec(text)?.groups ?? {}
  if (criterion === undefined) {
    throw new BookError('usage', `Cannot read mark "${text}": write criterion=points:evidence`)
  }
  return { criterion: criterion.trim(), points: Number(points), evidence }
}

async function allCandidates(ctx: Ctx, show: ListOptions['show']): Promise<Candidate[]> {
  const query = { show: parseShow(show), limit: 200 }
  const found: Candidate[] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listSelection(ctx, { ...query, cursor })
    found.push(...items)
    if (next === null) return found
    cursor = next
  }
}

const shows = ['all', 'strategic', 'open', 'overrides', 'due'] as const

function parseShow(show: string): ListOptions['show'] {
  const known = shows.find((one) => one === show)
  if (known) return known
  throw new BookError('usage', `Cannot show "${show}": write one of ${shows.join(', ')}`)
}

function printCandidates(cli: Cli, options: CommonOptions, items: readonly Candidate[]): void {
  if (options.json) {
    printJson(cli.terminal, items)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'rank', cell: ({ rank }) => rank ?? null, align: 'right' },
      { title: 'by score', cell: ({ rankByScore }) => rankByScore ?? null, align: 'right' },
      { title: 'account', cell: ({ key }) => key },
      { title: 'name', cell: ({ name }) => name },
      { title: 'owner', cell: ({ owner }) => owner?.name ?? null },
      { title: 'grade', cell: ({ grade }) => grade },
      { title: 'score', cell: ({ score }) => scoreText(score), align: 'right' },
      { title: 'marked', cell: ({ known, of }) => `${String(known)} of ${String(of)}` },
      { title: 'holds', cell: ({ holds }) => holds },
      { title: 'decided', cell: ({ override }) => override?.decision ?? null },
      { title: 'by', cell: ({ override }) => override?.by.name ?? null },
      { title: 'reason', cell: ({ override }) => override?.reason ?? null },
      { title: 'review', cell: ({ reviewOn, isDue }) => reviewOn && `${reviewOn}${isDue ? ' (due)' : ''}` },
    ],
    items,
  )
}

function printAccount(cli: Cli, shown: Account): void {
  const { name, score, known, of, byScore, holds, override, scoring, reviewOn } = shown
  cli.terminal.out(
    `${name}: ${holds} (by score: ${byScore}, ${scoreText(score) ?? 'no score'}, ${String(known)} of ${String(of)} criteria)\n`,
  )
  if (override) cli.terminal.out(`Decided by ${override.by.name}: ${override.decision}, ${override.reason}\n`)
  if (reviewOn !== null) cli.terminal.out(`To be looked at again on ${reviewOn}\n`)
  if (!scoring) return
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'criterion', cell: ({ criterion }) => criterion },
      { title: 'points', cell: ({ points }) => points, align: 'right' },
      { title: 'counts', cell: ({ isHeld }) => (isHeld ? 'yes' : 'no, the criteria changed') },
      { title: 'evidence', cell: ({ evidence }) => evidence },
    ],
    scoring.marks,
  )
}

function printCriteria(cli: Cli, { current, version }: Criteria): void {
  if (!current) {
    cli.terminal.out('Nobody has said yet what makes an account strategic (bookvalue selection criteria save)\n')
    return
  }
  cli.terminal.out(`Version ${String(version)}: strategic from ${String(current.atLeast)} points on\n\n`)
  printTable(
    cli.terminal,
    [
      { title: 'criterion', cell: ({ key }) => key },
      { title: 'means', cell: ({ label }) => label },
      { title: 'weight', cell: ({ weight }) => `${String(weight)} %`, align: 'right' },
      {
        title: 'scale',
        cell: ({ scale }) => scale.map(({ points, means }) => `${String(points)} ${means}`).join(' | '),
      },
    ],
    current.criteria,
  )
}

/** With all decimals, so that none looks like the bound it does not reach. */
function scoreText(score: number | null | undefined): string | null {
  return score === null || score === undefined ? null : formatMicros(numberToMicros(score), 1)
}
