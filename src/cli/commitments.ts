import { Option } from 'commander'
import type { Command } from 'commander'
import { isBehind } from '../app/inventory/account-commitments.ts'
import type { AccountCommitment } from '../app/inventory/account-commitments.ts'
import { reportAccountCommitments, reportBookInventory } from '../app/inventory/report-inventory.ts'
import type { AccountInventory, InventoryBasis } from '../app/inventory/report-inventory.ts'
import { showCommitments } from '../app/inventory/show-stock.ts'
import { commitmentFigures } from '../domain/commitment/figures.ts'
import type { CommitmentSums } from '../domain/commitment/figures.ts'
import { commitmentShows } from '../domain/commitment/shown.ts'
import type { CommitmentShow, CommitmentType } from '../domain/commitment/shown.ts'
import { formatMicros } from '../domain/money.ts'
import { exactMoney, shownCount, shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { TableColumn } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly show?: CommitmentShow
}

const typeWords: Readonly<Record<CommitmentType, string>> = {
  forecast: 'forecast',
  call_off: 'call-off',
  blanket_order: 'blanket order',
}

/** What accounts said they would take, and whether they did by the day they said. */
export function commitmentsCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('commitments'))
    .description('what accounts said they would take, and whether they did by the day they said')
    .argument('[account]', 'key, source/key, id or name; without it the whole book')
    .option('--period <period>', 'see grade --period')
    .addOption(new Option('--show <promises>', 'list the promises of the account').choices(commitmentShows))
    .action(async (account: string | undefined, options: Options) => {
      const period = options.period ?? null
      if (account === undefined) {
        printBook(cli, options, await withBook(cli, options, (ctx) => reportBookInventory(ctx, { period })))
        return
      }
      const report = await withBook(cli, options, (ctx) => reportAccountCommitments(ctx, { account, period }))
      const { show } = options
      if (show === undefined) printAccount(cli, options, report)
      else
        printPromises(
          cli,
          options,
          report.commitments.all.filter((one) => isBehind(one, show, report.window)).toReversed(),
        )
    })
}

type BookReport = Awaited<ReturnType<typeof reportBookInventory>>

function printBook(cli: Cli, options: Options, report: BookReport): void {
  const promised = report.accounts
    .filter(({ facts }) => facts.commitments + facts.commitmentsUncosted > 0)
    .toSorted(mostMissing)
  const { facts } = report.inventory
  if (options.json) {
    printJson(cli.terminal, [
      ...promised.map(({ id, key, name, owner, facts: own }) => ({
        id,
        key,
        name,
        owner,
        ...basisRow(report),
        ...showCommitments(own, true),
      })),
      { id: 'book', key: null, name: 'The book', owner: null, ...basisRow(report), ...showCommitments(facts, true) },
    ])
    return
  }
  const columns: readonly TableColumn<AccountInventory>[] = [
    { title: 'account', cell: ({ key }) => key },
    { title: 'name', cell: ({ name }) => name },
    { title: 'owner', cell: ({ owner }) => owner },
    ...figureColumns<AccountInventory>((account) => account.facts),
  ]
  printTable(cli.terminal, columns, promised)
  const { window } = report
  cli.terminal.out(`\nThe book, due ${window.from} to ${window.to}, at cost\n\n`)
  printTable(
    cli.terminal,
    figureColumns<CommitmentSums>((sums) => sums),
    [facts],
  )
  printUncosted(cli, facts)
}

type AccountReport = Awaited<ReturnType<typeof reportAccountCommitments>>

function printAccount(cli: Cli, options: Options, report: AccountReport): void {
  const { account, commitments, window } = report
  const { sums, byType, open } = commitments
  if (options.json) {
    printJson(cli.terminal, [
      {
        ...account,
        ...basisRow(report),
        ...showCommitments(sums, true),
        byType: byType.map((one) => ({ type: one.type, ...showCommitments(one.sums, true) })),
        open: { ...open, untaken: exactMoney(open.untaken) },
      },
    ])
    return
  }
  const { out } = cli.terminal
  out(`${account.name}, due ${window.from} to ${window.to}, at the cost of the promised day\n\n`)
  const rows = [
    ...byType.map((one) => ({ name: one.type === null ? 'without a type' : typeWords[one.type], sums: one.sums })),
    { name: 'all', sums },
  ]
  printTable(
    cli.terminal,
    [{ title: 'type', cell: ({ name }) => name }, ...figureColumns<(typeof rows)[number]>((row) => row.sums)],
    rows,
  )
  out(`\nPromises not wholly taken at the end, whenever they were due: ${shownCount(open.promises)}`)
  out(`, ${shownMoney(open.untaken) ?? ''} at cost`)
  out(open.daysLate === null ? '\n' : `, ${open.daysLate.toFixed(1)} days late so far\n`)
  printUncosted(cli, sums)
}

function printPromises(cli: Cli, options: Options, promises: readonly AccountCommitment[]): void {
  if (options.json) {
    printJson(
      cli.terminal,
      promises.map(({ source, number, line, type, product, unit, date, due, quantity, measured }) => ({
        source,
        number,
        line,
        type,
        product,
        unit,
        date,
        due,
        lateDays: measured.lateDays,
        takenOn: measured.takenOn,
        isTaken: measured.untaken === 0n,
        quantity: formatMicros(quantity, 0),
        taken: formatMicros(measured.taken, 0),
        takenOnTime: formatMicros(measured.takenOnTime, 0),
        committed: exactMoney(measured.value?.committed ?? null),
        untaken: exactMoney(measured.value?.untaken ?? null),
      })),
    )
    return
  }
  const columns: readonly TableColumn<AccountCommitment>[] = [
    { title: 'promise', cell: ({ number, line }) => (line === null ? number : `${number}/${line}`) },
    { title: 'type', cell: ({ type }) => type && typeWords[type] },
    { title: 'product', cell: ({ product }) => product },
    { title: 'due', cell: ({ due }) => due },
    { title: 'quantity', cell: ({ quantity }) => formatMicros(quantity, 0), align: 'right' },
    { title: 'in time', cell: ({ measured }) => formatMicros(measured.takenOnTime, 0), align: 'right' },
    { title: 'taken', cell: ({ measured }) => formatMicros(measured.taken, 0), align: 'right' },
    { title: 'on', cell: ({ measured }) => measured.takenOn },
    { title: 'days late', cell: ({ measured }) => measured.lateDays, align: 'right' },
    {
      title: 'not taken, at cost',
      cell: ({ measured }) => shownMoney(measured.value?.untaken ?? null),
      align: 'right',
    },
  ]
  printTable(cli.terminal, columns, promises)
}

function figureColumns<T>(sumsOf: (row: T) => CommitmentSums): readonly TableColumn<T>[] {
  return [
    { title: 'promises', cell: (row) => sumsOf(row).commitments, align: 'right' },
    { title: 'promised', cell: (row) => shownMoney(sumsOf(row).committed), align: 'right' },
    { title: 'taken', cell: (row) => shownMoney(sumsOf(row).taken), align: 'right' },
    { title: 'by the day', cell: (row) => shownMoney(sumsOf(row).takenOnTime), align: 'right' },
    { title: 'share', cell: (row) => shownShare(commitmentFigures(sumsOf(row)).takenRate), align: 'right' },
    { title: 'days late', cell: (row) => commitmentFigures(sumsOf(row)).daysLate?.toFixed(1) ?? null, align: 'right' },
  ]
}

function printUncosted(cli: Cli, { commitmentsUncosted }: CommitmentSums): void {
  if (commitmentsUncosted > 0)
    cli.terminal.out(`Left out: ${shownCount(commitmentsUncosted)} promises without a known cost\n`)
}

function basisRow({ window, currency, watermark }: InventoryBasis): object {
  return { ...window, currency, watermark }
}

/** Who left most untaken of what was due, at cost. */
function mostMissing({ facts: one, id }: AccountInventory, { facts: other, id: otherId }: AccountInventory): number {
  const more = other.committed - other.takenOnTime - (one.committed - one.takenOnTime)
  return more === 0n ? (id < otherId ? -1 : 1) : more > 0n ? 1 : -1
}
