import { describe, expect, it } from 'vitest'
import { emptyFacts } from './facts.ts'
import { gradeOf } from './grade.ts'
import { parseMicros } from './money.ts'
import { parsePolicy } from './parse-policy.ts'
import { defaultPolicy } from './policy.ts'
import { gradeNamings, policyTemplates, templateRules } from './policy-template.ts'

const everyOne = policyTemplates.flatMap((template) => gradeNamings.map((naming) => [template, naming] as const))

describe('templateRules', () => {
  it.each(everyOne)('of %s with %s is a policy', (template, naming) => {
    const document = { ...defaultPolicy, ...templateRules(template, naming) }
    expect(parsePolicy(document)).toEqual(document)
  })

  it.each(everyOne.filter(([template]) => template !== 'spend'))(
    'of %s with %s has weights that sum to 100',
    (template, naming) => {
      const weights = templateRules(template, naming).factors.map(({ weight }) => weight)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100)
    },
  )
  it.each([
    ['letters', '10000', 'A'],
    ['letters', '9999.99', 'B'],
    ['letters', '5000', 'B'],
    ['letters', '4999.99', 'C'],
    ['roles', '10000', 'Core'],
    ['roles', '5000', 'Growth'],
    ['roles', '1000', 'Convenience'],
    ['roles', '999.99', 'Drain'],
  ] as const)('grades by spend alone, with %s: %s is %s', (naming, spend, label) => {
    const facts = { ...emptyFacts('a'), lines: 1, spend: parseMicros(spend) }
    expect(gradeOf(facts, { ...defaultPolicy, ...templateRules('spend', naming) })?.label).toBe(label)
  })

  it('has the four factors of the value scale, the mix of products as what it earns and where we stand', () => {
    const { factors, grades } = templateRules('value-scale', 'roles')
    expect(factors.map(({ metric, weight }) => [metric, weight])).toEqual([
      ['spend', 25],
      ['gross-margin-rate', 15],
      ['standing', 10],
      ['financing-rate', 25],
      ['taken-rate', 25],
    ])
    expect(grades.map(({ label }) => label)).toEqual(['Core', 'Growth', 'Convenience', 'Drain'])
  })
})
