import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../day.ts'
import { formatMicros, parseMicros, roundMicros } from '../money.ts'
import { countbackDays, daysOutstanding, receivableFigures } from './figures.ts'
import { discountForgone, financingOf, rateSpans } from './financing.ts'
import type { FinancingRate } from './financing.ts'
import { ages, measure } from './measure.ts'
import { receivableOf } from './receivable.ts'
import type { Receivable } from './receivable.ts'
import { ReceivableSum } from './sums.ts'

const year = { from: '2025-01-01', to: '2025-12-31' }
const fivePercent: FinancingRate = { validFrom: '2020-01-01', rate: parseMicros('0.05'), base: 'gross' }

function invoice(
  gross: string,
  date: string,
  paid: readonly (readonly [string, string])[] = [],
  more: Partial<Receivable> = {},
): Receivable {
  return {
    source: 'main',
    number: `${date}-${gross}`,
    date,
    dueDate: null,
    currency: 'EUR',
    gross: parseMicros(gross),
    net: null,
    costOfGoods: null,
    rate: 1_000_000n,
    disputes: [],
    settlements: paid.map(([day, amount]) => ({ date: day, amount: parseMicros(amount) })),
    ...more,
  }
}

function figuresOf(receivables: readonly Receivable[], window = year, rates: readonly FinancingRate[] = [fivePercent]) {
  const sum = new ReceivableSum(window)
  const spans = rateSpans(rates, window)
  for (const one of receivables) sum.add(one, measure(one, window, spans))
  return { sums: sum.sums, ...receivableFigures(sum.sums, window, null) }
}

function cents(amount: bigint | undefined): string {
  return formatMicros(roundMicros(amount ?? 0n, 2))
}

describe('the golden values of receivables', () => {
  it('has DSO, best possible DSO and average days delinquent', () => {
    const dso = daysOutstanding({
      open: parseMicros('1200000'),
      overdue: parseMicros('400000'),
      sales: parseMicros('10000000'),
      days: 365,
    })
    expect(dso).toEqual({ days: 43.8, bestPossible: 29.2, delinquent: 14.6, ofDays: 365 })
  })

  it('counts back through the months', () => {
    const months = ['100000', '80000', '70000'].map((sales) => ({ sales: parseMicros(sales), days: 30 }))
    expect(countbackDays(parseMicros('212000'), months)).toBeCloseTo(73.71, 2)
    expect(countbackDays(parseMicros('250000'), months)).toBe(90)
    expect(countbackDays(parseMicros('250000.01'), months)).toBeNull()
    expect(countbackDays(0n, months)).toBe(0)
    const withCredits = [{ sales: parseMicros('-5'), days: 30 }, ...months]
    expect(countbackDays(parseMicros('50000'), withCredits)).toBe(45)
  })

  it.each([
    [
      9.55,
      [
        ['10', 5],
        ['100', 10],
      ],
    ],
    [
      32.5,
      [
        ['1000', 15],
        ['3000', 30],
        ['2000', 45],
      ],
    ],
  ] as const)('has %d weighted average days to pay', (days, allocations) => {
    const paid = allocations.map(([amount, after]) =>
      invoice(amount, '2025-03-01', [[addDays('2025-03-01', after), amount]]),
    )
    expect(figuresOf(paid).daysToPay).toBeCloseTo(days, 2)
    // As parts of one invoice they are the same.
    const total = formatMicros(allocations.reduce((sum, [amount]) => sum + parseMicros(amount), 0n))
    const parts = allocations.map(([amount, after]) => [addDays('2025-03-01', after), amount] as const)
    expect(figuresOf([invoice(total, '2025-03-01', parts)]).daysToPay).toBeCloseTo(days, 2)
  })

  it('costs 410.96 to wait 30 days for 100 000 at 5 %', () => {
    const waited = invoice('100000', '2025-03-01', [['2025-03-31', '100000']])
    expect(cents(figuresOf([waited]).financing?.total)).toBe('410.96')
  })

  it('costs 36.5 % a year to let 2/10 net 30 go, 37.24 % of the money kept', () => {
    const terms = discountForgone({ discount: parseMicros('0.02'), discountDays: 10, netDays: 30 })
    expect(terms?.simple).toBe(0.365)
    expect(terms?.onKept).toBeCloseTo(0.3724, 4)
    expect(discountForgone({ discount: parseMicros('0.02'), discountDays: 30, netDays: 30 })).toBeNull()
    expect(discountForgone({ discount: parseMicros('1'), discountDays: 10, netDays: 30 })).toBeNull()
  })
})

describe('what an invoice costs', () => {
  it('is late from the day after the due date', () => {
    const waited = invoice('36500', '2025-03-01', [['2025-04-30', '36500']], { dueDate: '2025-03-31' })
    // 5 a day: 60 days from invoice to payment, 30 of them late.
    expect(figuresOf([waited]).financing).toEqual({ total: parseMicros('300'), late: parseMicros('150') })
  })

  it('is lowered by what was paid in part, by a credit note and by money paid in excess', () => {
    const parts = invoice('36500', '2025-03-01', [
      ['2025-03-11', '18250'],
      ['2025-03-21', '18250'],
    ])
    expect(figuresOf([parts]).financing?.total).toBe(parseMicros('75'))
    const credited = [
      invoice('36500', '2025-03-01', [['2025-03-31', '36500']]),
      invoice('-18250', '2025-03-01', [['2025-03-31', '-18250']]),
    ]
    expect(figuresOf(credited).financing?.total).toBe(parseMicros('75'))
    const excess = invoice(
      '36500',
      '2025-03-01',
      [
        ['2025-03-11', '40150'],
        ['2025-03-21', '-3650'],
      ],
      { dueDate: '2025-03-05' },
    )
    expect(figuresOf([excess]).financing).toEqual({ total: parseMicros('45'), late: parseMicros('30') })
  })

  it('has the days up to its settlement, and so far while it is open', () => {
    const daysOf = (one: Receivable) => {
      const { days, lateDays } = measure(one, year, rateSpans([], year))
      return [days, lateDays]
    }
    const due = { dueDate: '2025-03-31' }
    expect(daysOf(invoice('10', '2025-03-01', [['2025-04-10', '10']], due))).toEqual([40, 10])
    expect(daysOf(invoice('10', '2025-03-01', [['2025-04-10', '9']], due))).toEqual([305, 275])
    expect(daysOf(invoice('10', '2025-03-01', [['2025-01-10', '10']], due))).toEqual([0, 0])
  })

  it('is nothing where the money came first, and those are no days to pay', () => {
    const early = invoice('100', '2025-03-01', [['2025-02-01', '100']])
    expect(figuresOf([early])).toMatchObject({ open: 0n, daysToPay: 0, financing: { total: 0n, late: 0n } })
  })

  it('takes the rate and the base of each day, and is unknown before the first rate', () => {
    const rates: FinancingRate[] = [
      { validFrom: '2025-04-01', rate: parseMicros('0.1'), base: 'net' },
      { validFrom: '2025-03-01', rate: parseMicros('0.05'), base: 'gross' },
    ]
    expect(rateSpans(rates, year)).toEqual([
      { from: '2025-01-01', to: '2025-02-28', rate: null },
      { from: '2025-03-01', to: '2025-03-31', rate: rates[1] },
      { from: '2025-04-01', to: '2025-12-31', rate: rates[0] },
    ])
    expect(rateSpans(rates, { from: '2025-03-05', to: '2025-03-09' })).toEqual([
      { from: '2025-03-05', to: '2025-03-09', rate: rates[1] },
    ])
    const spans = rateSpans(rates, year)
    // Ten nights of March at 5 % of 36 500, ten of April at 10 % of 18 250.
    const across = invoice('36500', '2025-03-21', [['2025-04-10', '36500']], { net: parseMicros('18250') })
    expect(financingOf(across, spans)?.total).toBe(parseMicros('100'))
    expect(financingOf({ ...across, net: null }, spans)).toBeNull()
    expect(financingOf(invoice('100', '2025-02-01', [['2025-03-02', '100']]), spans)).toBeNull()
    expect(figuresOf([invoice('100', '2025-02-01')], year, []).financing).toBeNull()
    // What was settled before the window was not waited for in it: it makes the rest no better known.
    const settled = invoice('100', '2024-02-01', [['2024-03-01', '100']])
    expect(figuresOf([settled, invoice('100', '2025-02-01')], year, []).financing).toBeNull()
    expect(figuresOf([settled], year, []).financing).toEqual({ total: 0n, late: 0n })
  })

  it('is converted at the rate of the invoice, with what was paid in another currency', () => {
    const document = {
      source: 'main',
      number: 'U1',
      date: '2025-03-01',
      dueDate: null,
      currency: 'USD',
      net: parseMicros('100'),
      tax: parseMicros('25'),
      gross: null,
      costOfGoods: null,
      disputes: [],
      hasPayments: true,
      payments: [
        { date: '2025-03-11', currency: 'EUR', amount: parseMicros('40'), baseAmount: parseMicros('40') },
        { date: '2025-03-06', currency: 'USD', amount: parseMicros('75'), baseAmount: parseMicros('58') },
      ],
    }
    const receivable = receivableOf(document, () => parseMicros('1.25'))
    expect(receivable).toMatchObject({ gross: parseMicros('125'), net: parseMicros('100') })
    expect(figuresOf([receivable as Receivable])).toMatchObject({ open: 0n, daysToPay: 7 })
    expect(receivableOf(document, () => null)).toBe('no-rate')
    expect(receivableOf({ ...document, tax: null }, () => 1n)).toBe('no-amount')
    expect(receivableOf({ ...document, hasPayments: false }, () => 1n)).toBe('no-payments')
  })
})

describe('what is open', () => {
  it('stands by its age, and late invoices have days so far', () => {
    const due = (dueDate: string | null) => invoice('100', '2025-09-02', [], { dueDate })
    const figures = figuresOf([
      due('2025-12-31'),
      due('2025-12-30'),
      due('2025-12-01'),
      due('2025-11-30'),
      due('2025-10-02'),
      due('2025-10-01'),
      due(null),
      invoice('-30', '2025-12-01'),
      invoice('50', '2025-12-01', [['2025-12-05', '60']]),
    ])
    expect(figures.byAge).toEqual({
      'not-due': parseMicros('100'),
      'no-due-date': parseMicros('100'),
      'to-30': parseMicros('200'),
      'to-60': parseMicros('100'),
      'to-90': parseMicros('100'),
      'over-90': parseMicros('100'),
      credits: parseMicros('-40'),
    })
    expect(figures).toMatchObject({
      open: parseMicros('660'),
      overdue: parseMicros('500'),
      soFar: { days: 120, late: 48.6 },
    })
    expect(figures.ageOfOpen).toBe(120)
  })

  it('is not measured by sales of no days, nor when we owe more than is owed', () => {
    expect(figuresOf([invoice('100', '2023-01-01', [], { dueDate: '2023-02-01' })])).toMatchObject({
      dso: { days: null, bestPossible: null, delinquent: null },
      countback: null,
      ageOfOpen: 1095,
    })
    expect(figuresOf([invoice('100', '2025-01-01', [['2025-02-01', '150']])]).dso.days).toBeNull()
  })

  it('counts the days of who has traded for fewer than the window', () => {
    const sum = new ReceivableSum(year)
    const one = invoice('100', '2025-12-22')
    sum.add(one, measure(one, year, rateSpans([], year)))
    expect(receivableFigures(sum.sums, year, '2025-12-22').dso).toMatchObject({ ofDays: 10, days: 10 })
    expect(receivableFigures(sum.sums, year, '2024-01-01').dso).toMatchObject({ ofDays: 365, days: 365 })
  })
})

describe('what is disputed', () => {
  const disputed = (disputes: Receivable['disputes'], paid: readonly (readonly [string, string])[] = []) =>
    figuresOf([invoice('100', '2025-09-01', paid, { dueDate: '2025-10-01', disputes })]).sums
  const dispute = { opened: '2025-11-01', closed: null, amount: parseMicros('30'), reason: null }

  it('is what its disputes name that stand on the day, what is open at the most, and is overdue all the same', () => {
    expect(disputed([dispute])).toMatchObject({
      disputed: parseMicros('30'),
      overdueDisputed: parseMicros('30'),
      disputedInvoices: 1,
      overdueInvoices: 1,
    })
    expect(disputed([{ ...dispute, amount: null }]).disputed).toBe(parseMicros('100'))
    expect(disputed([dispute, { ...dispute, amount: parseMicros('80') }]).disputed).toBe(parseMicros('100'))
    expect(disputed([dispute], [['2025-12-01', '90']]).disputed).toBe(parseMicros('10'))
  })

  it('is nothing once it is settled, before it is opened, or with nothing open', () => {
    expect(disputed([{ ...dispute, closed: '2025-12-31' }]).disputed).toBe(0n)
    expect(disputed([{ ...dispute, closed: '2026-01-01' }]).disputed).toBe(parseMicros('30'))
    expect(disputed([{ ...dispute, opened: '2026-01-01' }]).disputed).toBe(0n)
    expect(disputed([dispute], [['2025-12-01', '100']])).toMatchObject({ disputed: 0n, disputedInvoices: 0 })
  })
})

describe('the laws of receivables', () => {
  const amounts = fc.bigInt({ min: -100_000_000_000n, max: 100_000_000_000n })
  const days = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2024-06-01', offset))
  const receivables = fc.array(
    fc
      .record({
        gross: amounts,
        date: days,
        due: fc.option(days),
        paid: fc.array(fc.tuple(days, amounts), { maxLength: 3 }),
      })
      .map(({ gross, date, due, paid }): Receivable => ({
        ...invoice('0', date),
        gross,
        dueDate: due,
        settlements: paid
          .map(([day, amount]) => ({ date: day, amount }))
          .toSorted((one, other) => (one.date < other.date ? -1 : 1)),
      })),
    { maxLength: 12 },
  )

  it('has parts that sum to the whole: ages to what is open, accounts to the book', () => {
    fc.assert(
      fc.property(receivables, fc.nat(12), (all, at) => {
        const known = all.filter(({ date }) => date <= year.to)
        const whole = figuresOf(known)
        expect(ages.reduce((sum, age) => sum + whole.byAge[age], 0n)).toBe(whole.open)
        const book = new ReceivableSum(year)
        book.merge(figuresOf(known.slice(0, at)).sums)
        book.merge(figuresOf(known.slice(at)).sums)
        expect(book.sums).toEqual(whole.sums)
      }),
    )
  })

  it('has windows that touch and cost what the window around them costs, to the last rounding', () => {
    fc.assert(
      fc.property(receivables, days, (all, day) => {
        const [first, second] = [
          { from: '2024-01-01', to: day },
          { from: addDays(day, 1), to: '2026-12-31' },
        ]
        for (const one of all) {
          const cost = (window: typeof year) =>
            financingOf(one, rateSpans([fivePercent], window)) ?? { total: 0n, late: 0n }
          const [left, right, both] = [cost(first), cost(second), cost({ from: first.from, to: second.to })]
          expect(Math.abs(Number(left.total + right.total - both.total))).toBeLessThanOrEqual(1)
          expect(Math.abs(Number(left.late + right.late - both.late))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('never costs less when money comes later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (one, other) => {
        const cost = (after: number) =>
          financingOf(
            invoice('1000', '2025-01-15', [[addDays('2025-01-15', after), '1000']], { dueDate: '2025-02-14' }),
            rateSpans([fivePercent], year),
          )
        const [early, late] = [cost(Math.min(one, other)), cost(Math.max(one, other))]
        expect((late?.total ?? 0n) >= (early?.total ?? 0n) && (late?.late ?? 0n) >= (early?.late ?? 0n)).toBe(true)
      }),
    )
  })
})
