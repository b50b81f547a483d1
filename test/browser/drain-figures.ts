import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import type { ShownFigures } from './shown-figures.ts'
import { write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Row = Output<'listDrains'>['items'][number]
type Drain = Output<'getStrategy'>

const money = (amount: string | null | undefined): readonly string[] =>
  amount === null || amount === undefined ? [] : [write.eur(write.wholeMoney(amount))]
const share = (part: number | null | undefined): readonly string[] =>
  part === null || part === undefined ? [] : [write.percent(part)]

/** The drains, as `drains` prints them. */
export async function holdDrains(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly period: string },
): Promise<void> {
  const rows = (await told.json('drains', '--period', at.period)) as unknown as readonly Row[]
  await shown.open(at.address, '/drains', 'Accounts that take more of the hours')
  const places = page.getByRole('grid').locator('tbody tr[data-row]')
  // At the height of the window all of them are asked for and drawn.
  await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(rows.length)
  await shown.hold(
    places,
    rows.map(({ hours, quotes }) => [
      ...share(hours?.hoursShare),
      ...share(hours?.profitShare),
      ...money(hours?.shortfall),
      ...share(quotes.orderRate),
    ]),
  )
  const counts = new Map<string, number>()
  for (const { reasons } of rows) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const most = [...counts.values()].toSorted((one, other) => other - one)
  expect(await shown.read(page.locator('main p', { hasText: 'Hours' }).first())).toEqual([most.map(String)])
  // The bounds are those of the rules; what they come to in this book stands in the list above.
  await shown.read(page.locator('main li', { hasText: /^(Hours|Price|Margin|Not ordered):/ }))
}

/** What makes an account a drain, and its quotes, as `drains <account>` prints them. */
export async function holdStrategy(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly id: string; readonly period: string },
): Promise<void> {
  const [row] = await told.json('drains', at.id, '--period', at.period)
  const { hours, margin, quotes, latestQuotes, quotesTotal, reasons } = row as unknown as Drain
  const region = page.getByRole('region', { name: 'Drain and strategy', exact: true })
  const { won, lost, stale, waiting, wonKnown, wonByPrice, conceded } = quotes
  const hoursOf = (minutes: number): string => write.integer(Math.round(minutes / 60))
  const pair = (value: number | null): string => write.share(value)
  await shown.hold(region.locator('dl > div'), [
    ...(hours
      ? [
          [`${hoursOf(hours.minutes)} hours in the window, ${hoursOf(hours.loggedMinutes)} of them logged`],
          [...share(hours.hoursShare)],
          [...share(hours.profitShare)],
          [...money(hours.shortfall)],
        ]
      : []),
    ...(margin && (margin.now !== null || margin.before !== null)
      ? [[`${pair(margin.now)}, a year before ${pair(margin.before)}`]]
      : margin
        ? [[]]
        : []),
    ...(quotesTotal > 0
      ? [[`${String(won)} won, ${String(lost)} lost, ${String(stale)} open for too long, ${String(waiting)} waiting`]]
      : []),
    ...(wonKnown > 0
      ? [[`${String(wonByPrice)} of ${String(wonKnown)} won by price, ${String(conceded)} after a concession`]]
      : []),
  ])
  if (reasons.length > 0) await shown.read(region.locator('ul').first().locator('li'))
  if (latestQuotes.length === 0) return
  const behind = region.getByRole('region', { name: 'Quotes behind it' })
  await shown.hold(behind.locator('p'), [
    [`The latest ${write.integer(latestQuotes.length)} of ${write.integer(quotesTotal)}`],
  ])
  const exact = (amount: string | null | undefined, currency: string): readonly string[] =>
    amount === null || amount === undefined ? [] : [`${write.money(amount)} ${currency}`]
  await shown.hold(
    behind.locator('tbody tr'),
    latestQuotes.map(({ number, amount, firstAmount, currency }) => [
      number,
      ...exact(amount, currency),
      ...exact(firstAmount, currency),
    ]),
  )
}
