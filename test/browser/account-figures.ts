import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { daysBetween } from '../../src/domain/day.ts'
import { parseMicros, ratio } from '../../src/domain/money.ts'
import { holdPromises, holdStock } from './inventory-figures.ts'
import { holdReceivables } from './receivable-figures.ts'
import type { ReceivablesTold } from './receivable-figures.ts'
import { holdStrategy } from './drain-figures.ts'
import { holdFit } from './fit-figures.ts'
import type { ShownFigures } from './shown-figures.ts'
import { micros, microsOrNull, text, textOrNull, total, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'
import { holdScale } from './value-figures.ts'

/** What `account --json` prints first. */
type AccountTold = Omit<Output<'getAccount'>, 'months'> & {
  readonly months: Output<'listMonths'>['months']
  readonly families: Output<'listFamilies'>['items']
  readonly history: Output<'listHistory'>['items']
}
type InvoiceTold = Output<'listInvoices'>['items'][number]

/** An account as the command line tells of it, and where its screen is. */
export interface ShownAccount {
  readonly page: Page
  readonly shown: ShownFigures
  readonly told: ToldFigures
  readonly address: string
  readonly period: string
  readonly id: string
}

/** Texts with a figure that were held against nothing. */
type Left = readonly string[]

async function accountTold({ told, id, period }: ShownAccount) {
  const [account, ...invoices] = await told.json('account', id, '--period', period, '--invoices')
  return {
    account: account as unknown as AccountTold,
    invoices: invoices as unknown as InvoiceTold[],
  }
}

/** The lines behind the figures of the account alone, as `explain --lines` prints them for all of its family. */
async function linesTold({ told, id, period }: ShownAccount) {
  const [why, ...lines] = await told.json('explain', id, '--period', period, '--lines')
  if (!why) throw new Error(`Nothing explains ${id}`)
  const own = await told.invoicesOf(text(why['account']))
  return { why, lines: lines.filter((line) => own.has(text(line['invoice']))) }
}

const open = async ({ shown, address, id }: ShownAccount, tab: string, words: string): Promise<void> =>
  shown.open(address, `/accounts/${id}?tab=${tab}`, words)
const texts = (value: string | null | undefined, put: (known: string) => string): readonly string[] =>
  value === null || value === undefined ? [] : [put(value)]
const whole = (value: string | null | undefined): readonly string[] => texts(value, write.wholeMoney)
const exact = (value: string | null | undefined): readonly string[] => texts(value, write.money)
const share = (value: number | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [write.percent(value)]
const signed = (value: number): string => `${value > 0 ? '+' : ''}${write.percent(value)}`
const ofCurrency = (amount: string, currency: string): string => `${write.money(amount)} ${currency}`

/** The figures above every part of the account. */
async function holdKeyFigures({ page, shown }: ShownAccount, account: AccountTold): Promise<void> {
  // Numbers to ring are none of the book.
  await shown.read(page.getByRole('region', { name: 'Whom to call' }))
  const { spendBefore, spendChange = '0', lastInvoice, firstInvoice } = account
  const moved =
    spendBefore === null || spendBefore === undefined ? null : ratio(parseMicros(spendChange), parseMicros(spendBefore))
  const today = new Date().toISOString().slice(0, 10)
  await shown.hold(page.locator('main dl').first(), [
    [
      ...whole(account.spend),
      write.change(parseMicros(spendChange)),
      ...(moved === null || moved <= -1 ? [] : [`(${signed(moved)})`]),
      ...texts(spendBefore, (before) => `${write.wholeMoney(before)} a year before`),
      ...whole(account.grossProfit),
      ...texts(account.cost, (cost) => `Cost ${write.wholeMoney(cost)}`),
      ...share(account.marginRate),
      write.integer(account.orders),
      ...texts(lastInvoice, (day) => `${String(daysBetween(day, today))} days ago`),
      ...texts(firstInvoice, (day) => `first ${write.day(day)}`),
      ...(account.nextGrade === null ? [] : whole(account.toNext)),
    ],
  ])
}

/** The card, the months, the families of products, where it stands among the grades and what is known of it. */
export async function holdOverview(at: ShownAccount): Promise<Left> {
  const { page, shown, told, period } = at
  const { account } = await accountTold(at)
  const { why } = await linesTold(at)
  await open(at, 'overview', 'What it buys')
  await page.getByText('Here').first().waitFor()
  await holdKeyFigures(at, account)
  const region = (name: string) => page.getByRole('region', { name, exact: true })

  // The window by month: the months sum to the spend, and so do the families of products.
  const { months, families, basis } = account
  const inEur = (amount: string | null | undefined): readonly string[] =>
    texts(amount, (known) => write.eur(write.wholeMoney(known)))
  const spent = total(months, (month) => micros(month.spend))
  const before = total(months, (month) => micros(month.spendBefore))
  expect(spent).toBe(microsOrNull(account.spend ?? null) ?? 0n)
  expect(total(families, (family) => micros(family.spend))).toBe(spent)
  const figure = page.getByRole('figure', { name: 'Spend by month', exact: true })
  await figure.waitFor()
  const day = write.day(basis.to)
  await shown.hold(figure.locator('figcaption p'), [
    [
      `${write.eur(write.whole(spent))} in 12 months to ${day}, ` +
        (before > 0n
          ? `${signed(ratio(spent - before, before) ?? 0)} against a year before`
          : 'and nothing a year before') +
        `. A month opens its lines.` +
        (basis.from.endsWith('-01') ? '' : ` The first column counts from ${write.day(basis.from)}.`),
    ],
  ])
  await figure.getByRole('button', { name: 'Show as table: Spend by month' }).click()
  await shown.hold(
    figure.locator('tbody tr'),
    months.map((month) => [
      write.month(month.month),
      ...inEur(month.spend),
      ...inEur(month.spendBefore),
      ...inEur(month.grossProfit),
      write.integer(month.orders),
    ]),
  )
  await shown.hold(
    region('What it buys').locator('tbody tr'),
    families.map((family) => [
      ...whole(family.spend),
      ...share(family.share),
      ...whole(family.spendBefore),
      write.change(micros(family.spend) - micros(family.spendBefore)),
      ...whole(family.grossProfit),
      ...share(family.marginRate),
      write.integer(family.lines),
    ]),
  )

  await holdLadder(at, why, 'Why this grade', { isOfFamily: why['parent'] !== null || account.children.length > 0 })

  // Its family of accounts: those below it with what each bought.
  const facts = await told.json('accounts', '--period', period)
  if (account.children.length > 0) {
    await shown.hold(
      region('Family of accounts').locator('li:has(a)'),
      account.children.map(({ id }) => whole(textOrNull(facts.find((row) => row['id'] === id)?.['spend'] ?? null))),
    )
  }
  const addressOf = (site: AccountTold['sites'][number]): string =>
    [site.street, [site.postcode, site.city].filter((part) => part !== null).join(' '), site.country]
      .filter((part) => part !== null && part !== '')
      .join(', ')
  const rest = account.sites.length - 3
  await shown.hold(region('Facts').locator('dl'), [
    [
      account.key,
      ...account.aliases.map(({ key }) => key),
      ...texts(account.validFrom, (from) => `since ${write.day(from)}`),
      ...account.sites.slice(0, 3).map(addressOf),
      ...(rest > 0 ? [`${String(rest)} more ${rest === 1 ? 'site' : 'sites'}`] : []),
    ],
  ])
  await holdExpected(at)
  return shown.rest()
}

/** The months of an account with its whole family: those of its members, month by month. */
export async function holdFamilyMonths(at: ShownAccount, members: readonly string[]): Promise<void> {
  const { page, shown, address, id } = at
  const told = await Promise.all(members.map(async (member) => (await accountTold({ ...at, id: member })).account))
  await shown.open(address, `/accounts/${id}?tab=overview&ofFamily=yes`, 'What it buys')
  const figure = page.getByRole('figure', { name: 'Spend by month', exact: true })
  await figure.getByRole('button', { name: 'Show as table: Spend by month' }).click()
  const sumOf = (month: string, part: 'spend' | 'spendBefore' | 'grossProfit'): readonly string[] => {
    const amounts = told.flatMap(({ months }) => months.filter((one) => one.month === month).map((one) => one[part]))
    const known = amounts.map((amount) => amount ?? null).filter((amount) => amount !== null)
    return known.length === 0 ? [] : [write.eur(write.whole(total(known, micros)))]
  }
  await shown.hold(
    figure.locator('tbody tr'),
    (told[0]?.months ?? []).map(({ month }) => [
      write.month(month),
      ...sumOf(month, 'spend'),
      ...sumOf(month, 'spendBefore'),
      ...sumOf(month, 'grossProfit'),
      write.integer(
        told.flatMap(({ months }) => months).reduce((sum, one) => sum + (one.month === month ? one.orders : 0), 0),
      ),
    ]),
  )
}

/** Where it stands among the grades, in the part of this name. */
export async function holdLadder(
  { page, shown }: Pick<ShownAccount, 'page' | 'shown'>,
  why: Readonly<Record<string, unknown>>,
  part: string,
  { isOfFamily }: { readonly isOfFamily: boolean },
): Promise<void> {
  const region = page.getByRole('region', { name: part, exact: true })
  const bounds = why['bounds'] as readonly { readonly atLeast: string | null }[]
  // The explanation comes after the card it stands beside.
  await region.locator('li').first().waitFor()
  await shown.hold(
    region.locator('li'),
    bounds.map(({ atLeast }) => texts(atLeast, (bound) => `from ${write.shortMoney(bound)}`)).toReversed(),
  )
  const next = why['next'] as { readonly label: string; readonly missing: string } | null
  await shown.hold(region.locator('ol + p'), [
    [
      `${isOfFamily ? 'Here, with its family' : 'Here'}: ${write.eur(write.wholeMoney(text(why['gradedSpend'])))}`,
      ...(next === null ? [] : [`${write.eur(write.wholeMoney(next.missing))} more for ${next.label}`]),
    ],
  ])
}

/** What the account is expected to order, as `lifetime list` prints it. */
async function holdExpected({ page, shown, told, id }: ShownAccount): Promise<void> {
  const forecast = (await told.json('lifetime', 'list')).find((row) => row['id'] === id)
  const [shownRhythm] = await told.json('lifetime', 'show')
  const learnt = shownRhythm?.['learnt'] as { readonly asOf: string } | null
  if (!forecast || !learnt) throw new Error(`Nothing is expected of ${id}`)
  const region = page.getByRole('region', { name: 'What to expect', exact: true })
  await shown.hold(region.locator('p'), [
    [
      `It orders about every ${write.integer(Number(forecast['gap']))} days. On ${write.day(learnt.asOf)} its last order was ` +
        `${write.integer(Number(forecast['silentDays']))} days old.`,
    ],
    [`Learnt up to ${write.day(learnt.asOf)}, and counted from there.`],
  ])
  const percent = (name: string): string => write.percent(Number(forecast[name]))
  const money = (name: string): readonly string[] =>
    texts(textOrNull(forecast[name]), (amount) => write.eur(write.wholeMoney(amount)))
  await shown.hold(region.locator('dl'), [
    [
      'Orders again in 90 days',
      percent('probability'),
      'Orders in 90 days',
      write.decimal(String(Math.round(Number(forecast['expectedOrders']) * 10) / 10)),
      ...money('orderValue'),
      ...money('value'),
      `Orders of ${String(Number(forecast['worthYears']))} years, today`,
      ...money('worth'),
      `discounted at ${write.wholePercent(Number(forecast['worthRate']))} a year`,
      percent('alive'),
    ],
  ])
  await shown.read(region.getByRole('radiogroup'))
}

/** Every invoice and credit note, and the newest one beside them as `export` writes it. */
export async function holdInvoices(at: ShownAccount): Promise<Left> {
  const { page, shown, told } = at
  const { account, invoices } = await accountTold(at)
  await open(at, 'invoices', invoices[0]?.number ?? '')
  await holdKeyFigures(at, account)
  const rows = page.getByRole('grid').locator('tbody tr[data-row]')
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(invoices.length)
  await shown.hold(
    rows,
    invoices.map((invoice) => [
      invoice.number,
      ...texts(invoice.orderNumber, String),
      write.integer(invoice.lines),
      ofCurrency(text(invoice.net), invoice.currency),
      ...exact(invoice.baseNet),
    ]),
  )
  const rest = await shown.rest()

  const [newest] = invoices
  if (!newest) throw new Error(`${at.id} has no invoice`)
  const { lines } = await linesTold(at)
  const { invoices: written, payments, disputes } = await told.export()
  const head = written.find((row) => row['number'] === newest.number && row['source'] === newest.source)
  const paid = payments.filter((row) => row['invoice'] === newest.number && row['source'] === newest.source)
  await page.getByRole('link', { name: newest.number, exact: true }).click()
  const sheet = page.getByRole('dialog', { name: newest.number })
  await sheet.getByRole('heading', { name: 'Payments' }).waitFor()
  const own = lines.filter((line) => line['invoice'] === newest.number)
  const rate = textOrNull(own[0]?.['rate'])
  const isForeign = newest.currency !== 'EUR'
  const sum = (amount: string | undefined): readonly string[] =>
    amount === undefined || amount === '' ? [] : [ofCurrency(amount, newest.currency)]
  await shown.hold(sheet.locator('dl').nth(1), [
    [
      ...sum(newest.net),
      ...sum(head?.['tax']),
      ...sum(head?.['gross']),
      ...(isForeign ? texts(newest.baseNet, (amount) => ofCurrency(amount, 'EUR')) : []),
      ...(isForeign ? texts(rate, (known) => `${write.decimal(known)} ${newest.currency} for 1 EUR`) : []),
    ],
  ])
  const productByKey = new Map((await told.export()).products.map((row) => [row['key'], row]))
  const shownLines = await shown.read(sheet.getByRole('region', { name: 'Lines' }).locator('tbody tr'))
  const expected = own.map((line) => {
    const [product, quantity] = [textOrNull(line['product']), textOrNull(line['quantity'])]
    const unitCost = microsOrNull(line['unitCost'])
    const { name = '', unit = '' } = productByKey.get(product ?? '') ?? {}
    return [
      text(line['line']),
      ...(/\d/.test(name) ? [name] : []),
      ...(product !== null && /\d/.test(product)
        ? [`${product}${line['kind'] === 'goods' ? '' : `, ${text(line['kind'])}`}`]
        : []),
      ...(quantity === null ? [] : [`${write.decimal(quantity)}${unit === '' ? '' : ` ${unit}`}`]),
      ...exact(textOrNull(line['net'])),
      ...(isForeign ? exact(textOrNull(line['baseNet'])) : []),
      ...(unitCost === null ? [] : exact(textOrNull(line['unitCost']))),
      ...(unitCost === null || quantity === null ? [] : [write.money(costOf(unitCost, parseMicros(quantity)))]),
    ]
  })
  expect(shownLines.map(joined).toSorted()).toEqual(expected.map(joined).toSorted())
  const payment = sheet.getByRole('region', { name: 'Payments' })
  await shown.hold(
    payment.locator('tbody tr'),
    paid.map((row) => [
      ...[row['payment'] ?? ''].filter((one) => /\d/.test(one)),
      ofCurrency(row['amount'] ?? '', row['currency'] ?? ''),
    ]),
  )
  await shown.hold(
    sheet.getByRole('region', { name: 'Disputes' }).locator('tbody tr'),
    disputes
      .filter((row) => row['invoice'] === newest.number && row['source'] === newest.source)
      .map((row) => [
        ...[row['reason'] ?? ''].filter((one) => /\d/.test(one)),
        ...[row['amount'] ?? ''].filter((one) => one !== '').map((amount) => ofCurrency(amount, newest.currency)),
      ]),
  )
  return rest
}

/** Quantity by unit cost, to the last decimal an amount has. */
function costOf(unitCost: bigint, quantity: bigint): string {
  return String(Number((unitCost * quantity) / 1_000_000n) / 1e6)
}

const joined = (row: readonly string[]): string => row.join(' | ')

/** The lines of the window with their sum, as `explain --lines` prints them. */
export async function holdLines(at: ShownAccount): Promise<Left> {
  const { page, shown, told } = at
  const { account } = await accountTold(at)
  const { why, lines } = await linesTold(at)
  await open(at, 'lines', 'counted as spend')
  await holdKeyFigures(at, account)
  const rows = page.getByRole('grid').locator('tbody tr[data-row]')
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(lines.length)
  const kinds = why['kinds'] as readonly string[]
  const isCounted = (line: (typeof lines)[number]): boolean => kinds.includes(text(line['kind']))
  const counted = lines.filter(isCounted)
  const others = lines.filter((line) => !isCounted(line))
  const sum = (some: typeof lines): string => write.eur(write.cents(total(some, (line) => micros(line['baseNet']))))
  expect(total(counted, (line) => micros(line['baseNet']))).toBe(micros(account.spend))
  await shown.hold(page.locator('main p[aria-live]'), [
    [
      `${write.integer(lines.length)} lines`,
      `${sum(counted)} counted as spend`,
      ...(others.length === 0 ? [] : [`${sum(others)} of other kinds`]),
    ],
  ])
  const nameByKey = new Map((await told.export()).products.map((row) => [row['key'], row['name']]))
  const shownRows = await shown.read(rows)
  const expected = lines.map((line) => {
    const name = nameByKey.get(textOrNull(line['product']) ?? '') ?? ''
    return [
      text(line['invoice']),
      ...texts(textOrNull(line['line']), String),
      ...(/\d/.test(name) ? [name] : []),
      ...texts(textOrNull(line['quantity']), write.decimal),
      ofCurrency(text(line['net']), text(line['currency'])),
      ...exact(textOrNull(line['baseNet'])),
      ...exact(textOrNull(line['unitCost'])),
    ]
  })
  expect(shownRows.map(joined).toSorted()).toEqual(expected.map(joined).toSorted())
  return shown.rest()
}

/** What happened to it, event by event: its figures are days, and the names beside them. */
export async function holdHistory(at: ShownAccount): Promise<Left> {
  const { page, shown } = at
  const { account } = await accountTold(at)
  await open(at, 'history', 'First invoice')
  await holdKeyFigures(at, account)
  const said = await page.getByRole('tabpanel').getByRole('listitem').allTextContents()
  expect(said).toHaveLength(account.history.length)
  for (const [place, { at: when, detail }] of account.history.entries()) {
    const { to, ...named } = detail
    const days = [when.slice(0, 10), to].flatMap((one) =>
      one === null || one === undefined || one === '' ? [] : [one],
    )
    for (const one of days) expect(said[place]).toContain(write.day(one))
    for (const [name, value] of Object.entries(named))
      if (value !== null && name !== 'id') expect(said[place]).toContain(value)
  }
  return shown.rest()
}

/** What it owes, how it pays and what waiting costs, with the invoices that are open, as `receivables` prints them. */
export async function holdValue(at: ShownAccount): Promise<Left> {
  const { page, shown, told, id, period } = at
  const { account } = await accountTold(at)
  const [row] = await told.json('receivables', id, '--period', period)
  const documents = await told.json('receivables', id, '--period', period, '--show', 'open')
  if (!row) throw new Error(`Nothing is told of what ${id} owes`)
  await open(at, 'value', 'What is open, by age')
  await holdKeyFigures(at, account)
  await holdScale(at, (await linesTold(at)).why)
  await holdFit(at)
  const region = page.getByRole('region', { name: 'Receivables', exact: true })
  await holdReceivables(shown, region, row as unknown as ReceivablesTold)
  await holdStock(at)
  await holdPromises(at)
  await holdStrategy(page, shown, told, { id, period })
  const rows = page.getByRole('region', { name: 'The invoices behind it' }).locator('tbody tr[data-row]')
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(documents.length)
  const cost = (document: (typeof documents)[number]): readonly string[] => {
    const parts = document['financing'] as ReceivablesTold['financing']
    return parts === null ? [] : [write.money(parts.total), write.money(parts.late)]
  }
  await shown.hold(
    rows,
    documents.map((document) => [
      text(document['number']),
      write.integer(Number(document['days'])),
      write.integer(Number(document['lateDays'])),
      ...['gross', 'paid', 'open'].flatMap((name) => exact(textOrNull(document[name]))),
      ...cost(document),
    ]),
  )
  return shown.rest()
}
