import { describe, expect, it } from 'vitest'
import { defaultGradeWords, noGradeWords } from './grade-words.ts'

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

describe('noGradeWords', () => {
  const { none } = defaultGradeWords(['A'])
  const ofBook = none ?? { words: '', promise: '' }

  it('say why there is no grade where the book has no words of its own', () => {
    const say = (reason: Parameters<typeof noGradeWords>[1]) => noGradeWords(ofBook, reason).words
    expect(say('bought-nothing')).toBe('Nothing was invoiced to it in this window')
    expect(say('left')).toBe('Not an account at the end of this window')
    expect(say('not-graded')).toBe('Bought in this window, but is not graded')
    expect(noGradeWords(ofBook, 'left').promise).toBe(ofBook.promise)
  })

  it('are those of the book where somebody wrote them', () => {
    const own = { words: 'A friend of the house', promise: 'We ring back.' }
    expect(noGradeWords(own, 'left')).toEqual(own)
  })
})
