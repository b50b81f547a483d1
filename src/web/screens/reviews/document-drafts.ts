import type { Output } from '../../../contract/operations.ts'
import type { PlanStep } from '../../../domain/review/retention-plan.ts'
import type { Reason } from '../../../domain/review/reason.ts'

type Key = { readonly key: string }

/** A reason as it is typed; one that a review names keeps what it was counted as. */
export interface ReasonDraft extends Reason {
  readonly isUsed: boolean
}

/** A step as it is typed: the days are text until they are a number. */
export interface StepDraft extends Omit<PlanStep, 'daysAfter'> {
  readonly daysAfter: string
}

/** A key that no row has: what was written stays with it, so it says nothing but that it is another. */
export function freshKey(rows: readonly Key[], stem: string): string {
  const taken = new Set(rows.map(({ key }) => key))
  for (let number = rows.length + 1; ; number += 1) {
    const key = `${stem}-${String(number)}`
    if (!taken.has(key)) return key
  }
}

/** The rows with one of them changed. */
export function changeRow<T extends Key>(rows: readonly T[], key: string, change: Partial<T>): T[] {
  return rows.map((row) => (row.key === key ? { ...row, ...change } : row))
}

export function removeRow<T extends Key>(rows: readonly T[], key: string): T[] {
  return rows.filter((row) => row.key !== key)
}

/** The reasons as they are sent. */
export function reasonsOf(drafts: readonly ReasonDraft[]): Reason[] {
  return drafts.map(({ isUsed: _isUsed, name, ...reason }) => ({ ...reason, name: name.trim() }))
}

export function stepsToDraft(steps: Output<'getRetentionPlan'>['steps']): StepDraft[] {
  return steps.map((step) => ({ ...step, daysAfter: String(step.daysAfter) }))
}

/** The steps as they are sent, in the order of their days; null while one lacks words or days. */
export function stepsOf(drafts: readonly StepDraft[]): PlanStep[] | null {
  const steps = drafts.map(({ title, doneWhen, daysAfter, ...step }) => ({
    ...step,
    title: title.trim(),
    doneWhen: doneWhen.trim(),
    daysAfter: /^\d{1,3}$/.test(daysAfter.trim()) ? Number(daysAfter) : null,
  }))
  const whole = steps.flatMap((step) =>
    step.daysAfter === null || step.title === '' || step.doneWhen === ''
      ? []
      : [{ ...step, daysAfter: step.daysAfter }],
  )
  return whole.length < steps.length ? null : whole.toSorted((one, other) => one.daysAfter - other.daysAfter)
}
