import type { Column } from '../../../domain/kind.ts'
import { isPattern } from '../../../domain/mapping/check.ts'
import { isDayOrder, parseDateForm } from '../../../domain/mapping/date-form.ts'
import type { Step } from './edit-mapping.ts'

/** What a step does: the name of a transform. */
export type StepName = Step['do']

/** What may be done to cells, by what the column holds, the most wanted first. */
const offeredByType: Readonly<Record<Column['type'], readonly StepName[]>> = {
  text: ['split', 'extract', 'look-up', 'if-empty', 'trim', 'upper'],
  amount: ['negate', 'decimal', 'times', 'if-empty', 'extract', 'split', 'look-up'],
  day: ['date', 'extract', 'split', 'if-empty', 'look-up'],
  currency: ['look-up', 'if-empty', 'extract', 'split', 'upper'],
  choice: ['look-up', 'if-empty', 'extract', 'split'],
}

/** The steps a column may still get; what can be said only once is not offered again. */
export function offeredSteps(type: Column['type'], there: readonly Step[] = []): readonly StepName[] {
  return offeredByType[type].filter((name) => !isSaidOnce(name) || there.every((step) => step.do !== name))
}

function isSaidOnce(name: StepName): boolean {
  return ['date', 'decimal', 'times', 'negate', 'trim', 'upper'].includes(name)
}

/** A step as it is when it is added, with what it needs still to be said. */
export function blankStep(name: StepName): Step {
  switch (name) {
    case 'trim':
    case 'upper':
    case 'negate':
      return { do: name }
    case 'if-empty':
      return { do: name, value: '' }
    case 'date':
      return { do: name, form: 'DMY' }
    case 'decimal':
      return { do: name, sign: ',' }
    case 'times':
      return { do: name, column: '' }
    case 'split':
      return { do: name, separator: '-', place: 1 }
    case 'extract':
      return { do: name, pattern: '' }
    case 'look-up':
      return { do: name, values: {} }
  }
}

/** Whether a step says all it needs: the others are left out until they do. */
export function isComplete(step: Step): boolean {
  switch (step.do) {
    case 'if-empty':
      return step.value !== ''
    case 'date':
      return isDayOrder(step.form) || parseDateForm(step.form) !== null
    case 'times':
      return step.column !== ''
    case 'split':
      return step.separator !== '' && step.place !== 0
    case 'extract':
      return step.pattern !== '' && isPattern(step.pattern)
    case 'look-up':
      return Object.keys(step.values).length > 0 || step.otherwise !== undefined
    case 'negate':
      return step.where === undefined || (step.where.column !== '' && step.where.values?.length !== 0)
    case 'trim':
    case 'upper':
    case 'decimal':
      return true
  }
}

/** The parts of a code that one can ask for, by the place the mapping gives them. */
export const places = { first: 1, second: 2, third: 3, fourth: 4, last: -1, lastButOne: -2 } as const

/** The steps with one of them somewhere else; the same steps when there is no such place. */
export function moved<T>(steps: readonly T[], from: number, to: number): readonly T[] {
  const step = steps[from]
  if (step === undefined || to < 0 || to >= steps.length) return steps
  return steps.toSpliced(from, 1).toSpliced(to, 0, step)
}

/** Values with commas between, as a person types them, one by one. */
export function listed(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

export const placeNames = Object.keys(places) as (keyof typeof places)[]
