import { describe, expect, it } from 'vitest'
import { groupFilter, sortGroups, windowKind } from './portfolio-parts.ts'
import type { Group } from './portfolio-parts.ts'
import { filterOf, portfolioQuery } from './portfolio-query.ts'

function group(name: string | null, part: Partial<Group> = {}): Group {
  return {
    group: name === null ? null : { key: `erp/${name}`, name },
    accounts: 1,
    grades: [],
    up: 0,
    down: 0,
    new: 0,
    lost: 0,
    ...part,
  }
}

describe('the accounts a figure opens', () => {
  it('are those of the screen, and the period goes to the server only', () => {
    const search = { period: '2026-Q1', within: 'mine', owner: ['erp/7'], by: 'segment' } as const
    expect(filterOf({ ...search, owner: [...search.owner] })).toEqual({ within: 'mine', owner: ['erp/7'] })
    expect(portfolioQuery({ ...search, owner: [...search.owner] }).queryKey).toEqual([
      'getPortfolio',
      { query: { period: '2026-Q1', within: 'mine', owner: ['erp/7'] } },
    ])
  })

  it('of a group replace its own filter and keep the others', () => {
    const filter = { territory: 'erp/north', segment: ['oem'] }
    expect(groupFilter(filter, 'territory', { key: 'erp/harz', name: 'Harz' })).toEqual({
      territory: 'erp/harz',
      segment: ['oem'],
    })
    expect(groupFilter(filter, 'owner', null)).toEqual({ territory: 'erp/north', segment: ['oem'], owner: ['none'] })
  })
})

describe('a window', () => {
  it('is called twelve months only when it is', () => {
    expect(windowKind({ from: '2025-11-01', to: '2026-10-31' })).toBe('whole')
    expect(windowKind({ from: '2026-01-01', to: '2026-10-31' })).toBe('part')
  })
})

describe('groups in order', () => {
  it('put what is unknown or unnamed last, whichever way they are turned', () => {
    const groups = [group(null, { spend: '5.00' }), group('b', { spend: '10.00' }), group('a', { spend: '9.50' })]
    const names = (sorted: readonly Group[]) => sorted.map((one) => one.group?.name ?? null)
    expect(names(sortGroups(groups, 'spend', false))).toEqual(['b', 'a', null])
    expect(names(sortGroups(groups, 'name', false))).toEqual(['a', 'b', null])
    expect(names(sortGroups(groups, 'name', true))).toEqual(['b', 'a', null])
    const sellers = [group('s', { sold: '9.00' }), group(null, { sold: '1.00' }), group('t', { sold: '10.00' })]
    expect(names(sortGroups(sellers, 'sold', false))).toEqual(['t', 's', null])
    const known = [group('x', { marginRate: null }), group('y', { marginRate: 0.2 }), group('z', { marginRate: 0.3 })]
    expect(names(sortGroups(known, 'marginRate', false))).toEqual(['z', 'y', 'x'])
    expect(names(sortGroups(known, 'marginRate', true))).toEqual(['y', 'z', 'x'])
  })
})
