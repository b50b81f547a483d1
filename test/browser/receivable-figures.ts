import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { formatMicros, parseMicros, ratio } from '../../src/domain/money.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, total, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

/** What `receivables --json` says of an account or of the book. */
export interface ReceivablesTold {
  readonly open: string
  readonly overdue: string
  readonly sales: string
  readonly overdueInvoices: number
  readonly countback: number | null
  readonly daysToPay: number | null
  readonly ageOfOpen: number | null
  readonly byAge: Readonly<Record<string, string>>
  readonly dso: Readonly<Record<'days' | 'bestPossible' | 'delinquent', number | null>> & { readonly ofDays: number }
  readonly soFar: { readonly days: number; readonly late: number } | null
  readonly partPaid: { readonly invoices: number; readonly open: string }
  readonly disputed: { readonly invoices: number; readonly open: string; readonly overdue: string }
  readonly financing: { readonly total: string; readonly late: string } | null
  readonly rates: readonly { readonly from: string; readonly to: string; readonly rate: string | null }[]
}

const days = (known: number | null): string => write.decimal(String(Math.round(Number(known) * 10) / 10))
const daysOrNone = (known: number | null): readonly string[] => (known === null ? [] : [days(known)])
const inEur = (amount: string): string => write.eur(write.wholeMoney(amount))
const invoices = (count: number): string => `${write.integer(count)} ${count === 1 ? 'invoice' : 'invoices'}`
const isNothing = (amount: string): boolean => parseMicros(amount) === 0n

/** What is open and overdue, how it is paid and what waiting costs, with the ages of it and the rates it was reckoned with. */
export async function holdReceivables(shown: ShownFigures, region: Locator, row: ReceivablesTold): Promise<void> {
  const { dso, soFar, financing, partPaid, disputed, byAge, rates } = row
  await shown.hold(region.locator('dl').first(), [
    [
      inEur(row.open),
      ...(partPaid.invoices === 0 ? [] : [`${invoices(partPaid.invoices)} paid in part`]),
      inEur(row.overdue),
      isNothing(disputed.overdue)
        ? invoices(row.overdueInvoices)
        : `${invoices(row.overdueInvoices)}, ${write.wholeMoney(disputed.overdue)} in dispute`,
      ...(dso.days === null
        ? []
        : [days(dso.days), `${days(dso.bestPossible)} were nobody late, ${days(dso.delinquent)} of delay`]),
      ...daysOrNone(row.daysToPay),
      ...(financing === null
        ? []
        : [inEur(financing.total), `${write.wholeMoney(financing.late)} of it after the due date`]),
    ],
  ])
  const heads: Readonly<Record<string, string>> = {
    'to-30': '1 to 30 days late',
    'to-60': '31 to 60 days late',
    'to-90': '61 to 90 days late',
    'over-90': 'More than 90 days late',
  }
  const ages = Object.entries(byAge).filter(([, amount]) => !isNothing(amount))
  const owed = total(ages, ([age, amount]) => (age === 'credits' ? 0n : parseMicros(amount)))
  await shown.hold(region.locator('tbody tr'), [
    ...ages.map(([age, amount]) => {
      const share = age === 'credits' ? null : ratio(parseMicros(amount), owed)
      return [
        ...(age in heads ? [heads[age] ?? ''] : []),
        `${write.money(amount)} EUR`,
        ...(share === null ? [] : [write.percent(share)]),
      ]
    }),
    [`${write.money(row.open)} EUR`],
  ])
  await shown.hold(region.locator('dl').nth(1), [
    [
      ...daysOrNone(row.countback),
      ...daysOrNone(row.ageOfOpen).map((age) => `${age} days`),
      ...(soFar === null ? [] : [`${days(soFar.days)} days since the invoice, ${days(soFar.late)} after the due date`]),
      ...(disputed.invoices === 0 ? [] : [inEur(disputed.open), `on ${invoices(disputed.invoices)}`]),
      inEur(partPaid.open),
      inEur(row.sales),
      `over ${String(dso.ofDays)} days`,
    ],
  ])
  await shown.hold(
    region.locator('p', { hasText: ': money costs' }),
    rates.map(({ from, to, rate }) => {
      const percent = write.decimal(formatMicros(parseMicros(rate ?? '0') * 100n, 0))
      return [
        `${write.day(from)} to ${write.day(to)}: money costs ${percent}% a year, reckoned on invoices with their tax.`,
      ]
    }),
  )
}

/** What the book is owed and who owes it, as `receivables` prints them. */
export async function holdBookReceivables(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  at: { readonly address: string; readonly period: string },
): Promise<void> {
  const all = await told.json('receivables', '--period', at.period)
  const [rows, book] = [all.slice(0, -1), all.at(-1)]
  await shown.open(at.address, '/receivables', 'What is open, by age')
  const region = page.getByRole('region', { name: 'All together' })
  await holdReceivables(shown, region, book as unknown as ReceivablesTold)

  // Accounts that left long ago are on no list: the screen says how many, and what they owe with what stands on no account.
  const note = region.locator('p', { hasText: 'not listed' })
  const left = Number(/of (\d+) account/.exec((await note.allTextContents()).join(' '))?.[1] ?? '0')
  const places = page.getByRole('grid').locator('tbody tr[data-row]')
  // At the height of the window all of them are asked for and drawn.
  const named = rows.filter((row) => row['key'] !== null)
  await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(named.length - left)
  const links = await places.locator('a').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const isListed = (row: (typeof rows)[number]): boolean =>
    links.some((link) => link.includes(`/accounts/${text(row['id'])}`))
  const [accounts, others] = [rows.filter(isListed), rows.filter((row) => !isListed(row))]
  const sum = (name: 'open' | 'overdue'): string =>
    `${write.money(formatMicros(total(others, (row) => parseMicros(text(row[name])))))} EUR`
  await shown.hold(
    note,
    others.length === 0
      ? []
      : [
          [
            `In the sums and not listed: ${sum('open')} open and ${sum('overdue')} overdue, of ${write.integer(left)} ${left === 1 ? 'account that has' : 'accounts that have'} left the book and of no account.`,
          ],
        ],
  )
  await shown.holdRows(
    places,
    new Map(
      accounts.map((row) => {
        const { open, overdue, disputed, dso, daysToPay, financing } = row as unknown as ReceivablesTold
        return [
          text(row['name']),
          [
            write.wholeMoney(open),
            write.wholeMoney(overdue),
            ...(disputed.invoices === 0 ? [] : [write.wholeMoney(disputed.open)]),
            ...daysOrNone(dso.days),
            ...daysOrNone(dso.delinquent),
            ...daysOrNone(daysToPay),
            ...(financing === null ? [] : [write.wholeMoney(financing.total), write.wholeMoney(financing.late)]),
          ],
        ] as const
      }),
    ),
  )
}
