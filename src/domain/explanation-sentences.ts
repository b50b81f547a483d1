import { farPast } from './day.ts'
import type { GradeExplanation, NamedAccount } from './explain.ts'
import type { ExactBound } from './grade.ts'
import { formatMetricValue, metricMicros, type MetricValue } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { formatMicros, numberToMicros, type Micros } from './money.ts'
import type { ScorePart } from './scorecard.ts'

type Write = (amount: Micros) => string

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

/**
 * The explanation in plain English, a sentence each. Amounts carry every decimal they have, so that none looks like a bound
 * it is not; `currency` is the base currency of the book, null leaves it out. What is out of sight is not mentioned.
 */
export function explanationSentences(
  explanation: GradeExplanation,
  currency: string | null = null,
  sight: ReadersSight = everything,
): readonly string[] {
  const money: Write = (amount) => `${formatMicros(amount)}${currency === null ? '' : ` ${currency}`}`
  const [basis, seesBasis] =
    explanation.gradeBy === 'spend' ? ([money, sight.gradedSpend] as const) : ([points, sight.gradedMargin] as const)
  const { bounds, next } = explanation
  return [
    ...gradeSentences(explanation, money, sight),
    `Bounds: ${bounds.map((bound, index) => boundText(bound, bounds[index - 1], basis)).join(', ')}.`,
    ...(next && seesBasis ? [`${basis(next.missing)} more would make it ${next.label}.`] : []),
    ...(sight.gradedMargin ? profitSentences(explanation, money) : []),
    ...(sight.gradedMargin ? scoreSentences(explanation, money) : []),
    policySentence(explanation),
  ]
}

function gradeSentences(explanation: GradeExplanation, money: Write, sight: ReadersSight): readonly string[] {
  const { account, gradedSpend, ownSpend, kinds, level, window } = explanation
  const root = level === 'ultimate-parent' ? account.root : null
  const graded = root ? `the family of ${named(root)}` : 'it'
  const days = `from ${window.from} to ${window.to}`
  if (gradedSpend === null) return [`${named(account)} has no grade: nothing was invoiced to ${graded} ${days}.`]

  const [name, verdict] = [named(account), verdictOf(explanation, sight)]
  const spent = `${graded} spent ${money(gradedSpend)} net ${days}, counting ${kinds.join(', ')} lines`
  const own =
    root && sight.ownSpend ? [`${name} itself: ${ownSpend === null ? 'nothing invoiced' : money(ownSpend)}.`] : []
  return [
    sight.gradedSpend
      ? `${name} ${verdict.join('')}${spent}.`
      : `${name} ${verdict[0]}, counting ${kinds.join(', ')} lines ${days}.`,
    ...own,
    ...(explanation.grade?.flagged ? [flagSentence] : []),
  ]
}

const flagSentence = 'Flagged: net spend at or below zero with invoices gets the lowest grade.'

/** What the grade is, and how the sentence goes on to why. */
function verdictOf({ grade, gradeBy, scorecard }: GradeExplanation, sight: ReadersSight): readonly [string, string] {
  if (grade) {
    const hasScore = grade.basedOn === 'score' && sight.gradedMargin
    return [`is ${grade.label}`, hasScore ? `: the score is ${points(grade.basis)}, and ` : ': ']
  }
  const isUnknown = gradeBy === 'score' && scorecard.known === 0
  return [`has no grade: ${isUnknown ? 'no factor of its score is known' : 'it is never graded'}`, ', and ']
}

function boundText({ label, atLeast }: ExactBound, better: ExactBound | undefined, basis: Write): string {
  if (atLeast !== null) return `${label} at least ${basis(atLeast)}`
  return better && better.atLeast !== null ? `${label} below ${basis(better.atLeast)}` : `${label} for all`
}

function profitSentences(explanation: GradeExplanation, money: Write): readonly string[] {
  const { grossProfit, coverage, minCoverage, gradedSpend } = explanation
  if (gradedSpend === null || coverage === null) return []
  const known = `the cost is known for ${percent(coverage)} of the spend`
  if (grossProfit !== null) return [`Gross profit ${money(grossProfit)}; ${known}.`]
  return [`Gross profit unknown: ${known}, the policy asks for ${percent(minCoverage)}.`]
}

function scoreSentences({ scorecard, unknown }: GradeExplanation, money: Write): readonly string[] {
  const { score, parts, known, total } = scorecard
  if (total === 0) return []
  const worth = score === null ? 'Score unknown' : `Score ${points(numberToMicros(score))} of 100`
  return [
    `${worth}: ${known} of ${total} factors known.`,
    ...parts.flatMap((part) => partSentence(part, money)),
    ...unknown.map(({ label, because }) => `${label} is unknown and does not count: ${because}.`),
  ]
}

function partSentence(part: ScorePart, money: Write): readonly string[] {
  if (part.value === null || part.points === null || part.contribution === null) return []
  const { label, unit } = metricOf(part.metric)
  const [gives, adds] = [numberToMicros(part.points), numberToMicros(part.contribution)]
  const value = valueText(part.value, unit, money)
  return [`${label} ${value} gives ${points(gives)}; with weight ${part.weight} it adds ${formatMicros(adds, 0)}.`]
}

function valueText(value: MetricValue, unit: string, money: Write): string {
  if (value.kind === 'money') return money(metricMicros(value))
  if (unit === 'rate') return percent(value.value)
  return `${formatMetricValue(value)}${unit === 'days' ? ' days' : ''}`
}

function policySentence({ policy, asOf, watermark }: GradeExplanation): string {
  const since =
    policy.effectiveFrom === farPast ? 'effective from the beginning' : `effective from ${policy.effectiveFrom}`
  return `Policy "${policy.name}" version ${policy.version}, ${since}; as of ${asOf}; ledger watermark ${watermark}.`
}

function named({ name, key }: NamedAccount): string {
  return `${name} (${key})`
}

function points(amount: Micros): string {
  return `${formatMicros(amount, 0)} points`
}

/** A fraction as a percentage with every decimal it has, at least one. */
function percent(fraction: number): string {
  return `${formatMicros(numberToMicros(fraction) * 100n, 1)} %`
}
