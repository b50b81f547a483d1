import { fold } from '../fold.ts'

/** What became of the quotes of one account, or of the book, that were given in a window. A line of a quote is one. */
export interface QuoteCounts {
  readonly won: number
  readonly lost: number
  /** Open for longer than `staleDays`: asked and not ordered. */
  readonly stale: number
  /** Open and not as old yet: they count neither way. */
  readonly waiting: number
  /** Of those won, the ones of which it is known why: a reason is given, or something was conceded. */
  readonly wonKnown: number
  /** Of these, the ones that the price won: it is the reason, or nothing but the concession is known. */
  readonly wonByPrice: number
  /** Of those won, the ones whose first amount was above the last. */
  readonly conceded: number
}

export const noQuotes: QuoteCounts = {
  won: 0,
  lost: 0,
  stale: 0,
  waiting: 0,
  wonKnown: 0,
  wonByPrice: 0,
  conceded: 0,
}

/** Days after which a quote that is still open was asked and not ordered. */
export const staleDays = 60

/** Quotes alike: how many there are, and what is known of them. */
export interface QuoteGroup {
  readonly state: 'open' | 'won' | 'lost'
  readonly reason: string | null
  readonly isConceded: boolean
  readonly isStale: boolean
  readonly count: number
}

const priceWords =
  /\b(?:price|prices|pricing|preis|preise|billiger|billigster|gunstiger|guenstiger|prix|tarif|precio|precios|cheaper|cheapest)\b/

/** Whether a reason that somebody wrote down says that the price decided, in English, German, French or Spanish. */
export function isPriceReason(reason: string): boolean {
  return priceWords.test(fold(reason))
}

/** The counts of quotes that come in groups of their likes. */
export function countQuotes(groups: Iterable<QuoteGroup>): QuoteCounts {
  const counts = { ...noQuotes }
  for (const { state, reason, isConceded, isStale, count } of groups) {
    if (state === 'lost') counts.lost += count
    if (state === 'open') counts[isStale ? 'stale' : 'waiting'] += count
    if (state !== 'won') continue
    counts.won += count
    if (isConceded) counts.conceded += count
    if (reason === null && !isConceded) continue
    counts.wonKnown += count
    if (reason === null || isPriceReason(reason)) counts.wonByPrice += count
  }
  return counts
}

/** The counts of several accounts together. */
export function addQuotes(one: QuoteCounts, other: QuoteCounts): QuoteCounts {
  return {
    won: one.won + other.won,
    lost: one.lost + other.lost,
    stale: one.stale + other.stale,
    waiting: one.waiting + other.waiting,
    wonKnown: one.wonKnown + other.wonKnown,
    wonByPrice: one.wonByPrice + other.wonByPrice,
    conceded: one.conceded + other.conceded,
  }
}

/** The counts of all but one of them. */
function lessQuotes(all: QuoteCounts, own: QuoteCounts): QuoteCounts {
  return {
    won: all.won - own.won,
    lost: all.lost - own.lost,
    stale: all.stale - own.stale,
    waiting: all.waiting - own.waiting,
    wonKnown: all.wonKnown - own.wonKnown,
    wonByPrice: all.wonByPrice - own.wonByPrice,
    conceded: all.conceded - own.conceded,
  }
}

/** Quotes of which it is known whether an order came of them. */
export function settledQuotes({ won, lost, stale }: QuoteCounts): number {
  return won + lost + stale
}

/** Orders per settled quote, as a fraction; null before the first. */
export function orderRate(counts: QuoteCounts): number | null {
  return rateOf(counts.won, settledQuotes(counts))
}

/** The share of quotes that the price won, of those won of which it is known why; null where none is. */
export function priceRate({ wonByPrice, wonKnown }: QuoteCounts): number | null {
  return rateOf(wonByPrice, wonKnown)
}

/** A margin in the window and in the one before; each null where it cannot be told. */
export interface MarginPair {
  readonly before: number | null
  readonly now: number | null
}

/** By how much a margin fell, as a fraction of spend; below zero where it rose, null where either is unknown. */
export function marginFall({ before, now }: MarginPair): number | null {
  return before === null || now === null ? null : Math.round((before - now) * 1e6) / 1e6
}

/** The bounds of the signals that an account uses our price against us. They are printed where the signals are shown. */
export const priceRules = {
  /** Quotes won of which it is known why, the share of them that the price won, and how often that of the other accounts. */
  wonByPrice: { least: 4, share: 0.5, times: 1.5 },
  /** Points of margin that an account lost more than the book did. */
  marginFalling: { points: 0.03 },
  /** Settled quotes, and the part of the order rate of the other accounts that theirs does not pass. */
  notOrdered: { least: 6, part: 0.7 },
} as const

export const priceSignals = ['won-by-price', 'margin-falling', 'quotes-not-ordered'] as const
export type PriceSignal = (typeof priceSignals)[number]

/** What signals are read from: of one account, and of the book. */
export interface PriceFigures {
  readonly quotes: QuoteCounts
  readonly margin: MarginPair
}

/**
 * The signals that hold of an account of the book, in the order of `priceSignals`. Its quotes are held against those of all others, so that
 * one who asks most is not measured by itself. Too few quotes are no signal, nor is anything where nothing is known of the others.
 */
export function signalsOf(account: PriceFigures, book: PriceFigures): readonly PriceSignal[] {
  const others = { ...book, quotes: lessQuotes(book.quotes, account.quotes) }
  return priceSignals.filter((signal) => holds[signal](account, others))
}

const holds: Readonly<Record<PriceSignal, (account: PriceFigures, others: PriceFigures) => boolean>> = {
  'won-by-price': ({ quotes }, others) => {
    const { least, share, times } = priceRules.wonByPrice
    const { wonByPrice, wonKnown } = quotes
    if (wonKnown < least || wonByPrice < share * wonKnown || others.quotes.wonKnown === 0) return false
    return wonByPrice * others.quotes.wonKnown >= times * others.quotes.wonByPrice * wonKnown
  },
  'margin-falling': ({ margin }, others) => {
    const fall = marginFall(margin)
    return fall !== null && fall >= priceRules.marginFalling.points + Math.max(0, marginFall(others.margin) ?? 0)
  },
  'quotes-not-ordered': ({ quotes }, others) => {
    const { least, part } = priceRules.notOrdered
    const [settled, usual] = [settledQuotes(quotes), settledQuotes(others.quotes)]
    return settled >= least && others.quotes.won > 0 && quotes.won * usual <= part * others.quotes.won * settled
  },
}

function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6
}
