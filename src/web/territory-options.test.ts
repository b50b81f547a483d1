import { describe, expect, it } from 'vitest'
import { territoryOptions } from './territory-options.ts'

describe('territories to choose from', () => {
  it('stand below their parents in the order of their names', () => {
    const options = territoryOptions([
      { key: 'harz', name: 'Harz', parent: 'north' },
      { key: 'south', name: 'South', parent: null },
      { key: 'north', name: 'North', parent: null },
      { key: 'coast', name: 'Coast', parent: 'north' },
    ])
    expect(options.map(({ label }) => label)).toEqual(['North', '\u2003Coast', '\u2003Harz', 'South'])
  })

  it('stand at the top when their parent is not known', () => {
    expect(territoryOptions([{ key: 'a', name: 'A', parent: 'gone' }])).toEqual([{ value: 'a', label: 'A' }])
  })
})
