import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addQuotes,
  countQuotes,
  isPriceReason,
  noQuotes,
  orderRate,
  priceRate,
  priceSignals,
  settledQuotes,
  signalsOf,
} from './price-signals.ts'
import type { PriceFigures, QuoteGroup } from './price-signals.ts'

const group = (state: QuoteGroup['state'], count: number, more: Partial<QuoteGroup> = {}): QuoteGroup => ({
  state,
  count,
  reason: null,
  isConceded: false,
  isStale: false,
  ...more,
})

describe('the quotes of an account', () => {
  it('are settled once won, lost or open for too long, and won by price where that is all that is known', () => {
    const counts = countQuotes([
      group('won', 3, { reason: 'price' }),
      group('won', 2, { reason: 'delivery time' }),
      group('won', 1, { reason: 'delivery time', isConceded: true }),
      group('won', 2, { isConceded: true }),
      group('won', 4),
      group('lost', 5, { reason: 'price' }),
      group('open', 2, { isStale: true }),
      group('open', 1),
    ])
    expect(counts).toEqual({ won: 12, lost: 5, stale: 2, waiting: 1, wonKnown: 8, wonByPrice: 5, conceded: 3 })
    expect(settledQuotes(counts)).toBe(19)
    expect(orderRate(counts)).toBe(0.631579)
    expect(priceRate(counts)).toBe(0.625)
    expect([orderRate(noQuotes), priceRate(noQuotes)]).toEqual([null, null])
  })

  it.each([
    ['price', true],
    ['Lowest price', true],
    ['niedrigster Preis', true],
    ['meilleur prix', true],
    ['Precio más bajo', true],
    ['Günstiger als der Wettbewerb', true],
    ['delivery time', false],
    ['Preisliste', false],
    ['priceless service', false],
  ])('say by their reason whether the price decided: %s', (reason, isPrice) => {
    expect(isPriceReason(reason)).toBe(isPrice)
  })
})

const book: PriceFigures = {
  quotes: { won: 60, lost: 30, stale: 10, waiting: 5, wonKnown: 50, wonByPrice: 20, conceded: 12 },
  margin: { before: 0.31, now: 0.3 },
}
const plain: PriceFigures = { quotes: noQuotes, margin: { before: null, now: null } }

describe('an account uses our price against us', () => {
  it.each<[string, Partial<PriceFigures['quotes']>, readonly string[]]>([
    ['three of four won by price', { won: 4, wonKnown: 4, wonByPrice: 3 }, ['won-by-price']],
    ['three of three: too few', { won: 3, wonKnown: 3, wonByPrice: 3 }, []],
    ['more than half, and not much more than the book', { won: 20, wonKnown: 20, wonByPrice: 11 }, []],
    ['four in ten ordered, where the others order six', { won: 4, lost: 4, stale: 2 }, ['quotes-not-ordered']],
    ['five in ten', { won: 5, lost: 3, stale: 2 }, []],
    ['none of five: too few', { lost: 5 }, []],
    ['none of ten, of which five may still come', { lost: 5, waiting: 5 }, []],
  ])('by its quotes: %s', (_, quotes, signals) => {
    const own = { ...noQuotes, ...quotes }
    expect(signalsOf({ ...plain, quotes: own }, { ...book, quotes: addQuotes(book.quotes, own) })).toEqual(signals)
  })

  it('by no quotes where nothing is known of those of the others', () => {
    const own = { ...noQuotes, won: 4, wonKnown: 4, wonByPrice: 4, lost: 6 }
    const nobody = { ...plain, quotes: own }
    expect(signalsOf({ ...plain, quotes: own }, nobody)).toEqual([])
    // A program that hands out offers but not what became of them makes no drain of whoever asks.
    const open = { ...noQuotes, stale: 8 }
    const unsettled = { ...plain, quotes: addQuotes(open, { ...noQuotes, stale: 40 }) }
    expect(signalsOf({ ...plain, quotes: open }, unsettled)).toEqual([])
  })

  it.each<[number | null, number | null, boolean]>([
    [0.34, 0.3, true],
    [0.34, 0.300001, false],
    [0.3, 0.34, false],
    [null, 0.1, false],
    [0.3, null, false],
  ])('by a margin that falls by three points more than the one of the book: %s to %s', (before, now, isFalling) => {
    expect(signalsOf({ ...plain, margin: { before, now } }, book).includes('margin-falling')).toBe(isFalling)
  })

  it('by the points alone where the margin of the book rises or is unknown', () => {
    const falls = { ...plain, margin: { before: 0.33, now: 0.3 } }
    expect(signalsOf(falls, { ...book, margin: { before: 0.3, now: 0.35 } })).toEqual(['margin-falling'])
    expect(signalsOf(falls, { ...book, margin: { before: null, now: null } })).toEqual(['margin-falling'])
  })
})

const counts = fc.record({
  won: fc.nat(20),
  lost: fc.nat(20),
  stale: fc.nat(20),
  waiting: fc.nat(20),
  wonKnown: fc.constant(0),
  wonByPrice: fc.constant(0),
  conceded: fc.constant(0),
})

describe('whatever the quotes', () => {
  it('the counts of accounts sum to those of the book, in any order', () => {
    const groups = fc.array(
      fc.record({
        state: fc.constantFrom('open' as const, 'won' as const, 'lost' as const),
        reason: fc.constantFrom(null, 'price', 'quality'),
        isConceded: fc.boolean(),
        isStale: fc.boolean(),
        count: fc.nat(9),
      }),
    )
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const together = addQuotes(countQuotes(one), countQuotes(other))
        expect(together).toEqual(countQuotes([...other, ...one]))
        expect(together.wonByPrice).toBeLessThanOrEqual(together.wonKnown)
        expect(together.wonKnown).toBeLessThanOrEqual(together.won)
      }),
    )
  })

  it('an order more never makes a signal of quotes that were not ordered', () => {
    fc.assert(
      fc.property(counts, (quotes) => {
        const of = (won: number) => {
          const own = { ...quotes, won }
          return signalsOf({ ...plain, quotes: own }, { ...book, quotes: addQuotes(book.quotes, own) })
        }
        const signal = priceSignals[2]
        fc.pre(!of(quotes.won).includes(signal) && settledQuotes(quotes) >= 6)
        expect(of(quotes.won + 1)).not.toContain(signal)
      }),
    )
  })
})
