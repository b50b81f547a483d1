import type { Command } from 'commander'
import type { Ctx } from '../app/context.ts'
import { comparePolicies } from '../app/policy-studio/compare-policies.ts'
import { readPolicyName } from '../app/policy-studio/policy-name.ts'
import { listPolicyMovers } from '../app/policy-studio/list-policy-movers.ts'
import { previewPolicy } from '../app/policy-studio/preview-policy.ts'
import { readPolicyDocument } from '../app/policy/save-policy.ts'
import type { Input, Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { regradeClasses } from '../domain/regrade.ts'
import { shownCount, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { readPolicyFile } from './read-policy-file.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

type Comparison = Output<'previewPolicy'>
type Mover = Output<'listPolicyMovers'>['items'][number]

interface Options extends CommonOptions {
  readonly period?: string
  readonly against?: string
  readonly list?: boolean
}

/** Trying a policy on the book, and comparing two that were adopted. */
export function policyPreviewCommands(policy: Command, cli: Cli): void {
  withLooks(policy.command('preview'))
    .description('what a document would do to the grades of the whole book; nothing is saved')
    .argument('<file>', 'a JSON document like the one policy show prints')
    .option('--against <policy>', 'name@version to compare with; default: the one that holds at the end of the period')
    .action(async (file: string, options: Options) => {
      const after = readPolicyDocument(await readPolicyFile(file))
      const before = options.against === undefined ? null : readPolicyName(options.against)
      await look(cli, options, { before, after, period: options.period }, previewPolicy)
    })
  withLooks(policy.command('compare'))
    .description('what two policies that were adopted make of the same book')
    .argument('<before>', 'name@version')
    .argument('<after>', 'name@version')
    .action(async (before: string, after: string, options: Options) => {
      const compared = {
        before: readPolicyName(before),
        after: readPolicyName(after),
        period: options.period,
      }
      await look(cli, options, compared, (ctx) => comparePolicies(ctx, { before, after, period: options.period }))
    })
}

function withLooks(command: Command): Command {
  return withCommonOptions(command)
    .option('--period <period>', 'at the end of which both grade; default: the last day with an invoice line')
    .option('--list', 'every account that moves, with its money')
}

async function look(
  cli: Cli,
  options: Options,
  compared: Input<'previewPolicy'>,
  count: (ctx: Ctx, compared: Input<'previewPolicy'>) => Promise<Comparison>,
): Promise<void> {
  if (options.list) {
    printMovers(cli, options, await withBook(cli, options, (ctx) => allMovers(ctx, compared)))
    return
  }
  const comparison = await withBook(cli, options, (ctx) => count(ctx, compared))
  if (options.json) printJson(cli.terminal, [comparison])
  else printComparison(cli, comparison)
}

async function allMovers(ctx: Ctx, compared: Input<'previewPolicy'>): Promise<Mover[]> {
  const movers: Mover[] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await listPolicyMovers(ctx, { ...compared, cursor, limit: 200 })
    movers.push(...items)
    if (next === null) return movers
    cursor = next
  }
}

function printComparison(cli: Cli, comparison: Comparison): void {
  const { terminal } = cli
  const { before, after, basis, accounts, grades, matrix, changes, spendBefore, spendAfter } = comparison
  printTable(
    terminal,
    [
      { title: 'grade', cell: (row) => row.grade ?? 'none' },
      { title: nameOf(before), cell: (row) => row.before, align: 'right' },
      { title: nameOf(after), cell: (row) => row.after, align: 'right' },
    ],
    grades,
  )
  terminal.out('\n')
  const moved = matrix.filter(({ from, to }) => from !== to)
  if (moved.length > 0) {
    printTable(
      terminal,
      [
        { title: 'from', cell: ({ from }) => from ?? 'none' },
        { title: 'to', cell: ({ to }) => to ?? 'none' },
        { title: 'accounts', cell: ({ count }) => count, align: 'right' },
      ],
      moved,
    )
    terminal.out('\n')
    printGroups(cli, 'owner', comparison.byOwner)
    printGroups(cli, 'territory', comparison.byTerritory)
  }
  const counts = regradeClasses.flatMap((name) => (changes[name] > 0 ? [`${name} ${shownCount(changes[name])}`] : []))
  terminal.out(`${shownCount(accounts)} accounts on ${basis.asOf}: ${counts.join(', ')}\n`)
  if (spendBefore !== undefined && spendAfter !== undefined && spendBefore !== spendAfter) {
    terminal.out(`Spend of these: ${money(spendBefore)}, then ${money(spendAfter)} ${basis.currency}\n`)
  }
  const windowOf = ({ from, to }: Comparison['before']): string => `${from} to ${to}`
  terminal.out(
    windowOf(before) === windowOf(after)
      ? `Both look at ${windowOf(before)}\n`
      : `${nameOf(before)} looks at ${windowOf(before)}, ${nameOf(after)} at ${windowOf(after)}\n`,
  )
}

function printGroups(cli: Cli, title: string, groups: Comparison['byOwner']): void {
  const moving = groups.filter(({ accounts, changes }) => changes.kept < accounts)
  printTable(
    cli.terminal,
    [
      { title, cell: ({ group }) => group?.name ?? 'none' },
      { title: 'accounts', cell: ({ accounts }) => accounts, align: 'right' },
      ...regradeClasses.map((name) => ({
        title: name as string,
        cell: ({ changes }: Comparison['byOwner'][number]) => changes[name],
        align: 'right' as const,
      })),
    ],
    moving,
  )
  cli.terminal.out('\n')
}

function printMovers(cli: Cli, options: Options, movers: readonly Mover[]): void {
  if (options.json) {
    printJson(
      cli.terminal,
      movers.map(({ account, root, owner, territory, ...mover }) => ({
        id: account.id,
        account: account.key,
        name: account.name,
        root: root?.name ?? null,
        owner: owner?.name ?? null,
        territory: territory?.name ?? null,
        ...mover,
      })),
    )
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ account }) => account.key },
      { title: 'name', cell: ({ account }) => account.name },
      { title: 'from', cell: ({ from }) => from },
      { title: 'to', cell: ({ to }) => to },
      { title: 'move', cell: ({ change }) => change },
      { title: 'spend before', cell: ({ spendBefore }) => moneyOrNull(spendBefore), align: 'right' },
      { title: 'spend after', cell: ({ spendAfter }) => moneyOrNull(spendAfter), align: 'right' },
      { title: 'owner', cell: ({ owner }) => owner?.name ?? null },
      { title: 'territory', cell: ({ territory }) => territory?.name ?? null },
      { title: 'graded with', cell: ({ root }) => root?.name ?? null },
    ],
    movers,
  )
}

/** The name of a side: one that is not adopted has no version yet. */
function nameOf({ name, version }: Comparison['before']): string {
  return version === null ? `${name} as written` : `${name} version ${String(version)}`
}

function money(decimal: string): string {
  return shownMoney(parseMicros(decimal)) ?? ''
}

function moneyOrNull(decimal: string | null | undefined): string | null {
  return decimal === null || decimal === undefined ? null : money(decimal)
}
