import { Option } from 'commander'
import type { Command } from 'commander'
import type { Ctx } from '../app/context.ts'
import { BookError } from '../app/error.ts'
import { getMovement } from '../app/movement/get-movement.ts'
import { listMovements } from '../app/movement/list-movements.ts'
import { movementGroupings } from '../contract/movement.ts'
import type { Output } from '../contract/operations.ts'
import { formatMicros, numberToMicros, parseMicros } from '../domain/money.ts'
import { movementBounds, movementClasses } from '../domain/movement.ts'
import type { MovementClass } from '../domain/movement.ts'
import { printBasis, readCompared, withComparedOptions } from './compared-options.ts'
import type { ComparedOptions } from './compared-options.ts'
import { shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook } from './run.ts'
import type { Cli } from './run.ts'

interface Options extends ComparedOptions {
  readonly list?: boolean
  readonly by?: (typeof movementGroupings)[number]
  readonly bound: (typeof movementBounds)[number]
  readonly share: string
  readonly amount: string
  readonly class?: MovementClass[]
  readonly gradeFrom?: string[]
  readonly gradeTo?: string[]
}

type Movement = Output<'getMovement'>
type Move = Output<'listMovements'>['items'][number]

export function movementCommand(program: Command, cli: Cli): void {
  withComparedOptions(program.command('movement'))
    .description('who moved between two periods: a matrix of grades, and with --list every account')
    .option('--list', 'every account with its move and money')
    .addOption(new Option('--by <what>', 'what became of each group of accounts').choices(movementGroupings))
    .addOption(new Option('--bound <what>', 'what makes a move up or down').choices(movementBounds).default('grade'))
    .option('--share <fraction>', 'with --bound money: beyond which share of spend before', '0.1')
    .option('--amount <amount>', 'with --bound money: and beyond which amount', '1000')
    .addOption(new Option('--class <class...>', 'with --list: only moves of these classes').choices(movementClasses))
    .option('--grade-from <grade...>', 'with --list: only these grades at the earlier end; new, returned or none')
    .option('--grade-to <grade...>', 'with --list: only these grades at the later end; lost or none')
    .action(async (options: Options) => {
      if (options.list) {
        printMoves(cli, options, await withBook(cli, options, (ctx) => readMoves(ctx, options)))
        return
      }
      const movement = await withBook(cli, options, async (ctx) =>
        getMovement(ctx, { ...(await readQuestion(ctx, options)), by: options.by }),
      )
      if (options.by) printGroups(cli, options, movement)
      else printMatrix(cli, options, movement)
    })
}

async function readQuestion(ctx: Ctx, options: Options) {
  const { bound, share, amount } = options
  if (!/^\d+(?:\.\d{1,6})?$/.test(share)) {
    throw new BookError('usage', `Cannot read --share "${share}": write a fraction like 0.1`)
  }
  if (!/^\d+(?:\.\d{1,6})?$/.test(amount)) {
    throw new BookError('usage', `Cannot read --amount "${amount}": write an amount like 1000.50, not below zero`)
  }
  return { ...(await readCompared(ctx, options)), bound, boundShare: Number(share), boundAmount: amount }
}

const rowsPerPage = 200

async function readMoves(ctx: Ctx, options: Options): Promise<readonly Move[]> {
  const { class: classes, gradeFrom, gradeTo } = options
  const question = { ...(await readQuestion(ctx, options)), class: classes, gradeFrom, gradeTo, limit: rowsPerPage }
  const moves: Move[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Output<'listMovements'> = await listMovements(ctx, { ...question, cursor })
    moves.push(...page.items)
    cursor = page.next
  }
  return moves
}

/** A row or a column of the matrix: a grade, or why there is none. */
interface Side {
  readonly grade: string | null
  readonly state: string
}

function printMatrix(cli: Cli, options: Options, movement: Movement): void {
  const { matrix, basis, classes } = movement
  const sides = (states: readonly string[]): readonly Side[] => [
    ...basis.grades.map((grade) => ({ grade, state: 'graded' })),
    ...states.map((state) => ({ grade: null, state })),
  ]
  const [starts, ends] = [sides(['new', 'returned', 'none']), sides(['lost', 'none'])]
  const cellOf = (start: Side, end: Side) =>
    matrix.find(
      (cell) =>
        cell.from === start.grade && cell.start === start.state && cell.to === end.grade && cell.end === end.state,
    )
  if (options.json) {
    printJson(
      cli.terminal,
      starts.flatMap((start) =>
        ends.map((end) => ({
          from: start.grade,
          start: start.state,
          to: end.grade,
          end: end.state,
          count: cellOf(start, end)?.count ?? 0,
          change: cellOf(start, end)?.change ?? '0.00',
        })),
      ),
    )
    return
  }
  const nameOf = ({ grade, state }: Side): string => grade ?? state
  printTable(
    cli.terminal,
    [
      { title: `${basis.before.period} \\ ${basis.after.period}`, cell: nameOf },
      ...ends.map((end) => ({
        title: nameOf(end),
        cell: (start: Side) => cellOf(start, end)?.count ?? 0,
        align: 'right' as const,
      })),
      {
        title: 'all',
        cell: (start) => ends.reduce((sum, end) => sum + (cellOf(start, end)?.count ?? 0), 0),
        align: 'right',
      },
    ],
    starts,
  )
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'move', cell: (row) => row.class },
      { title: 'accounts', cell: (row) => row.count, align: 'right' },
      { title: 'before', cell: (row) => money(row.spendBefore), align: 'right' },
      { title: 'after', cell: (row) => money(row.spendAfter), align: 'right' },
      { title: 'change of spend', cell: (row) => money(row.change), align: 'right' },
    ],
    classes,
  )
  printNoAccount(cli, movement)
  printBound(cli, movement)
  printBasis(cli, basis)
}

/** What the moves leave out of the book: money that stands on no account. */
function printNoAccount({ terminal }: Cli, { totals }: Movement): void {
  if (!totals) return
  const { noAccountBefore: before, noAccountAfter: after, spendBefore, spendAfter } = totals
  if ([before, after].every((amount) => amount === null || parseMicros(amount) === 0n)) return
  const [was, is] = [money(before) ?? '', money(after) ?? '']
  const whole = `${money(spendBefore) ?? ''} and ${money(spendAfter) ?? ''}`
  terminal.out(`\nOn no account ${was} before and ${is} after; with it the book has ${whole}\n`)
}

function printBound({ terminal }: Cli, { bound, basis }: Movement): void {
  if (bound.kind === 'grade') return
  terminal.out(
    `\nUp and down are changes of more than ${formatMicros(numberToMicros(bound.share) * 100n, 0)} % of spend before and more than ${money(bound.amount) ?? ''} ${basis.currency}\n`,
  )
}

function printGroups(cli: Cli, options: Options, movement: Movement): void {
  const { groups, rest, basis } = movement
  const rows = [
    ...groups,
    ...(rest ? [{ ...rest.sum, group: { key: 'rest', name: `${String(rest.groups)} more` } }] : []),
  ]
  if (options.json) {
    printJson(cli.terminal, rows)
    return
  }
  const countOf = (row: (typeof rows)[number], name: MovementClass): number =>
    row.classes.find((one) => one.class === name)?.count ?? 0
  printTable(
    cli.terminal,
    [
      { title: options.by ?? 'group', cell: (row) => row.group?.name ?? 'none' },
      { title: 'accounts', cell: (row) => row.accounts, align: 'right' },
      ...movementClasses.map((name) => ({
        title: name,
        cell: (row: (typeof rows)[number]) => countOf(row, name),
        align: 'right' as const,
      })),
      { title: 'before', cell: (row) => money(row.spendBefore), align: 'right' },
      { title: 'after', cell: (row) => money(row.spendAfter), align: 'right' },
      { title: 'change', cell: (row) => money(row.change), align: 'right' },
    ],
    rows,
  )
  printBound(cli, movement)
  printBasis(cli, basis)
}

function printMoves(cli: Cli, options: Options, moves: readonly Move[]): void {
  if (options.json) {
    printJson(
      cli.terminal,
      moves.map(({ account, source, owner, ownerBefore, spendBefore, ...move }) => ({
        id: account.id,
        account: account.key,
        source,
        name: account.name,
        class: move.class,
        from: move.from,
        to: move.to,
        lastInvoice: move.lastInvoice,
        lostValue: move.class === 'lost' ? (spendBefore ?? null) : null,
        ownerBefore: keyOf(ownerBefore),
        ownerAfter: keyOf(owner),
        spendBefore: spendBefore ?? null,
        spendAfter: move.spendAfter ?? null,
        change: move.change,
      })),
    )
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: (row) => row.account.key },
      { title: 'name', cell: (row) => row.account.name },
      { title: 'move', cell: (row) => row.class },
      { title: 'from', cell: (row) => row.from },
      { title: 'to', cell: (row) => row.to },
      { title: 'before', cell: (row) => money(row.spendBefore), align: 'right' },
      { title: 'after', cell: (row) => money(row.spendAfter), align: 'right' },
      { title: 'change', cell: (row) => money(row.change), align: 'right' },
      { title: 'owner', cell: (row) => keyOf(row.owner) },
      {
        title: 'owner before',
        cell: (row) => (row.ownerBefore?.key === row.owner?.key ? null : keyOf(row.ownerBefore)),
      },
      { title: 'last invoice', cell: (row) => row.lastInvoice },
    ],
    moves,
  )
}

/** The key of a rep within its source. */
function keyOf(owner: Move['owner']): string | null {
  return owner === null ? null : owner.key.slice(owner.key.indexOf('/') + 1)
}

function money(amount: string | null | undefined): string | null {
  return amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
}
