import { z } from 'zod'
import { alertKinds, alertPartTypes, alertStates } from '../domain/alert/alert.ts'
import { alertOutcomes } from '../domain/alert/outcome.ts'
import { job } from './job.ts'
import { pageOf, paging, sheetFormat, spendMoney } from './operation.ts'
import type { Operation } from './operation.ts'
import { band, currencyCode, day, grade, id, instant, listOf, named } from './value.ts'

const count = z.number().int()
const person = z.strictObject({ id: id.nullable(), name: z.string() })

/** What somebody found out; null takes back what was said before. */
const answer = z.strictObject({
  outcome: z.enum(alertOutcomes).nullable(),
  note: z.string().nullable(),
  by: person,
  at: instant,
})

/** Why an account deserves a call. The sentence is made of it in the browser and on the command line, in the same words. */
const reason = {
  /** `silence`: the account has not ordered for longer than its rhythm allows. `decline`: a part of it orders less, the whole does not. */
  kind: z.enum(alertKinds),
  /** The family of products or the site that declines; null where the whole account is silent. */
  part: z.strictObject({ type: z.enum(alertPartTypes), key: z.string(), name: z.string() }).nullable(),
  /** The last day on which the account, or the part of it, was invoiced an order. */
  lastOrder: day,
  /** Whole days since, up to the last day of the book. */
  gapDays: count,
  /** Days between its orders of late, on average; at least 1. */
  usualDays: count,
  /** Days on which it ordered in three years. */
  orders: count,
  /** Of a decline: order days of the last `days`, and those of as many days on average before. Null for a silence. */
  fall: z.strictObject({ days: count, after: count, before: z.number() }).nullable(),
  /** How likely a gap, or a fall, so large is where nothing has changed: at most this. */
  probability: z.number(),
}

const alert = z.strictObject({
  id,
  account: z.strictObject({ id, key: z.string(), name: z.string() }),
  /** Who looks after the account now; null is nobody. */
  owner: named.nullable(),
  grade,
  ...reason,
  /** The last day of the book when it was last found. */
  asOf: day,
  /** When it was found first. */
  foundAt: instant,
  /** `open`; `answered`; `over` once the account ordered again, or it is an alarm no longer. */
  state: z.enum(alertStates),
  /** Whether it is among those its owner is told of this week. */
  isInWeek: z.boolean(),
  /**
   * Money at stake: what the account bought in the year up to its last order, or by what its part fell in a year. Everybody sees
   * the band.
   */
  stake: spendMoney(),
  stakeBand: band,
  /** What it bought in the year before, and in the year at the rate of now. */
  before: spendMoney(),
  after: spendMoney(),
  /** The answer that holds; null while there is none. */
  answer: answer.nullable(),
  /** Whether whoever asks may answer it. */
  mayAnswer: z.boolean(),
})

/** What was looked at, said with every list. Null before anybody looked. */
const looked = z
  .strictObject({
    /** The last day with an invoice line then. */
    asOf: day,
    at: instant,
    watermark: count,
    /** Whether something was imported, undone or set otherwise since. */
    isOld: z.boolean(),
  })
  .nullable()

const counts = z.strictObject({
  /** Open ones that their owners are told of this week. */
  week: count,
  open: count,
  answered: count,
})

const filter = {
  state: z
    .enum(['week', ...alertStates])
    .default('week')
    .describe('`week` is the open ones within the cap of each rep; `over` those that are alarms no longer.'),
  within: z.enum(['book', 'mine']).default('book').describe('`mine` are the accounts one looks after.'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
  account: id.optional(),
  kind: listOf(z.enum(alertKinds)),
}

const caps = {
  /** The share of alarms that may be false, over the book. */
  q: z.number().min(0.01).max(0.5),
  /** Alerts of a rep and week while no answers move it. */
  cap: z.number().int().min(1).max(50),
}

export const alertOperations = {
  listAlerts: {
    summary:
      'Accounts that are silent, or part of which declines, beyond what their own rhythm allows: the most money first.',
    tag: 'alerts',
    right: 'read-account',
    query: z.object({ ...filter, ...paging }),
    output: pageOf(alert).extend({ looked, currency: currencyCode, counts }),
  },
  exportAlerts: {
    summary: 'The same list as a file.',
    tag: 'alerts',
    right: 'export',
    query: z.object({ ...filter, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getAlert: {
    summary: 'One alert with every answer it was given.',
    tag: 'alerts',
    right: 'read-account',
    params: z.object({ id }),
    output: alert.extend({ answers: z.array(answer) }),
    etag: 'hashes',
  },
  setAlertOutcome: {
    summary: 'Says what became of an alert, or takes that back. Answers stay on record and move the cap of its rep.',
    tag: 'alerts',
    right: 'write-action',
    params: z.object({ id }),
    body: z.strictObject({
      outcome: z.enum(alertOutcomes).nullable().describe('Null takes back the answer that holds.'),
      note: z.string().trim().max(1000).nullable(),
    }),
    output: z.strictObject({ id, state: z.enum(alertStates), answer: answer.nullable() }),
  },
  getAlertCaps: {
    summary: 'How many alerts each rep is told of in a week, and what was looked at to find them.',
    tag: 'alerts',
    right: 'read-account',
    etag: 'hashes',
    output: z.strictObject({
      ...caps,
      maySet: z.boolean(),
      looked,
      /** What the last look tested, and what it found. Null before the first. */
      found: z
        .strictObject({
          /** Accounts whose rhythm is known, and parts of accounts. */
          silence: z.strictObject({ tested: count, alarms: count, seasonal: count }),
          decline: z.strictObject({ tested: count, alarms: count }),
        })
        .nullable(),
      /** The rule in numbers: answers of so many days count, from so many on; the cap stays between these. */
      rule: z.strictObject({ days: count, leastAnswers: count, least: count, most: count }),
      /** By rep, those with the most open alerts first; null is the accounts of nobody. */
      reps: z.array(
        z.strictObject({
          rep: named.nullable(),
          cap: count,
          useful: count,
          useless: count,
          open: count,
          inWeek: count,
          answeredInWeek: count,
        }),
      ),
    }),
  },
  setAlertCaps: {
    summary: 'Sets the share of alarms that may be false, and the cap of the book.',
    tag: 'alerts',
    right: 'policy',
    body: z.strictObject(caps),
    output: z.strictObject(caps),
  },
  findAlerts: {
    summary: 'Looks for alerts in the ledger as it is now. A job.',
    tag: 'alerts',
    right: 'policy',
    output: job,
    status: 202,
  },
} satisfies Record<string, Operation>
