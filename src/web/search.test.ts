import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountFilterSearch,
  amount,
  day,
  month,
  oneOf,
  parseSearch,
  searchOf,
  someOf,
  stringifySearch,
  text,
  texts,
} from './search.ts'

describe('the address', () => {
  it('is plain text: what is written is what is read', () => {
    const values = fc.oneof(
      fc.string({ minLength: 1 }).filter((value) => value.isWellFormed()),
      fc.array(
        fc.string({ minLength: 1 }).filter((value) => value.isWellFormed()),
        { minLength: 2, maxLength: 5 },
      ),
    )
    const names = fc.stringMatching(/^[a-z][A-Za-z]{0,9}$/)
    fc.assert(
      fc.property(fc.dictionary(names, values), (search) => {
        expect(parseSearch(stringifySearch(search))).toEqual({ ...search })
      }),
    )
  })

  it('reads like a person would write it', () => {
    expect(stringifySearch({ grade: ['A', 'B'], sort: '-spend', q: undefined })).toBe('?grade=A&grade=B&sort=-spend')
  })

  it('holds nothing where nothing is said', () => {
    expect(stringifySearch({ q: undefined, grade: [] })).toBe('')
  })
})

describe('what a screen takes out of it', () => {
  const read = searchOf({ q: text, grade: texts, from: day, of: month, min: amount, by: oneOf(['owner', 'segment']) })

  it('is what it knows', () => {
    expect(
      read({ q: 'bolt', grade: 'A', from: '2026-03-31', of: '2026-03', min: '-12.50', by: 'owner', other: 'x' }),
    ).toEqual({ q: 'bolt', grade: ['A'], from: '2026-03-31', of: '2026-03', min: '-12.50', by: 'owner' })
  })

  it.each([
    ['a day that is none', { from: '31.3.2026' }],
    ['a month that is none', { of: '2026-3' }],
    ['an amount with a comma', { min: '12,50' }],
    ['a choice there is not', { by: 'colour' }],
    ['nothing', { q: '' }],
    ['an object', { q: { $gt: '' } }],
  ])('leaves out %s', (_, raw) => {
    expect(read(raw)).toEqual({})
  })

  it('takes the first where one is meant, and only those it knows where some are', () => {
    expect(searchOf({ q: text, state: someOf(['open', 'done']) })({ q: ['a', 'b'], state: ['done', 'lost'] })).toEqual({
      q: 'a',
      state: ['done'],
    })
  })

  it('names accounts as the contract does', () => {
    expect(searchOf(accountFilterSearch)({ movement: ['down', 'up'], gradeBefore: 'none', minSpend: '1000' })).toEqual({
      movement: ['up', 'down'],
      gradeBefore: ['none'],
      minSpend: '1000',
    })
  })
})
