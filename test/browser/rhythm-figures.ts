import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, textOrNull, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Shown = Output<'getLifetime'>

/** The rhythm of the book, and who is expected to order, as `lifetime show` and `lifetime list` print them; gives what was held against nothing. */
export async function holdRhythm(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  address: string,
): Promise<readonly string[]> {
  const [row] = await told.json('lifetime', 'show')
  const { learnt, fit } = row as unknown as Shown
  if (!learnt || !fit) throw new Error('The rhythm of the book was not learnt')
  const forecasts = await told.json('lifetime', 'list')
  const { holdout } = fit
  if (!holdout) throw new Error('No days were held out')
  const head = async (): Promise<void> => {
    const said = (await shown.read(page.locator('main header'))).flat().join(' ')
    expect(said).toContain(`Learnt up to ${write.day(learnt.asOf)} by`)
    await shown.read(page.getByRole('radiogroup', { name: 'Days ahead' }))
    await shown.hold(page.locator('main dl').first(), [
      [
        write.integer(fit.accounts),
        `${write.integer(fit.repeaters)} of them more than once`,
        write.integer(fit.medianGap),
        `${write.integer(fit.regularity)} of 12`,
        ...(fit.hasAttrition ? [write.percent(fit.stopsPerOrder)] : []),
        write.integer(fit.expectedActive),
        'in the next 90 days',
        write.integer(fit.expectedOrders),
        'in the next 90 days',
      ],
    ])
  }
  await shown.open(address, '/lifetime', 'Accounts that ordered')
  const rows = page.getByRole('grid').locator('tbody tr[data-row]')
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(forecasts.length)
  await head()
  await shown.holdRows(
    rows,
    new Map(
      forecasts.map((one) => [
        text(one['name']),
        [
          write.percent(Number(one['probability'])),
          write.decimal(String(Math.round(Number(one['expectedOrders']) * 10) / 10)),
          ...(one['gap'] === null ? [] : [write.integer(Number(one['gap']))]),
          write.percent(Number(one['alive'])),
          ...[textOrNull(one['value'])].flatMap((value) =>
            value === null ? [] : [write.eur(write.wholeMoney(value))],
          ),
        ],
      ]),
    ),
  )
  const rest = await shown.rest()

  // How far to trust it.
  await shown.open(address, '/lifetime?tab=trust', 'Log-likelihood')
  await head()
  const region = (name: string) => page.getByRole('region', { name, exact: true })
  const check = region('How it foretold days it had not seen').first()
  const { model, plainRate, asBefore, daysSinceLast } = holdout
  const off = (error: number): string => write.decimal(String(Math.round(error * 100) / 100))
  const share = (rank: number | null): readonly string[] => (rank === null ? [] : [write.percent(rank)])
  await shown.hold(check.locator('tbody tr'), [
    [write.integer(model.expected), off(model.meanError), write.integer(model.expectedActive), ...share(model.ranking)],
    [write.integer(plainRate.expected), off(plainRate.meanError)],
    [write.integer(asBefore.expected), off(asBefore.meanError), write.integer(asBefore.expectedActive)],
    [...share(daysSinceLast.ranking)],
    [write.integer(holdout.orders), write.integer(holdout.active)],
  ])
  const said = (await shown.read(check)).flat().join(' ')
  expect(said).toContain(
    `Learnt without the days from ${write.day(holdout.from)} to ${write.day(holdout.to)}, then compared with what came: ` +
      `${write.integer(holdout.accounts)} accounts, ${write.integer(holdout.active)} of them ordered, ${write.integer(holdout.orders)} orders.`,
  )
  await shown.hold(
    region('Whether its probabilities are true').first().locator('tbody tr'),
    holdout.bins.map((bin) => [
      `${write.wholePercent(bin.from)} to ${write.wholePercent(bin.to)}`,
      write.integer(bin.accounts),
      write.integer(bin.expected),
      write.integer(bin.actual),
    ]),
  )
  const { parameters, standardErrors } = fit
  const fine = (number: number): string => write.decimal(String(Math.round(number * 1e4) / 1e4))
  await shown.hold(region('The model').first().locator('tbody tr'), [
    ...(['r', 'alpha', 'a', 'b'] as const).map((name) => [
      fine(parameters[name]),
      ...(standardErrors === null ? [] : [fine(standardErrors[name])]),
    ]),
    [fine(fit.logLikelihood)],
  ])
  await shown.hold(region('The model').first().locator('p', { hasText: 'value of an order' }), [
    fit.valuedAccounts === null
      ? []
      : [`The value of an order was learnt from ${write.integer(fit.valuedAccounts)} accounts.`],
  ])
  return [...rest, ...(await shown.rest())]
}
