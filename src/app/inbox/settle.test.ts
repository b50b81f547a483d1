import { describe, expect, it } from 'vitest'
import { areSettled, settleMs, sight } from './settle.ts'

const lines = { name: 'lines.csv', bytes: 100, changedAt: 1 }
const invoices = { name: 'invoices.csv', bytes: 50, changedAt: 1 }
const none = new Map()

describe('what lies in a folder', () => {
  it('is taken once none of it has changed for a while', () => {
    const first = sight(none, [lines], 0)
    expect(areSettled(first, settleMs - 1)).toBe(false)
    const second = sight(first, [lines], settleMs)
    expect(areSettled(second, settleMs)).toBe(true)
  })

  it.each([
    ['grew', { ...lines, bytes: 101 }],
    ['was written over', { ...lines, changedAt: 2 }],
  ])('waits anew for a file that %s', (_, changed) => {
    const first = sight(none, [lines], 0)
    const second = sight(first, [changed], settleMs)
    expect(areSettled(second, settleMs)).toBe(false)
    expect(areSettled(second, 2 * settleMs)).toBe(true)
  })

  it('waits for the last that came, and takes all of it together', () => {
    const first = sight(none, [lines], 0)
    const second = sight(first, [lines, invoices], settleMs - 1)
    expect(areSettled(second, settleMs)).toBe(false)
    expect(areSettled(sight(second, [lines, invoices], 2 * settleMs), 2 * settleMs)).toBe(true)
  })

  it('is forgotten when it goes, so that it settles anew when it comes again', () => {
    const first = sight(none, [lines], 0)
    const gone = sight(first, [], 1)
    expect(areSettled(gone, 2 * settleMs)).toBe(false)
    expect(areSettled(sight(gone, [lines], settleMs), settleMs)).toBe(false)
  })
})
