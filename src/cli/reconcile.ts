import type { Command } from 'commander'
import { getReconciliation } from '../app/profit/get-reconciliation.ts'
import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { exitCodes } from './exit-code.ts'
import { shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { componentWords, printMissing } from './profit.ts'
import { printWithoutCost } from './stock.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
}

type Line = NonNullable<Output<'getReconciliation'>['lines']>[number]
type Amount = keyof NonNullable<Line['amounts']>

const lineWords = {
  ...componentWords,
  revenue: 'revenue',
  'other-kinds': 'other kinds of lines',
  uncosted: 'less spend without a known cost',
  cost: 'less cost of goods',
  'gross-profit': 'gross profit on costed spend',
  'net-profit': 'net profit',
} as const satisfies Record<Line['line'], string>

/** Whether accounts, what stands on none, unattributed stock and unused capacity are the book. */
export function reconcileCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('reconcile'))
    .description('accounts, what stands on none, unattributed stock and unused capacity together, beside the book')
    .option('--period <period>', 'see grade --period')
    .action(async (options: Options) => {
      const filter = options.period === undefined ? {} : { period: options.period }
      const {
        from,
        to,
        currency,
        lines = [],
        capacity = [],
        missing = [],
        withoutCost = { products: [], more: 0 },
      } = await withBook(cli, options, (ctx) => getReconciliation(ctx, filter))
      if (lines.some(({ amounts }) => amounts !== null && parseMicros(amounts.difference) !== 0n))
        cli.exitCode = exitCodes.differences
      if (options.json) {
        printJson(cli.terminal, [{ from, to, currency, lines, capacity, missing, withoutCost }])
        return
      }
      cli.terminal.out(`${from} to ${to}, in ${currency}\n\n`)
      const amount = (title: string, name: Amount) => ({
        title,
        cell: ({ amounts }: Line) => (amounts === null ? null : money(amounts[name])),
        align: 'right' as const,
      })
      printTable(
        cli.terminal,
        [
          { title: 'line', cell: ({ line }: Line) => lineWords[line] },
          amount('accounts', 'accounts'),
          amount('left', 'left'),
          amount('no account', 'noAccount'),
          amount('not attributed', 'unattributed'),
          amount('not used', 'unused'),
          amount('the book', 'book'),
          amount('difference', 'difference'),
          { title: 'state', cell: ({ state }: Line) => state.replace('-', ' ') },
        ],
        lines,
      )
      if (capacity.length > 0) {
        cli.terminal.out('\n')
        printTable(
          cli.terminal,
          [
            { title: 'capacity', cell: ({ name }) => name },
            { title: 'minutes', cell: ({ minutes }) => money(minutes), align: 'right' },
            { title: 'used', cell: ({ usedMinutes }) => money(usedMinutes), align: 'right' },
            { title: 'cost', cell: ({ cost }) => money(cost), align: 'right' },
            { title: 'used', cell: ({ usedCost }) => money(usedCost), align: 'right' },
            { title: 'not used', cell: ({ unusedCost }) => money(unusedCost), align: 'right' },
          ],
          capacity,
        )
      }
      printMissing(cli, missing)
      printWithoutCost(cli, withoutCost)
    })
}

function money(amount: string): string | null {
  return shownMoney(parseMicros(amount))
}
