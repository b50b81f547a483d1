import { z } from 'zod'
import { lineKinds } from '../domain/kind.ts'
import { madeOfNames, metricIds, metricUnits, moneyNames } from '../domain/metric-definition.ts'
import { basis, marginMoneyOrUnknown, needs, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, decimal, grade, id, periodName, share } from './value.ts'

const account = z.strictObject({ key: z.string(), name: z.string() })
const window = { from: day, to: day }
const counted = { account, ...window, kinds: z.array(z.enum(lineKinds)) }
/** `family` is the ultimate parent whose family was graded; null for the account by itself. */
const spent = { ...counted, family: account.nullable(), spend: decimal }
const because = z.enum(['never-graded', 'score-unknown'])
const unit = z.enum(['money', 'points'])
const metric = z.enum(metricIds)
const metricUnit = z.enum(metricUnits)
const count = z.number().int()

const sentenceOf = <Id extends string, Values extends z.ZodRawShape>(id: Id, values: Values) =>
  z.strictObject({ id: z.literal(id), values: z.strictObject(values) })

const valued = z.strictObject({ metric, unit: metricUnit, value: decimal })
const behind = z.strictObject({ what: z.enum(moneyNames), money: decimal })
const change = z.strictObject({
  metric,
  unit: metricUnit,
  from: decimal,
  to: decimal,
  /** The size of the move in money; null where the figure has none of its own. */
  money: decimal.nullable(),
})
const documentsBy = z.enum(madeOfNames)
const costlyDocument = z.strictObject({
  number: z.string(),
  date: day,
  /** Gross, in the base currency. */
  amount: decimal,
  /** From the invoice and after the due date, to the day it was settled on or the end of the window. */
  days: count,
  lateDays: count,
  paidOn: day.nullable(),
  /** What waiting for it cost in the window; null where no rate says so. */
  cost: decimal.nullable(),
})

/**
 * A sentence that argues a grade, as data: whoever shows it puts it into words of the reader's language. Amounts, points and
 * values of metrics are exact decimals, shares fractions of 1 likewise.
 */
const explanationSentence = z.discriminatedUnion('id', [
  sentenceOf('nothing-invoiced', { account, family: account.nullable(), ...window }),
  sentenceOf('graded', { ...counted, grade: z.string() }),
  sentenceOf('graded-by-spend', { ...spent, grade: z.string() }),
  sentenceOf('graded-by-score', { ...spent, grade: z.string(), score: decimal }),
  sentenceOf('ungraded', { ...counted, because }),
  sentenceOf('ungraded-with-spend', { ...spent, because }),
  sentenceOf('own-spend', { account, spend: decimal.nullable() }),
  sentenceOf('flagged', {}),
  sentenceOf('bounds', {
    unit,
    bounds: z.array(z.strictObject({ label: z.string(), atLeast: decimal.nullable(), below: decimal.nullable() })),
  }),
  sentenceOf('next', { unit, missing: decimal, label: z.string() }),
  sentenceOf('gross-profit', { grossProfit: decimal, coverage: decimal }),
  sentenceOf('gross-profit-unknown', { coverage: decimal, minCoverage: decimal }),
  sentenceOf('score', { score: decimal.nullable(), known: count, total: count }),
  sentenceOf('factor', {
    metric,
    unit: metricUnit,
    value: decimal,
    points: decimal,
    weight: z.number(),
    contribution: decimal,
    atMost: decimal,
    behind: behind.nullable(),
    beside: valued.nullable(),
  }),
  sentenceOf('documents', { metric, by: documentsBy, documents: z.array(costlyDocument), of: count }),
  sentenceOf('lift', { label: z.string(), cheapest: change.nullable(), pair: z.array(change).nullable() }),
  sentenceOf('factor-unknown', { metric }),
  sentenceOf('policy', {
    name: z.string(),
    version: count,
    effectiveFrom: day.nullable(),
    asOf: day,
    watermark: count,
  }),
])

const liftChange = change.extend({
  /** 0..100 on the curve, as it is and as it would be; null where the grade goes by spend. */
  points: z.strictObject({ from: z.number(), to: z.number() }).nullable(),
})

const ofPeriod = { period: periodName.optional().describe('By default the one that is shown.') }

/** A factor on one of two days. */
const onDay = z.strictObject({
  value: decimal,
  points: z.number(),
  behind: behind.nullable(),
})
const changed = { metric, unit: metricUnit, change: z.number() }

/** One end of a comparison. */
const end = z.strictObject({
  period: z.string(),
  from: day,
  to: day,
  grade,
  gradeBy: z.enum(['spend', 'score']),
  policy: z.strictObject({ name: z.string(), version: count }),
  /** Null where no factor is known. */
  score: needs('read-margin', z.number().nullable()),
})

export const explanationOperations = {
  getExplanation: {
    summary:
      'Why an account has its grade: bounds, distance, factors in money and points. Money and points only where one may see both.',
    tag: 'accounts',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object(ofPeriod),
    output: z.strictObject({
      basis: z.strictObject(basis),
      grade,
      flagged: z.boolean(),
      gradeBy: z.enum(['spend', 'score']),
      level: z.enum(['ultimate-parent', 'account']),
      bounds: z.array(z.strictObject({ label: z.string(), atLeast: z.string().nullable() })),
      /** What argues the grade, in order; sentences with figures one may not see are left out. */
      sentences: z.array(explanationSentence),
      gradedSpend: spendMoneyOrUnknown(),
      ownSpend: spendMoneyOrUnknown(),
      next: needs('read-spend', z.strictObject({ label: z.string(), missing: decimal }).nullable()),
      coverage: needs('read-margin', share.nullable()),
      grossProfit: marginMoneyOrUnknown(),
      /** Needs `read-margin`: a margin could be worked out from its points, and from the score less the other points. */
      score: needs('read-margin', z.number().nullable()),
      factors: needs(
        'read-margin',
        z.array(
          z.strictObject({
            metric,
            label: z.string(),
            unit: metricUnit,
            value: z.string().nullable(),
            points: z.number().nullable(),
            weight: z.number(),
            contribution: z.number().nullable(),
            /** The most it could add: 100 by its share of the weights that are known. */
            atMost: z.number().nullable(),
            /** The money that made a figure that is none. */
            behind: behind.nullable(),
            /** The same in other words. */
            beside: valued.extend({ label: z.string() }).nullable(),
            /** Why it is unknown; null when it is known. */
            because: z.string().nullable(),
          }),
        ),
      ),
      /** By which factors and weights a score goes, as the policy says to everybody, and which of them are known here. */
      scale: z.array(z.strictObject({ metric, label: z.string(), weight: z.number(), isKnown: z.boolean() })),
      /** What would lift it to the next better grade; null at the best one and without a grade. */
      lift: needs(
        'read-margin',
        z
          .strictObject({
            label: z.string(),
            /** Each is enough alone: the least money first, those without money last. */
            singles: z.array(liftChange),
            /** Two that are enough together and of which neither is alone; null where one alone asks for no more. */
            pair: z.array(liftChange).nullable(),
          })
          .nullable(),
      ),
      /** The invoices that made most of a factor, the largest part first, of all that made it. */
      documents: needs(
        'read-margin',
        z.array(
          z.strictObject({
            metric,
            by: documentsBy,
            items: z.array(costlyDocument.extend({ accountId: id, source: z.string() })),
            of: count,
          }),
        ),
      ),
      known: z.number().int(),
      total: z.number().int(),
      policy: z.strictObject({ name: z.string(), version: z.number().int(), effectiveFrom: day }),
      kinds: z.array(z.string()),
      /** The lines behind it are of all these accounts. */
      accounts: z.array(z.strictObject({ id, key: z.string(), name: z.string() })),
    }),
    etag: 'hashes',
  },
  getScoreChange: {
    summary: 'What moved the score of an account between the ends of two periods, in parts that sum to the change.',
    tag: 'accounts',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({
      ...ofPeriod,
      since: periodName.optional().describe('The earlier period; by default the same one a year before.'),
    }),
    output: z.strictObject({
      currency: basis.currency,
      watermark: basis.watermark,
      before: end,
      after: end,
      /** Null where either score is unknown. */
      change: needs('read-margin', z.number().nullable()),
      parts: needs(
        'read-margin',
        z.array(
          z.discriminatedUnion('kind', [
            /** What the policy of the later day makes of the facts of the earlier one. */
            z.strictObject({ kind: z.literal('policy'), change: z.number() }),
            z.strictObject({ kind: z.literal('known'), ...changed, after: onDay }),
            z.strictObject({ kind: z.literal('unknown'), ...changed, before: onDay }),
            z.strictObject({ kind: z.literal('moved'), ...changed, before: onDay, after: onDay }),
          ]),
        ),
      ),
    }),
    etag: 'hashes',
  },
} satisfies Record<string, Operation>
