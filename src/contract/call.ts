import { z } from 'zod'
import { callHintKinds, callResults, callStates } from '../domain/call/call.ts'
import { pageOf, paging, sheetFormat, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, grade, id, instant, listOf, named } from './value.ts'

const goal = z.string().trim().min(1, 'A call needs a goal: say what is to be different after it').max(300)
const contact = z.string().trim().max(200).nullable()

/** What comes next: another call, which has a goal too, or an action. The day is when. */
const nextStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), goal, contact, day }),
  z.strictObject({ kind: z.literal('action'), title: z.string().trim().min(1).max(200), day }),
])

/** What came of a call. */
const outcome = {
  reached: z.enum(callResults),
  /** In a few words; null when nobody wrote any. */
  result: z.string().trim().max(4000).nullable(),
  /** The day it was made. */
  day,
  /** Who was spoken to, where it is another than was planned; null leaves who was planned. */
  contact,
  next: nextStep.nullable(),
}

const callFields = {
  contact,
  goal,
  day,
  /** The person with access who makes it; null is whoever asks. */
  owner: id.nullable(),
}

const accountName = z.strictObject({ id, name: z.string() })

const call = z.strictObject({
  id,
  account: accountName,
  contact: z.string().nullable(),
  goal: z.string(),
  day,
  owner: z.strictObject({ id, name: z.string() }),
  /** The rep it counts for; null where whoever makes it is no rep. */
  rep: named.nullable(),
  createdBy: z.strictObject({ id: id.nullable(), name: z.string() }),
  createdAt: instant,
  state: z.enum(callStates),
  /** Planned for a day that is over. */
  isOverdue: z.boolean(),
  /** Only of a call that was made. */
  outcome: z
    .strictObject({
      reached: z.enum(callResults),
      result: z.string().nullable(),
      day,
      at: instant,
      by: z.string(),
      next: z.strictObject({ kind: z.enum(['call', 'action']), id, title: z.string(), day: day.nullable() }).nullable(),
    })
    .nullable(),
  /** The call whose next step it is. */
  follows: id.nullable(),
  /** Every state it was in, the newest first. */
  states: z.array(
    z.strictObject({ state: z.enum(callStates), at: instant, by: z.string(), note: z.string().nullable() }),
  ),
  version: z.number().int(),
})

/**
 * What a call with an account could be for. The sentence is made in the browser and on the command line.
 * - `near-up`: little separates it from a better grade; `near-down`: it falls unless it buys again
 * - `action`: something that is to be done about it; `again`: nobody was reached last time
 */
const hint = z.strictObject({
  kind: z.enum(callHintKinds),
  grade,
  /** The better grade it is near; null for the other kinds. */
  nextGrade: grade,
  /** What is missing to it, or what it stands above its own bound; null for the other kinds. */
  distance: spendMoneyOrUnknown(),
  /** The title of the action, or the goal that is still open, as somebody wrote it; null for the other kinds. */
  words: z.string().nullable(),
  /** When the action is due, or was called in vain. */
  day: day.nullable(),
})

const params = z.object({ id })
const query = {
  owner: z.string().max(200).optional().describe('Id of a person, or `me`.'),
  rep: listOf(z.string().max(200)),
  account: z.string().max(200).optional(),
  state: listOf(z.enum(callStates)),
  from: day.optional().describe('First day they are planned for.'),
  to: day.optional().describe('Last day they are planned for.'),
  order: z.enum(['day', '-day']).default('day').describe('The earliest first, or the latest first.'),
}

export const callOperations = {
  listCalls: {
    summary: 'Calls by the day they are planned for, with what came of them.',
    tag: 'calls',
    right: 'read-account',
    query: z.object({ ...query, ...paging }),
    output: pageOf(call),
  },
  exportCalls: {
    summary: 'The same calls as a file, of the accounts one may export.',
    tag: 'calls',
    right: 'export',
    query: z.object({ ...query, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getCall: {
    summary: 'One call with its states.',
    tag: 'calls',
    right: 'read-account',
    params,
    output: call,
    etag: 'hashes',
  },
  planCall: {
    summary: 'Plans a call with an account: no call without a goal. With an outcome it is logged at once.',
    tag: 'calls',
    right: 'write-action',
    body: z.strictObject({ account: id, ...callFields, outcome: z.strictObject(outcome).nullable().default(null) }),
    output: call,
    status: 201,
    etag: 'gives',
  },
  updateCall: {
    summary: 'Changes a planned call.',
    tag: 'calls',
    right: 'write-action',
    params,
    body: z.strictObject(callFields),
    output: call,
    etag: 'needs',
  },
  logCall: {
    summary: 'Says what came of a call, and makes its next step a call or an action.',
    tag: 'calls',
    right: 'write-action',
    params,
    body: z.strictObject(outcome),
    output: call,
    etag: 'needs',
  },
  dropCall: {
    summary: 'Decides against a planned call.',
    tag: 'calls',
    right: 'write-action',
    params,
    body: z.strictObject({ reason: z.string().trim().max(1000).nullable() }),
    output: call,
    etag: 'needs',
  },
  reopenCall: {
    summary: 'Takes back what came of a call, or that it was dropped; its next step goes where nobody has begun it.',
    tag: 'calls',
    right: 'write-action',
    params,
    output: call,
    etag: 'needs',
  },
  getCallHints: {
    summary: 'What a call with an account could be for, and whom people spoke to there.',
    tag: 'calls',
    right: 'read-account',
    params,
    output: z.strictObject({ account: accountName, hints: z.array(hint), contacts: z.array(z.string()) }),
    etag: 'hashes',
  },
  getCallDay: {
    summary: 'The calls of a day: those that are planned, those that were made, and accounts that should be called.',
    tag: 'calls',
    right: 'read-account',
    query: z.object({ rep: z.string().max(200).optional().describe('A rep, as source/key; oneself when left out.') }),
    output: z.strictObject({
      today: day,
      /** The reps whose calls these are. */
      reps: z.array(named),
      /** Planned for today or an earlier day, the earliest first. */
      planned: z.array(call),
      /** Planned for a later day of this week. */
      later: z.array(call),
      /** Logged today. */
      done: z.array(call),
      /** Accounts nobody has planned to call, the most urgent first. */
      suggested: z.array(z.strictObject({ account: accountName, grade, hint })),
      /** Of the suggestions of a week, from Monday: how many there are at most, and how many were answered. */
      week: z.strictObject({ most: z.number().int(), answered: z.number().int() }),
    }),
    etag: 'hashes',
  },
  skipCall: {
    summary: 'Leaves an account out of the accounts a rep should call until a day; without a day it may come back.',
    tag: 'calls',
    right: 'write-action',
    body: z.strictObject({ account: id, until: day.nullable() }),
    output: z.strictObject({ account: accountName, until: day.nullable() }),
  },
} satisfies Record<string, Operation>
