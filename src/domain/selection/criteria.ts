import type { Micros } from '../money.ts'
import { numberToMicros } from '../money.ts'

/** One step of a scale: the points it is worth, 0 to 100, and when it is given, in words. */
interface Step {
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

/** What keeps criteria from deciding anything; `key` names the criterion it is about. */
export type CriteriaFlaw =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'weights'; readonly sum: number }
  | { readonly kind: 'bound'; readonly atLeast: number }
  | { readonly kind: 'twice' | 'weight' | 'points' | 'order'; readonly key: string }
  | { readonly kind: 'steps'; readonly key: string; readonly count: number }

/** Everything that is wrong with a document; nothing when it can decide. */
export function flawsOfCriteria({ criteria, atLeast }: SelectionDocument): CriteriaFlaw[] {
  const flaws: CriteriaFlaw[] = []
  const count = criteria.length
  if (count < fewestCriteria || count > mostCriteria) flaws.push({ kind: 'count', count })
  const sum = sumOfWeights(criteria)
  if (sum !== whole) flaws.push({ kind: 'weights', sum: Number(sum) / 1e6 })
  if (!isShare(atLeast)) flaws.push({ kind: 'bound', atLeast })
  const keys = criteria.map(({ key }) => key)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) flaws.push({ kind: 'twice', key: twice })
  return [...flaws, ...criteria.flatMap(flawsOfCriterion)]
}

/** In millionths of a per cent, exactly. */
export function sumOfWeights(criteria: readonly Pick<Criterion, 'weight'>[]): Micros {
  return criteria.reduce((total, { weight }) => total + numberToMicros(weight), 0n)
}

function flawsOfCriterion({ key, weight, scale }: Criterion): CriteriaFlaw[] {
  const flaws: CriteriaFlaw[] = []
  if (weight <= 0) flaws.push({ kind: 'weight', key })
  const count = scale.length
  if (count < fewestSteps || count > mostSteps) flaws.push({ kind: 'steps', key, count })
  if (scale.some(({ points }) => !isShare(points))) flaws.push({ kind: 'points', key })
  const rises = scale.every(({ points }, index) => index === 0 || points > (scale[index - 1]?.points ?? 0))
  if (!rises) flaws.push({ kind: 'order', key })
  return flaws
}

function isShare(points: number): boolean {
  return points >= 0 && points <= 100
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
