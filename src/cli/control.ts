import type { Command } from 'commander'
import { compareTotals } from '../app/control/compare-totals.ts'
import type { ExpectedTotal, TotalDifference, TotalFilter } from '../app/control/compare-totals.ts'
import { totalsOfKinds } from '../app/control/kind-totals.ts'
import { readExpectedTotals } from '../app/control/read-expected-totals.ts'
import { BookError } from '../app/error.ts'
import { parseMicros } from '../domain/money.ts'
import type { Micros } from '../domain/money.ts'
import { exitCodes } from './exit-code.ts'
import { exactMoney, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly source?: string
  readonly entity?: string
  readonly month?: string
  readonly currency?: string
  readonly against?: string
  readonly kinds?: boolean
  readonly lines?: string
  readonly net?: string
  readonly tax?: string
  readonly credits?: string
}

export function controlCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('control'))
    .description('control totals per source, legal entity, month and currency, against those of the source')
    .option('--source <name>', 'only this source')
    .option('--entity <name>', 'only this legal entity')
    .option('--month <month>', 'only this month, YYYY-MM')
    .option('--currency <code>', 'only this currency')
    .option(
      '--against <file>',
      'CSV with source, legal_entity, month, currency, lines, net, tax, credits; an empty cell is not compared',
    )
    .option('--kinds', 'instead rows and totals of the other kinds: payments, stock, promises, service and so on')
    .option('--lines <number>', 'lines there should be')
    .option('--net <amount>', 'net there should be')
    .option('--tax <amount>', 'tax there should be')
    .option('--credits <amount>', 'net of credit lines there should be')
    .action(async (options: Options) => {
      if (options.kinds === true) {
        await printKindTotals(cli, options)
        return
      }
      const filter: TotalFilter = {
        source: options.source ?? null,
        legalEntity: options.entity ?? null,
        month: options.month ?? null,
        currency: options.currency ?? null,
      }
      const expected = [
        ...typedTotals(options, filter),
        ...(options.against ? await readExpectedTotals(options.against) : []),
      ]
      const { totals, differences } = await withBook(cli, options, (ctx) => compareTotals(ctx, { filter, expected }))
      if (options.json) {
        printJson(
          cli.terminal,
          totals.map((total) => ({
            ...total,
            net: exactMoney(total.net),
            tax: exactMoney(total.tax),
            credits: exactMoney(total.credits),
            baseNet: exactMoney(total.baseNet),
          })),
        )
        printJson(
          cli.terminal,
          differences.map((difference) => ({
            difference: difference.figure,
            ...shownScope(difference),
            wanted: text(difference.wanted),
            found: text(difference.found),
          })),
        )
      } else {
        printTable(
          cli.terminal,
          [
            { title: 'source', cell: (row) => row.source },
            { title: 'legal entity', cell: (row) => row.legalEntity },
            { title: 'month', cell: (row) => row.month },
            { title: 'currency', cell: (row) => row.currency },
            { title: 'lines', cell: (row) => row.lines, align: 'right' },
            { title: 'net', cell: (row) => shownMoney(row.net), align: 'right' },
            { title: 'tax', cell: (row) => shownMoney(row.tax), align: 'right' },
            { title: 'credits', cell: (row) => shownMoney(row.credits), align: 'right' },
          ],
          totals,
        )
        for (const difference of differences) cli.terminal.out(`${sentence(difference)}\n`)
        if (expected.length > 0 && differences.length === 0) cli.terminal.out('\nAll expected totals agree\n')
      }
      if (differences.length > 0) cli.exitCode = exitCodes.differences
    })
}

async function printKindTotals(cli: Cli, options: Options): Promise<void> {
  const { source = null, month = null, currency = null } = options
  const other = (['entity', 'against', 'lines', 'net', 'tax', 'credits'] as const).find(
    (name) => options[name] !== undefined,
  )
  if (other !== undefined) throw new BookError('usage', `Cannot use --${other} with --kinds: it is about invoice lines`)
  const totals = await withBook(cli, options, (ctx) => totalsOfKinds(ctx, { source, month, currency }))
  if (options.json) {
    printJson(
      cli.terminal,
      totals.map((row) => ({ ...row, total: row.total === null ? null : exactMoney(row.total) })),
    )
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'kind', cell: (row) => row.kind },
      { title: 'source', cell: (row) => row.source },
      { title: 'month', cell: (row) => row.month },
      { title: 'currency', cell: (row) => row.currency },
      { title: 'rows', cell: (row) => row.rows, align: 'right' },
      { title: 'total', cell: (row) => (row.total === null ? null : shownMoney(row.total)), align: 'right' },
      { title: 'unmatched', cell: (row) => row.unmatched, align: 'right' },
    ],
    totals,
  )
}

function typedTotals(options: Options, filter: TotalFilter): ExpectedTotal[] {
  const { lines, net, tax, credits } = options
  if (lines === undefined && net === undefined && tax === undefined && credits === undefined) return []
  if (lines !== undefined && !/^\d+$/.test(lines))
    throw new BookError('usage', `Cannot read --lines "${lines}": write a whole number`)
  const amount = (name: string, given: string | undefined): Micros | null => {
    if (given === undefined) return null
    try {
      return parseMicros(given)
    } catch {
      throw new BookError('usage', `Cannot read --${name} "${given}": write an amount like 1234.50`)
    }
  }
  return [
    {
      ...filter,
      lines: lines === undefined ? null : Number(lines),
      net: amount('net', net),
      tax: amount('tax', tax),
      credits: amount('credits', credits),
    },
  ]
}

function text(figure: Micros | number | null): string | number | null {
  return typeof figure === 'bigint' ? exactMoney(figure) : figure
}

function shownScope({ expected }: TotalDifference): TotalFilter {
  const { source, legalEntity, month, currency } = expected
  return { source, legalEntity, month, currency }
}

function sentence(difference: TotalDifference): string {
  const scope = Object.values(shownScope(difference)).filter((part) => part !== null)
  const where = scope.length === 0 ? 'the whole book' : scope.join(', ')
  return `Differs in ${where}: ${difference.figure} should be ${String(text(difference.wanted))} and is ${String(text(difference.found) ?? 'not known')}`
}
