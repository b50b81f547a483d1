import type { Curve } from './curve.ts'
import type { Factor, GradeBound, Policy } from './policy.ts'

/**
 * Policies to begin from.
 * - `spend`: grades by spend alone, with no score beside it
 * - `value-scale`: the value scale of measures.md, 1 with its four factors; the mix of products is two figures, what it earns and
 *   what standing we have
 * - `profit`: what is left of an account once everything is paid, as money and as a rate of its spend
 * - `own`: one factor, to which whoever makes a scale of their own adds theirs
 */
export const policyTemplates = ['spend', 'value-scale', 'profit', 'own'] as const
export type PolicyTemplate = (typeof policyTemplates)[number]

/** How grades are named: A, B and C, or by the part an account plays. */
export const gradeNamings = ['letters', 'roles'] as const
export type GradeNaming = (typeof gradeNamings)[number]

/** The part of a policy that a template gives; whom it grades, over which window and from when on stays. */
type TemplateRules = Pick<Policy, 'grades' | 'gradeBy' | 'factors'>

/** Bounds, best first, by what they are compared with; the last grade is for everything below. */
const boundsBy: Readonly<
  Record<GradeNaming, Readonly<Record<Policy['gradeBy'], readonly (readonly [string, string | null])[]>>>
> = {
  letters: {
    spend: [
      ['A', '10000'],
      ['B', '5000'],
      ['C', null],
    ],
    score: [
      ['A', '70'],
      ['B', '40'],
      ['C', null],
    ],
  },
  roles: {
    spend: [
      ['Core', '10000'],
      ['Growth', '5000'],
      ['Convenience', '1000'],
      ['Drain', null],
    ],
    score: [
      ['Core', '70'],
      ['Growth', '50'],
      ['Convenience', '30'],
      ['Drain', null],
    ],
  },
}

const line = (metric: string, weight: number, from: Ends, to: Ends): Factor => ({
  metric,
  weight,
  curve: { type: 'linear', from, to },
})
type Ends = readonly [value: string, points: number]

/** Full points for spend at twice the bound of an A. */
const spend = (weight: number): Factor => line('spend', weight, ['0', 0], ['20000', 100])

/** Weights sum to 100, so that each says how many points its factor can add while all are known. */
const factorsOf: Readonly<Record<PolicyTemplate, readonly Factor[]>> = {
  spend: [],
  'value-scale': [
    spend(25),
    line('gross-margin-rate', 15, ['0', 0], ['0.4', 100]),
    line('standing', 10, ['0', 0], ['1', 100]),
    // 1.5 % of sales is 110 days of waiting at 5 % a year.
    line('financing-rate', 25, ['0', 100], ['0.015', 0]),
    line('taken-rate', 25, ['0.5', 0], ['1', 100]),
  ],
  profit: [line('net-profit', 60, ['0', 0], ['5000', 100]), line('net-profit-rate', 40, ['0', 0], ['0.2', 100])],
  own: [spend(100)],
}

/** What grades by a template: the basis, the bounds under the names that are asked for, and the factors. */
export function templateRules(template: PolicyTemplate, naming: GradeNaming): TemplateRules {
  const gradeBy = template === 'spend' ? 'spend' : 'score'
  return {
    gradeBy,
    grades: boundsBy[naming][gradeBy].map(([label, atLeast]): GradeBound => ({ label, atLeast })),
    factors: factorsOf[template],
  }
}

/** The curve that a template has for a metric; null where none has it. */
export function usualCurve(metric: string): Curve | null {
  const factors = policyTemplates.flatMap((template) => factorsOf[template])
  return factors.find((factor) => factor.metric === metric)?.curve ?? null
}
