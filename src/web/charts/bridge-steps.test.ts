import { describe, expect, it } from 'vitest'
import { bridgeRows, largestStep } from './bridge-steps.ts'
import type { Bridge, BridgeStep } from './bridge-steps.ts'

const step = (part: BridgeStep['part'], amount: string): BridgeStep => ({ part, metric: null, how: null, amount })
const bridge = (before: string | null, after: string | null, ...steps: readonly BridgeStep[]): Bridge => ({
  unit: 'money',
  before,
  after,
  change: null,
  steps: [...steps],
})
const barsOf = (shown: Bridge) => bridgeRows(shown).rows.map(({ id, bar }) => [id.trim(), bar?.from, bar?.to])

describe('The rows of a bridge', () => {
  it('stand on the ground at both ends and hang in between', () => {
    expect(barsOf(bridge('100', '250', step('price', '-50'), step('new-products', '200')))).toEqual([
      ['before', 0, 0.4],
      ['price', 0.2, 0.4],
      ['new-products', 0.2, 1],
      ['after', 0, 1],
    ])
  })

  it('go below the ground where a loss does', () => {
    expect(barsOf(bridge('100', '-100', step('cost', '-200')))).toEqual([
      ['before', 0.5, 1],
      ['cost', 0, 1],
      ['after', 0, 0.5],
    ])
  })

  it('begin above zero, and say where, when the parts could not be seen otherwise', () => {
    const shown = bridge('1000', '1060', step('price', '90'), step('volume', '-30'))
    const { rows, begins } = bridgeRows(shown)
    expect(begins).toBe('985.00')
    expect(rows.map(({ bar }) => [bar?.from, bar?.to])).toEqual([
      [0, 15 / 105],
      [15 / 105, 1],
      [75 / 105, 1],
      [0, 75 / 105],
    ])
  })

  it('have no bars where an end is unknown, and none where all is nothing', () => {
    expect(bridgeRows(bridge(null, '20')).rows).toMatchObject([
      { id: 'before', amount: null, bar: null },
      { id: 'after', amount: '20', bar: null },
    ])
    expect(barsOf(bridge('0', '0'))).toEqual([
      ['before', 0, 0],
      ['after', 0, 0],
    ])
  })

  it('know the part that moves most, either way', () => {
    expect(largestStep(bridge('1', '2', step('price', '5'), step('volume', '-9')))?.part).toBe('volume')
    expect(largestStep(bridge('1', '1'))).toBeNull()
  })
})
