import type { Output } from '../contract/operations.ts'
import { metricOf } from '../domain/metric.ts'
import { parseMicros } from '../domain/money.ts'
import { shownMoney, shownShare } from './format.ts'
import { componentWords } from './profit.ts'
import { printTable } from './print.ts'
import type { Cli } from './run.ts'

type Whole = Output<'getMovementBridge'>
type Account = Output<'getAccountBridge'>
type Group = Whole['groups'][number]
type Row = Output<'listBridges'>['items'][number]
type Product = Output<'listBridgeProducts'>['items'][number]
type Bridge = NonNullable<Row['revenue']>
type Step = Bridge['steps'][number]

const partWords: Readonly<Record<Step['part'], string>> = {
  price: 'price',
  volume: 'volume',
  mix: 'mix',
  'new-products': 'new products',
  'lost-products': 'lost products',
  unbridged: 'quantities that cannot be compared',
  cost: 'what a unit costs',
  service: componentWords.service,
  financing: componentWords.financing,
  stock: componentWords.carrying,
  freight: componentWords.freight,
  rebates: componentWords.rebates,
  returns: componentWords.returns,
  currency: 'exchange rates',
  factor: 'factor',
}

const factorWords = { moved: '', known: ', known now', unknown: ', known no longer' } as const

const measureWords = {
  revenue: 'Revenue',
  'gross-profit': 'Gross profit',
  'net-profit': 'Net profit',
  score: 'Score',
} as const satisfies Record<Whole['measure'], string>

/** The bridge that was asked for: revenue where that was, else what needs costs. */
function askedOf<T extends Pick<Row, 'revenue' | 'earned'>>({ revenue, earned }: T): Bridge | null {
  return earned ?? revenue ?? null
}

/** From before to after, a line for each part, with what is said beside them. */
export function printBridge(cli: Cli, bridge: Whole | Account, of: string | null): void {
  const { before, after, measure, currency, accounts } = bridge
  const asked = askedOf(bridge)
  const whose = of ?? `${String(accounts)} accounts`
  const unit = measure === 'score' ? 'points' : currency
  cli.terminal.out(
    `${measureWords[measure]} of ${whose}, ${before.from} to ${before.to} against ${after.from} to ${after.to}, in ${unit}\n\n`,
  )
  if (asked) {
    const rows: readonly (readonly [string, string | null])[] = [
      [before.period, shown(asked, asked.before)],
      ...asked.steps.map((step) => [`  ${wordOf(step)}`, shown(asked, step.amount)] as const),
      [after.period, shown(asked, asked.after)],
      ['change', shown(asked, asked.change)],
    ]
    printTable(
      cli.terminal,
      [
        { title: '', cell: ([name]) => name },
        { title: unit, cell: ([, amount]) => amount, align: 'right' },
      ],
      rows,
    )
  }
  for (const sentence of beside(bridge)) cli.terminal.out(`${sentence}\n`)
}

function beside(bridge: Whole | Account): readonly string[] {
  const { revenue, earned, fixedRates, rates, before, currency } = bridge
  const sentences: string[] = []
  if (earned?.change === null && earned.unit === 'money') {
    const [least, known] = [
      shownShare(earned.minCoverage),
      [earned.coverageBefore, earned.coverageAfter].map(shownShare),
    ]
    sentences.push(
      `It cannot be told: of ${known[0] ?? 'no'} and ${known[1] ?? 'no'} of spend the cost is known, where the policy asks for ${least ?? ''}, or something else it takes off cannot be told.`,
    )
  }
  if ('unknown' in bridge && bridge.unknown > 0) {
    sentences.push(`Of ${String(bridge.unknown)} accounts it cannot be told.`)
  }
  const unmeasured = earned ? [...new Set([...earned.unmeasuredBefore, ...earned.unmeasuredAfter])] : []
  if (unmeasured.length > 0) {
    sentences.push(`Not measured in both windows: ${unmeasured.map((one) => componentWords[one]).join(', ')}.`)
  }
  if (!earned && revenue && parseMicros(revenue.withoutUnit) !== 0n) {
    sentences.push(
      `${shownMoney(parseMicros(revenue.withoutUnit)) ?? ''} of ${before.period} has no unit of measure: it is bridged product by product, without mix.`,
    )
  }
  for (const { currency: foreign, rate, day } of fixedRates) {
    const what = rates === 'fixed' ? 'Both windows' : 'Without exchange rates both windows'
    sentences.push(
      `${what} are at ${rate} ${foreign} for one ${currency}, ${day === null ? `the average of ${before.period}` : `the rate of ${day}`}.`,
    )
  }
  return sentences.length === 0 ? [] : ['', ...sentences]
}

/** The same for each group of accounts. */
export function printGroups(cli: Cli, { groups, rest }: Whole, by: string): void {
  const rows: readonly (Group & { readonly title: string })[] = [
    ...groups.map((group) => ({ ...group, title: group.group?.name ?? 'none' })),
    ...(rest ? [{ ...rest.sum, title: `${String(rest.groups)} more` }] : []),
  ]
  cli.terminal.out('\n')
  printSteps(cli, rows, [
    { title: by, cell: ({ title }) => title },
    { title: 'accounts', cell: (row) => row.accounts },
  ])
}

/** The same for each account. */
export function printList(cli: Cli, rows: readonly Row[]): void {
  printSteps(cli, rows, [
    { title: 'account', cell: ({ key }) => key },
    { title: 'name', cell: ({ name }) => name },
    { title: 'from', cell: ({ gradeBefore }) => gradeBefore },
    { title: 'to', cell: ({ gradeAfter }) => gradeAfter },
  ])
}

/** Both ends and every part that any of the rows has. */
function printSteps<T extends Pick<Row, 'revenue' | 'earned'>>(
  cli: Cli,
  rows: readonly T[],
  named: readonly { readonly title: string; readonly cell: (row: T) => string | number | null }[],
): void {
  const bridges = rows.map(askedOf)
  const steps = new Map(bridges.flatMap((bridge) => bridge?.steps ?? []).map((step) => [wordOf(step), step]))
  const money = (amount: (bridge: Bridge) => string | null | undefined) => (row: T) => {
    const bridge = askedOf(row)
    return bridge && shown(bridge, amount(bridge) ?? null)
  }
  printTable(
    cli.terminal,
    [
      ...named,
      { title: 'before', cell: money(({ before }) => before), align: 'right' },
      ...[...steps.keys()].map((word) => ({
        title: word,
        cell: money(({ steps: own }) => own.find((step) => wordOf(step) === word)?.amount),
        align: 'right' as const,
      })),
      { title: 'after', cell: money(({ after }) => after), align: 'right' },
      { title: 'change', cell: money(({ change }) => change), align: 'right' },
    ],
    rows,
  )
}

/** An account with its parts by name, for a program. */
export function listedBridge({ id, key, source, name, owner, gradeBefore, gradeAfter, ...bridges }: Row) {
  const asked = askedOf(bridges)
  return {
    id,
    account: key,
    source,
    name,
    owner: owner?.key ?? null,
    gradeBefore,
    gradeAfter,
    before: asked?.before ?? null,
    after: asked?.after ?? null,
    change: asked?.change ?? null,
    parts: Object.fromEntries((asked?.steps ?? []).map(({ part, metric, amount }) => [metric ?? part, amount])),
  }
}

/** The products behind a bridge. */
export function printProducts(cli: Cli, products: readonly Product[]): void {
  const steps = new Set(products.flatMap(({ steps: own }) => own.map(wordOf)))
  const money = (amount: string | null | undefined) =>
    amount === null || amount === undefined ? null : shownMoney(parseMicros(amount))
  cli.terminal.out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'product', cell: ({ product, kind }) => product?.name ?? `no product, ${kind}` },
      { title: 'unit', cell: ({ unit }) => unit },
      { title: 'quantity before', cell: ({ before }) => before.quantity, align: 'right' },
      { title: 'quantity after', cell: ({ after }) => after.quantity, align: 'right' },
      { title: 'price before', cell: ({ before }) => money(before.price), align: 'right' },
      { title: 'price after', cell: ({ after }) => money(after.price), align: 'right' },
      ...[...steps].map((word) => ({
        title: word,
        cell: ({ steps: own }: Product) => money(own.find((step) => wordOf(step) === word)?.amount),
        align: 'right' as const,
      })),
      { title: 'change', cell: ({ change }) => money(change), align: 'right' },
    ],
    products,
  )
}

function wordOf({ part, metric, how }: Step): string {
  return metric === null ? partWords[part] : `${metricOf(metric).label}${how === null ? '' : factorWords[how]}`
}

/** Money with two decimals; points as they are. */
function shown({ unit }: Bridge, amount: string | null): string | null {
  if (amount === null) return null
  return unit === 'points' ? amount : shownMoney(parseMicros(amount))
}
