import { Option } from 'commander'
import type { Command } from 'commander'
import { documentsOf } from '../app/receivable/list-receivables.ts'
import type { Receivables } from '../app/receivable-facts/measure-account.ts'
import { reportAccount, reportBook } from '../app/receivable/report-receivables.ts'
import type { ReportBasis } from '../app/receivable/report-receivables.ts'
import type { MeasuredDocument } from '../app/receivable-facts/sum-receivables.ts'
import type { FinancingBase, RateSpan } from '../domain/receivables/financing.ts'
import { ages, shownParts } from '../domain/receivables/measure.ts'
import type { ShownPart } from '../domain/receivables/measure.ts'
import { unknownReasons } from '../domain/receivables/receivable.ts'
import type { UnknownReason } from '../domain/receivables/receivable.ts'
import { exactMoney, shownCount, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { TableColumn } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly show?: ShownPart
}

/** Who owes what and for how long, how they pay, and what waiting for the money costs. */
export function receivablesCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('receivables'))
    .description('what accounts owe and for how long, how they pay, and what waiting for the money costs')
    .argument('[account]', 'key, source/key, id or name; without it the whole book')
    .option('--period <period>', 'see grade --period')
    .addOption(new Option('--show <figure>', 'list the invoices behind a figure of the account').choices(shownParts))
    .action(async (account: string | undefined, options: Options) => {
      const period = options.period ?? null
      if (account === undefined) {
        printBook(cli, options, await withBook(cli, options, (ctx) => reportBook(ctx, { period })))
        return
      }
      const report = await withBook(cli, options, (ctx) => reportAccount(ctx, { account, period }))
      const { receivables, window } = report
      const documents =
        options.show === undefined ? null : documentsOf(receivables.documents, options.show, window.from)
      if (options.json) {
        if (documents)
          printJson(
            cli.terminal,
            documents.map((one) => documentRow(one)),
          )
        else
          printJson(cli.terminal, [
            { ...report.account, ...basisRow(report), ...figuresRow(receivables), rates: ratesRow(receivables.rates) },
          ])
        return
      }
      if (documents) printDocuments(cli, documents)
      else {
        cli.terminal.out(`${report.account.name}, ${window.from} to ${window.to}, gross of tax\n\n`)
        printFigures(cli, receivables, report, receivables.rates)
      }
    })
}

type Report = Awaited<ReturnType<typeof reportBook>>

function printBook(cli: Cli, options: Options, report: Report): void {
  const { accounts, book, window } = report
  if (options.json) {
    const rowOf = ({ receivables, ...account }: Report['accounts'][number]): object => ({
      ...account,
      ...basisRow(report),
      ...figuresRow(receivables),
    })
    const whole = { id: 'book', key: null, name: 'The book', owner: null, receivables: book.total }
    printJson(cli.terminal, [...accounts.map(rowOf), { ...rowOf(whole), rates: ratesRow(book.rates) }])
    return
  }
  const columns: readonly TableColumn<Report['accounts'][number]>[] = [
    { title: 'account', cell: ({ key }) => key },
    { title: 'name', cell: ({ name }) => name },
    { title: 'owner', cell: ({ owner }) => owner },
    { title: 'open', cell: ({ receivables }) => shownMoney(receivables.figures.open), align: 'right' },
    { title: 'overdue', cell: ({ receivables }) => shownMoney(receivables.figures.overdue), align: 'right' },
    { title: 'in dispute', cell: ({ receivables }) => disputedMoney(receivables), align: 'right' },
    { title: 'DSO', cell: ({ receivables }) => shownDays(receivables.figures.dso.days), align: 'right' },
    { title: 'days to pay', cell: ({ receivables }) => shownDays(receivables.figures.daysToPay), align: 'right' },
    {
      title: 'cost',
      cell: ({ receivables }) => shownMoney(receivables.figures.financing?.total ?? null),
      align: 'right',
    },
    {
      title: 'late',
      cell: ({ receivables }) => shownMoney(receivables.figures.financing?.late ?? null),
      align: 'right',
    },
  ]
  printTable(cli.terminal, columns, accounts)
  cli.terminal.out(`\nThe book, ${window.from} to ${window.to}, gross of tax\n\n`)
  printFigures(cli, book.total, report, book.rates)
}

/** Nothing where nothing is: few accounts dispute anything. */
function disputedMoney({ sums }: Receivables): string | null {
  return sums.disputed === 0n ? null : shownMoney(sums.disputed)
}

const ageWords = {
  'not-due': 'not due yet',
  'no-due-date': 'without a due date',
  'to-30': '1 to 30 days late',
  'to-60': '31 to 60 days late',
  'to-90': '61 to 90 days late',
  'over-90': 'more than 90 days late',
  credits: 'credits and money paid in excess',
} as const satisfies Record<(typeof ages)[number], string>

const baseWords: Readonly<Record<FinancingBase, string>> = {
  gross: 'invoices with tax',
  net: 'invoices without tax',
  cost: 'what the goods invoiced have cost us',
}

const reasonWords: Readonly<Record<UnknownReason, string>> = {
  'no-amount': 'without a gross amount',
  'no-rate': 'without an exchange rate of their date',
  'no-payments': 'of a source that has never brought a payment',
}

function printFigures(
  cli: Cli,
  { figures, sums }: Receivables,
  { currency }: ReportBasis,
  rates: readonly RateSpan[],
): void {
  const { open, overdue, byAge, dso, countback, daysToPay, ageOfOpen, soFar, financing } = figures
  const money = (amount: bigint): string => `${shownMoney(amount) ?? ''} ${currency ?? ''}`.trim()
  const rows: (readonly [string, string | null])[] = [
    ['open', money(open)],
    ...ages.filter((age) => byAge[age] !== 0n).map((age) => [`  ${ageWords[age]}`, money(byAge[age])] as const),
    ['overdue', `${money(overdue)} on ${shownCount(sums.overdueInvoices)} invoices`],
    ['paid in part', `${money(sums.partPaidOpen)} still open on ${shownCount(sums.partPaidInvoices)} invoices`],
    [
      'in dispute',
      `${money(sums.disputed)} on ${shownCount(sums.disputedInvoices)} invoices, ${money(sums.overdueDisputed)} of it overdue`,
    ],
    [`DSO, sales of ${String(dso.ofDays)} days`, shownDays(dso.days)],
    ['  best possible', shownDays(dso.bestPossible)],
    ['  average days delinquent', shownDays(dso.delinquent)],
    ['countback DSO', countback === null && open > 0n ? 'more than the sales of twelve months' : shownDays(countback)],
    ['days to pay, by amount', shownDays(daysToPay)],
    ['age of what is open', shownDays(ageOfOpen)],
    [
      'late invoices so far',
      soFar && `${shownDays(soFar.days) ?? ''} since the invoice, ${shownDays(soFar.late) ?? ''} after the due date`,
    ],
    ['cost of waiting', financing && money(financing.total)],
    ['  after the due date', financing && money(financing.late)],
  ]
  printTable(
    cli.terminal,
    [
      { title: 'figure', cell: ([name]) => name },
      { title: 'value', cell: ([, value]) => value, align: 'right' },
    ],
    rows,
  )
  cli.terminal.out('\n')
  for (const { from, to, rate } of rates) {
    cli.terminal.out(
      rate === null
        ? `${from} to ${to}: what money costs is unknown (bookvalue rates add)\n`
        : `${from} to ${to}: money costs ${percent(rate.rate)} a year, reckoned on ${baseWords[rate.base]}\n`,
    )
  }
  for (const reason of unknownReasons) {
    const count = sums.unknown[reason]
    if (count > 0) cli.terminal.out(`Left out: ${shownCount(count)} documents ${reasonWords[reason]}\n`)
  }
  if (sums.uncosted > 0)
    cli.terminal.out(`The cost leaves out ${shownCount(sums.uncosted)} documents for which it cannot be told\n`)
}

function printDocuments(cli: Cli, documents: readonly MeasuredDocument[]): void {
  printTable(
    cli.terminal,
    [
      { title: 'invoice', cell: (one) => nameOf(one).number },
      { title: 'date', cell: (one) => nameOf(one).date },
      { title: 'due', cell: (one) => nameOf(one).dueDate },
      { title: 'amount', cell: (one) => amountOf(one, 'gross'), align: 'right' },
      { title: 'open', cell: (one) => amountOf(one, 'open'), align: 'right' },
      { title: 'in dispute', cell: (one) => amountOf(one, 'disputed'), align: 'right' },
      { title: 'paid in window', cell: (one) => amountOf(one, 'paid'), align: 'right' },
      { title: 'days late', cell: (one) => ('measured' in one ? one.measured.lateDays : null), align: 'right' },
      {
        title: 'cost',
        cell: (one) => ('measured' in one ? shownMoney(one.measured.financing?.total ?? null) : null),
        align: 'right',
      },
      {
        title: 'late',
        cell: (one) => ('measured' in one ? shownMoney(one.measured.financing?.late ?? null) : null),
        align: 'right',
      },
      { title: 'unknown', cell: (one) => ('reason' in one ? reasonWords[one.reason] : null) },
    ],
    documents,
  )
}

function nameOf(one: MeasuredDocument) {
  return 'reason' in one ? one.document : one.receivable
}

function amountOf(one: MeasuredDocument, name: 'gross' | 'open' | 'disputed' | 'paid'): string | null {
  return 'measured' in one ? shownMoney(one.measured[name]) : null
}

function documentRow(one: MeasuredDocument): object {
  const { source, number, date, dueDate, currency } = nameOf(one)
  const measured = 'measured' in one ? one.measured : null
  return {
    source,
    number,
    date,
    dueDate,
    currency,
    unknown: 'reason' in one ? one.reason : null,
    age: measured?.age ?? null,
    days: measured?.days ?? null,
    lateDays: measured?.lateDays ?? null,
    gross: exactMoney(measured?.gross ?? null),
    open: exactMoney(measured?.open ?? null),
    disputed: exactMoney(measured?.disputed ?? null),
    paid: exactMoney(measured?.paid ?? null),
    financing: costRow(measured?.financing ?? null),
  }
}

function figuresRow({ figures, sums }: Receivables): object {
  const { open, overdue, byAge, dso, countback, daysToPay, ageOfOpen, soFar, financing } = figures
  return {
    open: exactMoney(open),
    overdue: exactMoney(overdue),
    byAge: Object.fromEntries(ages.map((age) => [age, exactMoney(byAge[age])])),
    sales: exactMoney(sums.sales),
    dso,
    countback,
    daysToPay,
    ageOfOpen,
    soFar,
    overdueInvoices: sums.overdueInvoices,
    partPaid: { invoices: sums.partPaidInvoices, open: exactMoney(sums.partPaidOpen) },
    disputed: {
      invoices: sums.disputedInvoices,
      open: exactMoney(sums.disputed),
      overdue: exactMoney(sums.overdueDisputed),
    },
    documents: sums.documents,
    unknown: sums.unknown,
    uncosted: sums.uncosted,
    financing: costRow(financing),
  }
}

function basisRow({ window, currency, watermark }: ReportBasis): object {
  return { ...window, currency, watermark }
}

function ratesRow(spans: readonly RateSpan[]): object[] {
  return spans.map(({ from, to, rate }) => ({
    from,
    to,
    rate: exactMoney(rate?.rate ?? null),
    base: rate?.base ?? null,
  }))
}

function costRow(cost: { readonly total: bigint; readonly late: bigint } | null): object | null {
  return cost && { total: exactMoney(cost.total), late: exactMoney(cost.late) }
}

function percent(rate: bigint): string {
  return `${String(Number(rate) / 1e4)} %`
}

/** Days with one decimal. */
function shownDays(days: number | null): string | null {
  return days === null ? null : days.toFixed(1)
}
