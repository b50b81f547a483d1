import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Argument, Option } from 'commander'
import type { Command } from 'commander'
import { exportAccounts } from '../app/account-view/export-accounts.ts'
import { exportAlerts } from '../app/alert/list-alerts.ts'
import { exportCalls } from '../app/call/export-calls.ts'
import type { Ctx } from '../app/context.ts'
import { exportControlTotals } from '../app/control/control-totals.ts'
import { exportDrains } from '../app/drain/list-drains.ts'
import { BookError } from '../app/error.ts'
import { exportStock } from '../app/inventory/get-book-stock.ts'
import { exportBridges } from '../app/movement-bridge/list-bridges.ts'
import { exportMovement } from '../app/movement/export-movement.ts'
import { exportCohorts } from '../app/movement/get-cohorts.ts'
import { exportRetention } from '../app/movement/get-retention.ts'
import { exportMovements } from '../app/movement/list-movements.ts'
import { exportProfits } from '../app/profit/list-profits.ts'
import { exportReceivables } from '../app/receivable/get-book-receivables.ts'
import { exportReviewCounts, exportReviews } from '../app/review/export-reviews.ts'
import { exportLeague } from '../app/scoreboard/list-league.ts'
import { exportSelection } from '../app/selection/export-selection.ts'
import type { FileAnswer } from '../app/verb.ts'
import { operations } from '../contract/operations.ts'
import { sheetFormats } from '../domain/sheet-format.ts'
import type { SheetFormat } from '../domain/sheet-format.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Given = Readonly<Record<string, unknown>>
type Give = (ctx: Ctx, given: Given) => Promise<FileAnswer>

interface Options extends CommonOptions {
  readonly out?: string
  readonly format?: SheetFormat
}

/** Every list and matrix that is given as a file, by the name people have for it. */
const lists: Readonly<Record<string, Give>> = {
  accounts: (ctx, given) => exportAccounts(ctx, operations.exportAccounts.query.strict().parse(given)),
  movement: (ctx, given) => exportMovement(ctx, operations.exportMovement.query.strict().parse(given)),
  moves: (ctx, given) => exportMovements(ctx, operations.exportMovements.query.strict().parse(given)),
  bridges: (ctx, given) => exportBridges(ctx, operations.exportBridges.query.strict().parse(given)),
  retention: (ctx, given) => exportRetention(ctx, operations.exportRetention.query.strict().parse(given)),
  cohorts: (ctx, given) => exportCohorts(ctx, operations.exportCohorts.query.strict().parse(given)),
  alerts: (ctx, given) => exportAlerts(ctx, operations.exportAlerts.query.strict().parse(given)),
  reviews: (ctx, given) => exportReviews(ctx, operations.exportReviews.query.strict().parse(given)),
  'review-counts': (ctx, given) => exportReviewCounts(ctx, operations.exportReviewCounts.query.strict().parse(given)),
  calls: (ctx, given) => exportCalls(ctx, operations.exportCalls.query.strict().parse(given)),
  league: (ctx, given) => exportLeague(ctx, operations.exportLeague.query.strict().parse(given)),
  drains: (ctx, given) => exportDrains(ctx, operations.exportDrains.query.strict().parse(given)),
  profits: (ctx, given) => exportProfits(ctx, operations.exportProfits.query.strict().parse(given)),
  receivables: (ctx, given) => exportReceivables(ctx, operations.exportReceivables.query.strict().parse(given)),
  stock: (ctx, given) => exportStock(ctx, operations.exportStock.query.strict().parse(given)),
  selection: (ctx, given) => exportSelection(ctx, operations.exportSelection.query.strict().parse(given)),
  control: (ctx, given) => exportControlTotals(ctx, operations.exportControlTotals.query.strict().parse(given)),
}

/** Gives a list or a matrix as a file: the one that screens offer, with the same columns, order and filters. */
export function sheetCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('sheet'))
    .description('write a list or a matrix as CSV, or as a workbook (XLSX)')
    .addArgument(new Argument('<list>', 'what to write').choices(Object.keys(lists)))
    .argument('[filter...]', 'name=value as in the interface: period=2013, owner=erp/R1, sort=-spend')
    .option('--out <file>', 'the file; CSV goes to the terminal without one')
    .addOption(new Option('--format <format>', 'by the ending of the file when left out').choices(sheetFormats))
    .action(async (list: string, filters: readonly string[], options: Options) => {
      const give = lists[list]
      if (!give) throw new BookError('usage', `Cannot write "${list}": there is no such list`)
      const format = formatOf(options)
      await withBook(cli, options, async (ctx) => {
        const { pieces } = await explained(list, () => give(ctx, { ...readFilters(filters), format }))
        if (options.out === undefined) {
          for await (const piece of pieces) cli.terminal.out(String(piece))
          return
        }
        const file = resolve(options.out)
        await pipeline(Readable.from(pieces), createWriteStream(file))
        cli.terminal.err(`Wrote ${list} to ${file}\n`)
      })
    })
}

function formatOf({ out, format }: Options): SheetFormat {
  const chosen = format ?? (out?.toLowerCase().endsWith('.xlsx') === true ? 'xlsx' : 'csv')
  if (chosen === 'xlsx' && out === undefined) {
    throw new BookError('usage', 'Cannot write a workbook to the terminal: say where with --out <file>')
  }
  return chosen
}

/** `name=value`, a name given again being a list of values. */
function readFilters(filters: readonly string[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {}
  for (const filter of filters) {
    const at = filter.indexOf('=')
    if (at < 1) throw new BookError('usage', `Cannot filter by "${filter}": write name=value`)
    const [name, value] = [filter.slice(0, at), filter.slice(at + 1)]
    const before = found[name]
    found[name] = before === undefined ? value : [before, value].flat()
  }
  return found
}

/** Runs what takes filters; one that the list does not take is a mistake of whoever wrote it, and is quoted. */
async function explained<T>(list: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ZodError' || !('issues' in error)) throw error
    const issues = error.issues as readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
    const flaws = issues.map(({ path, message }) =>
      [...(path.length > 0 ? [path.map(String).join('.')] : []), message].join(': '),
    )
    throw new BookError('usage', `Cannot filter ${list} so: ${flaws.join('; ')}`)
  }
}
