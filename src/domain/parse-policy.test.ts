import { describe, expect, it } from 'vitest'
import { parsePolicy, PolicyError } from './parse-policy.ts'
import { defaultPolicy } from './policy.ts'

const written = {
  name: 'industrial',
  effectiveFrom: '2026-01-01',
  grades: [
    { label: 'A', atLeast: '10000' },
    { label: 'C', atLeast: null },
  ],
}
const spendFactor = { metric: 'spend', weight: 1, curve: { type: 'linear', from: ['0', 0], to: ['10', 100] } }

function problemsOf(input: unknown): readonly string[] {
  try {
    parsePolicy(input)
  } catch (error) {
    if (error instanceof PolicyError) return error.problems
    throw error
  }
  return []
}

describe('parsePolicy', () => {
  it('reads the default policy after a trip through JSON', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy)
  })

  it('fills in what is left out', () => {
    expect(parsePolicy(written)).toEqual({ ...defaultPolicy, ...written, version: 1, factors: [] })
  })

  it('reads bands', () => {
    const curve = {
      type: 'bands',
      bands: [
        { atLeast: '0.2', points: 100 },
        { atLeast: null, points: 0 },
      ],
    }
    const factors = [{ metric: 'gross-margin-rate', weight: 2.5, curve }]
    expect(
      parsePolicy({ ...written, gradeBy: 'score', grades: [{ label: 'Core', atLeast: null }], factors }).factors,
    ).toEqual(factors)
  })

  const grades = (...list: unknown[]): unknown => ({ ...written, grades: list })
  const factor = (change: object): unknown => ({ ...written, factors: [{ ...spendFactor, ...change }] })
  const bands = (...list: unknown[]): unknown => factor({ curve: { type: 'bands', bands: list } })
  it.each([
    ['a list', [], 'A policy is an object, not []'],
    ['no name', { ...written, name: undefined }, 'The name is missing: write a text without spaces around it'],
    [
      'a day that is none',
      { ...written, effectiveFrom: '2026-02-30' },
      'The effectiveFrom is "2026-02-30": write a day such as "2026-01-01"',
    ],
    ['a misspelt field', { ...written, gradeby: 'score' }, 'Unknown field "gradeby" in the policy'],
    ['version 0', { ...written, version: 0 }, 'The version is 0: it must be a whole number from 1'],
    ['no kinds', { ...written, kinds: [] }, 'kinds is empty: name at least one line kind'],
    ['a kind that is none', { ...written, kinds: ['good'] }, 'Cannot use "good" as kinds: write one of goods, service'],
    ['a kind twice', { ...written, kinds: ['goods', 'goods'] }, 'Line kind "goods" stands twice in kinds'],
    [
      'a level that is none',
      { ...written, level: 'family' },
      'Cannot use "family" as level: write one of ultimate-parent, account',
    ],
    [
      'a window that is none',
      { ...written, window: 'year' },
      'Cannot use "year" as window: write one of twelve-months',
    ],
    ['month 13', { ...written, fiscalYearStart: 13 }, 'The fiscalYearStart is 13: it must be a month from 1 to 12'],
    ['coverage in percent', { ...written, minCoverage: 95 }, 'The minCoverage is 95: it must be a share from 0 to 1'],
    ['no grades', grades(), 'grades is empty: give at least one grade'],
    ['a grade that is none', grades('A'), 'The grade 1 is "A": write an object'],
    [
      'a label twice',
      grades({ label: 'A', atLeast: '5' }, { label: 'A', atLeast: null }),
      'Label "A" stands twice in grades',
    ],
    [
      'rising bounds',
      grades({ label: 'A', atLeast: '5' }, { label: 'B', atLeast: '10' }, { label: 'C', atLeast: null }),
      'Bounds of grades must fall: "10" comes after "5"',
    ],
    [
      'equal bounds',
      grades({ label: 'A', atLeast: '5' }, { label: 'B', atLeast: '5.00' }, { label: 'C', atLeast: null }),
      'Bounds of grades must fall: "5.00" comes after "5"',
    ],
    ['no last grade', grades({ label: 'A', atLeast: '5' }), 'The last of grades must have atLeast null, not "5"'],
    [
      'two last grades',
      grades({ label: 'A', atLeast: null }, { label: 'B', atLeast: null }),
      'Only the last of grades may have atLeast null, number 1 has it too',
    ],
    [
      'a bound of zero',
      grades({ label: 'A', atLeast: '0' }, { label: 'B', atLeast: null }),
      'Bound "0" of grade "A" must be above 0, in money',
    ],
    [
      'a bound as number',
      grades({ label: 'A', atLeast: 10000 }, { label: 'B', atLeast: null }),
      'The atLeast of grade 1 is 10000: write a decimal string such as "10000.00"',
    ],
    [
      'points above 100',
      { ...written, gradeBy: 'score', factors: [spendFactor] },
      'Bound "10000" of grade "A" must be above 0 and at most 100, in points',
    ],
    [
      'a score of nothing',
      { ...written, gradeBy: 'score', grades: [{ label: 'A', atLeast: null }] },
      'Cannot grade by "score" without factors',
    ],
    [
      'an unknown metric',
      factor({ metric: 'sepnd' }),
      'Unknown metric "sepnd" in factor 1: write one of spend, revenue',
    ],
    ['a metric twice', { ...written, factors: [spendFactor, spendFactor] }, 'Metric "spend" stands twice in factors'],
    ['weight 0', factor({ weight: 0 }), 'The weight of factor 1 is 0: it must be above 0'],
    ['a weight of text', factor({ weight: '1' }), 'The weight of factor 1 is "1": it must be above 0'],
    ['no curve', factor({ curve: undefined }), 'The curve of factor 1 is missing: write an object'],
    [
      'a curve that is none',
      factor({ curve: { type: 'log' } }),
      'The type of the curve of factor 1 is "log": write one of linear, bands',
    ],
    [
      'an anchor that is none',
      factor({ curve: { type: 'linear', from: '0', to: ['1', 100] } }),
      'The from of curve of factor 1 is "0": write a value and its points',
    ],
    [
      'an anchor of no value',
      factor({ curve: { type: 'linear', from: [null, 0], to: ['1', 100] } }),
      'The value in from of curve of factor 1 is null: write a decimal string',
    ],
    [
      'points below 0',
      factor({ curve: { type: 'linear', from: ['0', -1], to: ['1', 100] } }),
      'The points of from of curve of factor 1 is -1: it must be from 0 to 100',
    ],
    [
      'a line without length',
      factor({ curve: { type: 'linear', from: ['1', 0], to: ['1.0', 100] } }),
      'The curve of factor 1 starts and ends at "1": its two values must differ',
    ],
    ['no band', bands(), 'The curve of factor 1 has no band'],
    [
      'rising bands',
      bands({ atLeast: '1', points: 9 }, { atLeast: '2', points: 8 }, { atLeast: null, points: 1 }),
      'Bounds of bands of curve of factor 1 must fall: "2" comes after "1"',
    ],
    [
      'bands without end',
      bands({ atLeast: '1', points: 9 }),
      'The last of bands of curve of factor 1 must have atLeast null, not "1"',
    ],
    [
      'points for less spend',
      bands({ atLeast: '1', points: 0 }, { atLeast: null, points: 9 }),
      'The curve of factor 1 gives a worse "spend" more points: higher is better',
    ],
    [
      'points for lateness',
      factor({ metric: 'average-days-late' }),
      'The curve of factor 1 gives a worse "average-days-late" more points: lower is better',
    ],
  ])('names %s', (_, input, problem) => {
    const problems = problemsOf(input)
    expect(problems.filter((text) => text.startsWith(problem))).toHaveLength(1)
  })

  it('lists every problem at once and throws them as one sentence too', () => {
    const wrong = { ...written, name: '', window: 'year', kinds: [] }
    expect(problemsOf(wrong)).toHaveLength(3)
    expect(() => parsePolicy(wrong)).toThrow('Cannot read policy: ')
  })
})
