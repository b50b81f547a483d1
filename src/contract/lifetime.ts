import { z } from 'zod'
import { job } from './job.ts'
import { pageOf, paging, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { band, currencyCode, day, grade, id, instant, listOf, named, share } from './value.ts'

/** Days ahead that a forecast may look: a day to five years. */
const ahead = {
  days: z.coerce.number().int().min(1).max(1826).default(90).describe('Days ahead that the forecast looks, 1 to 1826.'),
}

/** What the model is of, said with every figure of it. */
const learnt = {
  /** The last day it has seen. */
  asOf: day,
  /** How many days the forecast looks ahead. */
  days: z.number().int(),
  /** The number of the last import or undo it has seen. */
  watermark: z.number().int(),
  /** Whether something was imported or undone since. */
  isOld: z.boolean(),
}

const count = z.number().int()

/** How a forecast of the number of orders came out; the mean distance of an account's forecast from what it ordered. */
const counted = { meanError: z.number(), expected: z.number() }

/** How often an account that ordered stood before one that did not: 1 always, 0.5 by chance; null without such a pair. */
const rank = share.nullable()

const holdout = z.strictObject({
  /** The days that the model was not shown. */
  from: day,
  to: day,
  accounts: count,
  orders: count,
  /** Accounts that ordered. */
  active: count,
  model: z.strictObject({ ...counted, expectedActive: z.number(), ranking: rank }),
  /** Orders so far by time since the first. */
  plainRate: z.strictObject(counted),
  /** As many orders, and the same accounts, as in as many days before. */
  asBefore: z.strictObject({ ...counted, expectedActive: z.number() }),
  /** Those who ordered last stand first. */
  daysSinceLast: z.strictObject({ ranking: rank }),
  /** Accounts by the probability they had. */
  bins: z.array(z.strictObject({ from: share, to: share, accounts: count, expected: z.number(), actual: count })),
})

const parameters = z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() })

const fit = z.strictObject({
  madeBy: z.string(),
  madeAt: instant,
  /** Accounts that ever ordered, those that did again, and the days on which they did. */
  accounts: count,
  repeaters: count,
  orders: count,
  /** The middle one of the accounts' mean days between orders. */
  medianGap: z.number(),
  /** Stages of a gap: 1 is wholly random, 12 the steadiest. */
  regularity: count,
  /** False where no account is seen to stop: that is an answer. */
  hasAttrition: z.boolean(),
  /** Mean probability that an account stops for good at an order. */
  stopsPerOrder: share,
  /** Whether two starting points led to the same parameters. */
  isSettled: z.boolean(),
  parameters,
  /** Null where the histories say nothing of one, as without attrition. */
  standardErrors: parameters.nullable(),
  logLikelihood: z.number(),
  /** Accounts whose orders the value of an order was learnt from; null where their values have no mean. */
  valuedAccounts: count.nullable(),
  /** Of all accounts, in the days ahead. */
  expectedOrders: z.number(),
  expectedActive: z.number(),
  /** How it foretold the last days when it had not seen them; null where the history is too short to tell. */
  holdout: holdout.nullable(),
})

const forecast = {
  /** Days on which it ordered, the first and the last of them. */
  orders: count,
  firstOrder: day,
  lastOrder: day,
  /** The probability that it orders at all in the days ahead. */
  probability: share,
  expectedOrders: z.number(),
  /** The probability that it has not stopped for good: a secondary figure, for it says nothing of when. */
  alive: share,
  /** The day by which it has ordered as likely as not, if it still buys; null where that is more than ten years off. */
  nextOrder: day.nullable(),
  /** Mean days between two orders of its own; null with one order. */
  gap: z.number().nullable(),
  silentDays: count,
  /** What its orders in the days ahead come to. Null where the value of an order is unknown. */
  value: spendMoneyOrUnknown(),
}

const accountLifetime = z.strictObject({
  currency: currencyCode,
  /** Null before the model was learnt. */
  learnt: z.strictObject({ ...learnt, regularity: count, hasAttrition: z.boolean() }).nullable(),
  /** Null where it was not learnt, or the account had not ordered. */
  forecast: z
    .strictObject({
      ...forecast,
      /** What an order is worth, between its own mean and that of all. */
      orderValue: spendMoneyOrUnknown(),
      /** What its orders of some years to come are worth today. */
      worth: spendMoneyOrUnknown(),
      /** The same for everybody. Of the days ahead there is no band: trying days one by one would find its ends. */
      worthBand: band.nullable(),
      worthYears: count,
      worthRate: share,
    })
    .nullable(),
})

export const lifetimeOperations = {
  getLifetime: {
    summary: 'How the accounts of the book come back and stop, and how well that foretold days it had not seen.',
    tag: 'lifetime',
    right: 'read-account',
    query: z.object(ahead),
    etag: 'hashes',
    output: z.strictObject({ learnt: z.strictObject(learnt).nullable(), fit: fit.nullable() }),
  },
  learnLifetime: {
    summary: 'Learns it anew from the ledger. A job.',
    tag: 'lifetime',
    right: 'policy',
    output: job,
    status: 202,
  },
  listLifetimes: {
    summary:
      'The accounts that ever ordered, those most likely to order first or those most in doubt, a page at a time.',
    tag: 'lifetime',
    right: 'read-account',
    query: z.object({
      ...ahead,
      sort: z
        .enum(['probability', 'doubt'])
        .default('probability')
        .describe('`doubt` has those first of whom it is least sure whether they still buy.'),
      within: z.enum(['book', 'mine']).default('book'),
      owner: listOf(z.string().max(200)),
      ...paging,
    }),
    output: pageOf(
      z.strictObject({
        account: z.strictObject({ id, key: z.string(), name: z.string(), grade }),
        owner: named.nullable(),
        ...forecast,
      }),
    ).extend({ learnt: z.strictObject(learnt).nullable(), currency: currencyCode }),
  },
  getAccountLifetime: {
    summary: 'When an account is expected to order next, how likely it is to, and what that is worth.',
    tag: 'lifetime',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object(ahead),
    etag: 'hashes',
    output: accountLifetime,
  },
} satisfies Record<string, Operation>
