import { describe, expect, it } from 'vitest'
import { territoryLevel } from './territory-level.ts'

// World > (North > Far north, South), and Moon beside it.
const entries = [
  { key: 'WORLD', name: 'World', parent: -1 },
  { key: 'NORTH', name: 'North', parent: 0 },
  { key: 'FAR', name: 'Far north', parent: 1 },
  { key: 'SOUTH', name: 'South', parent: 0 },
  { key: 'MOON', name: 'Moon', parent: -1 },
]

function groups(accounts: readonly number[], below: string | null = null): (string | null)[] {
  const groupOf = territoryLevel(entries, Int32Array.from(accounts), { selection: null, below })
  return accounts.map((index) => entries[groupOf(index)]?.key ?? null)
}

describe('territoryLevel', () => {
  it.each([
    ['the topmost', [2, 3, 4], null, ['WORLD', 'WORLD', 'MOON']],
    ['one level down where all is one', [2, 3, 1], null, ['NORTH', 'SOUTH', 'NORTH']],
    ['accounts of the top itself stand under it', [0, 2], null, ['WORLD', 'NORTH']],
    ['those right below what is looked at', [1, 2, 3], 'WORLD', ['NORTH', 'NORTH', 'SOUTH']],
    ['down to the last', [2, 2], null, ['FAR', 'FAR']],
    ['what is looked at beside what is below it', [1, 2], 'NORTH', ['NORTH', 'FAR']],
    ['nowhere', [-1, 3], null, [null, 'WORLD']],
    ['nowhere alone', [-1], null, [null]],
  ])('%s', (_, accounts, below, expected) => {
    expect(groups(accounts, below)).toEqual(expected)
  })

  it('ends in a tree that leads back to itself', () => {
    const ring = [
      { key: 'A', name: 'A', parent: 1 },
      { key: 'B', name: 'B', parent: 0 },
    ]
    const groupOf = territoryLevel(ring, Int32Array.from([0, 1]), { selection: null, below: null })
    expect([groupOf(0), groupOf(1)]).toEqual([0, 1])
  })
})
