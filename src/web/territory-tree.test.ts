import { expect, test } from 'vitest'
import { territoryTree } from './territory-tree.ts'

test('each territory stands right below its parent, by name', () => {
  const rows = territoryTree([
    { key: 'south', name: 'South', parent: null },
    { key: 'bavaria', name: 'Bavaria', parent: 'south' },
    { key: 'north', name: 'North', parent: null },
    { key: 'munich', name: 'Munich', parent: 'bavaria' },
    { key: 'baden', name: 'Baden', parent: 'south' },
  ])
  expect(rows.map(({ key, depth }) => `${'  '.repeat(depth)}${key}`)).toEqual([
    'north',
    'south',
    '  baden',
    '  bavaria',
    '    munich',
  ])
})

test('no territory is lost when its parent is missing or a ring', () => {
  const rows = territoryTree([
    { key: 'a', name: 'A', parent: 'gone' },
    { key: 'b', name: 'B', parent: 'c' },
    { key: 'c', name: 'C', parent: 'b' },
  ])
  expect(rows.map(({ key }) => key).toSorted()).toEqual(['a', 'b', 'c'])
})
