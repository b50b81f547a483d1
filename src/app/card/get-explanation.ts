import { explainGrade } from '../../domain/explain.ts'
import type { GradeExplanation } from '../../domain/explain.ts'
import { explanationSentences } from '../../domain/explanation-sentences.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { gradeBook } from '../../domain/grade.ts'
import { formatMetricValue } from '../../domain/metric-definition.ts'
import { metricOf, policyFamilies } from '../../domain/metric.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { scoreFactors } from '../../domain/scorecard.ts'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { accountFacts } from '../../ledger/facts/bought-facts.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import type { Output } from '../../contract/operations.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import type { Ctx } from '../context.ts'
import { addFamilyFacts } from '../grade/read-facts.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import type { AccountSight } from './account-sight.ts'
import { auditLook } from './audit-look.ts'
import { getAccountInView, readRows } from './open-account.ts'
import type { OpenAccount } from './open-account.ts'

/**
 * Why an account has the grade it has: what `bookvalue explain` says, as data, from the facts of its family alone, with what is
 * out of sight left out.
 */
export const getExplanation: Verb<'getExplanation'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const rows = await readRows(ctx, account, account.graded)
  const explanation = await explain(ctx, account, rows)
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
    known: scorecard.known,
    total: scorecard.total,
    policy,
    kinds: [...kinds],
    accounts: rows.map((row) => ({ id: row.account_id, key: row.key, name: row.name })),
  }
}

async function explain(
  ctx: Ctx,
  { view, row, graded }: OpenAccount,
  rows: readonly StoredAccount[],
): Promise<GradeExplanation> {
  const { policy } = view
  const factsById = await readFacts(ctx, view, rows)
  const grades = gradeBook({
    accounts: rows.map((one) => ({
      id: one.account_id,
      rootId: one.root_id ?? one.account_id,
      facts: factsById.get(one.account_id) ?? null,
      graded: one.valid === 1n,
    })),
    policy,
  })
  const own = grades.get(row.account_id)
  const head = rows.find((one) => one.account_id === (row.root_id ?? row.account_id) && one.valid === 1n)
  return explainGrade({
    account: {
      key: row.key,
      name: row.name,
      root: head && graded.length > 1 ? { key: head.key, name: head.name } : null,
    },
    facts: factsById.get(row.account_id) ?? null,
    rootFacts: own?.basisFacts ?? null,
    policy,
    grade: own?.result ?? null,
    scorecard: scoreFactors(own?.basisFacts ?? null, policy),
    asOf: view.to,
    watermark: view.watermark,
    window: { from: view.from, to: view.to },
  })
}

/** The facts of the accounts of a family, read from their own lines. */
async function readFacts(
  ctx: Ctx,
  { from, to, watermark, policy }: OpenAccount['view'],
  rows: readonly StoredAccount[],
): Promise<Map<string, AccountFacts>> {
  const scope = await accountScope(
    ctx.ledger,
    rows.map((row) => row.account_id),
  )
  const window = { from, to, watermark }
  const facts = await accountFacts(ctx.ledger, window, policy.kinds, scope)
  return addFamilyFacts(ctx, facts, { window, kinds: policy.kinds, scope }, policyFamilies(policy))
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
  { coverage, grossProfit, scorecard, unknown }: GradeExplanation,
  seen: AccountSight,
): Pick<Explanation, 'coverage' | 'grossProfit' | 'score' | 'factors'> {
  if (!seen.gradedMargin) return {}
  const becauseByMetric = new Map(unknown.map(({ metric, because }) => [metric, because]))
  return {
    coverage,
    grossProfit: decimal(grossProfit),
    score: scorecard.score,
    factors: scorecard.parts.map(({ metric, value, points, weight, contribution }) => ({
      metric: metricOf(metric).id,
      label: metricOf(metric).label,
      unit: metricOf(metric).unit,
      value: value && formatMetricValue(value),
      points,
      weight,
      contribution,
      because: becauseByMetric.get(metric) ?? null,
    })),
  }
}

function decimal(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}
