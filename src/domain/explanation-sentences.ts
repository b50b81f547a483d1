import { farPast, type Day } from './day.ts'
import type { FactorDocuments, GradeExplanation, NamedAccount } from './explain.ts'
import type { ExplainedFactor } from './explained-factor.ts'
import type { ExactBound } from './grade.ts'
import type { LineKind } from './kind.ts'
import type { LiftChange } from './lift.ts'
import {
  formatMetricValue,
  type MetricId,
  type MetricUnit,
  type MetricValue,
  type MoneyName,
} from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { formatMicros, numberToMicros, type Micros } from './money.ts'

/** Which figures a reader may see; sentences are without the others. */
interface ReadersSight {
  /** Spend of the account itself. */
  readonly ownSpend: boolean
  /** Spend of what is graded, and what is missing to a bound of it. */
  readonly gradedSpend: boolean
  /** Gross profit, coverage, score and points of what is graded. */
  readonly gradedMargin: boolean
}
const everything: ReadersSight = { ownSpend: true, gradedSpend: true, gradedMargin: true }

/** Why an account that bought has no grade: it is out of grading, or nothing of what its score is made of is known. */
export type UngradedReason = 'never-graded' | 'score-unknown'

/** What bounds are compared with. */
export type BoundUnit = 'money' | 'points'

/** The window and the line kinds that count in it. */
interface Counted {
  readonly from: Day
  readonly to: Day
  readonly kinds: LineKind[]
}

interface Spent extends Counted {
  readonly account: NamedAccount
  /** The ultimate parent whose family was graded; null for the account by itself. */
  readonly family: NamedAccount | null
  readonly spend: string
}

interface ValuesById {
  'nothing-invoiced': Pick<Spent, 'account' | 'family' | 'from' | 'to'>
  graded: Counted & { readonly account: NamedAccount; readonly grade: string }
  'graded-by-spend': Spent & { readonly grade: string }
  'graded-by-score': Spent & { readonly grade: string; readonly score: string }
  ungraded: Counted & { readonly account: NamedAccount; readonly because: UngradedReason }
  'ungraded-with-spend': Spent & { readonly because: UngradedReason }
  /** Null when nothing was invoiced to the account itself. */
  'own-spend': { readonly account: NamedAccount; readonly spend: string | null }
  /** Net spend at or below zero with invoices gets the lowest grade. */
  flagged: Record<string, never>
  bounds: { readonly unit: BoundUnit; readonly bounds: BoundValues[] }
  next: { readonly unit: BoundUnit; readonly missing: string; readonly label: string }
  'gross-profit': { readonly grossProfit: string; readonly coverage: string }
  'gross-profit-unknown': { readonly coverage: string; readonly minCoverage: string }
  /** Null when no factor is known. */
  score: { readonly score: string | null; readonly known: number; readonly total: number }
  factor: {
    readonly metric: MetricId
    readonly unit: MetricUnit
    readonly value: string
    readonly points: string
    readonly weight: number
    readonly contribution: string
    /** The most it could add. */
    readonly atMost: string
    /** The money that made a figure that is none. */
    readonly behind: { readonly what: MoneyName; readonly money: string } | null
    /** The same in other words. */
    readonly beside: Valued | null
  }
  /** Both are null where no one or two figures lift the grade. */
  lift: { readonly label: string; readonly cheapest: ChangeValues | null; readonly pair: ChangeValues[] | null }
  documents: {
    readonly metric: MetricId
    readonly by: FactorDocuments['by']
    readonly documents: DocumentValues[]
    readonly of: number
  }
  'factor-unknown': { readonly metric: MetricId }
  policy: {
    readonly name: string
    readonly version: number
    /** Null for a policy that holds from the beginning. */
    readonly effectiveFrom: Day | null
    readonly asOf: Day
    readonly watermark: number
  }
}

interface Valued {
  readonly metric: MetricId
  readonly unit: MetricUnit
  readonly value: string
}

/** A figure that would have to move; `money` is the size of the move, null where it has none. */
interface ChangeValues {
  readonly metric: MetricId
  readonly unit: MetricUnit
  readonly from: string
  readonly to: string
  readonly money: string | null
}

interface DocumentValues {
  readonly number: string
  readonly date: Day
  readonly amount: string
  readonly days: number
  readonly lateDays: number
  readonly paidOn: Day | null
  readonly cost: string | null
}

/** A grade with its bounds: all with a value of at least the one and below the other; null where there is no such bound. */
interface BoundValues {
  readonly label: string
  readonly atLeast: string | null
  readonly below: string | null
}

/**
 * A sentence as data, for a door to put into words of its reader's language. Amounts, points and values of metrics are exact
 * decimals with every place they have, shares fractions of 1 likewise.
 */
export type ExplanationSentence = {
  [Id in keyof ValuesById]: { readonly id: Id; readonly values: ValuesById[Id] }
}[keyof ValuesById]

/** The sentence of one id. */
export type SentenceOf<Id extends ExplanationSentence['id']> = Extract<ExplanationSentence, { readonly id: Id }>

/** The explanation a sentence each, in the order in which they argue. What is out of sight is not mentioned. */
export function explanationSentences(
  explanation: GradeExplanation,
  sight: ReadersSight = everything,
): readonly ExplanationSentence[] {
  const seesBasis = explanation.gradeBy === 'spend' ? sight.gradedSpend : sight.gradedMargin
  return [
    ...gradeSentences(explanation, sight),
    ...boundSentences(explanation, seesBasis),
    ...(sight.gradedMargin ? profitSentences(explanation) : []),
    ...(sight.gradedMargin ? [...scoreSentences(explanation), ...liftSentences(explanation)] : []),
    policySentence(explanation),
  ]
}

function gradeSentences(explanation: GradeExplanation, sight: ReadersSight): readonly ExplanationSentence[] {
  const { gradedSpend, ownSpend, level, window, grade } = explanation
  const account = named(explanation.account)
  const root = level === 'ultimate-parent' ? explanation.account.root : null
  const family = root && named(root)
  if (gradedSpend === null) return [{ id: 'nothing-invoiced', values: { account, family, ...daysOf(window) } }]

  const counted = { account, ...daysOf(window), kinds: [...explanation.kinds] }
  const spent = sight.gradedSpend ? { ...counted, family, spend: formatMicros(gradedSpend) } : null
  return [
    grade
      ? gradedSentence(counted, spent, grade, sight)
      : ungradedSentence(counted, spent, isScoreUnknown(explanation) ? 'score-unknown' : 'never-graded'),
    ...(root && sight.ownSpend ? [{ id: 'own-spend', values: { account, spend: decimal(ownSpend) } } as const] : []),
    ...(grade?.flagged ? [{ id: 'flagged', values: {} } as const] : []),
  ]
}

function gradedSentence(
  counted: Omit<Spent, 'family' | 'spend'>,
  spent: Spent | null,
  { label, basis, basedOn }: NonNullable<GradeExplanation['grade']>,
  sight: ReadersSight,
): ExplanationSentence {
  if (!spent) return { id: 'graded', values: { ...counted, grade: label } }
  if (basedOn === 'score' && sight.gradedMargin) {
    return { id: 'graded-by-score', values: { ...spent, grade: label, score: formatMicros(basis, 0) } }
  }
  return { id: 'graded-by-spend', values: { ...spent, grade: label } }
}

function ungradedSentence(
  counted: Omit<Spent, 'family' | 'spend'>,
  spent: Spent | null,
  because: UngradedReason,
): ExplanationSentence {
  return spent
    ? { id: 'ungraded-with-spend', values: { ...spent, because } }
    : { id: 'ungraded', values: { ...counted, because } }
}

function isScoreUnknown({ gradeBy, scorecard }: GradeExplanation): boolean {
  return gradeBy === 'score' && scorecard.known === 0
}

function boundSentences(
  { gradeBy, bounds, next }: GradeExplanation,
  seesBasis: boolean,
): readonly ExplanationSentence[] {
  const unit = gradeBy === 'spend' ? 'money' : 'points'
  const places = unit === 'money' ? 2 : 0
  const write = (amount: Micros | null | undefined): string | null =>
    amount === null || amount === undefined ? null : formatMicros(amount, places)
  const boundOf = ({ label, atLeast }: ExactBound, index: number): BoundValues => ({
    label,
    atLeast: write(atLeast),
    below: atLeast === null ? write(bounds[index - 1]?.atLeast) : null,
  })
  return [
    { id: 'bounds', values: { unit, bounds: bounds.map(boundOf) } },
    ...(next && seesBasis
      ? [{ id: 'next', values: { unit, missing: formatMicros(next.missing, places), label: next.label } } as const]
      : []),
  ]
}

function profitSentences(explanation: GradeExplanation): readonly ExplanationSentence[] {
  const { grossProfit, coverage, minCoverage, gradedSpend } = explanation
  if (gradedSpend === null || coverage === null) return []
  const known = fraction(coverage)
  if (grossProfit === null) {
    return [{ id: 'gross-profit-unknown', values: { coverage: known, minCoverage: fraction(minCoverage) } }]
  }
  return [{ id: 'gross-profit', values: { grossProfit: formatMicros(grossProfit), coverage: known } }]
}

function scoreSentences({ scorecard, factors, unknown, documents }: GradeExplanation): readonly ExplanationSentence[] {
  const { score, known, total } = scorecard
  if (total === 0) return []
  return [
    { id: 'score', values: { score: score === null ? null : fraction(score), known, total } },
    ...factors.flatMap((factor) => [
      ...factorSentence(factor),
      ...documents.filter(({ metric }) => metric === factor.metric).flatMap(documentSentence),
    ]),
    ...unknown.map(({ metric }) => ({ id: 'factor-unknown', values: { metric: metricOf(metric).id } }) as const),
  ]
}

function factorSentence(factor: ExplainedFactor): readonly ExplanationSentence[] {
  const { metric, value, points, weight, contribution, atMost, behind, beside } = factor
  if (value === null || points === null || contribution === null || atMost === null) return []
  return [
    {
      id: 'factor',
      values: {
        ...valued(metric, value),
        points: fraction(points),
        weight,
        contribution: fraction(contribution),
        atMost: fraction(atMost),
        behind: behind && { what: behind.what, money: formatMicros(behind.money) },
        beside: beside && valued(beside.metric, beside.value),
      },
    },
  ]
}

function valued(metric: MetricId, value: MetricValue): Valued {
  return { metric, unit: metricOf(metric).unit, value: formatMetricValue(value) }
}

function documentSentence({ metric, by, documents, of }: FactorDocuments): readonly ExplanationSentence[] {
  if (documents.length === 0) return []
  const values = documents.map(({ number, date, amount, days, lateDays, paidOn, cost }) => {
    return { number, date, days, lateDays, paidOn, amount: formatMicros(amount), cost: decimal(cost) }
  })
  return [{ id: 'documents', values: { metric, by, documents: values, of } }]
}

/** What spend is missing where the grade goes by it has been said by then. */
function liftSentences({ lift, gradeBy }: GradeExplanation): readonly ExplanationSentence[] {
  if (lift === null || gradeBy === 'spend') return []
  const { label, singles, pair } = lift
  const [cheapest] = singles
  return [
    {
      id: 'lift',
      values: {
        label,
        cheapest: cheapest ? changeValues(cheapest) : null,
        pair: pair && pair.map((change) => changeValues(change)),
      },
    },
  ]
}

function changeValues({ metric, from, to, money }: LiftChange): ChangeValues {
  const [start, end] = [formatMetricValue(from), formatMetricValue(to)]
  return { metric, unit: metricOf(metric).unit, from: start, to: end, money: decimal(money) }
}

function policySentence({ policy, asOf, watermark }: GradeExplanation): ExplanationSentence {
  const { name, version } = policy
  const effectiveFrom = policy.effectiveFrom === farPast ? null : policy.effectiveFrom
  return { id: 'policy', values: { name, version, effectiveFrom, asOf, watermark } }
}

function daysOf({ from, to }: GradeExplanation['window']): { readonly from: Day; readonly to: Day } {
  return { from, to }
}

function named({ name, key }: NamedAccount): NamedAccount {
  return { name, key }
}

function fraction(number: number): string {
  return formatMicros(numberToMicros(number), 0)
}

function decimal(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
