import { z } from 'zod'
import { movementBounds, movementClasses, movementEnds, movementStarts } from '../domain/movement.ts'
import { needs, pageOf, paging, sheetFormat, spendMoney, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { band, currencyCode, day, decimal, grade, id, instant, listOf, named, periodName, share } from './value.ts'

const count = z.number().int()

/** Two ends that are compared, and which part of the book: what every question about movement takes. */
export const comparedPart = {
  from: periodName.optional().describe('The earlier period; a year before the later one when left out.'),
  to: periodName.optional().describe('The later period; the one that is shown by default when left out.'),
  closed: z
    .enum(['yes', 'no'])
    .default('yes')
    .describe('Whether a closed period shows the grades and money of its closing, or what the book says of it now.'),
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
  parent: id.optional().describe('The id of an ultimate parent: its whole family.'),
}

/** What accounts are grouped by; a family stands under its ultimate parent. */
export const movementGroupings = ['owner', 'territory', 'segment', 'parent'] as const
const by = z.enum(movementGroupings).optional()

/** What makes a move up or down. By money both must be passed, and all of it must be in sight: an answer would tell it. */
const bound = {
  bound: z.enum(movementBounds).default('grade'),
  boundShare: z.coerce.number().min(0).max(100).default(0.1).describe('Of spend before, as a fraction.'),
  boundAmount: decimal.default('1000').describe('In the base currency.'),
}

/**
 * Why an end is not that of a closing: there is none, nobody asked for it, it has other grades than the later end, or an account in
 * it is in the book no more, merged into another one or taken back.
 */
const ledgerReasons = ['not-closed', 'not-asked', 'other-grades', 'accounts-gone'] as const

const end = z.strictObject({
  period: z.string(),
  from: day,
  to: day,
  /** Whether the book reaches back to the first day of the window. */
  isWhole: z.boolean(),
  /** Whether grades and money are those of the closing, or worked out of the ledger as it is now. */
  source: z.enum(['closing', 'ledger']),
  why: z.enum(ledgerReasons).nullable(),
  /** The latest closing of the period, taken or not; null where it was never closed. Its money has four decimals. */
  closing: z.strictObject({ revision: count, closedAt: instant, watermark: count }).nullable(),
})

/** What both ends are and how they were graded: said with every answer. */
const comparedBasis = z.strictObject({
  before: end,
  after: end,
  currency: currencyCode,
  watermark: count,
  policy: z.strictObject({ name: z.string(), version: count }),
  gradeBy: z.enum(['spend', 'score']),
  /** Labels of the policy, the best first. */
  grades: z.array(z.string()),
  /** Days that are in both windows: whoever bought on them counts at both ends. */
  sharedDays: count,
})

const money = { spendBefore: spendMoney(), spendAfter: spendMoney(), change: spendMoney() }

const classCount = z.strictObject({ class: z.enum(movementClasses), count, ...money })

const movementGroup = z.strictObject({
  /** Null for accounts that have none. */
  group: named.nullable(),
  /** Accounts that take part, and of these the ones of each class. */
  accounts: count,
  classes: z.array(classCount),
  /** Accounts of another owner at the earlier end; by owner only. */
  takenOver: count.nullable(),
  ...money,
})

const movementRow = z.strictObject({
  account: z.strictObject({ id, key: z.string(), name: z.string() }),
  source: z.string(),
  root: z.strictObject({ id, name: z.string() }).nullable(),
  /** A move belongs to the owner at its end. */
  owner: named.nullable(),
  ownerBefore: named.nullable(),
  territory: named.nullable(),
  segment: named.nullable(),
  class: z.enum(movementClasses),
  from: grade,
  to: grade,
  spendBandBefore: band.nullable(),
  spendBand: band.nullable(),
  spendBefore: spendMoneyOrUnknown(),
  spendAfter: spendMoneyOrUnknown(),
  change: spendMoney(),
  /** The last invoice up to the later end, of a lost account only; what was lost with it is its spend before. */
  lastInvoice: day.nullable(),
})

const moves = {
  ...comparedPart,
  ...bound,
  class: listOf(z.enum(movementClasses)),
  gradeFrom: listOf(z.string().max(200)).describe(
    'Grades at the earlier end; `new`, `returned` or `none` without one.',
  ),
  gradeTo: listOf(z.string().max(200)).describe('Grades at the later end; `lost` or `none` without one.'),
  sort: z
    .enum(['size', '-size', 'change', '-change', 'name', '-name'])
    .optional()
    .describe(
      '`-size` has the largest change first, either way; `change` what fell most, `-change` what grew most. By money only where all of it is in sight; by default `-size` there, else `name`.',
    ),
}

/** What became of the money of those who bought in the base window. `start + expansion - contraction - lost` is `end`. */
const retainedMoney = z.strictObject({
  start: decimal,
  expansion: decimal,
  contraction: decimal,
  lost: decimal,
  end: decimal,
  grr: share.nullable(),
  nrr: share.nullable(),
})

const retained = {
  /** Accounts with spend above zero in the base window, those of them that were invoiced again, and the rest. */
  bought: count,
  kept: count,
  lost: count,
  /** Kept over bought; null where nobody bought. */
  accountRetention: share.nullable(),
  money: needs('read-spend', retainedMoney),
  /** What those that were kept bought at both ends. */
  sameStore: needs('read-spend', z.strictObject({ before: decimal, after: decimal })),
  /**
   * What higher and lower prices made of it, and retention as it were at the prices of before. Null where prices cannot be told: an
   * end is that of a closing, which keeps no lines.
   */
  price: needs('read-spend', z.strictObject({ effect: decimal, without: retainedMoney }).nullable()),
  /** What exchange rates made of it, which is in `money` as invoiced and not in it at a fixed rate; null as for prices. */
  currencyEffect: needs('read-spend', decimal.nullable()),
}

const retentionQuery = {
  ...comparedPart,
  by,
  rate: z
    .enum(['invoiced', 'fixed'])
    .default('invoiced')
    .describe('Money of both ends at the rates of its invoices, or all of it at those of the base window.'),
}

const cohortsQuery = {
  to: comparedPart.to,
  within: comparedPart.within,
  owner: comparedPart.owner,
  territory: comparedPart.territory,
  segment: comparedPart.segment,
  parent: comparedPart.parent,
  quarters: z.coerce
    .number()
    .int()
    .min(4)
    .max(24)
    .default(12)
    .describe('Quarters that are shown, up to the end of `to`.'),
}

/** A group that stands for all that are beyond the first ones. */
const rest = <T extends z.ZodType>(group: T) => z.strictObject({ groups: count, sum: group }).nullable()

export const movementOperations = {
  getMovement: {
    summary: 'Who moved between two windows or closed periods: the matrix, what became of accounts, and their money.',
    tag: 'movement',
    right: 'read-account',
    query: z.object({ ...comparedPart, ...bound, by }),
    etag: 'hashes',
    output: z.strictObject({
      basis: comparedBasis,
      bound: z.strictObject({ kind: z.enum(movementBounds), share, amount: decimal }),
      /** Accounts that take part: at one end at least they are an account, or had money in its window. */
      accounts: count,
      /** Every grade, the best first and none last, at both ends: what rows and columns of the matrix sum to. */
      grades: z.array(z.strictObject({ grade, before: count, after: count })),
      /** Every cell that somebody is in. Who has no grade stands in a row or column of its own: new, returned, lost, or none. */
      matrix: z.array(
        z.strictObject({
          from: grade,
          start: z.enum(movementStarts),
          to: grade,
          end: z.enum(movementEnds),
          count,
          ...money,
        }),
      ),
      /** Every class, zeros included; they sum to the accounts and to what changed on them. */
      classes: z.array(classCount),
      /** Accounts and what stands on none are the book, or this part of it. */
      totals: needs(
        'read-spend',
        z.strictObject({
          spendBefore: decimal,
          spendAfter: decimal,
          change: decimal,
          /** Of it on no account: of the whole book only. Null, and in no sum, where either end is that of a closing, which keeps none. */
          noAccountBefore: decimal.nullable(),
          noAccountAfter: decimal.nullable(),
        }),
      ),
      /** At most 200, the most money first where all of it is in sight, else the most accounts; with `rest` they are the part. */
      groups: z.array(movementGroup),
      rest: rest(movementGroup),
    }),
  },
  listMovements: {
    summary: 'The move of every account between two windows or closed periods, with its money and both owners.',
    tag: 'movement',
    right: 'read-account',
    query: z.object({ ...moves, ...paging }),
    output: pageOf(movementRow).extend({ basis: comparedBasis, total: count, ...money }),
  },
  exportMovements: {
    summary: 'The same list as a file.',
    tag: 'movement',
    right: 'export',
    query: z.object({ ...moves, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  exportMovement: {
    summary: 'The matrix of grades as a file.',
    tag: 'movement',
    right: 'export',
    query: z.object({ ...comparedPart, ...bound, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getRetention: {
    summary: 'What was kept of the accounts and the money of the base window, with prices and exchange rates apart.',
    tag: 'movement',
    right: 'read-account',
    query: z.object(retentionQuery),
    etag: 'hashes',
    output: z.strictObject({
      basis: comparedBasis,
      rate: z.enum(['invoiced', 'fixed']),
      ...retained,
      groups: z.array(z.strictObject({ group: named.nullable(), ...retained })),
      rest: rest(z.strictObject({ group: named.nullable(), ...retained })),
    }),
  },
  exportRetention: {
    summary: 'The same retention by group as a file.',
    tag: 'movement',
    right: 'export',
    query: z.object({ ...retentionQuery, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getCohorts: {
    summary:
      'Accounts by the quarter of their first order: how many still order, and what they spend, quarter by quarter.',
    tag: 'movement',
    right: 'read-account',
    query: z.object(cohortsQuery),
    etag: 'hashes',
    output: z.strictObject({
      basis: z.strictObject({ period: z.string(), to: day, currency: currencyCode, watermark: count }),
      /** The first day the book holds: a first order in its quarter may not have been the first one. */
      bookBegins: day,
      /** Whole calendar quarters, the oldest first. */
      quarters: z.array(z.strictObject({ label: z.string(), from: day, to: day })),
      /** Those who first ordered before the quarters come first, under null; together they are all who ever ordered by then. */
      cohorts: z.array(
        z.strictObject({
          quarter: z.string().nullable(),
          accounts: count,
          /** One for each quarter from its own on. */
          cells: z.array(
            z.strictObject({
              quarter: z.string(),
              /** Accounts with an order in the quarter, and their share of the cohort. */
              active: count,
              activeShare: share.nullable(),
              spend: spendMoney(),
              /**
               * Spend of the four quarters up to this one over that of the first four of the cohort; null before these are whole, where
               * they came to nothing, and for who came before.
               */
              spendShare: needs('read-spend', share.nullable()),
            }),
          ),
        }),
      ),
    }),
  },
  exportCohorts: {
    summary: 'The same triangle as a file.',
    tag: 'movement',
    right: 'export',
    query: z.object({ ...cohortsQuery, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
} satisfies Record<string, Operation>
