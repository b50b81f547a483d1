import { expect, it } from 'vitest'
import { daysBetween } from '../../domain/day.ts'
import { staleDays } from '../../domain/drain/price-signals.ts'
import { quotesOf } from './open-drains.ts'

it('A quote that is open for sixty days waits, and was asked and not ordered the day after', () => {
  const window = { from: '2025-01-01', to: '2025-12-31', watermark: 1 }
  expect(daysBetween(quotesOf(window).staleUpTo, window.to)).toBe(staleDays + 1)
})
