import { describe, expect, it } from 'vitest'
import { documentPart } from './document-part.ts'

const document = { paid: 100n, paidDays: 4500n, lateDays: 0, financing: { total: 7n, late: 0n } }

describe('documentPart', () => {
  it('of the days to pay is there also for what was paid in time', () => {
    expect(documentPart(document, 'waiting')).toBe(4500n)
    expect(documentPart(document, 'lateness')).toBe(0n)
    expect(documentPart({ ...document, lateDays: 3 }, 'lateness')).toBe(300n)
  })

  it('of the cost of waiting is what it cost, nothing where no rate tells', () => {
    expect(documentPart(document, 'financing')).toBe(7n)
    expect(documentPart({ ...document, financing: null }, 'financing')).toBe(0n)
  })
})
