import { describe, expect, it } from 'vitest'
import { matchOf } from './match.ts'

describe('what was looked for', () => {
  it.each([
    ['Nordmann Stahl AG', 'stahl', 'Stahl'],
    ['Müller & Söhne', 'sohne', 'Söhne'],
    ['Nordmann Stahl AG', 'ag nordmann', 'Nordmann'],
    ['Invoice R-4711', 'r-47', 'R-47'],
  ])('in %s for %s is %s', (text, q, found) => {
    const match = matchOf(text, q)
    expect(match === null ? null : text.slice(match.from, match.to)).toBe(found)
  })

  it('may not stand there', () => {
    expect(matchOf('Nordmann', 'xyz')).toBeNull()
    expect(matchOf('Nordmann', '')).toBeNull()
  })
})
