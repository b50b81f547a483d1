import { z } from 'zod'
import { attentionReasons } from '../domain/attention.ts'
import { flowSteps } from '../domain/movement-flow.ts'
import { movementClasses } from '../domain/movement.ts'
import { accountRow } from './account.ts'
import { action } from './action.ts'
import { basis, marginMoneyOrUnknown, needs, spendMoney, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { band, day, decimal, grade, id, listOf, named, periodName, share } from './value.ts'

const within = {
  period: periodName.optional(),
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
}

/** Revenue retention of a cohort: what bought in the window before. Fractions; null when it bought nothing. */
const retention = z.strictObject({ grr: share.nullable(), nrr: share.nullable() })

const gradeBy = z.enum(['spend', 'score'])

/** An account that moved and why it deserves a look. The sentence is made in the browser from the reason and its money. */
const attention = z.strictObject({
  account: z.strictObject({ id, key: z.string(), name: z.string() }),
  owner: named.nullable(),
  movement: z.enum(movementClasses),
  from: grade,
  to: grade,
  change: spendMoney(),
  spendBefore: spendMoneyOrUnknown(),
  spend: spendMoneyOrUnknown(),
  spendBandBefore: band.nullable(),
  spendBand: band.nullable(),
  lastInvoice: day.nullable(),
  reason: z.enum(attentionReasons),
  /** The product family that fell most, for `down`, `shrinking` and `family-lost`. */
  family: named.nullable(),
  familyChange: spendMoneyOrUnknown(),
})

const gradeCount = z.strictObject({
  grade,
  count: z.number().int(),
  countBefore: z.number().int(),
  /** Moved into this grade from a worse one, from a better one, from outside; and out of it. */
  up: z.number().int(),
  down: z.number().int(),
  arrived: z.number().int(),
  left: z.number().int(),
  spend: spendMoney(),
  spendBefore: spendMoney(),
})

export const portfolioOperations = {
  getPortfolio: {
    summary:
      'The whole book at the end of a period, against twelve months before: grades, movement, retention, concentration, attention.',
    tag: 'portfolio',
    right: 'read-account',
    query: z.object(within),
    output: z.strictObject({
      basis: z.strictObject(basis),
      /** The window the movement is against. */
      before: z.strictObject({ period: z.string(), from: day, to: day, isWhole: z.boolean() }),
      /** What both ends are graded by: where it is a score, spend says nothing about why a grade moved. */
      gradeBy,
      accounts: z.number().int(),
      /** Parts that sum to the book; absent where one may not see the money of all of them. */
      totals: needs(
        'read-spend',
        z.strictObject({
          spend: decimal,
          spendBefore: decimal,
          accounts: decimal,
          left: decimal,
          noAccount: decimal,
          orders: z.number().int(),
        }),
      ),
      margin: needs(
        'read-margin',
        z.strictObject({ grossProfit: decimal.nullable(), marginRate: share.nullable(), coverage: share.nullable() }),
      ),
      grades: z.array(gradeCount),
      matrix: z.array(z.strictObject({ from: grade, to: grade, count: z.number().int(), change: spendMoney() })),
      movements: z.array(
        z.strictObject({ movement: z.enum(movementClasses), count: z.number().int(), change: spendMoney() }),
      ),
      retention: needs(
        'read-spend',
        retention.extend({ start: decimal, expansion: decimal, contraction: decimal, lost: decimal }),
      ),
      /** Retention at the end of each of the last quarters, the oldest first. */
      retentionLine: needs('read-spend', z.array(retention.extend({ to: day }))),
      concentration: needs(
        'read-spend',
        z.strictObject({
          /** At most a hundred points of the curve, by ultimate parent: rank and share of accounts, share of spend so far. */
          points: z.array(z.strictObject({ rank: z.number().int(), accountShare: share, spendShare: share })),
          families: z.number().int(),
          topFifthShare: share.nullable(),
          accountsForFourFifths: z.number().int().nullable(),
          largest: z.array(
            z.strictObject({
              account: z.strictObject({ id, key: z.string(), name: z.string() }),
              spend: decimal,
              share: share.nullable(),
            }),
          ),
        }),
      ),
      attention: z.array(attention),
    }),
    etag: 'hashes',
  },
  listPortfolioGroups: {
    summary: 'The book by owner, territory or segment: grades, movement and money of each.',
    tag: 'portfolio',
    right: 'read-account',
    query: z.object({ ...within, by: z.enum(['owner', 'territory', 'segment']) }),
    output: z.strictObject({
      basis: z.strictObject(basis),
      items: z.array(
        z.strictObject({
          /** Null for accounts that have none. */
          group: named.nullable(),
          accounts: z.number().int(),
          grades: z.array(z.strictObject({ grade, count: z.number().int() })),
          up: z.number().int(),
          down: z.number().int(),
          new: z.number().int(),
          lost: z.number().int(),
          /** Of the accounts that are in the group at the end of the period, whoever sold to them. */
          spend: spendMoney(),
          spendBefore: spendMoney(),
          spendChange: spendMoney(),
          /**
           * What an owner sold, whoever looks after the account now: by the salesperson on the invoice, else the owner on its
           * date. By owner of the whole book only, for who sees all of its spend; sums to the spend of the book.
           */
          sold: spendMoney(),
          soldBefore: spendMoney(),
          grossProfit: marginMoneyOrUnknown(),
          marginRate: needs('read-margin', share.nullable()),
          retention: needs('read-spend', retention),
        }),
      ),
    }),
  },
  getMovementFlow: {
    summary: 'How the accounts of the book went from grade to grade over several ends of quarters or years.',
    tag: 'portfolio',
    right: 'read-account',
    query: z.object({ ...within, step: z.enum(flowSteps).default('quarter') }),
    output: z.strictObject({
      basis: z.strictObject(basis),
      /** False while the earlier ends are being graded, which takes a moment when somebody looks first: there are none yet then. */
      isReady: z.boolean(),
      /** How far the ends lie apart, and by what they may: a window that grows through the year is compared by years alone. */
      step: z.enum(flowSteps),
      steps: z.array(z.enum(flowSteps)),
      /** The oldest first; all are graded by the policy of the last one. */
      ends: z.array(
        z.strictObject({
          from: day,
          to: day,
          /** Whether the book reaches back to the first day of the window. */
          isWhole: z.boolean(),
          grades: z.array(
            z.strictObject({
              grade,
              count: z.number().int(),
              /** Accounts that had the grade and left the book since, of the whole book only; they are in no count here. */
              former: z.number().int(),
              spend: spendMoney(),
            }),
          ),
        }),
      ),
      /** Who went from a grade at `ends[end]` to one at the end after it; only where somebody did. */
      links: z.array(
        z.strictObject({
          end: z.number().int(),
          from: grade,
          to: grade,
          count: z.number().int(),
          change: spendMoney(),
        }),
      ),
    }),
    etag: 'hashes',
  },
  getMyBook: {
    summary: "One's own accounts: grades, how far to the next one, what changed in the last week, and what to do.",
    tag: 'portfolio',
    right: 'read-account',
    query: z.object({ period: periodName.optional(), rep: z.string().max(200).optional() }),
    output: z.strictObject({
      basis: z.strictObject(basis),
      /** The reps whose accounts these are. */
      reps: z.array(named),
      gradeBy,
      grades: z.array(gradeCount),
      totals: needs('read-spend', z.strictObject({ spend: decimal, spendBefore: decimal, retention })),
      /** Nearest to a better grade first. */
      nearUp: z.array(accountRow),
      /** Nearest to falling below the bound of their grade, by what was bought in the window's first months. */
      nearDown: z.array(accountRow.extend({ above: spendMoney() })),
      /** What changed since seven days before the end of the period. */
      week: z.strictObject({
        from: day,
        invoices: z.number().int(),
        spend: spendMoney(),
        moves: z.array(
          z.strictObject({
            account: z.strictObject({ id, key: z.string(), name: z.string() }),
            from: grade,
            to: grade,
          }),
        ),
      }),
      attention: z.array(attention),
      actions: z.array(action),
    }),
    etag: 'hashes',
  },
} satisfies Record<string, Operation>
