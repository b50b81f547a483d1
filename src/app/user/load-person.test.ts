import { expect, it } from 'vitest'
import { withAllBelow } from './load-person.ts'

it.each([
  [['m'], ['m', 'a', 'b', 'c']],
  [['a'], ['a', 'c']],
  [
    ['c', 'a'],
    ['c', 'a'],
  ],
  [['x'], ['x', 'y']],
  [['nobody'], ['nobody']],
  [[], []],
])('below %j are %j, each once, rings and all', (tops, all) => {
  const above = [
    ['m', null],
    ['a', 'm'],
    ['b', 'm'],
    ['c', 'a'],
    ['x', 'y'],
    ['y', 'x'],
  ] as const
  expect(withAllBelow(tops, above)).toEqual(all)
})
