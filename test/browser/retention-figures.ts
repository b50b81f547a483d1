import type { Page } from 'playwright-core'
import type { Output } from '../../src/contract/operations.ts'
import { formatMicros, parseMicros, ratio } from '../../src/domain/money.ts'
import type { ShownFigures } from './shown-figures.ts'
import { write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Kept = Output<'getRetention'>['groups'][number]
type Cohort = Output<'getCohorts'>['cohorts'][number]

/** A share on screen; what is unknown shows no figure. */
const share = (part: number | null | undefined): readonly string[] =>
  part === null || part === undefined ? [] : [write.percent(part)]

/** What was kept, its parts and its groups, as `retention` prints them. */
export async function holdRetention(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly before: string; readonly period: string },
): Promise<void> {
  const rows = await told.json('retention', '--from', at.before, '--to', at.period, '--by', 'owner')
  const kept = rows as unknown as readonly Kept[]
  const [groups, all] = [kept.slice(0, -1), kept.at(-1)]
  const { money, sameStore, price } = all ?? {}
  if (!all || !money || !sameStore || !price) throw new Error('The command line tells no money of what was kept')
  await shown.open(at.address, '/movement?tab=retention', 'What became of the money')
  // Which windows it is of: days, which are no figures, and the twelve of their months.
  await shown.read(page.locator('main p', { hasText: 'Of the accounts that bought in' }))
  await shown.hold(page.getByRole('region', { name: 'What was kept', exact: true }).locator('dl > div'), [
    [...share(money.grr), `${write.shortMoney(money.lost)} left, ${write.shortMoney(money.contraction)} shrank`],
    [...share(money.nrr), `${write.shortMoney(money.expansion)} grew`],
    [
      ...share(all.accountRetention),
      `${write.integer(all.kept)} of ${write.integer(all.bought)}, ${write.integer(all.lost)} lost`,
    ],
    [write.eur(write.shortMoney(sameStore.after)), `bought in both; ${write.shortMoney(sameStore.before)} before`],
    [write.shortChange(parseMicros(price.effect)), `${write.share(price.without.nrr)} net without them`],
  ])
  const parts = page.getByRole('region', { name: 'What became of the money', exact: true })
  const columns = [money, price.without]
  const partOf = (part: 'start' | 'expansion' | 'contraction' | 'lost' | 'end', sign: bigint): readonly string[] =>
    columns.flatMap((column) => {
      const amount = parseMicros(column[part]) * sign
      return [write.whole(amount), ...share(ratio(amount, parseMicros(column.start)))]
    })
  await shown.hold(parts.locator('tbody tr'), [
    partOf('start', 1n),
    partOf('expansion', 1n),
    partOf('contraction', -1n),
    partOf('lost', -1n),
    partOf('end', 1n),
    columns.flatMap(({ grr }) => share(grr)),
    columns.flatMap(({ nrr }) => share(nrr)),
  ])
  const made = all.currencyEffect ?? formatMicros(0n)
  await shown.hold(
    parts.locator('p', { hasText: 'Exchange rates made' }),
    parseMicros(made) === 0n
      ? []
      : [[`Exchange rates made ${write.eur(write.change(parseMicros(made)))} of it, which is in these figures.`]],
  )
  await shown.hold(
    page.getByRole('region', { name: 'Kept by owner', exact: true }).locator('tbody tr'),
    [...groups, all].map((group) => [
      write.integer(group.bought),
      write.integer(group.kept),
      ...share(group.accountRetention),
      write.wholeMoney(group.money?.start ?? ''),
      write.wholeMoney(group.money?.end ?? ''),
      ...share(group.money?.grr),
      ...share(group.money?.nrr),
      ...share(group.price?.without.nrr),
    ]),
  )
}

/** The triangle of cohorts, as `cohorts` prints it. */
export async function holdCohorts(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly period: string },
): Promise<void> {
  const cohorts = (await told.json('cohorts', '--to', at.period)) as unknown as readonly Cohort[]
  await shown.open(at.address, '/movement?tab=cohorts', 'By the quarter of their first order')
  const rows = page
    .getByRole('region', { name: 'By the quarter of their first order', exact: true })
    .locator('tbody tr')
  const quarterText = (label: string): string => `${label.slice(5)} ${label.slice(0, 4)}`
  const first = cohorts.find(({ quarter }) => quarter !== null)?.quarter ?? ''
  const rowsAs = (cell: (cell: Cohort['cells'][number]) => readonly string[]) =>
    cohorts.map(({ quarter, accounts, cells }) => [
      quarter === null ? `Before ${quarterText(first)}` : quarterText(quarter),
      write.integer(accounts),
      ...cells.flatMap(cell),
    ])
  await shown.hold(
    rows,
    rowsAs(({ activeShare }) => share(activeShare)),
  )
  await page.getByText('Spend', { exact: true }).click()
  await shown.hold(
    rows,
    rowsAs(({ spend }) => [write.shortMoney(spend ?? '')]),
  )
  await page.getByText('Of first year', { exact: true }).click()
  await shown.hold(
    rows,
    rowsAs(({ spendShare }) => share(spendShare)),
  )
}
