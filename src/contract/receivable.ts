import { z } from 'zod'
import { financingBases } from '../domain/receivables/financing.ts'
import { ages, shownParts } from '../domain/receivables/measure.ts'
import { receivableFilters } from '../domain/receivables/ranked.ts'
import { unknownReasons } from '../domain/receivables/receivable.ts'
import { basis, needs, pageOf, paging, spendMoney, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { currencyCode, day, decimal, id, instant, listOf, named, periodName } from './value.ts'

const period = { period: periodName.optional().describe('By default the one that is shown.') }

/** Which part of the book: as in the portfolio. */
const within = {
  ...period,
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
}
const count = z.number().int()

/** Days, to six decimals; null where there is nothing to measure them by. */
const days = z.number().nullable()

/** What waiting for money costs, and the part of it after the due date; null where it cannot be told. */
const financing = () => needs('read-margin', z.strictObject({ total: decimal, late: decimal }).nullable())

/** Figures of open money at the end of the window and of what was paid in it; gross of tax. */
const figures = {
  /** Credits taken off. */
  open: spendMoney(),
  overdue: spendMoney(),
  /** Parts of what is open; they sum to it. `credits` is below zero. */
  byAge: z.array(z.strictObject({ age: z.enum(ages), amount: spendMoney() })),
  /** Gross of the invoices of the window less its credit notes. */
  sales: spendMoney(),
  /** Days sales outstanding over `ofDays` days of sales, what they would be were nobody late, and the difference. */
  dso: z.strictObject({ days, bestPossible: days, delinquent: days, ofDays: count }),
  /** Days of sales, the newest months first, that what is open makes; null where twelve months do not suffice. */
  countback: days,
  /** Days from invoice to payment, by amount, of what was paid in the window. */
  daysToPay: days,
  /** Days since the invoice, by amount, of what is open. */
  ageOfOpen: days,
  /** Days since the invoice and after the due date so far, by amount, of what is late. */
  soFar: z.strictObject({ days: z.number(), late: z.number() }).nullable(),
  overdueInvoices: count,
  partPaid: z.strictObject({ invoices: count, open: spendMoney() }),
  /** What of the open invoices their account does not agree with, and of those that are late. It is open and overdue all the same. */
  disputed: z.strictObject({ invoices: count, open: spendMoney(), overdue: spendMoney() }),
  financing: financing(),
}

/** Documents that are in the figures, and those that are not, by why. `uncosted` are in all but the cost. */
const coverage = {
  documents: count,
  unknown: z.strictObject(
    Object.fromEntries(unknownReasons.map((reason) => [reason, count])) as Record<
      (typeof unknownReasons)[number],
      typeof count
    >,
  ),
  uncosted: count,
}

const rateSpan = z.strictObject({
  from: day,
  to: day,
  /** A year, as a fraction; null before the first rate anybody has set. */
  rate: decimal.nullable(),
  base: z.enum(financingBases).nullable(),
})

const whole = z.strictObject({ ...figures, ...coverage })

const document = z.strictObject({
  source: z.string(),
  number: z.string(),
  date: day,
  dueDate: day.nullable(),
  currency: currencyCode,
  /** Why it is in no figure; null where it is in them. */
  unknown: z.enum(unknownReasons).nullable(),
  age: z.enum(ages).nullable(),
  /** Days from the invoice and after the due date to the day it was settled on, or up to the end of the window. */
  days: count,
  lateDays: count,
  /** The last day of a payment up to the end of the window; null where there was none. */
  paidOn: day.nullable(),
  isPartPaid: z.boolean(),
  isDisputed: z.boolean(),
  /** In the base currency, null where they are unknown. */
  gross: needs('read-spend', decimal.nullable()),
  open: needs('read-spend', decimal.nullable()),
  /** The part of what is open that is in dispute. */
  disputed: needs('read-spend', decimal.nullable()),
  paid: needs('read-spend', decimal.nullable()),
  financing: financing(),
})

/** What accounts are ranked by; a minus before it puts the largest first. */
export const receivableSorts = [
  'overdue',
  'overdueUndisputed',
  'open',
  'disputed',
  'dso',
  'delinquent',
  'daysToPay',
  'cost',
  'costLate',
] as const

const ranked = {
  ...within,
  show: z.enum(receivableFilters).default('all'),
  sort: z
    .string()
    .regex(new RegExp(`^-?(?:${receivableSorts.join('|')})$`))
    .default('-overdue')
    .describe('By `cost` only accounts whose margin one sees are ranked; the others stand last.'),
}

const accountRow = z.strictObject({
  id,
  key: z.string(),
  source: z.string(),
  name: z.string(),
  owner: named.nullable(),
  figures: whole,
})

const financingRate = z.strictObject({
  id,
  validFrom: day,
  /** A year, as a fraction: 0.05 is 5 %. */
  rate: decimal,
  base: z.enum(financingBases),
  note: z.string().nullable(),
  setBy: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  setAt: instant,
  /** Whether it counts: of two for one day the later one does. */
  isInForce: z.boolean(),
})

export const receivableOperations = {
  getReceivables: {
    summary: 'What an account owes and for how long, how it pays, and what waiting for its money costs.',
    tag: 'receivables',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object(period),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      /** The days of the window by the rate that holds on them. */
      rates: needs('read-margin', z.array(rateSpan)),
      figures: whole,
    }),
  },
  listReceivables: {
    summary: 'The invoices and credit notes behind one of these figures.',
    tag: 'receivables',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({
      ...period,
      show: z.enum(shownParts).default('open').describe('Which figure: `financing` needs the right to margins.'),
      ...paging,
    }),
    output: pageOf(document),
  },
  getBookReceivables: {
    summary: 'The receivables of the book or a part of it, and of its accounts whose money one may see, ranked.',
    tag: 'receivables',
    right: 'read-account',
    query: z.object({ ...ranked, ...paging }),
    etag: 'hashes',
    output: pageOf(accountRow).extend({
      ...basis,
      rates: needs('read-margin', z.array(rateSpan)),
      /** How many accounts are listed in all. */
      accounts: count,
      /** Of the whole part, whatever is listed of it; of the whole book with what is not listed. */
      total: whole,
      /** What the whole book has beside its accounts: those that have left it, and what stands on none. Nothing of a part of it. */
      unlisted: z.strictObject({ accounts: count, open: spendMoney(), overdue: spendMoney() }),
    }),
  },
  exportReceivables: {
    summary: 'The same accounts with their receivables as a file.',
    tag: 'receivables',
    right: 'export',
    query: z.object({ ...ranked, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  listFinancingRates: {
    summary: 'What money costs a year, by the day from which it does, with who set it: all that were ever set.',
    tag: 'receivables',
    right: 'read-margin',
    output: z.strictObject({ items: z.array(financingRate) }),
  },
  addFinancingRate: {
    summary: 'Sets what money costs from a day on. What was set before stays on record.',
    tag: 'receivables',
    right: 'control',
    body: z.strictObject({
      validFrom: day,
      rate: decimal.describe('A year, as a fraction from 0 to 1: 0.05 is 5 %.'),
      base: z
        .enum(financingBases)
        .describe(
          'What of an invoice is financed: `gross` with its tax, `net` without, `cost` what its goods have cost.',
        ),
      note: z.string().trim().max(500).nullable(),
    }),
    output: financingRate,
    status: 201,
  },
} satisfies Record<string, Operation>
