import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold, foldNumber } from './fold.ts'

it('forgives case, marks and spaces', () => {
  expect(fold('  MÜLLER  &\tSøn ')).toBe('muller & son')
  expect(fold('Straße İzmir Łódź')).toBe('strasse izmir lodz')
  expect(fold('ﬁne')).toBe('fine')
})

it('folds what is folded to itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text))
    }),
    { numRuns: 2000 },
  )
})

it('forgives hyphens, spaces and slashes in numbers', () => {
  expect(foldNumber('RE-2024/00 17')).toBe('re20240017')
  expect(foldNumber('---')).toBe('')
})
