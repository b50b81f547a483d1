import type { Page } from 'playwright-core'
import { formatMicros, parseMicros, roundMicros } from '../../src/domain/money.ts'
import { metricOf } from '../../src/domain/metric.ts'
import type { MetricId } from '../../src/domain/metric-definition.ts'
import { parsePeriod, yearEarlier } from '../../src/domain/period.ts'
import type { Output } from '../../src/contract/operations.ts'
import { account } from '../../src/web/i18n/en/account.ts'
import { profitSteps } from '../../src/web/screens/account/profit-steps.ts'
import { holdMix, holdService } from './earned-figures.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, textOrNull, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Row = Readonly<Record<string, unknown>>
type Explanation = Output<'getExplanation'>
type Factor = NonNullable<Explanation['factors']>[number]
type Documents = NonNullable<Explanation['documents']>[number]
type Lift = NonNullable<Explanation['lift']>

/** Where an account is shown, and what tells of it. */
interface At {
  readonly page: Page
  readonly shown: ShownFigures
  readonly told: ToldFigures
  readonly id: string
  readonly period: string
}

const behindWords = { financing: 'financing cost', 'gross-profit': 'gross profit', 'net-profit': 'net profit' } as const

const points = (value: number | null): string =>
  value === null ? '–' : write.decimal(formatMicros(roundMicros(parseMicros(String(value)), 2), 0))
const signed = (value: number): string => `${value > 0 ? '+' : ''}${points(value)}`
/** A figure beside another one of it: small rates are told apart. */
function comparedText(metric: MetricId, value: string): string {
  return metricOf(metric).unit === 'rate' ? write.finePercent(Number(value)) : valueText(metric, value)
}

/** A figure as the factors write it; `explain --json` names the metric, not its unit. */
function valueText(metric: MetricId, value: string): string {
  const short = (): string => write.decimal(formatMicros(roundMicros(parseMicros(value), 1), 0))
  switch (metricOf(metric).unit) {
    case 'money':
      return write.eur(write.wholeMoney(value))
    case 'rate':
      return write.percent(Number(value))
    case 'days':
      return `${short()} ${Number(value) === 1 ? 'day' : 'days'}`
    case 'minutes':
      return `${short()} minutes`
    case 'count':
      return short()
  }
}

/** The factors in money and points, and the invoices that made most of them, as `explain` prints them. */
export async function holdFactors({ page, shown }: Pick<At, 'page' | 'shown'>, why: Row): Promise<void> {
  const factors = (why['factors'] as readonly Factor[]).filter(({ value }) => value !== null)
  const region = page.getByRole('region', { name: 'Factors of the score', exact: true })
  await region.locator('tfoot').waitFor()
  const total = (why['factors'] as readonly Factor[]).length
  await shown.hold(region.locator('p', { hasText: 'factors known' }), [
    [`${String(factors.length)} of ${String(total)} factors known`],
  ])
  await shown.hold(
    region.locator('tbody tr'),
    factors.map(({ metric, value, points: worth, weight, contribution, atMost, behind, beside }) => [
      ...(beside ? [valueText(beside.metric, beside.value)] : []),
      valueText(metric, value ?? ''),
      ...(behind
        ? [`${write.wholeMoney(behind.money)} of ${behindWords[behind.what as 'financing'] ?? behind.what}`]
        : []),
      points(worth),
      write.decimal(String(weight)),
      points(contribution),
      write.decimal(String(Math.round((atMost ?? 0) * 10) / 10)),
    ]),
  )
  await shown.hold(region.locator('tfoot tr'), [[points(Number(why['score']))]])
  const documents = (why['documents'] as readonly Documents[]).filter(({ items }) => items.length > 0)
  await shown.hold(
    region.locator('p', { hasText: / documents$/ }),
    documents.map(({ metric, items, of }) => [
      `${account.metric[metric]}: ${String(items.length)} of ${write.integer(of)} documents`,
    ]),
  )
  await shown.hold(
    region.locator('li', { hasText: / late|in time/ }),
    documents.flatMap(({ items }) =>
      items.map(({ number, amount, days, lateDays, paidOn, cost }) => [
        number,
        write.eur(write.wholeMoney(amount)),
        `${paidOn === null ? 'open for' : 'paid after'} ${write.integer(days)} ${days === 1 ? 'day' : 'days'}${lateDays === 0 ? '' : `, ${write.integer(lateDays)} late`}`,
        ...(cost === null ? [] : [`cost ${write.eur(write.money(cost))}`]),
      ]),
    ),
  )
}

/** What would lift the grade, what moved the score since a year before, and the way from revenue to net profit. */
export async function holdScale(at: At, why: Row): Promise<void> {
  await holdFactors(at, why)
  await holdLift(at, why['lift'] as Lift | null)
  await holdChange(at)
  await holdWaterfall(at)
}

async function holdLift({ page, shown }: At, lift: Lift | null): Promise<void> {
  if (lift === null) return
  const rows = page.getByRole('region', { name: `What would make it ${lift.label}` }).locator('tbody tr:has(td)')
  await shown.hold(
    rows,
    [...lift.singles, ...(lift.pair ?? [])].map(({ metric, from, to, points: worth, money }) => [
      comparedText(metric, from),
      comparedText(metric, to),
      ...(money === null ? [] : [write.eur(write.wholeMoney(money))]),
      ...(worth === null ? [] : [points(worth.from), points(worth.to)]),
    ]),
  )
}

async function holdChange({ page, shown, told, id, period }: At): Promise<void> {
  const rows = await told.json('explain', id, '--period', period, '--since', yearEarlier(parsePeriod(period)).label)
  const [first] = rows
  if (!first) throw new Error(`Nothing is told of what moved the score of ${id}`)
  const region = page.getByRole('region', { name: 'What moved the score', exact: true })
  await region.locator('tfoot').waitFor()
  const end = (side: 'Before' | 'After'): string => {
    const score = first[side.toLowerCase()]
    return `${text(first[`grade${side}`])} with ${points(Number(score))} points on ${write.day(text(first[side === 'Before' ? 'from' : 'to']))}`
  }
  await shown.hold(region.locator('p').first(), [[`${end('Before')}, ${end('After')}. The parts sum to the change.`]])
  await shown.hold(
    region.locator('tbody tr'),
    rows.map((row) => {
      const value = (name: string): readonly string[] => {
        const known = textOrNull(row[name])
        return known === null ? [] : [comparedText(text(row['metric']) as MetricId, known)]
      }
      const worth = (name: string): readonly string[] => (row[name] === null ? [] : [points(Number(row[name]))])
      return [
        ...value('valueBefore'),
        ...value('valueAfter'),
        ...worth('pointsBefore'),
        ...worth('pointsAfter'),
        signed(Number(row['change'])),
      ]
    }),
  )
  await shown.hold(region.locator('tfoot tr'), [[signed(Number(first['total']))]])
}

/** What `profit` prints of an account. */
type Told = Output<'getAccountProfit'> & { readonly mix: Partial<Output<'getAccountMix'>> }

async function holdWaterfall({ page, shown, told, id, period }: At): Promise<void> {
  const [row] = await told.json('profit', id, '--period', period)
  const { profit, swing, capital, rates, missing, posture, service = [], mix } = row as unknown as Told
  await holdService({ page, shown }, service)
  await holdMix({ page, shown }, mix)
  if (!profit || profit.netProfit === null) throw new Error(`Nothing is known of what ${id} earns`)
  const figure = page.getByRole('figure', { name: 'From revenue to net profit', exact: true })
  const [revenue, net] = [profit.revenue, profit.netProfit].map((amount) => write.eur(write.wholeMoney(amount)))
  await shown.hold(figure.locator('figcaption p'), [
    [
      profit.netProfitRate === null
        ? `Of ${revenue ?? ''} of revenue ${net ?? ''} is left.`
        : `Of ${revenue ?? ''} of revenue ${net ?? ''} is left, ${write.percent(profit.netProfitRate)} of the spend.`,
    ],
  ])
  await shown.hold(
    figure.locator('tbody tr'),
    profitSteps(profit).map(({ amount }) => [write.eur(write.cents(amount ?? 0n))]),
  )
  const known = (amount: string | null): string => (amount === null ? 'not measured' : write.wholeMoney(amount))
  await shown.hold(figure.locator('dl'), [
    [
      ...(swing === null || swing === undefined ? [] : [write.eur(write.change(parseMicros(swing)))]),
      ...(capital?.total ? [write.eur(write.wholeMoney(capital.total))] : []),
      ...(capital ? [`receivables ${known(capital.receivables)}, stock ${known(capital.stock)}`] : []),
      ...(capital?.returnOnAccount ? [write.percent(capital.returnOnAccount)] : []),
    ],
  ])
  const span = ({ from, to }: { readonly from: string; readonly to: string }): string =>
    `${write.day(from)} to ${write.day(to)}`
  const percent = (rate: string): string => `${write.decimal(formatMicros(parseMicros(rate) * 100n, 0))}%`
  if (missing?.length !== 0) throw new Error(`A rate is missing for ${id}`)
  const { rate, level } = posture.edges
  await shown.hold(page.locator('main p', { hasText: 'Proposed from net profit over spend' }), [
    [
      `Proposed from net profit over spend, cut at ${write.percent(rate)}, and a net profit or loss of ${write.eur(write.wholeMoney(level))}.`,
    ],
  ])
  await shown.hold(figure.locator('p', { hasText: ' a year.' }), [
    ...(rates?.financing ?? []).flatMap((one) =>
      one.rate === null ? [] : [[`${span(one)}: money at ${percent(one.rate)} a year.`]],
    ),
    ...(rates?.carrying ?? []).flatMap((one) =>
      one.rate === null ? [] : [[`${span(one)}: stock at ${percent(one.rate)} a year.`]],
    ),
  ])
}
