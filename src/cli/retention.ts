import { Option } from 'commander'
import type { Command } from 'commander'
import { BookError } from '../app/error.ts'
import { getCohorts } from '../app/movement/get-cohorts.ts'
import { getRetention } from '../app/movement/get-retention.ts'
import { movementGroupings } from '../contract/movement.ts'
import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { printBasis, readCompared, readPart, withComparedOptions, withPartOptions } from './compared-options.ts'
import type { ComparedOptions } from './compared-options.ts'
import { shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { TableColumn } from './print.ts'
import { withBook } from './run.ts'
import type { Cli } from './run.ts'

interface Options extends ComparedOptions {
  readonly by?: (typeof movementGroupings)[number]
  readonly rate: 'invoiced' | 'fixed'
}

interface CohortOptions extends Omit<ComparedOptions, 'from' | 'closed'> {
  readonly quarters: string
  readonly show: (typeof cohortFigures)[number]
}

type Retention = Output<'getRetention'>
type Group = Retention['groups'][number]
type Cohort = Output<'getCohorts'>['cohorts'][number]

/** What was kept of the accounts and the money of the base window. */
export function retentionCommand(program: Command, cli: Cli): void {
  withComparedOptions(program.command('retention'))
    .description('what was kept of the accounts and the money of an earlier period')
    .addOption(new Option('--by <what>', 'the same for each group of accounts').choices(movementGroupings))
    .addOption(
      new Option('--rate <rate>', 'money of the later end at the rates of its invoices, or at those of the earlier one')
        .choices(['invoiced', 'fixed'])
        .default('invoiced'),
    )
    .action(async (options: Options) => {
      const retention = await withBook(cli, options, async (ctx) =>
        getRetention(ctx, { ...(await readCompared(ctx, options)), rate: options.rate, by: options.by }),
      )
      printRetention(cli, options, retention)
    })
}

const cohortFigures = ['accounts', 'share', 'spend', 'spend-share'] as const

/** Accounts by the quarter of their first order. */
export function cohortsCommand(program: Command, cli: Cli): void {
  withPartOptions(program.command('cohorts'))
    .description('accounts by the quarter of their first order: how many still order, and what they spend')
    .option('--to <period>', 'the period up to whose end quarters are shown')
    .option('--quarters <number>', 'how many quarters, 4 to 24', '12')
    .addOption(
      new Option('--show <figure>', 'accounts that ordered, their share, spend, or spend over that of the first year')
        .choices(cohortFigures)
        .default('accounts'),
    )
    .action(async (options: CohortOptions) => {
      const { to } = options
      const quarters = readQuarters(options.quarters)
      const cohorts = await withBook(cli, options, async (ctx) =>
        getCohorts(ctx, {
          ...(await readPart(ctx, options)),
          ...(to !== undefined && { to }),
          quarters,
        }),
      )
      if (options.json) printJson(cli.terminal, cohorts.cohorts)
      else printCohorts(cli, options, cohorts)
    })
}

function readQuarters(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (count >= 4 && count <= 24) return count
  throw new BookError('usage', `Cannot show "${text}" quarters: write a whole number from 4 to 24`)
}

function printRetention(cli: Cli, options: Options, retention: Retention): void {
  const { groups, rest, basis } = retention
  const all: Group = { ...retention, group: { key: 'all', name: 'all' } }
  const beyond: readonly Group[] = rest
    ? [{ ...rest.sum, group: { key: 'rest', name: `${String(rest.groups)} more` } }]
    : []
  const rows: readonly Group[] = [...groups, ...beyond, all]
  if (options.json) {
    printJson(
      cli.terminal,
      rows.map(({ group, bought, kept, lost, accountRetention, money: parts, sameStore, price, currencyEffect }) => ({
        group: group?.key ?? null,
        name: group?.name ?? null,
        bought,
        kept,
        lost,
        accountRetention,
        money: parts,
        sameStore,
        price,
        currencyEffect,
      })),
    )
    return
  }
  const columns: readonly TableColumn<Group>[] = [
    { title: options.by ?? 'part', cell: ({ group }) => group?.name ?? 'none' },
    { title: 'bought', cell: ({ bought }) => bought, align: 'right' },
    { title: 'kept', cell: ({ kept }) => kept, align: 'right' },
    { title: 'accounts kept', cell: (row) => shownShare(row.accountRetention), align: 'right' },
    { title: 'start', cell: (row) => money(row.money?.start), align: 'right' },
    { title: 'expansion', cell: (row) => money(row.money?.expansion), align: 'right' },
    { title: 'contraction', cell: (row) => money(row.money?.contraction), align: 'right' },
    { title: 'lost', cell: (row) => money(row.money?.lost), align: 'right' },
    { title: 'end', cell: (row) => money(row.money?.end), align: 'right' },
    { title: 'GRR', cell: (row) => shownShare(row.money?.grr ?? null), align: 'right' },
    { title: 'NRR', cell: (row) => shownShare(row.money?.nrr ?? null), align: 'right' },
    { title: 'prices', cell: (row) => money(row.price?.effect), align: 'right' },
    { title: 'NRR without prices', cell: (row) => shownShare(row.price?.without.nrr ?? null), align: 'right' },
  ]
  printTable(cli.terminal, columns, rows)
  const { sameStore, currencyEffect } = retention
  if (sameStore) {
    cli.terminal.out(
      `\nAccounts that bought in both: ${money(sameStore.before) ?? ''} before, ${money(sameStore.after) ?? ''} after\n`,
    )
  }
  if (currencyEffect !== undefined && currencyEffect !== null && parseMicros(currencyEffect) !== 0n) {
    const told = options.rate === 'fixed' ? 'which is left out here' : 'which is in these figures'
    cli.terminal.out(`Exchange rates made ${money(currencyEffect) ?? ''} of it, ${told}\n`)
  }
  printBasis(cli, basis)
}

function printCohorts(cli: Cli, options: CohortOptions, answer: Output<'getCohorts'>): void {
  const { quarters, cohorts, basis, bookBegins } = answer
  printTable(
    cli.terminal,
    [
      { title: 'first order', cell: (row) => row.quarter ?? `before ${quarters[0]?.label ?? ''}` },
      { title: 'accounts', cell: (row) => row.accounts, align: 'right' },
      ...quarters.map(({ label }) => ({
        title: label,
        cell: (row: Cohort) => {
          const found = row.cells.find(({ quarter }) => quarter === label)
          return found ? cohortCell(found, options.show) : ''
        },
        align: 'right' as const,
      })),
    ],
    cohorts,
  )
  cli.terminal.out(`\nWhole quarters up to ${quarters.at(-1)?.to ?? basis.to}. ${cohortWords[options.show]}\n`)
  if (quarters.some(({ from, to }) => from <= bookBegins && bookBegins <= to)) {
    cli.terminal.out(`The book begins on ${bookBegins}: whoever bought before is among those who first ordered then.\n`)
  }
}

const cohortWords: Readonly<Record<CohortOptions['show'], string>> = {
  accounts: 'Accounts with an order in the quarter.',
  share: 'Accounts with an order in the quarter over all of the cohort.',
  spend: 'Spend in the quarter, credits taken off.',
  'spend-share': 'Spend of the four quarters up to this one over that of the first four.',
}

function cohortCell(
  { active, activeShare, spend, spendShare }: Cohort['cells'][number],
  show: CohortOptions['show'],
): string | number | null {
  switch (show) {
    case 'accounts':
      return active
    case 'share':
      return shownShare(activeShare)
    case 'spend':
      return money(spend)
    case 'spend-share':
      return shownShare(spendShare ?? null)
  }
}

function money(amount: string | null | undefined): string | null {
  return amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
}
