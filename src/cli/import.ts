import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import { previewImport } from '../app/import/preview-import.ts'
import { runImport } from '../app/import/run-import.ts'
import type { ImportOptions } from '../app/import/import-input.ts'
import type { ImportSummary } from '../app/import/import-summary.ts'
import { findMapping } from '../app/mapping/find-mapping.ts'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { isDay } from '../domain/day.ts'
import { exitCodes } from './exit-code.ts'
import { printImport, printRetiring } from './print-import.ts'
import { printJson } from './print.ts'
import { withBook, withBookOrEmpty, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly source?: string
  readonly mapping?: string
  readonly kind?: string
  readonly as?: string
  readonly baseCurrency?: string
  readonly unknownAccounts: 'stub' | 'reject'
  readonly dryRun?: boolean
  readonly strict?: boolean
  readonly replace?: boolean
  readonly from?: string
  readonly to?: string
}

export function importCommand(program: Command, cli: Cli): void {
  const command = withCommonOptions(program.command('import'))
    .description('bring a folder of files, or one file, into the book; the same file twice changes nothing')
    .argument('<path>', 'folder or file')
    .option('--source <dir>', 'folder with source.json or the .sql selects; without it the folder itself')
    .option('--mapping <name>', 'a file with a mapping, the source it is saved for, or a ready one by name')
    .option('--kind <kind>', 'kind of the files, where their names do not say it')
    .option('--as <name>', 'name of the source')
    .option('--base-currency <code>', 'base currency of a new book')
    .addOption(
      new Option('--unknown-accounts <how>', 'list unknown accounts as stubs, or reject their lines')
        .choices(['stub', 'reject'])
        .default('stub'),
    )
    .option('--dry-run', 'show what would be new, changed, unchanged and rejected; write nothing')
    .option('--strict', 'refuse everything when one line is bad')
    .option('--replace', 'take out rows of the source in --from .. --to that the files do not hold')
    .option('--from <day>', 'first day of the range to replace')
    .option('--to <day>', 'last day of the range to replace')
  command.action(async (path: string, options: Options) => {
    const dryRun = options.dryRun ?? false
    const input: ImportOptions = {
      ...toInput(path, options),
      // What a replace takes out stands on the screen before it is gone.
      beforeRetiring: (rows, count) => {
        if (!options.json) printRetiring(cli.terminal, rows, count)
      },
    }
    cli.heedsSignal = true
    const mapped = async (ctx: Ctx): Promise<ImportOptions> =>
      options.mapping === undefined ? input : { ...input, mapping: await findMapping(ctx, options.mapping, path) }
    const summary = dryRun
      ? await withBookOrEmpty(cli, options, async (ctx) => previewImport(ctx, await mapped(ctx), cli.signal))
      : await withBook(cli, options, async (ctx) => runImport(ctx, await mapped(ctx), cli.signal), { create: true })
    if (options.json) printJson(cli.terminal, [summary])
    else printImport(cli.terminal, summary, dryRun, againCommand(path, options, summary))
    if (summary.rejected > 0) cli.exitCode = exitCodes.rejectedLines
  })
}

function toInput(path: string, options: Options): ImportOptions {
  return {
    path,
    sourceDirectory: options.source ?? null,
    kind: options.kind ?? null,
    sourceName: options.as ?? null,
    strict: options.strict ?? false,
    unknownAccounts: options.unknownAccounts,
    replace: toRange(options),
    baseCurrency: toCurrency(options.baseCurrency),
  }
}

function toRange({ replace, from, to }: Options): ImportOptions['replace'] {
  if (!replace) {
    if (from !== undefined || to !== undefined)
      throw new BookError('usage', 'Cannot use --from and --to without --replace')
    return null
  }
  for (const day of [from, to]) {
    if (day === undefined) throw new BookError('usage', 'Cannot replace without a range: pass --from and --to')
    if (!isDay(day)) throw new BookError('usage', `Cannot read day "${day}": write YYYY-MM-DD`)
  }
  if (from === undefined || to === undefined || from > to) {
    throw new BookError(
      'usage',
      `Cannot replace from "${from ?? ''}" to "${to ?? ''}": the range ends before it starts`,
    )
  }
  return { from, to }
}

function toCurrency(code: string | undefined): string | null {
  if (code === undefined) return null
  if (!/^[A-Z]{3}$/.test(code))
    throw new BookError('usage', `Cannot use base currency "${code}": write a three-letter code`)
  return code
}

/** The command that imports the corrected lines under the same source, by the same mapping; null when none were left out. */
function againCommand(path: string, options: Options, { rejectedFolder, source }: ImportSummary): string | null {
  if (rejectedFolder === null) return null
  const folder = options.source ?? (statSync(path).isDirectory() ? path : dirname(path))
  // Lines that a select made stand there with the names of their kind, so that they need no mapping.
  const isMapped =
    existsSync(join(folder, 'source.json')) && !readdirSync(folder).some((name) => name.toLowerCase().endsWith('.sql'))
  const words = [
    ...(isMapped ? ['--source', folder] : []),
    ...(isMapped && options.as === undefined ? [] : ['--as', source]),
    ...(options.mapping === undefined ? [] : ['--mapping', options.mapping]),
    ...(options.kind === undefined ? [] : ['--kind', options.kind]),
    '--data',
    options.data,
  ]
  const quoted = [rejectedFolder, ...words].map((word) => (/^[\w./:\\-]+$/.test(word) ? word : `"${word}"`))
  return `bookvalue import ${quoted.join(' ')}`
}
