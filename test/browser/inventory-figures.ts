import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { formatMicros, parseMicros, ratio } from '../../src/domain/money.ts'
import type { Output } from '../../src/contract/operations.ts'
import type { ShownFigures } from './shown-figures.ts'
import { write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

/** Where an account is shown, and what tells of it. */
interface At {
  readonly page: Page
  readonly shown: ShownFigures
  readonly told: ToldFigures
  readonly id: string
  readonly period: string
}

/** Everything there is to be seen, as the command line tells it. */
type Whole<T> = { readonly [Name in keyof T]-?: Exclude<T[Name], undefined> }
type StockTold = Whole<Output<'getAccountStock'>>
type PromisesTold = Whole<Output<'getAccountCommitments'>>
type PromiseTold = Whole<Output<'listAccountCommitments'>['items'][number]>

type BookTold = StockTold &
  PromisesTold & { readonly notAttributed: { readonly stock: string; readonly carrying: string } }
type RowTold = Whole<Output<'getBookStock'>['items'][number]>

const exact = (amount: string): string => `${write.money(amount)} EUR`
const rounded = (value: number, places: number): string =>
  write.decimal(String(Math.round(value * 10 ** places) / 10 ** places))
const known = (value: number | null, places: number): readonly string[] =>
  value === null ? [] : [rounded(value, places)]

/** The stock that stands with an account, as `stock` prints it. */
export async function holdStock({ page, shown, told, id, period }: At): Promise<void> {
  const [row] = await told.json('stock', id, '--period', period)
  const region = page.getByRole('region', { name: 'Stock', exact: true })
  await region.waitFor()
  await holdStockFigures(shown, region, row as unknown as StockTold)
}

/** Figures of stock in a region, with the rules that make them and what they are reckoned with. */
async function holdStockFigures(
  shown: ShownFigures,
  region: Locator,
  { knownStock, knownCarrying, stock, carrying, turns, byRule, byPart, rates, coverDays }: StockTold,
  more: readonly { readonly stock: string; readonly carrying: string }[] = [],
): Promise<void> {
  if (parseMicros(knownStock) > 0n) {
    await shown.hold(region.locator('dl').first(), [
      [
        ...[stock, carrying].flatMap((amount) => (amount === null ? [] : [write.eur(write.wholeMoney(amount))])),
        ...known(turns.turns, 2),
        ...known(turns.gmroi, 2),
        ...known(turns.turnEarn, 1),
      ],
    ])
    await shown.hold(region.locator('tbody tr'), [
      ...[...byRule, ...more].map((part) => [
        exact(part.stock ?? ''),
        write.percent(ratio(parseMicros(part.stock ?? '0'), parseMicros(knownStock)) ?? 0),
        exact(part.carrying ?? ''),
      ]),
      [exact(knownStock), exact(knownCarrying ?? '')],
    ])
    await shown.hold(region.locator('dl').nth(1), [byPart.map(({ amount }) => exact(amount ?? ''))])
  }
  await shown.hold(region.locator('p', { hasText: 'days of sales' }), [
    [`Shared stock is counted for ${String(coverDays)} days of sales, unless a count says otherwise.`],
  ])
  await shown.hold(
    region.locator('p', { hasText: 'carrying stock costs' }),
    rates.map(({ from, to, rate }) => {
      const percent = write.decimal(formatMicros(parseMicros(rate ?? '0') * 100n, 0))
      return [`${write.day(from)} to ${write.day(to)}: carrying stock costs ${percent}% a year.`]
    }),
  )
}

/** The stock of the book and the accounts that bind most of it, as `stock` prints them. */
export async function holdBookStock({ page, shown, told, period }: Omit<At, 'id'>): Promise<readonly string[]> {
  const rows = await told.json('stock', '--period', period)
  const book = rows.at(-1) as unknown as BookTold
  await holdStockFigures(shown, page.getByRole('region', { name: 'Stock of the book' }), book, [book.notAttributed])
  const accounts = new Map(
    (rows.slice(0, -1) as unknown as (RowTold & { name: string })[]).map((row) => [row.name, row]),
  )
  const money = (amount: string | null): readonly string[] => (amount === null ? [] : [write.wholeMoney(amount)])
  await shown.holdRows(
    page.getByRole('region', { name: 'Accounts by what their stock costs' }).locator('tbody tr[data-row]'),
    new Map(
      [...accounts].map(([name, { dedicated, untaken, shared, stock, carrying, turns, takenRate, daysLate }]) => [
        name,
        [
          ...[dedicated, untaken, shared, stock, carrying].flatMap(money),
          ...known(turns.turns, 2),
          ...(takenRate === null ? [] : [write.percent(takenRate)]),
          ...known(daysLate, 1),
        ],
      ]),
    ),
  )
  return shown.rest()
}

/** How an account keeps its word and the promises behind that, as `commitments` prints them. */
export async function holdPromises({ page, shown, told, id, period }: At): Promise<void> {
  const [row] = await told.json('commitments', id, '--period', period)
  const { promises, takenRate, daysLate, committed, taken, takenOnTime, open, byType } = row as unknown as PromisesTold
  const region = page.getByRole('region', { name: 'Takes what it said', exact: true })
  await region.waitFor()
  if (promises + open.promises === 0) return
  const count = (of: number): string => `${String(of)} ${of === 1 ? 'promise' : 'promises'}`
  await shown.hold(region.locator('dl').first(), [
    [
      ...(takenRate === null ? [] : [write.percent(takenRate), `of ${count(promises)}, by the promised day`]),
      ...known(daysLate, 1),
      write.eur(write.wholeMoney(committed)),
      `${write.wholeMoney(taken)} taken, ${write.wholeMoney(takenOnTime)} of it in time`,
      write.eur(write.wholeMoney(open.untaken ?? '')),
      ...(open.promises === 0 ? [] : [`${count(open.promises)}, ${rounded(open.daysLate ?? 0, 1)} days late so far`]),
    ],
  ])
  if (byType.length > 1) {
    await shown.hold(
      region.locator('tbody tr'),
      byType.map((one) => [
        write.integer(one.promises),
        ...[one.committed, one.taken, one.takenOnTime].map((amount) => exact(amount ?? '')),
        ...(one.takenRate === null ? [] : [write.percent(one.takenRate)]),
        ...known(one.daysLate, 1),
      ]),
    )
  }
  const due = (await told.json('commitments', id, '--period', period, '--show', 'due')) as unknown as PromiseTold[]
  const rows = page.getByRole('region', { name: 'The promises behind it' }).locator('tbody tr[data-row]')
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(due.length)
  const listed = await shown.read(rows)
  expect(listed.map((texts) => texts.filter((text) => !/[a-z]/i.test(text)))).toEqual(
    due.map(({ lateDays, quantity, takenOnTime: inTime, taken: all, untaken }) => [
      write.integer(lateDays),
      ...[quantity, inTime, all].map(write.decimal),
      ...(untaken === null ? [] : [write.money(untaken)]),
    ]),
  )
}
