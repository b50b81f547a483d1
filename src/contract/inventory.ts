import { z } from 'zod'
import { commitmentShows, commitmentTypes } from '../domain/commitment/shown.ts'
import { stockFilters } from '../domain/inventory/ranked.ts'
import { stockRules } from '../domain/inventory/stock-rule.ts'
import { carryingParts } from '../domain/inventory/carrying.ts'
import { basis, needs, pageOf, paging, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, decimal, id, listOf, named, periodName, share } from './value.ts'

const period = { period: periodName.optional().describe('By default the one that is shown.') }
const params = z.object({ id })
const count = z.number().int()
const money = () => needs('read-margin', decimal)
const moneyOrUnknown = () => needs('read-margin', decimal.nullable())

/** Average stock at cost over the window and what carrying it cost; null where some of it has no cost, or lay on days without a rate. */
const held = { stock: moneyOrUnknown(), carrying: moneyOrUnknown() }

/**
 * What is known of them where not all is: that of stock with a known cost, on days with a carrying rate. The cost of carrying, by
 * rule and by part too, is null where no such day is.
 */
const known = { knownStock: money(), knownCarrying: moneyOrUnknown() }

/** How stock turns and what it earns in the window; null where the gross profit is unknown or there is no stock. */
const turns = needs(
  'read-margin',
  z.strictObject({ turns: z.number().nullable(), gmroi: z.number().nullable(), turnEarn: z.number().nullable() }),
)

/** What carrying cost, by what it is made of: it sums to `knownCarrying`. */
const parts = z.array(z.strictObject({ part: z.enum(carryingParts), amount: decimal.nullable() }))

/** Items, which are products of a source, without a known cost, and those that lay on days without a carrying rate. */
const unknown = { uncosted: count, unrated: count }

/** Products that lie there without a known cost: the first few, and how many more. */
export const productsWithoutCost = z.strictObject({
  products: z.array(z.strictObject({ source: z.string(), key: z.string() })),
  more: count,
})

/** What the days of a window are reckoned by. */
const reckoning = {
  /** The first and the last count of stock up to the end of the window; null where stock was never counted. */
  counted: z.strictObject({ first: day, last: day }).nullable(),
  /** For how many days shared stock is counted to who buys from it, where the counts of an item say nothing else. */
  coverDays: count,
  rates: needs(
    'read-margin',
    z.array(
      z.strictObject({
        from: day,
        to: day,
        /** A year, as a fraction; null where nobody has set one. */
        rate: decimal.nullable(),
        parts: z.array(z.strictObject({ part: z.enum(carryingParts), rate: decimal })),
      }),
    ),
  ),
}

const commitments = {
  /** Promises for the window with a known cost, and without one. */
  promises: count,
  uncostedPromises: count,
  /** What was taken by the promised day over what was promised, by value. */
  takenRate: share.nullable(),
  /** Days after the promised day, by value, of what was taken; in time counts as 0. */
  daysLate: z.number().nullable(),
  /** At the cost of the promised day. */
  committed: money(),
  taken: money(),
  takenOnTime: money(),
}

const byRule = z.array(z.strictObject({ rule: z.enum(stockRules), stock: money(), carrying: moneyOrUnknown() }))

/** What accounts are ranked by; a minus before it puts the largest first. */
export const stockSorts = [
  'carrying',
  'stock',
  'dedicated',
  'untaken',
  'shared',
  'turns',
  'takenRate',
  'daysLate',
] as const

const ranked = {
  ...period,
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
  show: z.enum(stockFilters).default('all'),
  sort: z
    .string()
    .regex(new RegExp(`^-?(?:${stockSorts.join('|')})$`))
    .default('-carrying')
    .describe('What is unknown stands last either way.'),
}

const accountRow = z.strictObject({
  id,
  key: z.string(),
  source: z.string(),
  name: z.string(),
  owner: named.nullable(),
  dedicated: money(),
  untaken: money(),
  shared: money(),
  ...held,
  turns,
  ...unknown,
  takenRate: share.nullable(),
  daysLate: z.number().nullable(),
})

export const inventoryOperations = {
  getAccountStock: {
    summary: 'The stock that stands with an account, by the rule that attributes it, and what carrying it costs.',
    tag: 'inventory',
    right: 'read-account',
    params,
    query: z.object(period),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      ...reckoning,
      ...held,
      ...known,
      turns,
      ...unknown,
      withoutCost: needs('read-margin', productsWithoutCost),
      byRule,
      byPart: needs('read-margin', parts),
    }),
  },
  listAccountStock: {
    summary: 'The items behind the stock of an account, those that bind most first.',
    tag: 'inventory',
    right: 'read-margin',
    params,
    query: z.object({ ...period, rule: z.enum(stockRules).optional(), ...paging }),
    output: pageOf(
      z.strictObject({
        product: named,
        rule: z.enum(stockRules),
        /** Null where the item has no known cost. */
        stock: decimal.nullable(),
        /** That of days with a carrying rate; null where the item has no known cost, or lay on no such day. */
        carrying: decimal.nullable(),
        /** Whether some of it lay on days without a carrying rate. */
        isUnrated: z.boolean(),
        /** For `shared`: cost of what was sold to the account, the days of cover, and how many of them there was stock for. */
        sold: decimal.nullable(),
        coverDays: decimal.nullable(),
        coveredDays: decimal.nullable(),
      }),
    ).extend({ total: count }),
  },
  getAccountCommitments: {
    summary: 'How an account keeps its word: what it said it would take in a window, what it took of it, and when.',
    tag: 'inventory',
    right: 'read-account',
    params,
    query: z.object(period),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      ...commitments,
      byType: z.array(z.strictObject({ type: z.enum(commitmentTypes).nullable(), ...commitments })),
      /** Promises that were due by the end of the window and are not wholly taken by then, and how late they are by value. */
      open: z.strictObject({ promises: count, uncosted: count, untaken: money(), daysLate: z.number().nullable() }),
    }),
  },
  listAccountCommitments: {
    summary: 'The promises behind these figures, line by line.',
    tag: 'inventory',
    right: 'read-account',
    params,
    query: z.object({ ...period, show: z.enum(commitmentShows).default('due'), ...paging }),
    output: pageOf(
      z.strictObject({
        source: z.string(),
        number: z.string(),
        line: z.string().nullable(),
        type: z.enum(commitmentTypes).nullable(),
        product: named,
        unit: z.string().nullable(),
        /** The day it was given. */
        date: day.nullable(),
        due: day,
        /** Days after the promised day to the delivery that filled it, or up to the end of the window while nothing did. */
        lateDays: count,
        /** The last day something was taken. */
        takenOn: day.nullable(),
        isTaken: z.boolean(),
        quantity: needs('read-spend', decimal),
        taken: needs('read-spend', decimal),
        takenOnTime: needs('read-spend', decimal),
        /** What is not taken of it, at the cost of the promised day; null where that is unknown. */
        committed: moneyOrUnknown(),
        untaken: moneyOrUnknown(),
      }),
    ).extend({ total: count }),
  },
  getBookStock: {
    summary:
      'The stock of the book or a part of it, by rule and with what no rule gives to any account, and its accounts whose margin one may see, ranked.',
    tag: 'inventory',
    right: 'read-account',
    query: z.object({ ...ranked, ...paging }),
    etag: 'hashes',
    output: pageOf(accountRow).extend({
      ...basis,
      ...reckoning,
      /** Accounts of the list. */
      accounts: count,
      /** Of all accounts of the part; of the whole book with what stands on none and what no rule gives to any. */
      total: z.strictObject({
        ...held,
        ...known,
        turns,
        ...unknown,
        ...commitments,
        byRule,
        /** Of the whole book; null for a part of it. */
        byPart: needs('read-margin', parts.nullable()),
        withoutCost: needs('read-margin', productsWithoutCost.nullable()),
        notAttributed: needs(
          'read-margin',
          z.strictObject({ stock: decimal, carrying: decimal.nullable() }).nullable(),
        ),
      }),
    }),
  },
  exportStock: {
    summary: 'The same ranking as a file.',
    tag: 'inventory',
    right: 'export',
    query: z.object({ ...ranked, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
} satisfies Record<string, Operation>
