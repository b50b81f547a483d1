import { describe, expect, it } from 'vitest'
import { defaultGradeWords } from './grade-words.ts'

describe('defaultGradeWords', () => {
  it('goes by the rank of a grade, not by its letter', () => {
    const words = defaultGradeWords(['Core', 'Growth', 'Convenience', 'Drain'])
    expect(Object.keys(words)).toEqual(['Core', 'Growth', 'Convenience', 'Drain', 'none'])
    expect(words['Core']?.words).toBe('One of our most valuable accounts')
    expect(words['Growth']).toEqual(words['Convenience'])
    expect(words['Drain']?.words).toBe('An account that buys now and then')
  })

  it('calls the only grade of a policy its best', () => {
    expect(defaultGradeWords(['A'])['A']?.words).toBe('One of our most valuable accounts')
  })
})
