import { describe, expect, it } from 'vitest'
import { wrapText } from './picture.ts'

describe('a sentence over a picture', () => {
  const measure = (text: string): number => text.length

  it('is broken between words where it is too long', () => {
    expect(wrapText('A makes most of the spend', 12, measure)).toEqual(['A makes most', 'of the spend'])
  })

  it('gives a word that is longer than a line one of its own', () => {
    expect(wrapText('of Kennzahlenübersicht here', 8, measure)).toEqual(['of', 'Kennzahlenübersicht', 'here'])
  })
})
