import type { Page } from 'playwright-core'
import { formatMicros, parseMicros } from '../../src/domain/money.ts'
import type { Output } from '../../src/contract/operations.ts'
import type { ShownFigures } from './shown-figures.ts'
import { write } from './told-figures.ts'

type Activities = NonNullable<Output<'getAccountProfit'>['service']>
type Mix = Output<'getAccountMix'>
type Band = NonNullable<Mix['bands']>[number]['band']

interface At {
  readonly page: Page
  readonly shown: ShownFigures
}

/** What was done for an account, as `profit` prints it. */
export async function holdService({ page, shown }: At, activities: Activities): Promise<void> {
  if (activities.length === 0) return
  const region = page.getByRole('region', { name: 'What was done for it', exact: true })
  await region.locator('tfoot').waitFor()
  const hasHours = activities.some(({ loggedMinutes }) => parseMicros(loggedMinutes) !== 0n)
  const names = [
    'events',
    'standardMinutes',
    ...(hasHours ? (['replacedMinutes', 'loggedMinutes'] as const) : []),
  ] as const
  await shown.hold(
    region.locator('tbody tr'),
    activities.map((one) => [
      ...names.map((name) => write.decimal(one[name])),
      ...(one.cost === null ? [] : [write.eur(write.money(one.cost))]),
    ]),
  )
  const sum = (amounts: readonly (string | null)[]): bigint =>
    amounts.reduce((all, amount) => all + parseMicros(amount ?? '0'), 0n)
  const costs = activities.map(({ cost }) => cost)
  await shown.hold(region.locator('tfoot tr'), [
    [
      ...names.map((name) => write.decimal(formatMicros(sum(activities.map((one) => one[name])), 0))),
      ...(costs.includes(null) ? [] : [write.eur(write.cents(sum(costs)))]),
    ],
  ])
}

/** On which families an account earns and what it pays beside others, as `profit` prints it. */
export async function holdMix({ page, shown }: At, { bands = [], families = [], price }: Partial<Mix>): Promise<void> {
  if (families.length === 0) return
  const region = page.getByRole('region', { name: 'On what it earns', exact: true })
  await region.locator('tbody tr').first().waitFor()
  const filled = bands.filter(({ band }) => families.some((one) => JSON.stringify(one.band) === JSON.stringify(band)))
  await shown.hold(
    region.locator('tbody tr'),
    filled.map(({ band, spend, share }) => [
      ...bandText(band),
      write.eur(write.money(spend)),
      ...(share === null ? [] : [write.percent(share)]),
    ]),
  )
  if (!price || price.rate === null) return
  await shown.hold(region.locator('p', { hasText: 'It pays' }), [
    [
      `It pays ${write.percent(price.rate)} of what others pay for the same: ${write.eur(write.wholeMoney(price.compared))} on ${write.integer(price.products)} products that others buy too.`,
    ],
  ])
}

function bandText(band: Band): readonly string[] {
  if (band === null) return []
  const { from, below } = band
  if (from === null) return [`below ${write.percent(below ?? 0)}`]
  if (below === null) return [`${write.percent(from)} and more`]
  return [`${write.percent(from)} to ${write.percent(below)}`]
}
