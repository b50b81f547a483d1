import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { reviewGroupings } from '../../src/domain/review/count-reviews.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { reviews as words } from '../../src/web/i18n/en/reviews.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Item = Output<'listReviews'>['items'][number]
type Group = Output<'countReviews'>['groups'][number]
type Review = Output<'getReview'>
type Amounts = Pick<Item, 'before' | 'after' | 'change'>

const moved = (amount: string | undefined): string => write.change(parseMicros(text(amount)))

/** The reviews, what they come to by everything they are counted by, and one of them, as `reviews` prints them. */
export async function holdReviews(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  address: string,
): Promise<readonly string[]> {
  const items = (await told.json('reviews', 'list')) as unknown as readonly Item[]
  await shown.open(address, '/reviews', words.under)
  const rows = page.getByRole('grid', { name: words.list.title }).locator('tbody tr[data-row]')
  await expect.poll(() => rows.count()).toBe(items.length)
  await shown.hold(
    rows,
    items.map((item) => [
      write.eur(moved(item.change)),
      ...(item.actions === 0 ? [] : [`${String(item.openActions)} open of ${String(item.actions)}`]),
    ]),
  )
  await holdTiles(
    page,
    shown,
    items,
    (await told.json('reviews', 'count', '--by', 'kind')) as unknown as readonly Group[],
  )
  expect(await shown.rest()).toEqual([])

  for (const by of reviewGroupings) {
    const groups = (await told.json('reviews', 'count', '--by', by)) as unknown as readonly Group[]
    await shown.open(address, `/reviews?tab=counts&by=${by}`, words.under)
    const table = page.getByRole('group', { name: `Reviews by ${words.counts.groupings[by]}` })
    await expect.poll(() => table.locator('tbody tr').count()).toBe(groups.length)
    await shown.hold(
      table.locator('tbody tr'),
      groups.map((group) => [
        ...(by === 'period' ? [text(group.key)] : []),
        ...countsOf(group, by === 'reason' && group.key !== null),
      ]),
    )
    await shown.read(table.locator('tfoot tr'))
  }

  const closed = items.find(({ state }) => state === 'closed')
  const [row] = await told.json('reviews', 'show', text(closed?.id))
  await holdReview(page, shown, row as unknown as Review, address)
  return await shown.rest()
}

function countsOf(group: Group, hasNamed: boolean): string[] {
  const { reviews, open, closed, named, controllableShare, lost, won, change } = group
  return [
    ...[reviews, open, closed, ...(hasNamed ? [named] : [])].map((count) => write.integer(count)),
    ...(controllableShare === null ? [] : [write.percent(controllableShare)]),
    ...[lost, won, change].map(moved),
  ]
}

/** The tiles over the list: of all reviews, whatever the filter. */
async function holdTiles(
  page: Page,
  shown: ShownFigures,
  items: readonly Item[],
  groups: readonly Group[],
): Promise<void> {
  const open = items.filter(({ state }) => state === 'open')
  const waiting = open.filter(({ missing }) => missing.length > 0)
  const tile = (label: string) => page.locator('main dl > div').filter({ has: page.getByText(label, { exact: true }) })
  await shown.hold(tile(words.figure.open), [[String(open.length), `of ${String(items.length)} in all`]])
  await shown.hold(tile(words.figure.waiting), [[String(waiting.length)]])
  const sum = (part: 'controllable' | 'uncontrollable') => groups.reduce((all, group) => all + group[part], 0)
  const known = sum('controllable') + sum('uncontrollable')
  await shown.hold(tile(words.figure.controllable), [[write.percent(sum('controllable') / known)]])
  await shown.read(tile(words.figure.lost))
  await shown.read(tile(words.figure.won))
}

async function holdReview(page: Page, shown: ShownFigures, review: Review, address: string): Promise<void> {
  await shown.open(address, `/reviews/${review.id}`, words.views.title)
  const money = page.getByRole('region', { name: words.review.money })
  const families = review.families ?? []
  await expect.poll(() => money.locator('tbody tr').count()).toBe(families.length)
  const amounts = ({ before, after, change }: Amounts) => [
    write.wholeMoney(text(before)),
    write.wholeMoney(text(after)),
    moved(change),
  ]
  await shown.hold(money.locator('tbody tr'), families.map(amounts))
  await shown.hold(money.locator('tfoot tr'), [amounts(review)])
  // Periods and instants are none, and the bridge is held where the account shows it.
  await shown.read(money.getByText(/, in EUR$/))
  await shown.read(page.getByRole('figure', { name: words.review.bridge }))
  await shown.read(page.locator('main header').first())
  await shown.read(page.getByRole('region', { name: words.review.history }))
  await shown.read(page.getByRole('region', { name: words.views.title }).locator('p'))
}
