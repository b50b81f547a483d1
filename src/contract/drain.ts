import { z } from 'zod'
import { priceSignals } from '../domain/drain/price-signals.ts'
import { checkOutcomes, checkedFigures, strategies } from '../domain/drain/strategy.ts'
import { basis, needs, pageOf, paging, sheetFormat, spendMoneyOrUnknown } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, decimal, grade, id, instant, listOf, named, periodName, share } from './value.ts'

const count = z.number().int()
const strategyName = z.enum(strategies)
const figure = z.enum(checkedFigures)

/** Why an account is among the drains: by its hours, or by a signal that it uses our price against us. */
const drainReasons = ['hours', ...priceSignals] as const
const reason = z.enum(drainReasons)

/** Which part of the book: as in the portfolio. */
const within = {
  period: periodName.optional().describe('By default the one that is shown.'),
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
  reason: listOf(reason).describe('Only those with one of these reasons.'),
  strategy: z.enum(['any', 'none', 'held']).default('any').describe('Those without a strategy, or with one.'),
}

/** A strategy as somebody has set it. */
const strategy = z.strictObject({
  id,
  strategy: strategyName,
  /** The first day on which it holds. */
  begins: day,
  note: z.string().nullable(),
  /** What the account was a drain for when it was set. */
  reasons: z.array(reason),
  by: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  at: instant,
  /** When and by whom it was taken back; null for one that stands. */
  takenBack: z
    .strictObject({ by: z.strictObject({ id: z.string().nullable(), name: z.string() }), at: instant })
    .nullable(),
})

/** What became of the quotes that were given in the window: each line of a quote is one. */
const quotes = z.strictObject({
  won: count,
  lost: count,
  /** Open for longer than the days that `rules` names: asked and not ordered. */
  stale: count,
  /** Open and not as old yet. */
  waiting: count,
  /** Orders per quote that was won, lost or stale; null before the first. */
  orderRate: share.nullable(),
  /** Of those won, those of which it is known why, of these those that the price won, and those in which something was conceded. */
  wonKnown: count,
  wonByPrice: count,
  conceded: count,
  priceRate: share.nullable(),
})

/** Gross profit over costed spend, in the window before and in this one; null where it cannot be told. */
const margin = z.strictObject({ before: share.nullable(), now: share.nullable(), change: share.nullable() })

/** The share of the hours of the house against the share of net profit. */
const hours = z.strictObject({
  /** Whole minutes: logged where hours were logged, estimated from what was done else; and those of them that were logged. */
  minutes: count,
  loggedMinutes: count,
  /** Shares of the accounts whose net profit is known; null where its own is not, or nobody's hours are. */
  hoursShare: share.nullable(),
  profitShare: share.nullable(),
  /** The one less the other. */
  excess: share.nullable(),
  netProfit: decimal.nullable(),
  netProfitRate: share.nullable(),
  /** What it earned less than its hours earn with the others on average. */
  shortfall: decimal.nullable(),
})

const signals = {
  reasons: z.array(reason),
  hours: needs('read-margin', hours),
  margin: needs('read-margin', margin),
  quotes,
}

const drainRow = z.strictObject({
  id,
  key: z.string(),
  source: z.string(),
  name: z.string(),
  owner: named.nullable(),
  grade,
  ...signals,
  /** The strategy that holds; null where none does. */
  strategy: strategy.nullable(),
  /** Whether whoever asks may set one. */
  isMine: z.boolean(),
})

/** The bounds that the reasons go by, and what the accounts of the whole book have of each. */
const rules = z.strictObject({
  /**
   * A drain by hours took so many minutes, earns less than a half of what its hours earn with the others, and falls short of that by
   * so often the net profit of an account on average, by the level at least: together the least shortfall.
   */
  leastMinutes: count,
  averageTimes: count,
  level: decimal,
  leastShortfall: needs('read-margin', decimal),
  wonByPrice: z.strictObject({ least: count, share, times: z.number() }),
  marginFalling: z.strictObject({ points: share }),
  notOrdered: z.strictObject({ least: count, part: share }),
  staleDays: count,
  book: z.strictObject({ quotes, margin: needs('read-margin', margin) }),
})

/** A quote behind the figures. */
const quote = z.strictObject({
  source: z.string(),
  number: z.string(),
  line: z.string().nullable(),
  date: day,
  state: z.enum(['open', 'won', 'lost']),
  isStale: z.boolean(),
  decided: day.nullable(),
  product: z.string().nullable(),
  competitor: z.string().nullable(),
  reason: z.string().nullable(),
  orderNumber: z.string().nullable(),
  currency: z.string(),
  /** In its own currency. */
  amount: spendMoneyOrUnknown(),
  firstAmount: spendMoneyOrUnknown(),
})

/** Whether the strategy worked: the days since against the days before. */
const check = z.strictObject({
  outcome: z.enum(checkOutcomes),
  before: z.strictObject({ from: day, to: day }),
  after: z.strictObject({ from: day, to: day }),
  /** Whole days since it began, and from how many on something is said, and is final. */
  days: count,
  leastDays: count,
  enoughDays: count,
  /** The figure it is to move, and by how much: points of a rate, or a part of what there was before. */
  aim: z.strictObject({ figure, by: z.enum(['points', 'part']), change: z.number() }),
  /** Rates as fractions, money and minutes for 30 days; null where one cannot be told. */
  figures: needs(
    'read-margin',
    z.array(z.strictObject({ figure, before: decimal.nullable(), after: decimal.nullable() })),
  ),
  /** The figures that cannot be told on one side or the other. */
  unknown: z.array(figure),
})

export const drainOperations = {
  listDrains: {
    summary:
      'Accounts that take more of the hours than they bring of the net profit, or that use our price against us, the worst first.',
    tag: 'drains',
    right: 'read-account',
    query: z.object({ ...within, ...paging }),
    output: pageOf(drainRow).extend({
      ...basis,
      total: count,
      /** Accounts of the part by reason, whatever reasons are asked for; an account with two counts in both. */
      byReason: z.array(z.strictObject({ reason, count })),
      rules,
    }),
  },
  exportDrains: {
    summary: 'The same list as a file.',
    tag: 'drains',
    right: 'export',
    query: z.object({ ...within, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getStrategy: {
    summary:
      'What makes an account a drain, the quotes behind it, the strategy that was set for it and whether it worked.',
    tag: 'drains',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({ period: periodName.optional().describe('By default the one that is shown.') }),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      ...signals,
      rules,
      /** The latest quotes of the window, at most 100, and how many there are. */
      latestQuotes: z.array(quote),
      quotesTotal: count,
      /** The strategy that holds; null where none does. */
      strategy: strategy.nullable(),
      /** Null without a strategy, before it begins, and where fewer than 90 days lie before it. */
      check: check.nullable(),
      /** Those before it and those taken back, the latest first. */
      history: z.array(strategy),
      /** Whether one may set it. */
      isMine: z.boolean(),
    }),
  },
  setStrategy: {
    summary: 'Sets a new strategy for an account from a day on; the one before ends with it.',
    tag: 'drains',
    right: 'write-action',
    params: z.object({ id }),
    body: z.strictObject({
      strategy: strategyName,
      begins: day,
      note: z.string().trim().max(1000).nullable(),
    }),
    output: strategy,
    status: 201,
  },
  takeBackStrategy: {
    summary: 'Takes a strategy back as if it had not been set; what was set before it holds again.',
    tag: 'drains',
    right: 'write-action',
    params: z.object({ id }),
    output: strategy,
  },
} satisfies Record<string, Operation>
