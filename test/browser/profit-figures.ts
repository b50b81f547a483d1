import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { divideHalfEven, formatMicros, microsPerUnit, parseMicros, ratio } from '../../src/domain/money.ts'
import { statesOn } from '../../src/web/screens/finance/rate-drafts.ts'
import type { CostRate } from '../../src/web/screens/finance/rate-drafts.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type BookProfit = Output<'getBookProfit'>
type Row = Output<'listProfits'>['items'][number]
type Reconciled = Output<'getReconciliation'>

const names = {
  'make-profitable': 'Make profitable',
  secure: 'Secure',
  downsize: 'Downsize',
  'get-more': 'Get more',
} as const

/** The whale curve and the map of postures on the portfolio, as `whale` prints them. */
export async function holdProfitPanel(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  period: string,
): Promise<void> {
  const [row] = await told.json('whale', '--period', period)
  const { whale, map, unknown, profit } = row as unknown as BookProfit
  const [best, lost] = [whale?.peak.share ?? null, whale?.erosion.share ?? null]
  if (!whale || best === null || lost === null) throw new Error('The book earns nothing')
  const figure = (name: string) => page.getByRole('figure', { name, exact: true })
  const { peak, erosion, accounts } = whale
  await shown.hold(figure('Who earns the net profit').locator('figcaption p'), [
    [
      `The best ${write.integer(peak.rank)} of ${write.integer(accounts)} accounts earn ${write.percent(best)} of the net profit; the others use ${write.percent(lost)} of it up, ${write.eur(write.wholeMoney(erosion.sum))}.`,
    ],
  ])
  const cellOf = (posture: string) => map.cells.find((cell) => cell.posture === posture)
  const count = (posture: string): string => write.integer(cellOf(posture)?.count ?? 0)
  const postures = figure('What to do with whom')
  await shown.hold(postures.locator('figcaption p'), [
    [
      `${count('secure')} to secure, ${count('get-more')} to get more of, ${count('make-profitable')} to make profitable, ${count('downsize')} to downsize.`,
    ],
  ])
  await shown.hold(
    postures.locator('[data-posture]'),
    Object.keys(names).map((posture) => [count(posture), write.shortMoney(cellOf(posture)?.netProfit ?? '')]),
  )
  const drawn = map.points.filter(
    ({ netProfit, netProfitRate }) => netProfit !== undefined && typeof netProfitRate === 'number',
  ).length
  const all = map.cells.reduce((sum, cell) => sum + cell.count, 0)
  await shown.hold(postures.locator('p', { hasText: 'Cut at' }), [
    [
      `Cut at ${write.percent(map.edges.rate)} of spend and ${write.eur(write.wholeMoney(map.edges.level))} of net profit or loss. The four are proposals: the owner accepts one or takes another with a reason. What was taken counts and colours; the place stays that of the figures.`,
      ...(drawn < all
        ? [
            `${write.integer(drawn)} of ${write.integer(all)} accounts are drawn: of each posture as many as there is room for, none without a net profit rate.`,
          ]
        : []),
    ],
  ])
  if (unknown > 0) await shown.read(page.locator('main p', { hasText: 'left out' }))
  if (profit?.components.some(({ state }) => state === 'not-measured') === true)
    await page.getByText('as nothing was imported').waitFor()
}

/** The ranking, as `profit` prints it. */
export async function holdProfits(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly period: string },
): Promise<void> {
  const rows = (await told.json('profit', '--period', at.period)) as unknown as readonly Row[]
  await shown.open(at.address, '/profits', 'What accounts earn after all they cost')
  const places = page.getByRole('grid').locator('tbody tr[data-row]')
  // At the height of the window all of them are asked for and drawn.
  await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(rows.length)
  const money = (amount: string | null | undefined): readonly string[] =>
    amount === null || amount === undefined ? [] : [write.eur(write.wholeMoney(amount))]
  const share = (part: number | null | undefined): readonly string[] =>
    part === null || part === undefined ? [] : [write.percent(part)]
  await shown.hold(
    places,
    rows.map((row) => [
      ...money(row.spend),
      ...money(row.grossProfit),
      ...money(row.netProfit),
      ...share(row.netProfitRate),
      ...money(row.capital),
      ...share(row.returnOnAccount),
      ...(row.swing === null || row.swing === undefined ? [] : [write.eur(write.change(parseMicros(row.swing)))]),
    ]),
  )
}

/** The rates, as `rates` prints them, whether the book adds up, as `reconcile` does, and a sale, as `rates sale` does. */
export async function holdFinance(page: Page, shown: ShownFigures, told: ToldFigures, address: string): Promise<void> {
  const region = (name: string) => page.getByRole('region', { name, exact: true })
  const percent = (fraction: string): string => `${write.decimal(formatMicros(parseMicros(fraction) * 100n, 0))}%`
  const rates = (await told.json('rates', 'costs')) as unknown as readonly CostRate[]
  const states = statesOn(rates, new Date().toISOString().slice(0, 10))
  const holding = rates.filter(({ id, rate }) => states.get(id) === 'holds' && rate.value !== null)
  await shown.open(address, '/finance', 'What keeping stock costs')
  await region('How long things take').getByRole('row').nth(1).waitFor()
  await shown.hold(
    region('What money costs').locator('tbody tr'),
    (await told.json('rates', 'list')).map((row) => [percent(text(row['rate']))]),
  )
  const perMinute = new Map<string, bigint>()
  for (const { rate } of holding) {
    if (rate.kind === 'pool' && rate.value !== null)
      perMinute.set(
        rate.subject,
        divideHalfEven(parseMicros(rate.value.cost) * microsPerUnit, parseMicros(rate.value.minutes)),
      )
  }
  const expected = holding.map(({ rate }): readonly [string, readonly string[]] => {
    switch (rate.kind) {
      case 'carrying': {
        const { capital = '0', storage = '0', insurance = '0', obsolescence = '0', damage = '0' } = rate.value ?? {}
        const parts = [capital, storage, insurance, obsolescence, damage]
        const sum = formatMicros(parts.reduce((all, part) => all + parseMicros(part), 0n))
        return ['What keeping stock costs', [sum, ...parts].map(percent)]
      }
      case 'pool':
        return [
          'Whose time it is',
          [
            write.eur(write.money(rate.value?.cost ?? '')),
            write.decimal(rate.value?.minutes ?? ''),
            write.decimal(formatMicros(perMinute.get(rate.subject) ?? 0n)),
          ],
        ]
      case 'activity': {
        const minutes = rate.value?.minutes ?? null
        if (minutes === null) return ['How long things take', []]
        const cost = divideHalfEven(parseMicros(minutes) * (perMinute.get(rate.value?.pool ?? '') ?? 0n), microsPerUnit)
        return ['How long things take', [write.decimal(minutes), write.eur(write.money(formatMicros(cost)))]]
      }
      case 'returns':
        return [
          'What taking goods back costs',
          rate.value?.perReturn === null || rate.value === null ? [] : [write.eur(write.money(rate.value.perReturn))],
        ]
      case 'cover':
        return ['Cover of shared stock', [write.integer(rate.value?.days ?? 0)]]
      case 'sale':
        return ['Bases of the true gross profit', []]
    }
  })
  for (const [title, rows] of Map.groupBy(expected, ([name]) => name)) {
    await shown.hold(
      region(title).locator('tbody tr'),
      rows.map(([, texts]) => texts),
    )
  }
  // What holds where nobody has said: 30 days are the rule.
  await shown.read(page.getByText('30 days, as nobody has said otherwise'))
  await holdReconciliation(page, shown, told, address)
}

async function holdReconciliation(page: Page, shown: ShownFigures, told: ToldFigures, address: string): Promise<void> {
  const region = (name: string) => page.getByRole('region', { name, exact: true })
  const [row] = await told.json('reconcile')
  const { lines = [], capacity = [] } = row as unknown as Reconciled
  await shown.open(address, '/finance?tab=reconciliation', 'Every line adds up to the book')
  await shown.hold(
    region('Accounts and the rest are the book').locator('tbody tr'),
    lines.map(({ amounts }) =>
      amounts === null
        ? []
        : [
            amounts.accounts,
            amounts.left,
            amounts.noAccount,
            amounts.unattributed,
            amounts.unused,
            amounts.book,
            amounts.difference,
          ].map((amount) => write.money(amount)),
    ),
  )
  await shown.hold(
    region('Capacity used and unused').locator('tbody tr'),
    capacity.map(({ cost, usedCost, unusedCost, minutes, usedMinutes }) => [
      ...[cost, usedCost, unusedCost].map((amount) => write.money(amount)),
      write.wholeMoney(minutes),
      write.wholeMoney(usedMinutes),
      write.percent(ratio(parseMicros(usedMinutes), parseMicros(minutes)) ?? 0),
    ]),
  )
}

/** A sale as `rates sale` reckons it; the fields hold what was typed. */
export async function holdSale(page: Page, shown: ShownFigures, told: ToldFigures, address: string): Promise<void> {
  const [row] = await told.json('rates', 'sale', '30000', '27000', '--stock-days', '60', '--days-to-pay', '45')
  const sale = row as unknown as Output<'getSaleProfit'>
  await shown.open(
    address,
    '/finance?tab=sale&revenue=30000&cost=27000&stockDays=60&daysToPay=45',
    'True gross profit of a sale',
  )
  await page.getByRole('rowheader', { name: 'True gross profit' }).waitFor()
  const cents = (amount: string | null | undefined): string => write.eur(write.money(amount ?? ''))
  const how = (base: 'cost' | 'invoice', days: string): string =>
    `${write.money(base === 'cost' ? '27000' : '30000')} × ${write.decimal(formatMicros(parseMicros(sale.rate ?? '0') * 100n, 0))}% × ${days} days / 365`
  await shown.hold(page.getByRole('region', { name: 'True gross profit of a sale', exact: true }).locator('tbody tr'), [
    [cents(sale.grossProfit), write.percent(sale.grossRate ?? 0)],
    [cents(sale.financing?.stock), how(sale.bases.stock, '60')],
    [cents(sale.financing?.receivable), how(sale.bases.receivable, '45')],
    [cents(sale.trueGrossProfit), write.percent(sale.trueRate ?? 0)],
  ])
}
