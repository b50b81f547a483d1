import type { Day } from './day.ts'
import { explainFactors, type ExplainedFactor } from './explained-factor.ts'
import { coverage, grossProfit, hasActivity, type AccountFacts } from './facts.ts'
import { distanceToNext, gradeBounds, type Distance, type ExactBound, type GradeResult } from './grade.ts'
import type { LineKind } from './kind.ts'
import { liftOf, type Lift } from './lift.ts'
import { metricOf } from './metric.ts'
import type { MadeOf, MetricId } from './metric-definition.ts'
import type { Micros } from './money.ts'
import type { Span } from './period.ts'
import type { GradeBasis, Level, Policy } from './policy.ts'
import type { Scorecard, ScorePart } from './scorecard.ts'

/** An account as a person names it. */
export interface NamedAccount {
  /** Its key in the source. */
  readonly key: string
  readonly name: string
}

export interface ExplainedAccount extends NamedAccount {
  /** Its ultimate parent; null when it is its own. */
  readonly root: NamedAccount | null
}

/** An invoice or credit note that is among those that made most of a figure. */
export interface CostlyDocument {
  readonly accountId: string
  readonly source: string
  readonly number: string
  readonly date: Day
  /** Gross, in the base currency. */
  readonly amount: Micros
  /** From the invoice and after the due date, to the day it was settled on or the end of the window. */
  readonly days: number
  readonly lateDays: number
  /** Null until it is settled, as far as the window goes. */
  readonly paidOn: Day | null
  /** What waiting for it cost in the window; null where no rate says so. */
  readonly cost: Micros | null
}

/** The documents that made most of a factor, the largest part first, of all that there are. */
export interface FactorDocuments {
  readonly metric: MetricId
  readonly by: MadeOf
  readonly documents: readonly CostlyDocument[]
  readonly of: number
}

/** Why an account has its grade: everything that went into it, in exact money. */
export interface GradeExplanation {
  readonly account: ExplainedAccount
  readonly level: Level
  readonly grade: GradeResult | null
  readonly gradeBy: GradeBasis
  /** Best first, in money or millionths of a point. */
  readonly bounds: readonly ExactBound[]
  /** Null for the best grade and without a grade. */
  readonly next: Distance | null
  /** Spend of the account itself; null when nothing was invoiced to it. */
  readonly ownSpend: Micros | null
  /** Spend of what is graded: the family, or the account again. */
  readonly gradedSpend: Micros | null
  /** Gross profit of what is graded; null below the minimum coverage. */
  readonly grossProfit: Micros | null
  readonly coverage: number | null
  readonly minCoverage: number
  readonly orders: number | null
  readonly scorecard: Scorecard
  /** The parts of the scorecard with the money behind them. */
  readonly factors: readonly ExplainedFactor[]
  /** What would lift the grade; null where there is no better one, or none at all. */
  readonly lift: Lift | null
  readonly documents: readonly FactorDocuments[]
  /** The factors that are not known, with the reason. */
  readonly unknown: readonly { readonly metric: string; readonly label: string; readonly because: string }[]
  readonly kinds: readonly LineKind[]
  readonly policy: { readonly name: string; readonly version: number; readonly effectiveFrom: Day }
  readonly window: Span
  readonly asOf: Day
  /** The number of the last import or undo that the figures have seen. */
  readonly watermark: number
}

/** Gathers what made the grade. `facts` are of the account itself, `rootFacts` of its family; null where nothing is known. */
export function explainGrade({
  account,
  facts,
  rootFacts,
  policy,
  grade,
  scorecard,
  asOf,
  watermark,
  window,
  documents = [],
}: {
  readonly account: ExplainedAccount
  readonly facts: AccountFacts | null
  readonly rootFacts: AccountFacts | null
  readonly policy: Policy
  readonly grade: GradeResult | null
  readonly scorecard: Scorecard
  readonly asOf: Day
  readonly watermark: number
  readonly window: Span
  readonly documents?: readonly FactorDocuments[]
}): GradeExplanation {
  const graded = policy.level === 'ultimate-parent' ? rootFacts : facts
  const isActive = graded !== null && hasActivity(graded)
  // A flagged grade goes by spend, which under a score policy is in another unit than the bounds.
  const hasDistance = grade !== null && grade.basedOn === policy.gradeBy
  return {
    account,
    level: policy.level,
    grade,
    gradeBy: policy.gradeBy,
    bounds: gradeBounds(policy),
    next: hasDistance ? distanceToNext(grade.basis, policy) : null,
    ownSpend: facts && hasActivity(facts) ? facts.spend : null,
    gradedSpend: isActive ? graded.spend : null,
    grossProfit: graded ? grossProfit(graded, policy.minCoverage) : null,
    coverage: graded ? coverage(graded) : null,
    minCoverage: policy.minCoverage,
    orders: isActive ? graded.orders : null,
    scorecard,
    factors: explainFactors(graded, policy, scorecard),
    // What is never graded is not lifted either.
    lift: grade && liftOf(graded, policy),
    documents,
    unknown: scorecard.parts.filter(({ value }) => value === null).map(describeUnknown),
    kinds: policy.kinds,
    policy: { name: policy.name, version: policy.version, effectiveFrom: policy.effectiveFrom },
    window,
    asOf,
    watermark,
  }
}

function describeUnknown({ metric }: ScorePart): GradeExplanation['unknown'][number] {
  const { label, nullMeans } = metricOf(metric)
  return { metric, label, because: nullMeans }
}
