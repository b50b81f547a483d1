import type { Command } from 'commander'
import { getScoreboard } from '../app/scoreboard/get-scoreboard.ts'
import { listLeague } from '../app/scoreboard/list-league.ts'
import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { printBasis } from './compared-options.ts'
import { shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly from?: string
  readonly to?: string
  readonly closed?: boolean
  readonly rep?: string
}

type League = Output<'listLeague'>
type Board = Output<'getScoreboard'>

/** How a rep stands against the book that was given, in words. */
const standings: Readonly<Record<League['items'][number]['standing'], string>> = {
  above: 'above what was expected',
  'as-expected': 'as expected',
  below: 'below what was expected',
  few: 'too few accounts to tell',
}

/** Reps against the book each was given, or everything of one of them. */
export function scoreboardCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('scoreboard'))
    .description('reps against the book each was given: movement, growth, retention, calls, reviews, targets')
    .option('--rep <rep>', 'everything of one rep, as source/key; the league table when left out')
    .option('--from <period>', 'the earlier end; a year before the later one when left out')
    .option('--to <period>', 'the later end; the twelve months up to the last invoice line when left out')
    .option('--no-closed', 'grades and money as the book says now, where a period was closed')
    .action(async ({ rep, ...options }: Options) => {
      const ends = {
        ...(options.from !== undefined && { from: options.from }),
        ...(options.to !== undefined && { to: options.to }),
        closed: options.closed === false ? ('no' as const) : ('yes' as const),
      }
      if (rep === undefined) printLeague(cli, options, await withBook(cli, options, (ctx) => listLeague(ctx, ends)))
      else printBoard(cli, options, await withBook(cli, options, (ctx) => getScoreboard(ctx, { ...ends, rep })))
    })
}

function printLeague(cli: Cli, options: Options, { basis, items, total, fewBelow }: League): void {
  if (options.json) {
    printJson(cli.terminal, items)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'place', cell: ({ rank }) => rank, align: 'right' },
      { title: 'rep', cell: ({ rep }) => rep?.name ?? 'nobody' },
      { title: 'standing', cell: ({ standing }) => standings[standing] },
      { title: 'start book', cell: ({ start }) => start, align: 'right' },
      { title: 'net', cell: ({ net }) => net, align: 'right' },
      { title: 'expected', cell: ({ expectedNet }) => signed(expectedNet), align: 'right' },
      { title: 'above', cell: ({ excess }) => signed(excess), align: 'right' },
      { title: 'up', cell: ({ up }) => up, align: 'right' },
      { title: 'down', cell: ({ down }) => down, align: 'right' },
      { title: 'new', cell: (row) => row.new, align: 'right' },
      { title: 'returned', cell: ({ returned }) => returned, align: 'right' },
      { title: 'lost', cell: ({ lost }) => lost, align: 'right' },
      { title: 'calls', cell: ({ calls }) => `${String(calls.done)} of ${String(calls.planned)}`, align: 'right' },
      { title: 'reviews', cell: ({ reviews }) => reviews, align: 'right' },
      { title: 'change', cell: ({ change }) => money(change), align: 'right' },
      { title: 'expected change', cell: ({ expectedChange }) => money(expectedChange), align: 'right' },
      { title: 'NRR', cell: ({ retention }) => shownShare(retention?.nrr ?? null), align: 'right' },
    ],
    items,
  )
  cli.terminal.out(
    `\nTogether: ${String(total.start)} accounts at the start, net ${String(total.net)}, change ${money(total.change) ?? '-'}\n`,
  )
  cli.terminal.out(`Start books with fewer than ${String(fewBelow)} accounts have no place.\n`)
  printBasis(cli, basis)
}

function printBoard(cli: Cli, options: Options, board: Board): void {
  if (options.json) {
    printJson(cli.terminal, [board])
    return
  }
  const { calls, retention, targets } = board
  const { yes, partly, no } = calls.results
  const lines: readonly (readonly [string, string | null])[] = [
    [
      'place',
      board.rank === null
        ? `none (${standings[board.standing]})`
        : `${String(board.rank)} of ${String(board.of)} (${standings[board.standing]})`,
    ],
    ['accounts', String(board.accounts)],
    ['start book', String(board.start)],
    ['net movement', `${String(board.net)}, expected ${signed(board.expectedNet)}, above ${signed(board.excess)}`],
    ['spend', money(board.spendAfter)],
    ['spend before', money(board.spendBefore)],
    ['change', money(board.change)],
    ['expected change', money(board.expectedChange)],
    ['GRR, NRR', retention ? `${shownShare(retention.grr) ?? '-'}, ${shownShare(retention.nrr) ?? '-'}` : null],
    ['sold', money(board.sold)],
    ['sold before', money(board.soldBefore)],
    [
      'calls',
      `${String(calls.done)} of ${String(calls.planned)} made; goal reached in ${String(yes)}, partly in ${String(partly)}, not in ${String(no)}, nobody reached in ${String(calls.results['not-reached'])}`,
    ],
    ['reviews closed', String(board.reviews)],
    ['hours logged', board.hours ?? null],
    ['taken over, handed over', `${String(board.takenOver)}, ${String(board.handedOver)}`],
  ]
  printTable(
    cli.terminal,
    [
      { title: board.rep.name, cell: ([name]) => name },
      { title: '', cell: ([, value]) => value },
    ],
    lines,
  )
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'grade', cell: ({ grade }) => grade ?? 'none' },
      { title: 'accounts', cell: ({ count }) => count, align: 'right' },
      { title: 'before', cell: ({ countBefore }) => countBefore, align: 'right' },
      { title: 'spend', cell: ({ spend }) => money(spend), align: 'right' },
      { title: 'spend before', cell: ({ spendBefore }) => money(spendBefore), align: 'right' },
    ],
    board.grades,
  )
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'move', cell: (row) => row.class },
      { title: 'accounts', cell: ({ count }) => count, align: 'right' },
      { title: 'change of spend', cell: ({ change }) => money(change), align: 'right' },
    ],
    board.classes,
  )
  if (targets && targets.length > 0) printTargets(cli, targets)
  printBasis(cli, board.basis)
}

function printTargets(cli: Cli, targets: NonNullable<Board['targets']>): void {
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'target', cell: ({ measure }) => measure },
      { title: 'from', cell: ({ from }) => from },
      { title: 'to', cell: ({ to }) => to },
      { title: 'amount', cell: ({ amount }) => money(amount), align: 'right' },
      { title: 'reached', cell: ({ reached }) => money(reached ?? undefined), align: 'right' },
      { title: 'of it', cell: ({ share }) => shownShare(share), align: 'right' },
      { title: 'of its days', cell: ({ elapsed }) => shownShare(elapsed), align: 'right' },
    ],
    targets,
  )
}

function money(amount: string | undefined): string | null {
  return amount === undefined ? null : shownMoney(parseMicros(amount))
}

/** A number with its sign and one decimal, as the screens show it; what rounds to nothing has no sign. */
function signed(number: number): string {
  const shown = Math.abs(number).toFixed(1)
  return shown === '0.0' ? shown : `${number < 0 ? '-' : '+'}${shown}`
}
