import type { Micros } from '../money.ts'
import { numberToMicros } from '../money.ts'

/** One step of a scale: the points it is worth, 0 to 100, and when it is given, in words. */
export interface Step {
  readonly points: number
  readonly means: string
}

/** One thing that makes an account strategic. */
export interface Criterion {
  /** Its name for programs; points stay with it when the words change. */
  readonly key: string
  readonly label: string
  /** Its share of the score, in per cent with up to two decimals. */
  readonly weight: number
  /** From the least points to the most. */
  readonly scale: readonly Step[]
}

/** What decides which accounts are strategic. */
export interface SelectionDocument {
  readonly criteria: readonly Criterion[]
  /** The least score, 0 to 100, that makes an account strategic. */
  readonly atLeast: number
}

/** A version of the criteria as it was saved; it never changes. */
export interface Criteria extends SelectionDocument {
  readonly version: number
}

export const fewestCriteria = 5
export const mostCriteria = 7
export const fewestSteps = 2
export const mostSteps = 7

const whole: Micros = numberToMicros(100)

/** What keeps a document from deciding anything, as sentences; none when it can. */
export function flawsOfCriteria({ criteria, atLeast }: SelectionDocument): string[] {
  const flaws: string[] = []
  const count = criteria.length
  if (count < fewestCriteria || count > mostCriteria) {
    flaws.push(`${String(count)} criteria: write ${String(fewestCriteria)} to ${String(mostCriteria)}`)
  }
  const sum = criteria.reduce((total, { weight }) => total + numberToMicros(weight), 0n)
  if (sum !== whole) flaws.push(`the weights sum to ${percentText(sum)} %: make it 100 %`)
  if (!isShare(atLeast)) flaws.push(`a score of ${String(atLeast)} is out of reach: the least score is 0 to 100`)
  const keys = criteria.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) flaws.push(`two criteria are called "${twice}"`)
  return [...flaws, ...criteria.flatMap(flawsOfCriterion)]
}

function flawsOfCriterion({ key, weight, scale }: Criterion): string[] {
  const flaws: string[] = []
  if (weight <= 0) flaws.push(`the weight of "${key}" is not above zero`)
  if (scale.length < fewestSteps || scale.length > mostSteps) {
    flaws.push(
      `the scale of "${key}" has ${String(scale.length)} steps: write ${String(fewestSteps)} to ${String(mostSteps)}`,
    )
  }
  if (scale.some(({ points }) => !isShare(points))) flaws.push(`points of "${key}" are not from 0 to 100`)
  const rises = scale.every(({ points }, index) => index === 0 || points > (scale[index - 1]?.points ?? 0))
  if (!rises) flaws.push(`the scale of "${key}" does not rise with every step`)
  return flaws
}

function isShare(points: number): boolean {
  return points >= 0 && points <= 100
}

function percentText(micros: Micros): string {
  return String(Number(micros) / 1e6)
}

/** A start for whoever has none: what makes an account worth more care than its spend of today. */
export const proposedCriteria: SelectionDocument = {
  atLeast: 65,
  criteria: [
    criterion('profit', 'Profit and potential', 25, [
      'Earns little and will not earn more',
      'Earns its keep, little to be won',
      'Earns well, or could within two years',
      'Earns well and could earn much more',
    ]),
    criterion('fit', 'Fit with what we do best', 20, [
      'Buys what everybody sells',
      'Some of our lines fit',
      'Most of our lines fit',
      'Needs what only we have',
    ]),
    criterion('relationship', 'Access and relationship', 15, [
      'We know one buyer',
      'We know several people',
      'We know who decides',
      'They plan with us',
    ]),
    criterion('growth', 'Growth of their own market', 15, ['Shrinks', 'Stands still', 'Grows', 'Grows fast']),
    criterion('influence', 'Influence on others', 10, [
      'Nobody looks at them',
      'Known in their region',
      'Known in their trade',
      'Others follow them',
    ]),
    criterion('care', 'Cost of looking after them', 15, [
      'Takes far more than it gives',
      'Takes much care',
      'Takes the usual care',
      'Easy to look after',
    ]),
  ],
}

function criterion(key: string, label: string, weight: number, means: readonly string[]): Criterion {
  const steps = [0, 30, 70, 100]
  return { key, label, weight, scale: means.map((text, index) => ({ points: steps[index] ?? 100, means: text })) }
}
