import { z } from 'zod'

const parameters = z.object({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() })
const counted = { meanError: z.number(), expected: z.number() }
const ranking = z.number().nullable()

/** What a fit keeps of itself, times in days and money in units of the base currency. */
export const lifetimeDocument = z.object({
  /** The line kinds that made an order. */
  kinds: z.array(z.string()),
  fit: z.object({
    model: parameters.extend({ k: z.number().int(), stopsAtFirst: z.boolean() }),
    logLikelihood: z.number(),
    standardErrors: parameters.nullable(),
    isSettled: z.boolean(),
    hasAttrition: z.boolean(),
    evaluations: z.number().int(),
  }),
  /** Null where the values of orders have no mean. */
  spend: z
    .object({
      model: z.object({ p: z.number(), q: z.number(), v: z.number() }),
      logLikelihood: z.number(),
      accounts: z.number().int(),
    })
    .nullable(),
  accounts: z.number().int(),
  repeaters: z.number().int(),
  orders: z.number().int(),
  medianGap: z.number(),
  holdout: z
    .object({
      from: z.string(),
      to: z.string(),
      accounts: z.number().int(),
      orders: z.number().int(),
      active: z.number().int(),
      model: z.object({ ...counted, expectedActive: z.number(), ranking }),
      plainRate: z.object(counted),
      asBefore: z.object({ ...counted, expectedActive: z.number() }),
      daysSinceLast: z.object({ ranking }),
      bins: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          accounts: z.number().int(),
          expected: z.number(),
          actual: z.number().int(),
        }),
      ),
    })
    .nullable(),
})

export type LifetimeDocument = z.infer<typeof lifetimeDocument>
