import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roles } from '../right.ts'
import { mainFamilyOf, moneyOf } from './review-money.ts'
import { departmentOf, departments, flawOfView, missingOf, viewsHeld } from './review.ts'

const view = (id: string, department: (typeof departments)[number]) => ({ id, department })

describe('departments', () => {
  it('are named by the role where it says one', () => {
    expect(roles.map((role) => [role, departmentOf(role)])).toEqual([
      ['administrator', null],
      ['leader', 'sales'],
      ['key-account-manager', 'sales'],
      ['rep', 'sales'],
      ['finance', 'finance'],
      ['service', 'service'],
      ['executive', null],
      ['viewer', null],
    ])
  })

  it('are missing while they were asked and have said nothing', () => {
    const asked = [view('', 'finance'), view('', 'sales')]
    expect(missingOf(asked, [])).toEqual(['sales', 'finance'])
    expect(missingOf(asked, [view('1', 'finance'), view('2', 'quality')])).toEqual(['sales'])
  })
})

describe('views', () => {
  it('hold until the department says something else', () => {
    const views = [view('3', 'sales'), view('1', 'sales'), view('2', 'quality')]
    expect(viewsHeld(views).map(({ id }) => id)).toEqual(['3', '2'])
  })

  it('hold whatever the order they are read in', () => {
    const any = fc.uniqueArray(
      fc.record({ id: fc.uuid({ version: 7 }), department: fc.constantFrom(...departments) }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(any, (views) => {
        expect(viewsHeld(views.toReversed())).toEqual(viewsHeld(views))
        expect(new Set(viewsHeld(views).map(({ department }) => department)).size).toBe(viewsHeld(views).length)
      }),
    )
  })

  it.each([
    [{ wentRight: null, wentWrong: null, reasons: [] }, 'write what went right or wrong, or name a reason'],
    [{ wentRight: null, wentWrong: null, reasons: ['late', 'late'] }, 'a reason is named twice'],
    [{ wentRight: null, wentWrong: null, reasons: ['late'] }, null],
    [{ wentRight: 'The driver was kind', wentWrong: null, reasons: [] }, null],
  ])('%o: %s', (words, flaw) => {
    expect(flawOfView(words)).toBe(flaw)
  })
})

describe('the money of a review', () => {
  it('is the sum of its families', () => {
    const micros = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
    const families = fc.uniqueArray(fc.record({ family: fc.string(), before: micros, after: micros }), {
      selector: ({ family }) => family,
    })
    fc.assert(
      fc.property(families, (all) => {
        const money = moneyOf(all)
        expect(money.before).toBe(all.reduce((sum, { before }) => sum + before, 0n))
        expect(money.after).toBe(money.families.reduce((sum, { after }) => sum + after, 0n))
        expect(moneyOf(all.toReversed())).toEqual(money)
      }),
    )
  })

  it.each([
    [
      'falls',
      [
        ['a', 10n, 4n],
        ['b', 10n, 1n],
        ['c', 1n, 5n],
      ],
      'b',
    ],
    [
      'rises',
      [
        ['a', 1n, 9n],
        ['b', 10n, 1n],
        ['c', 1n, 30n],
      ],
      'c',
    ],
    [
      'falls in two families alike',
      [
        ['b', 5n, 0n],
        ['a', 5n, 0n],
      ],
      'a',
    ],
    ['stays', [['a', 5n, 5n]], null],
    ['is none', [], null],
  ] as const)('that %s is counted under one family', (_, families, expected) => {
    const money = moneyOf(families.map(([family, before, after]) => ({ family, before, after })))
    expect(mainFamilyOf(money)).toBe(expected)
  })
})
