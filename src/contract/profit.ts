import { z } from 'zod'
import { componentStates, profitComponents } from '../domain/profit/components.ts'
import { postures } from '../domain/profit/posture.ts'
import { reconciledLines } from '../domain/profit/reconcile.ts'
import { financingBases } from '../domain/receivables/financing.ts'
import { productsWithoutCost } from './inventory.ts'
import { basis, needs, pageOf, paging, sheetFormat } from './operation.ts'
import type { Operation } from './operation.ts'
import { day, decimal, grade, id, instant, listOf, named, periodName, share } from './value.ts'

const count = z.number().int()
const account = z.strictObject({ id, key: z.string(), name: z.string() })
const component = z.enum(profitComponents)
const posture = z.enum(postures)

/** Which part of the book: as in the portfolio. */
const within = {
  period: periodName.optional().describe('By default the one that is shown.'),
  within: z.enum(['book', 'mine']).default('book'),
  owner: listOf(z.string().max(200)),
  territory: z.string().max(200).optional(),
  segment: listOf(z.string().max(200)),
}

/**
 * From revenue to net profit. The parts sum to the whole, to the last decimal:
 * revenue + otherKinds - uncosted - cost = grossProfit, and that less the amounts of the components = netProfit.
 */
const statement = z.strictObject({
  /** Net of the goods, service, freight, discount and rebate lines. */
  revenue: decimal,
  /** What the kinds that the policy counts as spend differ from those of revenue by. */
  otherKinds: decimal,
  /** Spend whose cost nobody knows: no profit is counted on it. */
  uncosted: decimal,
  cost: decimal,
  /** Null below the minimum coverage of the policy; net profit is unknown then too. */
  grossProfit: decimal.nullable(),
  /** The share of spend, by size of line, whose cost is known. */
  coverage: share.nullable(),
  components: z.array(
    z.strictObject({
      component,
      state: z.enum(componentStates),
      /** What it takes off, below zero where it gives; null unless it is known. */
      amount: decimal.nullable(),
      /** What of it can be told where not all of it can. */
      knownPart: decimal,
      /** How many events, documents or items have no cost that could be told. */
      unknown: count,
    }),
  ),
  netProfit: decimal.nullable(),
  /** Net profit over spend; null where spend is not above zero. */
  netProfitRate: share.nullable(),
})

/** What is tied up in an account over the window, on average; a part that was never measured is left out. */
const capital = z.strictObject({
  receivables: decimal.nullable(),
  stock: decimal.nullable(),
  total: decimal.nullable(),
  /** Net profit over the total; null where nothing is tied up. */
  returnOnAccount: share.nullable(),
})

/** Days of the window on which a rate is missing that something of a component would need. */
const missing = z.strictObject({
  component,
  /** The activity or item; null where it is the component itself. */
  of: z.string().nullable(),
  from: day,
  to: day,
})

/** The rates that hold on the days of the window; null on days before the first that was set. */
const rates = z.strictObject({
  financing: z.array(
    z.strictObject({ from: day, to: day, rate: decimal.nullable(), base: z.enum(financingBases).nullable() }),
  ),
  carrying: z.array(z.strictObject({ from: day, to: day, rate: decimal.nullable() })),
  activities: z.array(
    z.strictObject({
      activity: z.string(),
      from: day,
      to: day,
      /** Standard minutes of one event. */
      minutes: decimal,
      perMinute: decimal.nullable(),
      perEvent: decimal.nullable(),
    }),
  ),
})

/** Gross margin rates, `from` inclusive and `below` exclusive; null is without end. */
const marginBand = z.strictObject({ from: share.nullable(), below: share.nullable() })

/** A posture as somebody has taken it. */
const decision = z.strictObject({
  id,
  posture,
  /** What was proposed then; null where nothing could be. */
  proposed: posture.nullable(),
  reason: z.string().nullable(),
  /** The end of the window that was looked at. */
  asOf: day,
  by: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  at: instant,
})

/** Where the map of postures is cut. */
const edges = z.strictObject({
  /** Net profit over spend from which on it is a good rate. */
  rate: share,
  /** Net profit in money from which on it is much; a loss of as much is much too. */
  level: decimal,
})

/** What an account does with the hours of the house, by activity. */
const activity = z.strictObject({
  /** Null for hours that were logged without saying what for. */
  activity: z.string().nullable(),
  events: decimal,
  /** Minutes by the standard, and those of them that logged hours have taken the place of. */
  standardMinutes: decimal,
  replacedMinutes: decimal,
  loggedMinutes: decimal,
  /** Null where a rate is missing. */
  cost: decimal.nullable(),
})

/** What profits are ranked by; a minus before it turns it round. */
export const profitSorts = ['netProfit', 'netProfitRate', 'returnOnAccount', 'swing', 'capital', 'spend'] as const

const profitRow = z.strictObject({
  ...account.shape,
  source: z.string(),
  owner: named.nullable(),
  grade,
  proposed: posture.nullable(),
  decided: posture.nullable(),
  spend: needs('read-margin', decimal.nullable()),
  grossProfit: needs('read-margin', decimal.nullable()),
  netProfit: needs('read-margin', decimal.nullable()),
  netProfitRate: needs('read-margin', share.nullable()),
  capital: needs('read-margin', decimal.nullable()),
  returnOnAccount: needs('read-margin', share.nullable()),
  /** Net profit less that of the window two years before; null where either is unknown. */
  swing: needs('read-margin', decimal.nullable()),
})

/** One line of the reconciliation: the first five sum to what the book comes to when it is not split at all. */
const reconciled = z.strictObject({
  /** Of accounts that are listed: what they are ranked by sums to it. */
  accounts: decimal,
  /** Of accounts that no list has: they left by the end of the window, and bought, owe or bind something in it. */
  left: decimal,
  noAccount: decimal,
  /** Stock that no rule gives to an account. */
  unattributed: decimal,
  /** Capacity that was paid for and that nobody used; below zero where more was used than there is. */
  unused: decimal,
  book: decimal,
  /** The book less the other five: zero, or something is wrong. */
  difference: decimal,
})

/** By posture: the one that was decided, else the one that is proposed. */
const ranked = { ...within, posture: listOf(posture), sort: sortOf(profitSorts) }

export const profitOperations = {
  getAccountProfit: {
    summary:
      'What an account earns, from revenue to net profit, with what is tied up in it and the posture it calls for.',
    tag: 'profit',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({ period: periodName.optional().describe('By default the one that is shown.') }),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      profit: needs('read-margin', statement),
      /** The same two years before; null where the book does not reach back so far. */
      before: needs('read-margin', z.strictObject({ from: day, to: day, profit: statement }).nullable()),
      swing: needs('read-margin', decimal.nullable()),
      capital: needs('read-margin', capital),
      /** Unused capacity is none of it. */
      service: needs('read-margin', z.array(activity)),
      missing: needs('read-margin', z.array(missing)),
      rates: needs('read-margin', rates),
      posture: z.strictObject({
        /** Null where net profit is unknown, and where nothing was bought at no loss. */
        proposed: posture.nullable(),
        decided: decision.nullable(),
        /** Earlier decisions, the latest first. */
        history: z.array(decision),
        edges,
        /** Whether one may decide it. */
        isMine: z.boolean(),
      }),
    }),
  },
  getAccountMix: {
    summary: 'What an account buys by how much is earned on it, and what it pays beside what others pay for the same.',
    tag: 'profit',
    right: 'read-account',
    params: z.object({ id }),
    query: z.object({ period: periodName.optional().describe('By default the one that is shown.') }),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      /** Families of products, the most first; null for what has none. The band is null where the margin is unknown. */
      families: needs(
        'read-margin',
        z.array(
          z.strictObject({
            family: named.nullable(),
            spend: decimal,
            share: share.nullable(),
            band: marginBand.nullable(),
          }),
        ),
      ),
      /** Spend by the band of the gross margin rate of its family, the lowest first; last, without a band, what is unknown. */
      bands: needs(
        'read-margin',
        z.array(z.strictObject({ band: marginBand.nullable(), spend: decimal, share: share.nullable() })),
      ),
      /** What it paid for products that others buy too, over what these pay on average; absent for who does not see all spend. */
      price: needs(
        'read-margin',
        z.strictObject({ rate: share.nullable(), compared: decimal, atOthersPrices: decimal, products: count }),
      ),
    }),
  },
  getBookProfit: {
    summary: 'What the book or a part of it earns, who makes it and who uses it up, and the postures it calls for.',
    tag: 'profit',
    right: 'read-account',
    query: z.object(within),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      accounts: count,
      /** Accounts whose net profit is known, and those with something in the window for which it is not. */
      known: count,
      unknown: count,
      /** All accounts of the part together, before what no account has caused; of the whole book with what stands on none. */
      profit: needs('read-margin', statement),
      /** What of it is of accounts that no list has: they left before the window, and still owe or bind something. */
      unlisted: needs('read-margin', z.strictObject({ accounts: count, netProfit: decimal.nullable() })),
      missing: needs('read-margin', z.array(missing)),
      /** Null where no net profit is known. */
      whale: needs(
        'read-margin',
        z
          .strictObject({
            /** At most 200 points of the curve: accounts by net profit, the largest first, and what they make together so far. */
            points: z.array(
              z.strictObject({ rank: count, accountShare: share, sum: decimal, share: share.nullable() }),
            ),
            accounts: count,
            total: decimal,
            /** Where the curve is highest; shares are null where the total is not above zero. */
            peak: z.strictObject({ rank: count, sum: decimal, share: share.nullable() }),
            /** Peak less total: what the accounts after the peak use up. */
            erosion: z.strictObject({ sum: decimal, share: share.nullable() }),
          })
          .nullable(),
      ),
      map: z.strictObject({
        edges,
        cells: z.array(
          z.strictObject({
            /** The one that was decided, else the one that is proposed. */
            posture,
            count,
            /** Of these, accounts whose owner took it as it is proposed, and those whose owner took it where another one or none is. */
            accepted: count,
            changed: count,
            /** Of those whose net profit is known: who has none has a posture by decision only. */
            spend: needs('read-margin', decimal),
            netProfit: needs('read-margin', decimal),
          }),
        ),
        /** Accounts whose margin one sees, by the size of their net profit: at most 300, of each posture as many as there is room for. */
        points: z.array(
          z.strictObject({
            account,
            /** As for the cells: what was decided may not be what its figures propose. */
            posture,
            netProfit: needs('read-margin', decimal),
            netProfitRate: needs('read-margin', share.nullable()),
            spend: needs('read-margin', decimal),
          }),
        ),
      }),
    }),
  },
  listProfits: {
    summary: 'The accounts whose margin one may see, ranked by what they earn, return or have gained in two years.',
    tag: 'profit',
    right: 'read-account',
    query: z.object({ ...ranked, ...paging }),
    output: pageOf(profitRow).extend({ ...basis, total: count }),
  },
  exportProfits: {
    summary: 'The same ranking as a file.',
    tag: 'profit',
    right: 'export',
    query: z.object({ ...ranked, ...sheetFormat }),
    output: null,
    media: 'sheet',
  },
  getReconciliation: {
    summary:
      'Accounts, what stands on none, unattributed stock and unused capacity together are the book, line by line.',
    tag: 'profit',
    right: 'read-account',
    query: z.object({ period: periodName.optional().describe('By default the one that is shown.') }),
    etag: 'hashes',
    output: z.strictObject({
      ...basis,
      /**
       * revenue + other-kinds - uncosted - cost = gross-profit, and that less the components = net-profit, which is null where something
       * of it is unknown.
       */
      lines: needs(
        'read-margin',
        z.array(
          z.strictObject({
            line: z.enum(reconciledLines),
            state: z.enum(componentStates),
            amounts: reconciled.nullable(),
          }),
        ),
      ),
      missing: needs('read-margin', z.array(missing)),
      /** Products that lie there without a known cost, which makes the cost of carrying unknown. */
      withoutCost: needs('read-margin', productsWithoutCost),
      /** Each pool of capacity: what it costs over the window and what accounts used of it. */
      capacity: needs(
        'read-margin',
        z.array(
          z.strictObject({
            pool: z.string(),
            name: z.string(),
            minutes: decimal,
            cost: decimal,
            usedMinutes: decimal,
            usedCost: decimal,
            /** Below zero where more was used than there is. */
            unusedMinutes: decimal,
            unusedCost: decimal,
          }),
        ),
      ),
    }),
  },
  decidePosture: {
    summary: 'Takes a posture for an account: the one that is proposed, or another with a reason.',
    tag: 'profit',
    right: 'write-action',
    params: z.object({ id }),
    body: z.strictObject({
      posture,
      reason: z.string().trim().max(500).nullable().describe('Needed where it is another one than proposed.'),
    }),
    output: decision,
    status: 201,
  },
  setPostureEdges: {
    summary: 'Says from which net profit rate and net profit on an account counts as good.',
    tag: 'profit',
    right: 'policy',
    body: edges,
    output: edges,
  },
} satisfies Record<string, Operation>

function sortOf(names: readonly string[]) {
  return z
    .string()
    .regex(new RegExp(`^-?(?:${names.join('|')})$`))
    .default('-netProfit')
}
