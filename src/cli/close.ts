import type { Command } from 'commander'
import { closePeriod } from '../app/period/close-period.ts'
import { listClosings } from '../app/period/closed-book.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

export function closeCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('close'))
    .description('store the grades of a period for good; without a period: list what is closed')
    .argument('[period]', '2026, 2026-Q1, 2026-03, FY2026 or ttm@2026-03-31')
    .option('--reason <text>', 'why a closed period is closed again; the first closing stays')
    .action(async (period: string | undefined, options: CommonOptions & { readonly reason?: string }) => {
      const closings = await withBook(cli, options, async (ctx) =>
        period === undefined ? listClosings(ctx) : [await closePeriod(ctx, { period, reason: options.reason ?? null })],
      )
      if (options.json) {
        printJson(cli.terminal, closings)
        return
      }
      printTable(
        cli.terminal,
        [
          { title: 'period', cell: (row) => row.period },
          { title: 'revision', cell: (row) => String(row.revision), align: 'right' },
          { title: 'as of', cell: (row) => row.asOf },
          { title: 'policy', cell: (row) => `${row.policyName} ${String(row.policyVersion)}` },
          { title: 'watermark', cell: (row) => String(row.watermark), align: 'right' },
          { title: 'closed by', cell: (row) => row.closedBy },
          { title: 'closed at', cell: (row) => row.closedAt.slice(0, 19).replace('T', ' ') },
          { title: 'reason', cell: (row) => row.reason },
        ],
        closings,
      )
    })
}
