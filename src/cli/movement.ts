import type { Command } from 'commander'
import { comparePeriods } from '../app/grade/compare-periods.ts'
import type { PeriodMovement } from '../app/grade/compare-periods.ts'
import { movementClasses } from '../domain/movement.ts'
import { exactMoney, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly from: string
  readonly to: string
  readonly list?: boolean
}

export function movementCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('movement'))
    .description('who moved between two periods: a matrix of grades, and with --list every account')
    .requiredOption('--from <period>', 'the earlier period')
    .requiredOption('--to <period>', 'the later period')
    .option('--list', 'every account with its move and money')
    .action(async (options: Options) => {
      const movement = await withBook(cli, options, (ctx) => comparePeriods(ctx, options))
      if (options.list) printMoves(cli, options, movement)
      else printMatrix(cli, options, movement)
    })
}

function printMatrix(cli: Cli, options: Options, movement: PeriodMovement): void {
  const { matrix, policy, before, after } = movement
  if (options.json) {
    printJson(cli.terminal, matrix)
    return
  }
  const labels = [...policy.grades.map((grade) => grade.label), null]
  const count = (from: string | null, to: string | null): number =>
    matrix.find((cell) => cell.from === from && cell.to === to)?.count ?? 0
  printTable(
    cli.terminal,
    [
      { title: `${before.period.label} \\ ${after.period.label}`, cell: (from) => from ?? 'none' },
      ...labels.map((to) => ({
        title: to ?? 'none',
        cell: (from: string | null) => count(from, to),
        align: 'right' as const,
      })),
      { title: 'all', cell: (from) => labels.reduce((sum, to) => sum + count(from, to), 0), align: 'right' },
    ],
    labels,
  )
  cli.terminal.out('\n')
  const byClass = Map.groupBy(movement.moves, (move) => move.class)
  printTable(
    cli.terminal,
    [
      { title: 'move', cell: (name) => name },
      { title: 'accounts', cell: (name) => byClass.get(name)?.length ?? 0, align: 'right' },
      { title: 'change of spend', cell: (name) => shownMoney(sumOfChanges(byClass.get(name) ?? [])), align: 'right' },
    ],
    movementClasses,
  )
  cli.terminal.out(`\nBoth ends graded by policy ${policy.name} version ${String(policy.version)}\n`)
}

function sumOfChanges(moves: PeriodMovement['moves']): bigint {
  return moves.reduce((sum, move) => sum + move.change, 0n)
}

function printMoves(cli: Cli, options: Options, { moves }: PeriodMovement): void {
  if (options.json) {
    printJson(
      cli.terminal,
      moves.map(({ account, id, spendBefore, spendAfter, change, lostValue, ...move }) => ({
        id,
        account: account.key,
        source: account.source,
        name: account.name,
        ...move,
        spendBefore: exactMoney(spendBefore),
        spendAfter: exactMoney(spendAfter),
        change: exactMoney(change),
        lostValue: exactMoney(lostValue),
      })),
    )
    return
  }
  const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: (row) => row.account.key },
      { title: 'name', cell: (row) => row.account.name },
      { title: 'move', cell: (row) => row.class },
      { title: 'from', cell: (row) => row.from },
      { title: 'to', cell: (row) => row.to },
      { title: 'before', cell: (row) => shownMoney(row.spendBefore), align: 'right' },
      { title: 'after', cell: (row) => shownMoney(row.spendAfter), align: 'right' },
      { title: 'change', cell: (row) => shownMoney(row.change), align: 'right' },
      { title: 'owner', cell: (row) => row.ownerAfter },
      { title: 'owner before', cell: (row) => (row.ownerBefore === row.ownerAfter ? null : row.ownerBefore) },
      { title: 'last invoice', cell: (row) => row.lastInvoice },
    ],
    moves.toSorted(
      (left, right) =>
        Number(size(right.change) - size(left.change) > 0n) - Number(size(right.change) - size(left.change) < 0n),
    ),
  )
}
