import { z } from 'zod'
import { bridgeMeasures, bridgeParts } from '../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../domain/bridge/bridge-shown.ts'
import { factorChanges } from '../domain/bridge/score-bridge.ts'
import { metricIds } from '../domain/metric-definition.ts'
import { profitComponents } from '../domain/profit/components.ts'
import { comparedPart, movementGroupings } from './movement.ts'
import { basis, needs, pageOf, paging, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { currencyCode, day, decimal, grade, id, named, share } from './value.ts'

const count = z.number().int()
const measure = z.enum(bridgeMeasures)

/** Two ends, as everything about movement takes them. */
const { from, to } = comparedPart
const asked = {
  measure: measure.optional().describe('By default the one that the policy of the later end grades by.'),
  rates: z
    .enum(bridgeRates)
    .default('booked')
    .describe('fixed: money of both windows at the rates of the base window, so that there is no part of currency.'),
}
/** One reason, with what it adds. */
const step = z.strictObject({
  /** `factor` in a score. */
  part: z.enum([...bridgeParts, 'factor']),
  /** The factor of a score; null elsewhere. */
  metric: z.enum(metricIds).nullable(),
  /** Whether the figure was known on both days, or became known, or is known no longer; null where the part is no factor. */
  how: z.enum(factorChanges).nullable(),
  /** Money or points. */
  amount: decimal,
})

/** From before to after: the amounts of the steps sum to after less before, to the last decimal. */
const bridge = z.strictObject({
  unit: z.enum(['money', 'points']),
  /** Null where it is unknown: below the coverage that the policy asks for, or where a cost cannot be told. */
  before: decimal.nullable(),
  after: decimal.nullable(),
  /** Null where either end is. */
  change: decimal.nullable(),
  /** Those that are not zero, in the order in which they are told; none where there is no change to tell. */
  steps: z.array(step),
})

/** Money that is known on both ends, and what is said beside it. */
const revenueBridge = bridge.extend({
  /** Of the earlier window: what has no unit of measure, and is bridged product by product without mix. */
  withoutUnit: decimal,
})
const earnedBridge = bridge.extend({
  /** The share of spend, by size of line, whose cost is known; null without spend. */
  coverageBefore: share.nullable(),
  coverageAfter: share.nullable(),
  /** The least that the policy asks for. */
  minCoverage: share,
  /** What of a net profit the book was never told up to the end of a window: its figures leave that out. */
  unmeasuredBefore: z.array(z.enum(profitComponents)),
  unmeasuredAfter: z.array(z.enum(profitComponents)),
})

/** The rate that holds in both windows where rates are fixed. */
const fixedRate = z.strictObject({
  currency: currencyCode,
  /** Units of it for one of the base currency. */
  rate: decimal,
  /** The end of the earlier window; null where no rate of that day is to be had and the average of its lines is taken. */
  day: day.nullable(),
})

const end = z.strictObject({ period: z.string(), from: day, to: day })
const answered = {
  currency: basis.currency,
  watermark: basis.watermark,
  before: end,
  after: end,
  measure,
  /** The measure that the policy of the later end grades by. */
  gradedBy: measure,
  rates: z.enum(bridgeRates),
  fixedRates: z.array(fixedRate),
}

/** What is told of an account, a family or a part of the book. */
const told = {
  /** Accounts that bought in either window. */
  accounts: count,
  revenue: needs('read-spend', revenueBridge),
  /** Gross profit, net profit or score, whichever was asked for; null where that is revenue. */
  earned: needs('read-margin', earnedBridge.nullable()),
}

/** The same of a part of the book. */
const toldOfPart = {
  ...told,
  /**
   * Accounts whose figure is unknown at either end. Of a net profit they make that of the part unknown; of a score, which is the average
   * of those that have one at both ends, they are left out.
   */
  unknown: count,
}
const group = z.strictObject({
  /** Null for accounts that have none. */
  group: named.nullable(),
  ...toldOfPart,
})

const quantity = z.strictObject({
  spend: decimal,
  /** Null where no line says how much. */
  quantity: decimal.nullable(),
  /** Spend for one unit; null without a quantity above zero. */
  price: decimal.nullable(),
})

/** What lists of bridges are sorted by; a minus before it turns it round. */
const bridgeSorts = ['change', 'size', 'before', 'after', ...bridgeParts] as const

const row = z.strictObject({
  id,
  key: z.string(),
  source: z.string(),
  name: z.string(),
  owner: named.nullable(),
  gradeBefore: grade,
  gradeAfter: grade,
  revenue: needs('read-spend', bridge),
  earned: needs('read-margin', bridge.nullable()),
})

const sort = z
  .string()
  .regex(new RegExp(`^-?(?:${bridgeSorts.join('|')})$`))
  .default('-size')

const askedOfProducts = {
  from,
  to,
  measure: z.enum(['revenue', 'gross-profit']).default('revenue'),
  of: z.enum(['account', 'family']).optional(),
  part: z.enum(bridgeParts).optional().describe('Only products that are in this part.'),
}

export const bridgeOperations = {
  getAccountBridge: {
    summary: 'Why an account, or its family, is worth more or less than before, in parts that sum to the change.',
    tag: 'movement',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({
      from,
      to,
      ...asked,
      of: z.enum(['account', 'family']).optional().describe('By default what the policy grades.'),
    }),
    etag: 'hashes',
    output: z.strictObject({
      ...answered,
      ...told,
      of: z.enum(['account', 'family']),
      gradeBefore: grade,
      gradeAfter: grade,
    }),
  },
  listBridgeProducts: {
    summary: 'The products behind a part of the bridge of an account, what moved most first.',
    tag: 'movement',
    right: 'read-spend',
    params: z.object({ id }),
    query: z.object({ ...askedOfProducts, ...paging }),
    output: pageOf(
      z.strictObject({
        /** Null for what stands on no product, such as freight; `kind` says what it is then. */
        product: named.nullable(),
        kind: z.string(),
        unit: z.string().nullable(),
        before: quantity,
        after: quantity,
        change: decimal,
        steps: z.array(step),
      }),
    ).extend({ total: count }),
  },
  exportBridgeProducts: {
    summary: 'The same products as a file.',
    tag: 'movement',
    right: 'export',
    params: z.object({ id }),
    query: z.object({ ...askedOfProducts, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getMovementBridge: {
    summary: 'Why the book or a part of it is worth more or less than before, in parts that sum to the change.',
    tag: 'movement',
    right: 'read-account',
    query: z.object({ ...comparedPart, ...asked, by: z.enum(movementGroupings).optional() }),
    etag: 'hashes',
    output: z.strictObject({
      ...answered,
      ...toldOfPart,
      /** At most 200, the most money first where all of it is in sight, else the most accounts. */
      groups: z.array(group),
      /** What is beyond them. */
      rest: z.strictObject({ groups: count, sum: group }).nullable(),
    }),
  },
  listBridges: {
    summary: 'The bridge of every account whose money one may see, in an order.',
    tag: 'movement',
    right: 'read-account',
    query: z.object({ ...comparedPart, ...asked, sort, ...paging }),
    output: pageOf(row).extend({
      currency: basis.currency,
      watermark: basis.watermark,
      before: end,
      after: end,
      measure,
      total: count,
    }),
  },
  exportBridges: {
    summary: 'The same bridges as a file.',
    tag: 'movement',
    right: 'export',
    query: z.object({ ...comparedPart, ...asked, sort, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
} satisfies Record<string, Operation>
