import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortGrade } from './short-grade.ts'

test.each([
  [
    ['A', 'B', 'C'],
    ['A', 'B', 'C'],
  ],
  [
    ['A+', 'A', 'B'],
    ['A+', 'A', 'B'],
  ],
  [
    ['Gold', 'Silver', 'Bronze'],
    ['G', 'S', 'B'],
  ],
  [
    ['Core', 'Growth', 'Convenience', 'Drain'],
    ['Cor', 'Gro', 'Con', 'Dra'],
  ],
  [
    ['Tier 1', 'Tier 2', 'Tier 10'],
    ['Tier 1', 'Tier 2', 'Tier 10'],
  ],
  [
    ['Core', 'Core'],
    ['C', 'C'],
  ],
])('%j are short as %j', (grades, short) => {
  expect(grades.map((grade) => shortGrade(grade, grades))).toEqual(short)
})

test('a grade of an older policy is told apart from those of now', () => {
  expect(shortGrade('Drop', ['Core', 'Drain'])).toBe('Dro')
})

test('grades that differ are never short as the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.trim())), (grades) => {
      expect(new Set(grades.map((grade) => shortGrade(grade, grades))).size).toBe(grades.length)
    }),
  )
})
