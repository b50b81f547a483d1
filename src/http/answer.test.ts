import { describe, expect, it } from 'vitest'
import { dispositionOf, isNamed } from './answer.ts'

describe('the name of a file', () => {
  it('is given in full, and plainly for old programs', () => {
    expect(dispositionOf('accounts 2026.csv')).toBe(
      `attachment; filename="accounts 2026.csv"; filename*=UTF-8''accounts%202026.csv`,
    )
    expect(dispositionOf('Übersicht (März).csv')).toBe(
      `attachment; filename="_bersicht (M_rz).csv"; filename*=UTF-8''%C3%9Cbersicht%20%28M%C3%A4rz%29.csv`,
    )
  })

  it.each(['a"; evil="b', 'a\r\nset-cookie: x=1', '../../etc/passwd', "it's*"])(
    'cannot say more than a name: %j',
    (name) => {
      const header = dispositionOf(name)
      expect(header).toMatch(/^attachment; filename="[\w .()-]*"; filename\*=UTF-8''[\w.%-]*$/)
    },
  )
})

describe('an ETag', () => {
  it.each([
    ['"3"', '"3"', true],
    ['"3"', 'W/"3"', true],
    ['W/"a"', '"b", "a"', true],
    ['"3"', '*', true],
    ['"3"', '"33"', false],
    ['"3"', '', false],
  ])('%s is named by %s: %s', (etag, header, isIt) => {
    expect(isNamed(etag, header)).toBe(isIt)
  })
})
