import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineKinds } from '../../../domain/kind.ts'
import { metricIds } from '../../../domain/metric-definition.ts'
import { defaultPolicy, gradeBases } from '../../../domain/policy.ts'
import {
  addFactor,
  addGrade,
  changeBasis,
  changeCurveType,
  changeFactor,
  changeGrade,
  flawsOf,
  gradesAlike,
  problemsOf,
  readAmount,
  removeFactor,
  removeGrade,
  toggleKind,
  weightShares,
} from './document.ts'
import type { PolicyDocument } from './document.ts'

const base: PolicyDocument = defaultPolicy

describe('a policy that is edited', () => {
  it('stays one whatever grades are put in and taken out, by money and by points', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('add' as const), place: fc.nat(6) }),
      fc.record({ type: fc.constant('remove' as const), place: fc.nat(6) }),
      fc.record({ type: fc.constantFrom(...gradeBases), place: fc.constant(0) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let document = base
        for (const { type, place } of steps) {
          const at = place % document.grades.length
          if (type === 'add') document = addGrade(document, at)
          else if (type === 'remove') document = removeGrade(document, at)
          else document = changeBasis(document, type)
        }
        // Bounds that were halved often enough meet: a person sees that, and the sentence that says so.
        const problems = problemsOf(document).filter(
          (problem) => !problem.includes('must fall') && !problem.includes('must be above 0'),
        )
        expect(problems).toEqual([])
      }),
    )
  })

  it('puts a new grade halfway to the next one', () => {
    expect(addGrade(base, 0).grades).toEqual([
      { label: 'A', atLeast: '10000' },
      { label: 'D', atLeast: '7500' },
      { label: 'B', atLeast: '5000' },
      { label: 'C', atLeast: null },
    ])
    expect(addGrade(base, 2).grades.slice(1)).toEqual([
      { label: 'B', atLeast: '5000' },
      { label: 'C', atLeast: '2500' },
      { label: 'D', atLeast: null },
    ])
    const alone = { ...base, grades: [{ label: 'All', atLeast: null }] }
    expect(addGrade(alone, 0).grades).toEqual([
      { label: 'All', atLeast: '10000' },
      { label: 'A', atLeast: null },
    ])
  })

  it('keeps a last grade for everything below', () => {
    expect(removeGrade(base, 2).grades).toEqual([
      { label: 'A', atLeast: '10000' },
      { label: 'B', atLeast: null },
    ])
    expect(removeGrade({ ...base, grades: [{ label: 'A', atLeast: null }] }, 0).grades).toHaveLength(1)
  })

  it('puts kinds back where they were', () => {
    const without = toggleKind(base, lineKinds, 'service')
    expect(without.kinds).toEqual(['goods', 'discount'])
    expect(toggleKind(without, lineKinds, 'service').kinds).toEqual(base.kinds)
  })

  it.each(metricIds)('takes %s as a factor and lets it go again', (metric) => {
    const bare = { ...base, factors: [] }
    const added = addFactor(bare, metric)
    expect(problemsOf(added)).toEqual([])
    expect(removeFactor(added, 0)).toEqual(bare)
  })

  it('makes steps of a line and a line of steps that reward the same', () => {
    for (const [place, { curve }] of base.factors.entries()) {
      const steps = changeCurveType(curve, 'bands')
      expect(problemsOf(changeFactor(base, place, { curve: steps }))).toEqual([])
      expect(problemsOf(changeFactor(base, place, { curve: changeCurveType(steps, 'linear') }))).toEqual([])
    }
  })

  it('shares the weights out', () => {
    expect(weightShares(base.factors)).toEqual([0.4, 0.3, 0.15, 0.15])
    expect(weightShares([{ weight: Number.NaN }, { weight: 2 }])).toEqual([0, 1])
    expect(weightShares([])).toEqual([])
  })

  it.each([
    ['10,000', '10000'],
    ['10 000.50', '10000.50'],
    ["1'234'567", '1234567'],
    [' 12 ', '12'],
    ['10000,50', '10000,50'],
    ['1,23', '1,23'],
    ['', ''],
  ])('reads %j as %j', (typed, read) => {
    expect(readAmount(typed)).toBe(read)
  })

  it('says in sentences what is no policy', () => {
    expect(problemsOf(changeGrade(base, 0, { atLeast: '10000,50' }))[0]).toContain('10000,50')
    expect(problemsOf(changeGrade(base, 0, { atLeast: '10' }))).toHaveLength(1)
    expect(problemsOf(base)).toEqual([])
  })

  it('says at its field what a bound or a label lacks', () => {
    const flaws = (document: PolicyDocument) => [...flawsOf(document)]
    expect(flaws(base)).toEqual([])
    expect(flaws(changeGrade(base, 0, { atLeast: '10000,50' }))).toEqual([['bound 0', 'amount']])
    expect(flaws(changeGrade(base, 1, { atLeast: '10000' }))).toEqual([['bound 1', 'falls']])
    expect(flaws(changeGrade(base, 1, { atLeast: '0' }))).toEqual([['bound 1', 'positive']])
    expect(flaws(changeGrade({ ...base, gradeBy: 'score' }, 1, { atLeast: '50' }))).toEqual([['bound 0', 'points']])
    expect(flaws(changeGrade(base, 1, { label: ' ' }))).toEqual([['label 1', 'label']])
    expect(flaws(changeGrade(base, 1, { label: 'A' }))).toEqual([['label 1', 'twice']])
    expect(flaws(changeFactor(base, 2, { weight: Number.NaN }))).toEqual([['weight 2', 'weight']])
    expect(flaws({ ...base, minCoverage: 1.2 })).toEqual([['coverage', 'coverage']])
  })

  it('grades alike under another name, from another day', () => {
    expect(gradesAlike(base, { ...base, name: 'other', effectiveFrom: '2030-01-01' })).toBe(true)
    expect(gradesAlike(base, changeGrade(base, 0, { atLeast: '9999' }))).toBe(false)
  })
})
