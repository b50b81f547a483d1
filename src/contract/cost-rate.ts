import { z } from 'zod'
import { saleBases } from '../domain/cost-rate/book-rate.ts'
import { currencyCode, day, decimal, id, instant } from './value.ts'
import type { Operation } from './operation.ts'

/** Not below zero, and what the ledger can hold. */
const amount = z
  .string()
  .regex(
    /^\d{1,12}(\.\d{1,6})?$/,
    'an amount is 0 or more, with at most twelve digits before the point and six after it',
  )
/** A share of a year's cost, from 0 to 1: 0.05 is 5 %. */
const fraction = z
  .string()
  .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'a share is a fraction from 0 to 1, which is 0 to 100 %')
const key = z.string().trim().min(1).max(80)
const saleBase = z.enum(saleBases)

/** What a rate says, by what it is of. Money in the base currency of the book. */
const carrying = z.strictObject({
  capital: fraction,
  storage: fraction,
  insurance: fraction,
  obsolescence: fraction,
  damage: fraction,
})
const pool = z.strictObject({
  name: z.string().trim().min(1).max(120),
  cost: amount.describe('What the pool costs a year.'),
  minutes: amount.describe('The minutes a year it can work: its practical capacity.'),
})
const activity = z.strictObject({
  pool: key.describe('The key of the pool whose time it takes.'),
  minutes: amount.nullable().describe('Standard minutes of one event; null for hours that name no activity.'),
})
const cover = z.strictObject({ days: z.number().int().min(0).max(3650) })
const returns = z
  .strictObject({ perReturn: amount.nullable(), activity: key.nullable() })
  .describe('An amount for each return, or the key of an activity: one of the two.')
const sale = z
  .strictObject({ stock: saleBase, receivable: saleBase })
  .describe('What is financed while goods lie, and while money is waited for.')

/** The key of a pool, or of the activity that events and hours name; empty for hours that name none. */
const subject = { pool: key, activity: z.string().trim().max(80), none: z.literal('').default('') }

/** What a rate is of and says; null takes the one before back from the day on. */
export const costRateDocument = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('carrying'), subject: subject.none, value: carrying.nullable() }),
  z.strictObject({ kind: z.literal('pool'), subject: subject.pool, value: pool.nullable() }),
  z.strictObject({ kind: z.literal('activity'), subject: subject.activity, value: activity.nullable() }),
  z.strictObject({ kind: z.literal('cover'), subject: subject.none, value: cover.nullable() }),
  z.strictObject({ kind: z.literal('returns'), subject: subject.none, value: returns.nullable() }),
  z.strictObject({ kind: z.literal('sale'), subject: subject.none, value: sale.nullable() }),
])

const costRate = z.strictObject({
  id,
  rate: costRateDocument,
  validFrom: day,
  note: z.string().nullable(),
  setBy: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  setAt: instant,
  /** Whether it counts: of two of a kind and subject for one day the later one does. */
  isInForce: z.boolean(),
})

const days = z.coerce.number().int().min(0).max(3650)

export const costRateOperations = {
  listCostRates: {
    summary:
      'What keeping stock, the time of people and taking goods back cost, by what it is of and from when: all that were ever set. Needs the right to the margins of the whole book.',
    tag: 'finance',
    right: 'read-margin',
    output: z.strictObject({ items: z.array(costRate) }),
  },
  addCostRate: {
    summary: 'Sets a rate from a day on, or takes one back. What was set before stays on record.',
    tag: 'finance',
    right: 'control',
    body: z.strictObject({ rate: costRateDocument, validFrom: day, note: z.string().trim().max(500).nullable() }),
    output: costRate,
    status: 201,
  },
  getSaleProfit: {
    summary:
      'The true gross profit of a sale: what is left once the goods that lay and the money that was waited for are financed.',
    tag: 'finance',
    right: 'read-margin',
    query: z.object({
      revenue: amount.describe('Net.'),
      cost: amount.describe('Of the goods that were sold.'),
      stockDays: days.describe('How long the goods lay.'),
      daysToPay: days.describe('From the invoice to the payment.'),
      on: day.optional().describe('The day whose rates count; today when left out.'),
      rate: fraction.optional().describe('What money costs a year, where it is not the rate of that day.'),
      stockBase: saleBase
        .optional()
        .describe('What is financed while the goods lie, where it is not the base of that day.'),
      receivableBase: saleBase.optional(),
    }),
    etag: 'hashes',
    output: z.strictObject({
      on: day,
      /** Null in a book without imports. */
      currency: currencyCode.nullable(),
      /** What it is reckoned with; the rate is null where nobody has said what money costs on the day. */
      rate: decimal.nullable(),
      bases: z.strictObject({ stock: saleBase, receivable: saleBase }),
      grossProfit: decimal,
      grossRate: z.number().nullable(),
      /** Null without a rate. */
      financing: z.strictObject({ stock: decimal, receivable: decimal }).nullable(),
      trueGrossProfit: decimal.nullable(),
      trueRate: z.number().nullable(),
    }),
  },
} satisfies Record<string, Operation>
