import { describe, expect, it } from 'vitest'
import { findPasswordProblem, normalisePassword } from './password.ts'

const context = ['Ann Baker', 'ann.baker@north-mill.example', 'bookvalue']

describe('a password', () => {
  it.each([
    'copper lantern drifts slowly',
    'rust9 ember plinth voyage',
    'Ünïcödé größe straße 42 äpfel',
    'xK9#mQ2$vL7@pR4',
    '鉄の扉の向こうに青い鳥が三羽いました',
    'my aunt drives a green tractor in march',
  ])('may be %s', (text) => {
    expect(findPasswordProblem(text, context)).toBeNull()
  })

  it.each([
    'short',
    'fourteen chars',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    '123456789012345',
    'passwordpassword',
    'Password1234567!',
    'P@ssw0rd2026!!!!',
    'qwertyuiopasdfghjkl',
    '1q2w3e4r5t6y7u8i',
    'zyxwvutsrqponmlkj',
    'letmeinletmein123',
    'correcthorsebatterystaple',
    'annbakerannbaker',
    'ann.baker@north-mill.example',
    'bookvalue2026!!!!',
    'Bookvalue123456789',
    'summer2026summer2026',
  ])('cannot be %s', (text) => {
    expect(findPasswordProblem(text, context)).not.toBeNull()
  })

  it('may have 256 characters and not 257', () => {
    const long = Array.from({ length: 64 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7))
      .join('xq7-')
      .slice(0, 256)
    expect(findPasswordProblem(long.padEnd(256, 'k'), context)).toBeNull()
    expect(findPasswordProblem(long.padEnd(257, 'k'), context)).not.toBeNull()
  })

  it('is the same in every form of its characters', () => {
    expect(normalisePassword('cafe\u0301 ﬁne')).toBe(normalisePassword('café fine'))
  })
})
