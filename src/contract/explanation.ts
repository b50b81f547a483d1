import { z } from 'zod'
import { lineKinds } from '../domain/kind.ts'
import { metricIds, metricUnits } from '../domain/metric-definition.ts'
import { day, decimal } from './value.ts'

const account = z.strictObject({ key: z.string(), name: z.string() })
const window = { from: day, to: day }
const counted = { account, ...window, kinds: z.array(z.enum(lineKinds)) }
/** `family` is the ultimate parent whose family was graded; null for the account by itself. */
const spent = { ...counted, family: account.nullable(), spend: decimal }
const because = z.enum(['never-graded', 'score-unknown'])
const unit = z.enum(['money', 'points'])
export const metric = z.enum(metricIds)
export const metricUnit = z.enum(metricUnits)
const count = z.number().int()

const sentenceOf = <Id extends string, Values extends z.ZodRawShape>(id: Id, values: Values) =>
  z.strictObject({ id: z.literal(id), values: z.strictObject(values) })

/**
 * A sentence that argues a grade, as data: whoever shows it puts it into words of the reader's language. Amounts, points and
 * values of metrics are exact decimals, shares fractions of 1 likewise.
 */
export const explanationSentence = z.discriminatedUnion('id', [
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
  }),
  sentenceOf('factor-unknown', { metric }),
  sentenceOf('policy', {
    name: z.string(),
    version: count,
    effectiveFrom: day.nullable(),
    asOf: day,
    watermark: count,
  }),
])
