import type { Call, Output } from '../../../contract/operations.ts'
import type { Curve } from '../../../domain/curve.ts'
import type { LineKind } from '../../../domain/kind.ts'
import { metricOf } from '../../../domain/metric.ts'
import type { MetricId } from '../../../domain/metric-definition.ts'
import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import { parsePolicy, PolicyError } from '../../../domain/parse-policy.ts'
import type { GradeBasis } from '../../../domain/policy.ts'
import { usualCurve } from '../../../domain/policy-template.ts'

/** A policy as it is typed: texts of amounts may be no amounts yet. */
export type PolicyDocument = Call<'adoptPolicy'>['body']['document']
export type SavedPolicy = Output<'listPolicies'>['items'][number]
export type Comparison = Output<'previewPolicy'>

/** A hundred points, the most there are. */
const mostPoints = parseMicros('100')

type Grade = PolicyDocument['grades'][number]
type Factor = PolicyDocument['factors'][number]

/** What is wrong with it, a sentence each; empty when it is a policy. */
export function problemsOf(document: PolicyDocument): readonly string[] {
  try {
    parsePolicy(document)
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.problems
    throw error
  }
}

export type Flaw = 'amount' | 'falls' | 'positive' | 'points' | 'label' | 'twice' | 'weight' | 'coverage'

/** What is wrong with a field, by the field: `bound 0`, `label 2`, `weight 1`, `coverage`. */
export function flawsOf({ grades, gradeBy, factors, minCoverage }: PolicyDocument): ReadonlyMap<string, Flaw> {
  const flaws = new Map<string, Flaw>()
  for (const [place, { label, atLeast }] of grades.entries()) {
    if (label.trim() === '' || label !== label.trim()) flaws.set(`label ${String(place)}`, 'label')
    else if (grades.findIndex((grade) => grade.label === label) < place) flaws.set(`label ${String(place)}`, 'twice')
    if (place === grades.length - 1) continue
    const [bound, above] = [boundAt(grades, place), boundAt(grades, place - 1)]
    const flaw =
      atLeast === null || bound === null
        ? 'amount'
        : bound <= 0n
          ? 'positive'
          : gradeBy === 'score' && bound > mostPoints
            ? 'points'
            : above !== null && bound >= above
              ? 'falls'
              : null
    if (flaw) flaws.set(`bound ${String(place)}`, flaw)
  }
  for (const [place, { weight }] of factors.entries()) {
    if (!(weight > 0 && weight <= 1e6)) flaws.set(`weight ${String(place)}`, 'weight')
  }
  if (!(minCoverage >= 0 && minCoverage <= 1)) flaws.set('coverage', 'coverage')
  return flaws
}

/** Whether two documents grade alike; name, version and day say nothing of how. */
export function gradesAlike(one: PolicyDocument, other: PolicyDocument): boolean {
  const rules = ({ name: _name, version: _version, effectiveFrom: _from, ...rest }: PolicyDocument) => rest
  return JSON.stringify(rules(one)) === JSON.stringify(rules(other))
}

/** `default@2` of a version, as it stands in the address. */
export function versionText({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${name}@${String(version)}`
}

/** The version that is meant by `default@2`; undefined for what names none. */
export function findVersion(items: readonly SavedPolicy[], text: string | undefined): SavedPolicy | undefined {
  return items.find(({ policy }) => versionText(policy) === text)
}

/** The version that holds on a day. */
export function holdingOn(items: readonly SavedPolicy[], day: string): SavedPolicy | undefined {
  return items.find(({ holds }) => holds !== null && holds.from <= day && (holds.to === null || holds.to >= day))
}

/**
 * An amount as people type it: `10,000.50`, `10 000`, `10'000` are written as decimals. What could be read in two ways stays as
 * it is, and is no amount.
 */
export function readAmount(typed: string): string {
  const text = typed.trim()
  return /^\d{1,3}(?:[,\u00A0\u202F'’ ]\d{3})+(?:\.\d+)?$/.test(text)
    ? text.replaceAll(/[,\u00A0\u202F'’ ]/g, '')
    : text
}

export function isAmount(text: string): boolean {
  return /^-?\d+(\.\d{1,6})?$/.test(text)
}

export function changeGrade(document: PolicyDocument, place: number, change: Partial<Grade>): PolicyDocument {
  return { ...document, grades: document.grades.map((grade, at) => (at === place ? { ...grade, ...change } : grade)) }
}

/** A grade below the one at `place`, with a bound halfway down to the next. The last one stays the one for everything below. */
export function addGrade(document: PolicyDocument, place: number): PolicyDocument {
  const { grades, gradeBy } = document
  const [above, below] = [boundAt(grades, place), boundAt(grades, place + 1)]
  const label = freeLabel(grades)
  if (above === null) {
    // Below the last one there is nothing: the new one takes its place, and it gets a bound.
    const least = boundAt(grades, place - 1)
    const bound = least === null ? firstBound(gradeBy) : middle(least, 0n)
    return {
      ...document,
      grades: [
        ...grades.slice(0, -1).map((grade) => grade),
        { label: grades.at(-1)?.label ?? 'A', atLeast: bound },
        { label, atLeast: null },
      ],
    }
  }
  return {
    ...document,
    grades: grades.toSpliced(place + 1, 0, { label, atLeast: middle(above, below ?? 0n) }),
  }
}

/** Without a grade: its accounts go to the one below, those of the last to the one above. */
export function removeGrade(document: PolicyDocument, place: number): PolicyDocument {
  if (document.grades.length === 1) return document
  const grades = document.grades.toSpliced(place, 1)
  return {
    ...document,
    grades: grades.map((grade, at) => (at === grades.length - 1 ? { ...grade, atLeast: null } : grade)),
  }
}

/** By money or by points: bounds of the one mean nothing to the other, so that new ones are put in even steps. */
export function changeBasis(document: PolicyDocument, gradeBy: GradeBasis): PolicyDocument {
  if (document.gradeBy === gradeBy) return document
  const count = document.grades.length
  const full = gradeBy === 'score' ? 100 : 10_000 * count
  return {
    ...document,
    gradeBy,
    grades: document.grades.map((grade, place) => ({
      ...grade,
      atLeast: place === count - 1 ? null : String(Math.round((full * (count - 1 - place)) / count)),
    })),
  }
}

/** The kinds in the order of the list of all, so that taking one out and in again changes nothing. */
export function toggleKind(document: PolicyDocument, all: readonly LineKind[], kind: LineKind): PolicyDocument {
  const isIn = document.kinds.includes(kind)
  return {
    ...document,
    kinds: all.filter((one) => (one === kind ? !isIn : document.kinds.includes(one))),
  }
}

export function changeFactor(document: PolicyDocument, place: number, change: Partial<Factor>): PolicyDocument {
  return {
    ...document,
    factors: document.factors.map((factor, at) => (at === place ? { ...factor, ...change } : factor)),
  }
}

/** Another metric that counts, a tenth of what counts already and with a line that somebody will change. */
export function addFactor(document: PolicyDocument, metric: MetricId): PolicyDocument {
  const sum = document.factors.reduce((total, { weight }) => total + weight, 0)
  const { unit, better } = metricOf(metric)
  const far = { money: '10000', rate: '1', count: '12', days: '60', minutes: '120' }[unit]
  const [from, to] = better === 'higher' ? [0, 100] : [100, 0]
  const curve: Curve = usualCurve(metric) ?? { type: 'linear', from: ['0', from], to: [far, to] }
  const weight = sum === 0 ? 10 : Math.max(1, Math.round(sum / 10))
  return { ...document, factors: [...document.factors, { metric, weight, curve }] }
}

export function removeFactor(document: PolicyDocument, place: number): PolicyDocument {
  return { ...document, factors: document.factors.toSpliced(place, 1) }
}

/** The share of the score that each factor makes where all are known; 0 where a weight is no number yet. */
export function weightShares(factors: readonly Pick<Factor, 'weight'>[]): readonly number[] {
  const weights = factors.map(({ weight }) => (Number.isFinite(weight) && weight > 0 ? weight : 0))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => (sum === 0 ? 0 : weight / sum))
}

/** The same curve as steps, or as a line between its ends: nobody begins from nothing. */
export function changeCurveType(curve: Curve, type: Curve['type']): Curve {
  if (curve.type === type) return curve
  if (curve.type === 'linear') {
    const [low, high] = [curve.from, curve.to].toSorted((one, other) => compareAmounts(one[0], other[0]))
    return {
      type: 'bands',
      bands: [
        { atLeast: high?.[0] ?? '1', points: high?.[1] ?? 100 },
        { atLeast: null, points: low?.[1] ?? 0 },
      ],
    }
  }
  const [best, last] = [curve.bands[0], curve.bands.at(-1)]
  return {
    type: 'linear',
    from: ['0', last?.points ?? 0],
    to: [best?.atLeast ?? '1', best?.points ?? 100],
  }
}

function boundAt(grades: readonly Grade[], place: number): bigint | null {
  const text = grades[place]?.atLeast ?? null
  return text === null || !isAmount(text) ? null : parseMicros(text)
}

function middle(above: bigint, below: bigint): string {
  return formatMicros(roundMicros((above + below) / 2n, 0), 0)
}

function firstBound(gradeBy: GradeBasis): string {
  return gradeBy === 'score' ? '50' : '10000'
}

/** The first letter that is no label yet. */
function freeLabel(grades: readonly Grade[]): string {
  const letters = Array.from({ length: 26 }, (_, place) => String.fromCodePoint(65 + place))
  return letters.find((letter) => grades.every(({ label }) => label !== letter)) ?? `${String(grades.length + 1)}`
}

function compareAmounts(one: string, other: string): number {
  if (!isAmount(one) || !isAmount(other)) return 0
  const [left, right] = [parseMicros(one), parseMicros(other)]
  return left < right ? -1 : left > right ? 1 : 0
}
