import type { AccountFacts } from './facts.ts'
import { metricOf } from './metric.ts'
import type { Metric, MetricId, MetricValue, MoneyName } from './metric-definition.ts'
import { divideHalfEven, numberToMicros, type Micros } from './money.ts'
import type { Policy } from './policy.ts'
import type { Scorecard, ScorePart } from './scorecard.ts'

/** A factor of a score with what argues it. Unknown is null throughout. */
export interface ExplainedFactor extends ScorePart {
  readonly metric: MetricId
  /** The most it could add to the score: 100 by its share of the weights that are known. */
  readonly atMost: number | null
  /** The money that made a figure that is none. */
  readonly behind: { readonly what: MoneyName; readonly money: Micros } | null
  /** The same in other words, where that is known too. */
  readonly beside: { readonly metric: MetricId; readonly value: MetricValue } | null
}

/** The factors of a scorecard with the money behind them. `facts` are those it was worked out from. */
export function explainFactors(
  facts: AccountFacts | null,
  policy: Pick<Policy, 'minCoverage'>,
  { parts }: Scorecard,
): readonly ExplainedFactor[] {
  const weights = parts.reduce((sum, { value, weight }) => (value === null ? sum : sum + numberToMicros(weight)), 0n)
  return parts.map((part) => {
    const metric = metricOf(part.metric)
    const isKnown = facts !== null && part.value !== null
    return {
      ...part,
      metric: metric.id,
      atMost: isKnown ? Number(divideHalfEven(numberToMicros(part.weight) * 100_000_000n, weights)) / 1e6 : null,
      behind: isKnown ? moneyBehind(metric, facts, policy) : null,
      beside: isKnown ? besideOf(metric, facts, policy) : null,
    }
  })
}

/** The money that made a figure; null where it is money itself, or the metric names none. */
export function moneyBehind(
  metric: Metric,
  facts: AccountFacts,
  { minCoverage }: Pick<Policy, 'minCoverage'>,
): ExplainedFactor['behind'] {
  const money = metric.moneyBehind?.compute(facts, { minCoverage }) ?? null
  return metric.moneyBehind && money !== null ? { what: metric.moneyBehind.what, money } : null
}

function besideOf(
  { beside }: Metric,
  facts: AccountFacts,
  { minCoverage }: Pick<Policy, 'minCoverage'>,
): ExplainedFactor['beside'] {
  const value = beside ? metricOf(beside).compute(facts, { minCoverage }) : null
  return beside && value ? { metric: beside, value } : null
}
