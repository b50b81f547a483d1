import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMicros } from '../money.ts'
import { drainsHours, hoursBook, hoursShare, leastShortfall } from './hours-share.ts'
import type { HoursAndProfit } from './hours-share.ts'

const one = (minutes: number, netProfit: string | null): HoursAndProfit => ({
  minutes,
  netProfit: netProfit === null ? null : parseMicros(netProfit),
})
const level = parseMicros('1000')

describe('the share of hours against the share of net profit', () => {
  const accounts = [one(600, '9000'), one(300, '2000'), one(100, '-1000'), one(500, null)]
  const book = hoursBook(accounts)

  it('is of the accounts whose net profit is known, and falls short in money of what the hours earn with the others', () => {
    expect(book).toEqual({ accounts: 3, minutes: 1000, netProfit: parseMicros('10000') })
    expect(accounts.map((account) => hoursShare(account, book))).toEqual([
      { hours: 0.6, profit: 0.9, excess: -0.3, shortfall: parseMicros('-3000') },
      { hours: 0.3, profit: 0.2, excess: 0.1, shortfall: parseMicros('1000') },
      { hours: 0.1, profit: -0.1, excess: 0.2, shortfall: parseMicros('2000') },
      { hours: null, profit: null, excess: null, shortfall: null },
    ])
  })

  it('is a drain from half of what the hours earn on, and from the level on', () => {
    const drains = (account: HoursAndProfit): boolean => drainsHours(account, book, level)
    expect(accounts.map(drains)).toEqual([false, false, true, false])
    expect(drains(one(200, '1000'))).toBe(false)
    expect(drains(one(200, '999.999999'))).toBe(true)
    expect(drains(one(199, '995.000001'))).toBe(false)
    expect(drains(one(59, '-100000'))).toBe(false)
  })

  it('is one from twice what an account earns on average, and from the level on where that is less', () => {
    expect(leastShortfall(book, level)).toBe(parseMicros('6666.666667'))
    expect(leastShortfall(book, parseMicros('7000'))).toBe(parseMicros('7000'))
    expect(leastShortfall(hoursBook([one(60, '-500')]), level)).toBe(level)
    expect(leastShortfall(hoursBook([]), level)).toBe(level)
  })

  it('gives money and no per cent where the book makes a loss', () => {
    const loss = hoursBook([one(60, '-500'), one(60, '100')])
    expect(hoursShare(one(60, '-500'), loss)).toEqual({
      hours: 0.5,
      profit: null,
      excess: null,
      shortfall: parseMicros('500'),
    })
    expect(hoursShare(one(0, '5'), hoursBook([]))).toMatchObject({ hours: null, shortfall: null })
  })
})

const account = fc.record({
  minutes: fc.nat(100_000),
  netProfit: fc.option(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { nil: null }),
})

describe('whatever the accounts', () => {
  it('shares and shortfalls sum to the whole, but for what each rounds', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 30 }), (accounts) => {
        const book = hoursBook(accounts)
        fc.pre(book.minutes > 0)
        const shares = accounts.map((each) => hoursShare(each, book))
        const sum = shares.reduce((total, { hours }) => total + (hours ?? 0), 0)
        expect(Math.abs(sum - 1)).toBeLessThan(accounts.length * 1e-6)
        const short = shares.reduce((total, { shortfall }) => total + (shortfall ?? 0n), 0n)
        const whole = book.netProfit > 0n ? 0n : -book.netProfit
        const off = short - whole
        expect(off < 0n ? -off : off).toBeLessThanOrEqual(BigInt(accounts.length))
      }),
    )
  })

  it('does not go by their order, and who earns more with the same hours is no drain for it', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 2, maxLength: 12 }), fc.bigInt(0n, 10n ** 9n), (accounts, more) => {
        const book = hoursBook(accounts)
        expect(hoursBook(accounts.toReversed())).toEqual(book)
        for (const each of accounts) {
          if (each.netProfit === null || drainsHours(each, book, level)) continue
          expect(drainsHours({ ...each, netProfit: each.netProfit + more }, book, level)).toBe(false)
        }
      }),
    )
  })
})
