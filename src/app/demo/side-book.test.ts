import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../domain/day.ts'
import type { KindId } from '../../domain/kind.ts'
import { flawOf, lineOf } from '../../domain/judgement/judgement.ts'
import { proposedCriteria } from '../../domain/selection/criteria.ts'
import { scoreSelection } from '../../domain/selection/selection.ts'
import type { DemoDoings } from './doings.ts'
import { demoColumns } from './files.ts'
import type { Opinion } from './opinions.ts'
import type { Truth } from './stories.ts'
import { playBook } from './write.ts'

type Row = Readonly<Record<string, string>>

const until = '2026-10-31'
const lastYear = '2025-11-01'

const rowsByKind = new Map<KindId, Row[]>()
let stories: readonly Truth[] = []
let opinions: readonly Opinion[] = []
let doings: DemoDoings = { calls: [], strategies: [] }

beforeAll(async () => {
  const files = {
    append(kind: KindId, cells: readonly string[]) {
      const row = Object.fromEntries(demoColumns[kind].map((name, place) => [name, cells[place] ?? '']))
      const rows = rowsByKind.get(kind)
      if (rows) rows.push(row)
      else rowsByKind.set(kind, [row])
    },
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  const played = await playBook({ accounts: 300, years: 2, until, seed: 7 }, files)
  stories = played.truth.stories
  opinions = played.opinions
  doings = played.doings
})

const rowsOf = (kind: KindId): readonly Row[] => rowsByKind.get(kind) ?? []
const cell = (row: Row | undefined, name: string): string => row?.[name] ?? ''
const number = (row: Row | undefined, name: string): number => Number(cell(row, name))
const keyed = (kind: KindId, name: string): Map<string, Row> =>
  new Map(rowsOf(kind).map((row) => [cell(row, name), row]))
const storiesOf = (kind: string): Set<string> =>
  new Set(stories.filter(({ story }) => story === kind).map(({ account }) => String(account)))

function sumBy(rows: readonly Row[], keyOf: (row: Row) => string, amountOf: (row: Row) => number): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + amountOf(row))
  return sums
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** The account an invoice was sold to, by the key it has now. */
function accountOf(invoice: Row | undefined): string {
  const alias = rowsOf('aliases').find((row) => cell(row, 'key') === cell(invoice, 'account'))
  return alias === undefined ? cell(invoice, 'account') : cell(alias, 'account')
}

/** What a unit of a product cost last. */
function costs(): Map<string, number> {
  return new Map(rowsOf('costs').map((row) => [cell(row, 'product'), number(row, 'cost')]))
}

describe('the stock of a demo book', () => {
  it('is counted where months end, with something of every product that is counted', () => {
    const days = new Set(rowsOf('stock').map((row) => cell(row, 'date')))
    expect(days.size).toBe(24)
    expect([...days].filter((day) => !addDays(day, 1).endsWith('-01'))).toEqual([])
    expect(rowsOf('stock').filter((row) => !(number(row, 'quantity') > 0))).toEqual([])
  })

  it('turns three to nine times a year, a part of it held for accounts', () => {
    const costOf = costs()
    const worth = (rows: readonly Row[]): number =>
      rows.reduce((sum, row) => sum + number(row, 'quantity') * (costOf.get(cell(row, 'product')) ?? Number.NaN), 0)
    const counted = rowsOf('stock').filter((row) => cell(row, 'date') >= lastYear)
    const sold = worth(rowsOf('lines').filter((row) => cell(row, 'date') >= lastYear && cell(row, 'kind') === 'goods'))
    const turns = sold / (worth(counted) / 12)
    expect(turns).toBeGreaterThan(3)
    expect(turns).toBeLessThan(9)
    const held = worth(counted.filter((row) => cell(row, 'account') !== '')) / worth(counted)
    expect(held).toBeGreaterThan(0.02)
    expect(held).toBeLessThan(0.25)
  })
})

describe('the promises of a demo book', () => {
  it('are taken with lines of invoices of the account that gave its word, never for more than either holds', () => {
    const invoices = keyed('invoices', 'number')
    const lines = new Map(rowsOf('lines').map((row) => [`LS-${cell(row, 'invoice')}/${cell(row, 'line')}`, row]))
    const promises = new Map(rowsOf('commitments').map((row) => [`${cell(row, 'number')}/${cell(row, 'line')}`, row]))
    const lineOf = (row: Row): string => `${cell(row, 'delivery')}/${cell(row, 'line').split('.')[0] ?? ''}`
    const promiseOf = (row: Row): string => `${cell(row, 'commitment')}/${cell(row, 'commitment_line')}`
    for (const delivery of rowsOf('deliveries')) {
      const [line, promise] = [lines.get(lineOf(delivery)), promises.get(promiseOf(delivery))]
      expect(cell(line, 'product')).toBe(cell(promise, 'product'))
      expect(cell(line, 'date')).toBe(cell(delivery, 'date'))
      expect(accountOf(invoices.get(cell(line, 'invoice')))).toBe(cell(promise, 'account'))
    }
    const quantity = (row: Row): number => number(row, 'quantity')
    for (const [key, taken] of sumBy(rowsOf('deliveries'), lineOf, quantity)) {
      expect(taken).toBeLessThanOrEqual(number(lines.get(key), 'quantity'))
    }
    for (const [key, taken] of sumBy(rowsOf('deliveries'), promiseOf, quantity)) {
      expect(taken).toBeLessThanOrEqual(number(promises.get(key), 'quantity'))
    }
    expect(rowsOf('deliveries').length).toBeGreaterThan(200)
  })

  it('are kept by most, and by those whose stock went out of hand in part', () => {
    const planted = storiesOf('over-stocked')
    const due = rowsOf('commitments').filter((row) => cell(row, 'due') >= '2026-01-01' && cell(row, 'due') <= until)
    const promised = sumBy(
      due,
      (row) => cell(row, 'account'),
      (row) => number(row, 'quantity'),
    )
    const whose = new Map(due.map((row) => [`${cell(row, 'number')}/${cell(row, 'line')}`, cell(row, 'account')]))
    const taken = sumBy(
      rowsOf('deliveries'),
      (row) => whose.get(`${cell(row, 'commitment')}/${cell(row, 'commitment_line')}`) ?? '',
      (row) => number(row, 'quantity'),
    )
    const share = (wanted: boolean): number =>
      median(
        [...promised].filter(([key]) => planted.has(key) === wanted).map(([key, all]) => (taken.get(key) ?? 0) / all),
      )
    expect(share(false)).toBeGreaterThan(0.85)
    expect(share(true)).toBeLessThan(0.75)
    expect(share(true)).toBeGreaterThan(0.25)
  })
})

describe('the service of a demo book', () => {
  it('is done for accounts while they are some, by reps who work here, for orders of theirs', () => {
    const [accounts, reps] = [keyed('accounts', 'key'), keyed('reps', 'key')]
    const orders = new Map(rowsOf('invoices').map((row) => [cell(row, 'order_number'), accountOf(row)]))
    for (const event of rowsOf('events')) {
      const account = accounts.get(cell(event, 'account'))
      const [date, end] = [cell(event, 'date'), cell(account, 'valid_to')]
      expect(account !== undefined && date <= until && (end === '' || date < end)).toBe(true)
      expect(cell(event, 'person') === '' || reps.has(cell(event, 'person'))).toBe(true)
      const order = cell(event, 'order_number')
      expect(order === '' || orders.get(order) === cell(event, 'account')).toBe(true)
    }
    expect(rowsOf('hours').every((row) => number(row, 'hours') > 0 && cell(row, 'date') <= until)).toBe(true)
  })

  it('takes a drain more special handling and complaints an order than others', () => {
    const drains = storiesOf('drain')
    const year = (row: Row): boolean => cell(row, 'date') >= lastYear
    const orders = new Map<string, Set<string>>()
    for (const row of rowsOf('invoices').filter(year)) {
      const key = cell(row, 'account')
      orders.set(key, (orders.get(key) ?? new Set()).add(cell(row, 'order_number')))
    }
    const wanted = new Set(['special_handling', 'complaint'])
    const troubles = rowsOf('events').filter((row) => year(row) && wanted.has(cell(row, 'activity')))
    const rate = (isDrain: boolean): number => {
      const keys = [...orders.keys()].filter((key) => key !== '' && drains.has(key) === isDrain)
      const count = keys.reduce((sum, key) => sum + (orders.get(key)?.size ?? 0), 0)
      return troubles.filter((row) => drains.has(cell(row, 'account')) === isDrain).length / count
    }
    expect(rate(true)).toBeGreaterThan(4 * rate(false))
    expect(rate(false)).toBeGreaterThan(0.02)
  })
})

describe('the money beside the invoices of a demo book', () => {
  it('is freight to the account of the invoice that was carried, more than is charged', () => {
    const invoices = keyed('invoices', 'number')
    const named = rowsOf('freight').filter((row) => cell(row, 'invoice') !== '')
    for (const bill of named) {
      const invoice = invoices.get(cell(bill, 'invoice'))
      expect(cell(invoice, 'date') < cell(bill, 'date') && cell(bill, 'date') <= until).toBe(true)
    }
    expect(named.length).toBeGreaterThan(20)
    const charged = rowsOf('lines').filter((row) => cell(row, 'kind') === 'freight')
    const sum = (rows: readonly Row[], name: string): number =>
      rows.reduce((total, row) => total + number(row, name), 0)
    expect(sum(rowsOf('freight'), 'amount')).toBeGreaterThan(sum(charged, 'net'))
  })

  it('is set aside for rebates, to the cent what the credit note gives that it names', () => {
    const invoices = keyed('invoices', 'number')
    const cents = (row: Row): number => Math.round(number(row, 'amount') * 100)
    const credited = rowsOf('accruals').filter((row) => cell(row, 'credited_by') !== '')
    const sums = sumBy(credited, (row) => cell(row, 'credited_by'), cents)
    for (const [note, sum] of sums) expect(Math.round(number(invoices.get(note), 'net') * -100)).toBe(sum)
    for (const row of credited) {
      const note = invoices.get(cell(row, 'credited_by'))
      expect(accountOf(note)).toBe(cell(row, 'account'))
      expect(cell(note, 'currency')).toBe(cell(row, 'currency'))
      expect(cell(note, 'date')).toBe(cell(row, 'credited_on'))
    }
    expect(sums.size).toBeGreaterThan(5)
    const waiting = rowsOf('accruals').filter((row) => cell(row, 'credited_by') === '')
    expect(waiting.length).toBeGreaterThan(10)
    const accounts = keyed('accounts', 'key')
    const stays = waiting.filter((row) => cell(accounts.get(cell(row, 'account')), 'valid_to') === '')
    expect(stays.every((row) => cell(row, 'date') >= '2026-01-01')).toBe(true)
  })

  it('is in dispute for no more than is open of its invoice', () => {
    const invoices = keyed('invoices', 'number')
    const paid = sumBy(
      rowsOf('payments'),
      (row) => cell(row, 'invoice'),
      (row) => number(row, 'amount'),
    )
    for (const dispute of rowsOf('disputes')) {
      const key = cell(dispute, 'invoice')
      const gross = number(invoices.get(key), 'gross')
      const open = gross - (paid.get(key) ?? 0)
      const amount = cell(dispute, 'amount') === '' ? open : number(dispute, 'amount')
      expect(amount).toBeGreaterThan(0)
      expect(amount).toBeLessThan(open + 0.005)
      const [opened, closed] = [cell(dispute, 'opened'), cell(dispute, 'closed')]
      expect(opened >= cell(invoices.get(key), 'date') && opened <= until).toBe(true)
      expect(closed === '' || (closed > opened && closed <= until)).toBe(true)
    }
    expect(rowsOf('disputes').length).toBeGreaterThan(20)
  })
})

describe('the opinions of a demo book', () => {
  it('are of accounts that are there, of families that are sold, and without a flaw', () => {
    const [accounts, families] = [keyed('accounts', 'key'), keyed('families', 'key')]
    const verdicts = opinions.flatMap((opinion) => opinion.verdicts.map(({ verdict }) => verdict))
    expect(opinions.map(({ account }) => accounts.get(account)?.['valid_to'])).toEqual(Array(24).fill(''))
    expect(verdicts.map(flawOf).filter((flaw) => flaw !== null)).toEqual([])
    const lines = verdicts.map(lineOf).filter((line) => line !== '')
    expect(lines.every((line) => families.has(line.slice('demo/'.length)))).toBe(true)
    expect(lines.length).toBeGreaterThan(40)
  })

  it('mark every criterion, and say of one account the opposite of its score', () => {
    const criteria = { ...proposedCriteria, version: 1 }
    const scored = opinions.flatMap(({ scoring }) => (scoring ? [scoreSelection(criteria, scoring.marks)] : []))
    expect(scored.map(({ known }) => known)).toEqual(Array(12).fill(proposedCriteria.criteria.length))
    expect(new Set(scored.map(({ outcome }) => outcome))).toEqual(new Set(['strategic', 'not-strategic']))
    expect(opinions.flatMap(({ override }) => override?.decision ?? [])).toEqual(['not-strategic', 'strategic'])
  })
})

describe('the quotes of a demo book', () => {
  const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
  const quotesOf = (accounts: ReadonlySet<string>, from: string): readonly Row[] =>
    rowsOf('quotes').filter((row) => accounts.has(cell(row, 'account')) && cell(row, 'date') >= from)
  const part = (rows: readonly Row[], of: readonly Row[]): number => rows.length / of.length

  it('that were won are of an order that was taken, at its net amount', () => {
    const orders = new Map(
      rowsOf('invoices')
        .map((row) => [cell(row, 'order_number'), row] as const)
        .toReversed(),
    )
    const won = rowsOf('quotes').filter((row) => cell(row, 'state') === 'won')
    expect(won.length).toBeGreaterThan(300)
    for (const quote of won) {
      const invoice = orders.get(cell(quote, 'order_number'))
      expect([cell(quote, 'amount'), cell(quote, 'currency')]).toEqual([
        cell(invoice, 'net'),
        cell(invoice, 'currency'),
      ])
      expect(cell(quote, 'date') <= cell(quote, 'decided') && cell(quote, 'decided') <= cell(invoice, 'date')).toBe(
        true,
      )
    }
    const conceded = won.filter((quote) => cell(quote, 'first_amount') !== '')
    expect(conceded.length).toBeGreaterThan(20)
    expect(conceded.filter((quote) => !(number(quote, 'first_amount') > number(quote, 'amount')))).toEqual([])
  })

  it('are mostly won, and by more than the price, but for those who play it against others', () => {
    const planted = storiesOf('price-shopper')
    expect(planted.size).toBe(9)
    const [theirs, others] = [
      quotesOf(planted, lastYear),
      quotesOf(
        new Set(
          rowsOf('accounts')
            .map((row) => cell(row, 'key'))
            .filter((key) => !planted.has(key)),
        ),
        lastYear,
      ),
    ]
    const won = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => cell(row, 'state') === 'won')
    const byPrice = (rows: readonly Row[]): readonly Row[] =>
      rows.filter((row) => cell(row, 'reason').includes('price'))
    expect(part(won(others), others)).toBeGreaterThan(0.5)
    expect(part(won(theirs), theirs)).toBeLessThan(0.4)
    expect(part(byPrice(won(others)), won(others))).toBeLessThan(0.3)
    expect(part(byPrice(won(theirs)), won(theirs))).toBeGreaterThan(0.5)
  })

  it('leave accounts that fall silent without an order since a day, after many that came regularly', () => {
    const silent = stories.filter(({ story }) => story === 'silence')
    expect(silent).toHaveLength(9)
    for (const { account, from, rhythm } of silent) {
      const orders = rowsOf('invoices').filter(
        (row) => cell(row, 'account') === account && cell(row, 'type') === 'invoice' && cell(row, 'order_date') !== '',
      )
      const last =
        orders
          .map((row) => cell(row, 'order_date'))
          .toSorted()
          .at(-1) ?? ''
      expect(last < String(from)).toBe(true)
      expect(days(last, until)).toBeGreaterThan(2 * Number(rhythm))
      expect(orders.length).toBeGreaterThan(20)
    }
  })
})

describe('the targets of a demo book', () => {
  it('are of every rep for the days of the year they are here, in money their accounts can bring', () => {
    const reps = new Set(rowsOf('targets').map((row) => cell(row, 'rep')))
    const field = rowsOf('reps').filter((row) => /^R-\d/.test(cell(row, 'key')))
    expect([...reps].toSorted()).toEqual(field.map((row) => cell(row, 'key')).toSorted())
    const ofYear = rowsOf('targets').filter(
      (row) => cell(row, 'measure') === 'revenue' && cell(row, 'from').startsWith('2026'),
    )
    const asked = ofYear.reduce((sum, row) => sum + number(row, 'amount'), 0)
    const sold = rowsOf('invoices')
      .filter((row) => cell(row, 'date') >= lastYear)
      .reduce((sum, row) => sum + number(row, 'net'), 0)
    expect(asked / sold).toBeGreaterThan(0.6)
    expect(asked / sold).toBeLessThan(1.6)
  })
})

describe('the doings of the people of a demo book', () => {
  it('are calls with a goal, by whoever owned the account on the day, in the last twelve months', () => {
    const { calls } = doings
    expect(calls.length).toBeGreaterThan(80)
    for (const { account, rep, goal, day } of calls) {
      const owners = rowsOf('owners').filter(
        (row) =>
          cell(row, 'account') === account &&
          cell(row, 'valid_from') <= day &&
          (cell(row, 'valid_to') === '' || day < cell(row, 'valid_to')),
      )
      expect(owners.map((row) => cell(row, 'rep'))).toEqual([rep])
      expect(goal).not.toBe('')
      expect(day >= lastYear && day <= until).toBe(true)
    }
  })

  it('are strategies for planted accounts, long ago and lately', () => {
    const planted = new Set([...storiesOf('drain'), ...storiesOf('price-shopper')])
    expect(doings.strategies.map(({ strategy, begins }) => [strategy, begins])).toEqual([
      ['re-price', '2026-04-04'],
      ['inside-sales', '2026-06-28'],
      ['service-level', '2026-08-31'],
      ['review-for-exit', '2026-10-11'],
    ])
    expect(doings.strategies.filter(({ account }) => !planted.has(account))).toEqual([])
  })
})
