import { z } from 'zod'
import { callResults } from '../domain/call/call.ts'
import { movementClasses } from '../domain/movement.ts'
import { standings } from '../domain/scoreboard/league.ts'
import { movementOperations } from './movement.ts'
import { marginMoneyOrUnknown, needs, sheetFormat, spendMoney } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, decimal, grade, named, share } from './value.ts'

const count = z.number().int()

/** The two ends, as every question about movement takes them. */
const { from, to, closed } = movementOperations.getMovement.query.shape
const ends = { from, to, closed }
const { basis } = movementOperations.getMovement.output.shape

/** Calls of the later window by the rep they were planned for; those that were dropped count nowhere. */
const calls = z.strictObject({
  planned: count,
  done: count,
  /** Of those that were done, how far they got their goal. */
  results: z.strictObject(
    Object.fromEntries(callResults.map((result) => [result, count])) as Record<
      (typeof callResults)[number],
      typeof count
    >,
  ),
})

/** A rep against the book that was given; counts and places are for everybody. */
const place = {
  /** 1 is first; null where the start book is too small to tell, or nothing could have come out otherwise. */
  rank: count.nullable(),
  /** Null is the accounts of nobody. */
  rep: named.nullable(),
  /** Accounts with a grade at the later end, and at the earlier one: the book that was given. */
  accounts: count,
  start: count,
  up: count,
  down: count,
  new: count,
  returned: count,
  lost: count,
  /** Up, new and returned less down and lost. */
  net: count,
  /** What such accounts did on average in the whole book. */
  expectedNet: z.number(),
  /** Net less expected; all reps together come to 0. */
  excess: z.number(),
  /** How far chance alone takes a book of these accounts, one standard deviation. */
  spread: z.number(),
  /** The excess in spreads: what ranks go by. */
  deviation: z.number().nullable(),
  standing: z.enum(standings),
  /** Accounts of the later end that were somebody else's at the earlier one, and those that went to somebody else. */
  takenOver: count,
  handedOver: count,
  calls,
  /** Reviews of accounts of the rep that were closed in the later window. */
  reviews: count,
  spendBefore: spendMoney(),
  spendAfter: spendMoney(),
  change: spendMoney(),
  retention: needs('read-spend', z.strictObject({ grr: share.nullable(), nrr: share.nullable() })),
  /** What such money did on average; it tells of the money of others, and is there for who sees all of it. */
  expectedChange: spendMoney(),
  excessChange: spendMoney(),
}

const target = z.strictObject({
  measure: z.enum(['revenue', 'gross_profit']),
  from: day,
  to: day,
  amount: decimal,
  /** What the rep sold on its days so far; null where costs of too little of it are known. */
  reached: decimal.nullable(),
  /** Reached over the amount; null where it is unknown, or the amount is nothing. */
  share: share.nullable(),
  /** Days of it that are over, as a share: a target of a year is half done at midyear where sales are even. */
  elapsed: share,
})

export const scoreboardOperations = {
  getScoreboard: {
    summary:
      'What one rep did between two ends: assets, movement, growth, retention, calls, reviews, targets and hours.',
    tag: 'scoreboard',
    right: 'read-account',
    query: z.object({
      ...ends,
      rep: z.string().max(200).optional().describe('A rep, as source/key; oneself when left out.'),
    }),
    etag: 'hashes',
    output: z.strictObject({
      basis,
      ...place,
      rep: named,
      /** Of how many that have a place. */
      of: count,
      /** Start books with fewer accounts have none. */
      fewBelow: count,
      /** Every grade, the best first and none last: who has it at the later end, and had it at the earlier one. */
      grades: z.array(
        z.strictObject({
          grade,
          count,
          countBefore: count,
          spend: spendMoney(),
          spendBefore: spendMoney(),
        }),
      ),
      /** Every class, zeros included. */
      classes: z.array(z.strictObject({ class: z.enum(movementClasses), count, change: spendMoney() })),
      /** Start, expansion, contraction and lost of who bought before, as GRR and NRR are worked out of them. */
      retained: needs(
        'read-spend',
        z.strictObject({ start: decimal, expansion: decimal, contraction: decimal, lost: decimal }),
      ),
      /** Spend of the invoices the rep sold, whoever looks after the account now, in both windows. */
      sold: spendMoney(),
      soldBefore: spendMoney(),
      /** Targets that have days in the later window; gross profit to who sees margins. */
      targets: needs('read-spend', z.array(target)),
      /** Hours logged in the later window for accounts that were the rep's on the day, to who sees margins; null where nobody logs any. */
      hours: marginMoneyOrUnknown(),
    }),
  },
  listLeague: {
    summary: 'Reps against the book each was given, by how far beyond chance it went; few accounts have no place.',
    tag: 'scoreboard',
    right: 'read-account',
    query: z.object(ends),
    etag: 'hashes',
    output: z.strictObject({
      basis,
      fewBelow: count,
      /** Those with a place first, then the others by name. */
      items: z.array(z.strictObject(place)),
      /** All of them together: the whole book. */
      total: z.strictObject({
        accounts: count,
        start: count,
        up: count,
        down: count,
        new: count,
        returned: count,
        lost: count,
        net: count,
        calls,
        reviews: count,
        spendBefore: spendMoney(),
        spendAfter: spendMoney(),
        change: spendMoney(),
      }),
    }),
  },
  exportLeague: {
    summary: 'The same table as a file, of the reps whose accounts one may export.',
    tag: 'scoreboard',
    right: 'export',
    query: z.object({ ...ends, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
} satisfies Record<string, Operation>
