import type { FactorDocuments, GradeExplanation } from '../../domain/explain.ts'
import { explanationSentences } from '../../domain/explanation-sentences.ts'
import type { Lift, LiftChange } from '../../domain/lift.ts'
import { formatMetricValue } from '../../domain/metric-definition.ts'
import { metricOf } from '../../domain/metric.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import type { Output } from '../../contract/operations.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import type { AccountSight } from '../card/account-sight.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { explainInView } from './explain-in-view.ts'

/**
 * Why an account has the grade it has: what `bookvalue explain` says, as data, from the facts of its family alone, with what is
 * out of sight left out.
 */
export const getExplanation: Verb<'getExplanation'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  // Which invoices cost most says what they cost: nobody else needs them read.
  const { explanation, rows } = await explainInView(ctx, account, { withDocuments: seen.gradedMargin })
  if (seen.gradedMargin) await auditLook(ctx, account, 'explanation')
  const { grade, gradeBy, level, scorecard, policy, kinds } = explanation
  return {
    basis: basisOf(view),
    grade: grade?.label ?? null,
    flagged: grade?.flagged ?? false,
    gradeBy,
    level,
    bounds: explanation.bounds.map(({ label, atLeast }) => ({
      label,
      atLeast: atLeast === null ? null : formatMicros(atLeast),
    })),
    sentences: [...explanationSentences(explanation, { ...seen, ownSpend: seen.spend })],
    ...spendPart(explanation, seen),
    ...marginPart(explanation, seen),
    scale: scorecard.parts.map(({ metric, weight, value }) => {
      const { metric: id, label } = named(metric)
      return { metric: id, label, weight, isKnown: value !== null }
    }),
    known: scorecard.known,
    total: scorecard.total,
    policy,
    kinds: [...kinds],
    accounts: rows.map((row) => ({ id: row.account_id, key: row.key, name: row.name })),
  }
}

type Explanation = Output<'getExplanation'>

function spendPart(
  { gradedSpend, ownSpend, next, gradeBy }: GradeExplanation,
  seen: AccountSight,
): Pick<Explanation, 'gradedSpend' | 'ownSpend' | 'next'> {
  const seesNext = gradeBy === 'spend' ? seen.gradedSpend : seen.gradedMargin
  return {
    ...(seen.gradedSpend && { gradedSpend: decimal(gradedSpend) }),
    ...(seen.spend && { ownSpend: decimal(ownSpend) }),
    ...(seesNext && { next: next && { label: next.label, missing: formatMicros(next.missing) } }),
  }
}

function marginPart(
  { coverage, grossProfit, scorecard, factors, unknown, lift, documents }: GradeExplanation,
  seen: AccountSight,
): Pick<Explanation, 'coverage' | 'grossProfit' | 'score' | 'factors' | 'lift' | 'documents'> {
  if (!seen.gradedMargin) return {}
  const becauseByMetric = new Map(unknown.map(({ metric, because }) => [metric, because]))
  return {
    coverage,
    grossProfit: decimal(grossProfit),
    score: scorecard.score,
    factors: factors.map(({ metric, value, points, weight, contribution, atMost, behind, beside }) => ({
      ...named(metric),
      value: value && formatMetricValue(value),
      points,
      weight,
      contribution,
      atMost,
      behind: behind && { what: behind.what, money: formatMicros(behind.money) },
      beside: beside && { ...named(beside.metric), value: formatMetricValue(beside.value) },
      because: becauseByMetric.get(metric) ?? null,
    })),
    lift: lift && showLift(lift),
    documents: documents.map((one) => showDocuments(one)),
  }
}

function named(metric: string): Pick<Factor, 'metric' | 'label' | 'unit'> {
  const { id, label, unit } = metricOf(metric)
  return { metric: id, label, unit }
}

type Factor = NonNullable<Explanation['factors']>[number]

function showLift({ label, singles, pair }: Lift): NonNullable<Explanation['lift']> {
  return { label, singles: singles.map((one) => showChange(one)), pair: pair && pair.map((one) => showChange(one)) }
}

function showChange({ metric, from, to, points, money }: LiftChange) {
  return {
    metric,
    unit: metricOf(metric).unit,
    from: formatMetricValue(from),
    to: formatMetricValue(to),
    points,
    money: decimal(money),
  }
}

function showDocuments({ metric, by, documents, of }: FactorDocuments): NonNullable<Explanation['documents']>[number] {
  const items = documents.map(({ amount, cost, ...document }) => {
    return { ...document, amount: formatMicros(amount), cost: decimal(cost) }
  })
  return { metric, by, items, of }
}

function decimal(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
