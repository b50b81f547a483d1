import { z } from 'zod'
import {
  aspects,
  intents,
  mostTravelMinutes,
  potentialSources,
  references,
  relationships,
  standings,
} from '../domain/judgement/judgement.ts'
import { basis, needs, pageOf, paging } from './operation.ts'
import type { Operation } from './operation.ts'
import { band, day, decimal, id, instant, named, periodName } from './value.ts'

const evidence = z.string().trim().min(1).max(2000)
const region = z.string().trim().min(1).max(80)
const line = z.string().min(1).max(400)

/** What is judged and how; null takes back what was said before. Amounts are of a year, in the base currency. */
const verdict = z.discriminatedUnion('aspect', [
  z.strictObject({
    aspect: z.literal('standing'),
    line: line.describe('The family of products, as `source/key`.'),
    value: z.enum(standings).nullable(),
  }),
  z.strictObject({ aspect: z.literal('reference'), value: z.enum(references).nullable() }),
  z.strictObject({
    aspect: z.literal('growth-potential'),
    value: z
      .strictObject({ source: z.enum(potentialSources), low: decimal, likely: decimal, high: decimal })
      .nullable()
      .describe('What the account could buy a year beyond what it buys now.'),
  }),
  z.strictObject({ aspect: z.literal('regions'), value: z.array(region).min(1).max(40).nullable() }),
  z.strictObject({
    aspect: z.literal('travel'),
    value: z.number().int().min(0).max(mostTravelMinutes).nullable().describe('Minutes from the owner, one way.'),
  }),
  z.strictObject({ aspect: z.literal('relationship'), value: z.enum(relationships).nullable() }),
  z.strictObject({ aspect: z.literal('intent'), value: z.enum(intents).nullable() }),
])

/** Who wrote something down, when, and from which day it holds. */
const written = {
  id,
  from: day,
  by: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  at: instant,
}

const open = { ...written, evidence: z.string() }

/** What it rests on names money too, and goes by the same right. */
const potential = z.strictObject({
  ...written,
  source: z.enum(potentialSources),
  evidence: needs('read-spend', z.string()),
  low: needs('read-spend', decimal),
  likely: needs('read-spend', decimal),
  high: needs('read-spend', decimal),
  /** The band in which the likely amount lies. */
  likelyBand: band,
})

const judgement = z.strictObject({
  ...written,
  aspect: z.enum(aspects),
  /** The family of products it is about; null for the account as a whole. */
  line: named.nullable(),
  /** Whether it takes back what was said before. */
  isWithdrawal: z.boolean(),
  /** Whether it holds at the end of the period that is shown today. */
  isInForce: z.boolean(),
  standing: z.enum(standings).nullable(),
  reference: z.enum(references).nullable(),
  potential: z
    .strictObject({
      source: z.enum(potentialSources),
      evidence: needs('read-spend', z.string()),
      low: needs('read-spend', decimal),
      likely: needs('read-spend', decimal),
      high: needs('read-spend', decimal),
      likelyBand: band,
    })
    .nullable(),
  regions: z.array(z.string()).nullable(),
  minutes: z.number().int().nullable(),
  relationship: z.enum(relationships).nullable(),
  intent: z.enum(intents).nullable(),
  /** Null where it is about money: it stands with the potential then. */
  evidence: z.string().nullable(),
})

const share = z.number().nullable()

export const judgementOperations = {
  getAccountFit: {
    summary: 'How an account fits us: what people judge of it, with evidence, and what its orders and its place tell.',
    tag: 'judgements',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({ period: periodName.optional().describe('By default the one that is shown.') }),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      /** Whether whoever asks may judge this account. */
      mayJudge: z.boolean(),
      /** By family of products, the ones we are the first call for first. */
      standing: z.array(z.strictObject({ ...open, line: named, standing: z.enum(standings) })),
      reference: z.strictObject({ ...open, value: z.enum(references) }).nullable(),
      growthPotential: potential.nullable(),
      regions: z.strictObject({ ...open, value: z.array(z.string()) }).nullable(),
      relationship: z.strictObject({ ...open, value: z.enum(relationships) }).nullable(),
      intent: z.strictObject({ ...open, value: z.enum(intents) }).nullable(),
      /** Null where nobody gave minutes and a site or the place of the owner is not on the map. */
      travel: z
        .strictObject({
          /** One way. */
          minutes: z.number().int(),
          /** From the owner to the nearest site as the crow flies; null where it is not known. */
          kilometres: share,
          basis: z.enum(['given', 'distance']),
          /** The judgement that gave the minutes; null where they follow from the distance. */
          given: z.strictObject(open).nullable(),
        })
        .nullable(),
      operating: z.strictObject({
        /** Shares as fractions with six decimals; null where they are unknown. `fit` is the mean of those that are known. */
        fit: needs('read-spend', share),
        standard: needs('read-spend', share),
        plain: share,
        /** Orders with an event of special handling and those without, from the first day on which anybody noted one. */
        handledOrders: z.number().int(),
        plainOrders: z.number().int(),
        /** The first day of such an event in the book; null where none was ever imported. */
        handlingSince: day.nullable(),
        /** Whether the book says of any product whether it is standard. */
        knowsStandard: z.boolean(),
      }),
      /** Families of products one can judge the standing in, by name. */
      lines: z.array(named),
    }),
  },
  listJudgements: {
    summary: 'Everything that was ever judged of an account, the newest first, with who and when.',
    tag: 'judgements',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object(paging),
    output: pageOf(judgement),
  },
  addJudgement: {
    summary: 'Writes down what somebody judges of an account, from a day on. What was written before stays on record.',
    tag: 'judgements',
    right: 'write-action',
    params: z.object({ id }),
    body: z.strictObject({
      verdict,
      evidence,
      from: day.describe('The day from which it holds; today at the latest.'),
    }),
    output: judgement,
    status: 201,
  },
} satisfies Record<string, Operation>
