import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMicros } from '../money.ts'
import { aims, checkDays, checkStrategy, checkWindows, checkedFigures, daysOf, strategies } from './strategy.ts'
import type { CheckFigures, CheckedFigure, Strategy } from './strategy.ts'

const of = (figures: Partial<Record<CheckedFigure, string>>): CheckFigures => {
  const read = (figure: CheckedFigure) => {
    const text = figures[figure]
    return text === undefined ? null : parseMicros(text)
  }
  return Object.fromEntries(checkedFigures.map((figure) => [figure, read(figure)])) as CheckFigures
}

describe('the windows of a check', () => {
  const book = { first: '2023-01-01', upTo: '2026-10-31' }
  it('are a year before and the days since, a year at most', () => {
    expect(checkWindows('2026-07-01', book)).toEqual({
      before: { from: '2025-07-01', to: '2026-06-30' },
      after: { from: '2026-07-01', to: '2026-10-31' },
    })
    expect(checkWindows('2025-01-01', book)?.after).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(checkWindows('2023-06-01', book)?.before).toEqual({ from: '2023-01-01', to: '2023-05-31' })
  })

  it('are none before it began, or where the book has fewer than 90 days before it', () => {
    expect(checkWindows('2026-11-01', book)).toBeNull()
    expect(checkWindows('0001-01-01', book)).toBeNull()
    expect(checkWindows('9999-12-31', book)).toBeNull()
    expect(checkWindows('2023-04-01', book)).not.toBeNull()
    expect(checkWindows('2023-03-31', book)).toBeNull()
  })
})

describe('a strategy', () => {
  const earned = { 'net-profit-rate': '0.02' }
  it.each<[Strategy, number, Partial<Record<CheckedFigure, string>>, Partial<Record<CheckedFigure, string>>, string]>([
    ['re-price', 89, { 'margin-rate': '0.2' }, { 'margin-rate': '0.4' }, 'too-early'],
    ['re-price', 90, { 'margin-rate': '0.2' }, { 'margin-rate': '0.21' }, 'worked'],
    ['re-price', 90, { 'margin-rate': '0.2' }, { 'margin-rate': '0.209999' }, 'not-yet'],
    ['re-price', 180, { 'margin-rate': '0.2' }, { 'margin-rate': '0.209999' }, 'did-not'],
    ['re-price', 180, {}, { 'margin-rate': '0.3' }, 'unknown'],
    [
      're-price',
      180,
      { 'margin-rate': '0.2', ...earned },
      { 'margin-rate': '0.3', 'net-profit-rate': '0.009' },
      'did-not',
    ],
    [
      're-price',
      180,
      { 'margin-rate': '0.2', ...earned },
      { 'margin-rate': '0.3', 'net-profit-rate': '0.01' },
      'worked',
    ],
    ['inside-sales', 120, { 'minutes-a-month': '200' }, { 'minutes-a-month': '170' }, 'worked'],
    ['service-level', 120, { 'minutes-a-month': '200' }, { 'minutes-a-month': '170.5' }, 'not-yet'],
    ['service-level', 120, { 'minutes-a-month': '0' }, { 'minutes-a-month': '0' }, 'not-yet'],
    ['grow', 200, { 'net-profit-a-month': '1000' }, { 'net-profit-a-month': '1100' }, 'worked'],
    ['grow', 200, { 'net-profit-a-month': '-1000' }, { 'net-profit-a-month': '-900' }, 'worked'],
    ['grow', 200, { 'net-profit-a-month': '-1000' }, { 'net-profit-a-month': '-1000' }, 'did-not'],
    ['review-for-exit', 365, { 'net-profit-rate': '-0.05' }, { 'net-profit-rate': '-0.03' }, 'worked'],
  ])('%s after %i days: %o to %o', (strategy, days, before, after, outcome) => {
    expect(checkStrategy(strategy, days, of(before), of(after))).toBe(outcome)
  })

  it('that moves its figure further in its direction is never judged worse', () => {
    const figure = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n })
    fc.assert(
      fc.property(
        fc.constantFrom(...strategies),
        fc.integer({ min: checkDays.least, max: checkDays.most }),
        figure,
        figure,
        fc.bigInt(0n, 10n ** 9n),
        (strategy, days, was, is, more) => {
          const aim = aims[strategy]
          const outcomeAt = (value: bigint) =>
            checkStrategy(strategy, days, { ...of({}), [aim.figure]: was }, { ...of({}), [aim.figure]: value })
          if (outcomeAt(is) !== 'worked') return
          expect(outcomeAt(aim.change > 0 ? is + more : is - more)).toBe('worked')
        },
      ),
    )
  })

  it('is compared over days that do not touch', () => {
    const windows = checkWindows('2025-03-01', { first: '2020-01-01', upTo: '2026-10-31' })
    expect(windows && [daysOf(windows.before), daysOf(windows.after)]).toEqual([365, 365])
  })
})
