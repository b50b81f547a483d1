import type { Command } from 'commander'
import { getRetentionPlan, saveRetentionPlan } from '../app/review/retention-plan.ts'
import { getReviewReasons, saveReviewReasons } from '../app/review/review-reasons.ts'
import type { Output } from '../contract/operations.ts'
import { parseBody } from './parse-body.ts'
import { printJson, printTable } from './print.ts'
import { readJsonFile } from './read-json-file.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface SaveOptions extends CommonOptions {
  readonly save?: string
  readonly note?: string
}

/** What the book says of reviews: its reason codes, and the steps of the retention plan. */
export function reviewBookCommands(reviews: Command, cli: Cli): void {
  withSave(reviews.command('reasons'))
    .description('the reason codes of the book, and whether we could have changed them')
    .action(async (options: SaveOptions) => {
      const shown = await withBook(cli, options, async (ctx) => {
        const before = await getReviewReasons(ctx, {})
        if (options.save === undefined) return before
        const body = parseBody('saveReviewReasons', 'list of reasons', {
          reasons: withoutUse(await readJsonFile(options.save, 'reasons')),
          note: options.note ?? null,
        })
        return saveReviewReasons(ctx, { ...body, ifMatch: before.version })
      })
      printReasons(cli, options, shown)
    })
  withSave(reviews.command('plan-template'))
    .description('the steps of the retention plan')
    .action(async (options: SaveOptions) => {
      const shown = await withBook(cli, options, async (ctx) => {
        const before = await getRetentionPlan(ctx, {})
        if (options.save === undefined) return before
        const body = parseBody('saveRetentionPlan', 'plan', {
          steps: await readJsonFile(options.save, 'steps'),
          note: options.note ?? null,
        })
        return saveRetentionPlan(ctx, { ...body, ifMatch: before.version })
      })
      printPlan(cli, options, shown)
    })
}

function withSave(command: Command): Command {
  return withCommonOptions(command)
    .option('--save <file>', 'save the next version from a JSON file: a list of what --json prints')
    .option('--note <text>', 'why')
}

/** A file that was made of what `--json` printed says which reasons are used; that is no part of them. */
function withoutUse(given: unknown): unknown {
  if (!Array.isArray(given)) return given
  return given.map((reason: unknown) => {
    if (typeof reason !== 'object' || reason === null) return reason
    const { isUsed: _isUsed, ...rest } = reason as Readonly<Record<string, unknown>>
    return rest
  })
}

function printReasons(cli: Cli, options: CommonOptions, { version, reasons }: Output<'getReviewReasons'>): void {
  if (options.json) {
    printJson(cli.terminal, reasons)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'reason', cell: ({ key }) => key },
      { title: 'means', cell: ({ name }) => name },
      { title: 'department', cell: ({ department }) => department },
      { title: 'controllable', cell: ({ isControllable }) => (isControllable ? 'yes' : 'no') },
      { title: 'named', cell: ({ isUsed }) => (isUsed ? 'yes' : 'no') },
      { title: 'state', cell: ({ isActive }) => (isActive ? 'active' : 'retired') },
    ],
    reasons,
  )
  cli.terminal.out(version === 0 ? '\nAs the program brings them\n' : `\nVersion ${String(version)}\n`)
}

function printPlan(cli: Cli, options: CommonOptions, { version, steps }: Output<'getRetentionPlan'>): void {
  if (options.json) {
    printJson(cli.terminal, steps)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'step', cell: ({ key }) => key },
      { title: 'what is done', cell: ({ title }) => title },
      { title: 'department', cell: ({ department }) => department },
      { title: 'day', cell: ({ daysAfter }) => daysAfter, align: 'right' },
      { title: 'done when', cell: ({ doneWhen }) => doneWhen },
    ],
    steps,
  )
  cli.terminal.out(version === 0 ? '\nAs the program brings them\n' : `\nVersion ${String(version)}\n`)
}
