import { addDays } from '../day.ts'
import type { Day } from '../day.ts'
import type { Department } from './review.ts'

export const mostPlanSteps = 20
/** Two years: what is due later is not about keeping an account. */
export const mostPlanDays = 730

/** One thing to do about an account that is leaving. */
export interface PlanStep {
  /** Its name for programs. */
  readonly key: string
  readonly title: string
  readonly department: Department
  /** Days after the start on which it is due. */
  readonly daysAfter: number
  /** When it counts as done, in words. */
  readonly doneWhen: string
}

export type PlanFlaw = { readonly kind: 'none' } | { readonly kind: 'twice' | 'order'; readonly name: string }

/** What keeps steps from being a plan: they stand in the order in which they are due. */
export function flawsOfPlan(steps: readonly PlanStep[]): PlanFlaw[] {
  if (steps.length === 0) return [{ kind: 'none' }]
  const keys = new Set<string>()
  return steps.flatMap(({ key, title, daysAfter }, place): PlanFlaw[] => {
    const isTwice = keys.has(key)
    keys.add(key)
    const isEarlier = daysAfter < (steps[place - 1]?.daysAfter ?? 0)
    return [
      ...(isTwice ? [{ kind: 'twice' as const, name: key }] : []),
      ...(isEarlier ? [{ kind: 'order' as const, name: title }] : []),
    ]
  })
}

/** The day a step is due when the plan starts on a day. */
export function dueOf({ daysAfter }: Pick<PlanStep, 'daysAfter'>, start: Day): Day {
  return addDays(start, daysAfter)
}

/** What a book begins with. */
export const proposedPlan: readonly PlanStep[] = [
  step('ask', 'Ask whoever decides there what changed', 'sales', 2, 'We know in their words why they buy less'),
  step('complaints', 'Go through their complaints of the last year', 'service', 5, 'Every complaint has an answer'),
  step('deliveries', 'Check what was delivered late or not at all', 'logistics', 7, 'Every late delivery has a cause'),
  step('open-items', 'Look at open invoices, disputes and terms', 'finance', 7, 'No dispute is without an answer'),
  step('offer', 'Offer what would bring them back, with a day', 'sales', 14, 'They have the offer in writing'),
  step(
    'visit',
    'Visit with the manager and agree the next 90 days',
    'sales',
    30,
    'Both sides have written down what was agreed',
  ),
  step(
    'decide',
    'Compare orders since then and decide: keep on, change or let go',
    'sales',
    90,
    'The decision is in the review',
  ),
]

function step(key: string, title: string, department: Department, daysAfter: number, doneWhen: string): PlanStep {
  return { key, title, department, daysAfter, doneWhen }
}
