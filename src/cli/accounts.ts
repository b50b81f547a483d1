import { Option } from 'commander'
import type { Command } from 'commander'
import { listAccountFacts } from '../app/grade/list-account-facts.ts'
import type { AccountFactsList, AccountWithFacts } from '../app/grade/list-account-facts.ts'
import { listOwnerFacts } from '../app/grade/list-owner-facts.ts'
import type { OwnerWithFacts } from '../app/grade/list-owner-facts.ts'
import { wholeLedger } from '../app/grade/read-period.ts'
import { familiesOf } from '../domain/fact-family.ts'
import type { AccountFacts } from '../domain/facts.ts'
import { metrics } from '../domain/metric.ts'
import { formatMetricValue } from '../domain/metric-definition.ts'
import type { Metric } from '../domain/metric-definition.ts'
import { ratio } from '../domain/money.ts'
import { noAccountId, noAccountName } from '../domain/no-account.ts'
import { exactMoney, shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { TableColumn } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

/** What stands for the accounts that are none any more at the end of the period. */
const leftName = 'left during the period'

interface Options extends CommonOptions {
  readonly period: string
  readonly by: 'account' | 'owner' | 'book'
}

export function accountsCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('accounts'))
    .description('revenue, cost, gross profit, orders and share of every account, owner or the book')
    .option('--period <period>', 'see grade --period; all is everything there is', wholeLedger)
    .addOption(new Option('--by <what>', 'one row for each').choices(['account', 'owner', 'book']).default('account'))
    .action(async (options: Options) => {
      const input = { period: options.period }
      if (options.by === 'owner') {
        const { book, owners } = await withBook(cli, options, (ctx) => listOwnerFacts(ctx, input))
        printOwners(cli, options, owners, book.policy.minCoverage)
        return
      }
      const list = await withBook(cli, options, (ctx) => listAccountFacts(ctx, input))
      if (options.by === 'book') printTotals(cli, options, list)
      else printAccounts(cli, options, list)
    })
}

/** The figures of the registry by id, as exact text; null where the metric says so. */
function figures(
  facts: AccountFacts,
  minCoverage: number,
  shown: readonly Metric[] = metrics,
): Record<string, string | null> {
  return Object.fromEntries(
    shown.map((metric) => {
      const value = metric.compute(facts, { minCoverage })
      return [camelCase(metric.id), value === null ? null : formatMetricValue(value)]
    }),
  )
}

function camelCase(id: string): string {
  return id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function factsToRow(facts: AccountFacts, minCoverage: number, shown: readonly Metric[] = metrics): object {
  return {
    ...figures(facts, minCoverage, shown),
    net: exactMoney(facts.net),
    cost: exactMoney(facts.cost),
    lines: facts.lines,
    orders: facts.orders,
    invoices: facts.invoices,
    firstInvoice: facts.firstInvoice,
    lastInvoice: facts.lastInvoice,
  }
}

function* accountRows(list: AccountFactsList): Generator<object> {
  const { minCoverage } = list.book.policy
  for (const account of byShare(list)) {
    const { id, key, source, name, owner, segment, territory, stub, graded, share, all } = account
    const who = { id, account: key, source, name, owner: owner?.key ?? null, segment, territory, stub }
    yield { ...who, grade: graded.grade, share, ...factsToRow(all, minCoverage) }
  }
  if (list.left) {
    const who = { id: null, account: null, name: leftName, grade: null, system: true }
    yield { ...who, ...factsToRow(list.left, minCoverage) }
  }
  if (list.noAccount) {
    yield {
      id: noAccountId,
      account: null,
      name: noAccountName,
      grade: null,
      system: true,
      ...factsToRow(list.noAccount, minCoverage),
    }
  }
}

function byShare(list: AccountFactsList): AccountWithFacts[] {
  return list.accounts.toSorted((left, right) => {
    const [a, b] = [left.graded.ownSpend, right.graded.ownSpend]
    if (a === b) return left.key < right.key ? -1 : 1
    if (a === null || b === null) return a === null ? 1 : -1
    return a > b ? -1 : 1
  })
}

function shownMetric(metric: Metric, facts: AccountFacts, minCoverage: number): string | null {
  const value = metric.compute(facts, { minCoverage })
  if (value === null) return null
  if (value.kind === 'money') return shownMoney(value.micros)
  if (metric.unit === 'rate') return shownShare(value.value)
  return metric.unit === 'count' ? shownCount(value.value) : value.value.toFixed(1)
}

function metricColumns<T>(
  factsOf: (row: T) => AccountFacts,
  minCoverage: number,
  shown: readonly Metric[] = metrics,
): TableColumn<T>[] {
  return shown.map((metric) => ({
    title: metric.label.toLowerCase(),
    cell: (row) => shownMetric(metric, factsOf(row), minCoverage),
    align: 'right',
  }))
}

function printAccounts(cli: Cli, options: Options, list: AccountFactsList): void {
  if (options.json) {
    printJson(cli.terminal, accountRows(list))
    return
  }
  const { minCoverage } = list.book.policy
  const rest = [
    ...(list.left ? [{ title: leftName, facts: list.left }] : []),
    ...(list.noAccount ? [{ title: noAccountName, facts: list.noAccount }] : []),
    { title: 'book', facts: list.total },
  ]
  const rows = [
    ...byShare(list).map((row) => ({ row, title: row.name, facts: row.all })),
    ...rest.map((one) => ({ row: null, ...one })),
  ]
  printTable(
    cli.terminal,
    [
      { title: 'account', cell: ({ row }) => row?.key ?? null },
      { title: 'name', cell: ({ title }) => title },
      { title: 'owner', cell: ({ row }) => row?.owner?.key ?? null },
      { title: 'grade', cell: ({ row }) => row?.graded.grade ?? null },
      ...metricColumns<(typeof rows)[number]>(({ facts }) => facts, minCoverage),
      { title: 'share', cell: ({ row }) => shownShare(row?.share ?? null), align: 'right' },
      { title: 'all lines', cell: ({ facts }) => shownMoney(facts.net), align: 'right' },
      { title: 'first', cell: ({ facts }) => facts.firstInvoice },
      { title: 'last', cell: ({ facts }) => facts.lastInvoice },
    ],
    rows,
  )
}

function printTotals(cli: Cli, options: Options, list: AccountFactsList): void {
  const { minCoverage } = list.book.policy
  const { topFifthShare, topFifthCount, accountsForFourFifths } = list.concentration
  if (options.json) {
    const total = { period: list.book.period.label, from: list.book.window.from, to: list.book.window.to }
    printJson(cli.terminal, [
      {
        ...total,
        accounts: list.accounts.length,
        ...factsToRow(list.total, minCoverage),
        topFifthShare,
        topFifthCount,
        accountsForFourFifths,
      },
    ])
    return
  }
  printTable(
    cli.terminal,
    [
      ...metricColumns<AccountFacts>((facts) => facts, minCoverage),
      { title: 'all lines', cell: (facts) => shownMoney(facts.net), align: 'right' },
      { title: 'lines', cell: (facts) => facts.lines, align: 'right' },
      { title: 'first', cell: (facts) => facts.firstInvoice },
      { title: 'last', cell: (facts) => facts.lastInvoice },
    ],
    [list.total],
  )
  cli.terminal.out(
    `\nBy ultimate parent: the largest fifth (${String(topFifthCount)}) makes ${shownShare(topFifthShare) ?? '-'} of the accounts' spend; ${String(accountsForFourFifths ?? '-')} make 80 %\n`,
  )
}

/** Of lines alone: payments, waiting, stock and service belong to accounts, and are nobody's sale. */
const ownerMetrics = metrics.filter(({ inputs }) => familiesOf(inputs).length === 0)

function printOwners(cli: Cli, options: Options, owners: readonly OwnerWithFacts[], minCoverage: number): void {
  const total = owners.reduce((sum, { facts }) => sum + facts.spend, 0n)
  const shareOf = ({ facts }: OwnerWithFacts): number | null => (total > 0n ? ratio(facts.spend, total) : null)
  if (options.json) {
    printJson(
      cli.terminal,
      owners.map((row) => {
        const { rep, facts, accounts, grades } = row
        return {
          owner: rep?.key ?? null,
          source: rep?.source ?? null,
          name: rep?.name ?? null,
          accounts,
          grades: Object.fromEntries([...grades].map(([label, count]) => [label ?? 'none', count])),
          share: shareOf(row),
          ...factsToRow(facts, minCoverage, ownerMetrics),
        }
      }),
    )
    return
  }
  const labels = [...(owners[0]?.grades.keys() ?? [])]
  printTable(
    cli.terminal,
    [
      { title: 'owner', cell: (row) => row.rep?.key ?? null },
      { title: 'name', cell: (row) => row.rep?.name ?? 'nobody' },
      { title: 'accounts', cell: (row) => row.accounts, align: 'right' },
      ...labels.map((label) => ({
        title: label ?? 'none',
        cell: (row: OwnerWithFacts) => row.grades.get(label) ?? 0,
        align: 'right' as const,
      })),
      ...metricColumns<OwnerWithFacts>(({ facts }) => facts, minCoverage, ownerMetrics),
      { title: 'share', cell: (row) => shownShare(shareOf(row)), align: 'right' },
      { title: 'first', cell: ({ facts }) => facts.firstInvoice },
      { title: 'last', cell: ({ facts }) => facts.lastInvoice },
    ],
    owners,
  )
}
