import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gradeTone } from './grade-tone.ts'
import { passwordRules } from './password-rules.ts'
import { sparkPath } from './spark-path.ts'
import { fittingColumns, type Column } from './table-columns.ts'

describe('the tone of a grade', () => {
  it('never gets stronger as grades get worse, and the best one is strongest', () => {
    const labels = fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,3}$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(labels, (grades) => {
        const tones = grades.map((grade) => Number(gradeTone(grade, grades)))
        expect(tones[0]).toBe(1)
        expect(tones).toEqual(tones.toSorted((one, other) => one - other))
      }),
    )
  })

  it('tells apart as many grades as there are tones', () => {
    const grades = ['A', 'B', 'C', 'D', 'E', 'F']
    expect(new Set(grades.map((grade) => gradeTone(grade, grades))).size).toBe(6)
  })

  it('is none without a grade', () => {
    expect(gradeTone(null, ['A'])).toBe('none')
  })
})

describe('the columns of a table', () => {
  const column = (id: string, width: number | undefined, priority: 1 | 2 | 3): Column<string> => ({
    id,
    header: id,
    priority,
    ...(width === undefined ? {} : { width }),
    cell: () => null,
  })
  const columns = [
    column('name', undefined, 1),
    column('city', 120, 3),
    column('spend', 100, 1),
    column('owner', 120, 2),
  ]

  it.each([
    [600, ['name', 'city', 'spend', 'owner']],
    [400, ['name', 'spend', 'owner']],
    [300, ['name', 'spend']],
    [10, ['name', 'spend']],
  ])('at %i pixels are %j', (width, ids) => {
    expect(fittingColumns(columns, width).map(({ id }) => id)).toEqual(ids)
  })

  it('share the whole width', () => {
    for (const width of [300, 400, 600, 1600]) {
      expect(fittingColumns(columns, width).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100)
    }
  })
})

describe('a sparkline', () => {
  it('stays in its box, whatever the values', () => {
    const values = fc.array(fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String), { nil: null }), {
      maxLength: 24,
    })
    fc.assert(
      fc.property(values, (amounts) => {
        const { line, end } = sparkPath(amounts, 80, 20)
        for (const [, x, y] of line.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0)
          expect(Number(x)).toBeLessThanOrEqual(80)
          expect(Number(y)).toBeGreaterThanOrEqual(0)
          expect(Number(y)).toBeLessThanOrEqual(20)
        }
        expect(end === null).toBe(amounts.every((amount) => amount === null))
      }),
    )
  })
})

describe('the rules of a password', () => {
  const of = (password: string) =>
    passwordRules(password, { minimum: 15, context: ['Ann Baker', 'ann@mill.example', 'Our book'] }).map(
      ({ isMet }) => isMet,
    )

  it('are kept by words that do not belong together', () => {
    expect(of('copper lantern drifts slowly')).toEqual([true, true])
  })

  it('are not kept by a short one, a common one or the name', () => {
    expect([of('short'), of('passwordpassword'), of('annbakerannbaker')]).toEqual([
      [false, false],
      [true, false],
      [true, false],
    ])
  })
})
