import { describe, expect, it } from 'vitest'
import { defaultGradeWords } from '../../domain/grade-words.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { wordsOf } from './promise.ts'

const settings = {
  name: 'Book',
  timeZone: 'UTC',
  desk: null,
  grades: { ...defaultGradeWords(['A', 'B', 'C']), B: { words: 'Ours', promise: 'Soon.' } },
  version: 1,
}
const words = (row: Parameters<typeof wordsOf>[0]) => wordsOf(row, defaultPolicy, settings).words

describe('wordsOf', () => {
  it('are those of the grade, as the book has them', () => {
    expect(words({ grade: 'A', valid: 1n, spend: 1n })).toBe('One of our most valuable accounts')
    expect(wordsOf({ grade: 'B', valid: 1n, spend: 1n }, defaultPolicy, settings)).toEqual(settings.grades.B)
  })

  it('say of an account without a grade what is true of it', () => {
    expect(words({ grade: null, valid: 1n, spend: null })).toBe('Nothing was invoiced to it in this window')
    expect(words({ grade: null, valid: 1n, spend: 5n })).toBe('Bought in this window, but is not graded')
    expect(words({ grade: null, valid: 0n, spend: 5n })).toBe('Not an account at the end of this window')
    expect(words({ grade: null, valid: 0n, spend: null })).toBe('Not an account at the end of this window')
  })
})
