import { metricOf } from '../../domain/metric.ts'
import { formatMetricValue } from '../../domain/metric-definition.ts'
import { formatMicros } from '../../domain/money.ts'
import { moneyBehind } from '../../domain/explained-factor.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { windowAt, yearEarlier } from '../../domain/period.ts'
import type { Span } from '../../domain/period.ts'
import { isSamePolicy } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { compareScores } from '../../domain/score-change.ts'
import type { FactorOnDay, ScoreChangePart } from '../../domain/score-change.ts'
import type { Output } from '../../contract/operations.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { readPeriod } from '../grade/read-period.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { explainInView } from './explain-in-view.ts'
import type { Explained } from './explain-family.ts'

type Shown = Output<'getScoreChange'>

/**
 * What moved the score of an account between the ends of two periods, over the accounts that are graded together at the later one.
 * Their facts at the earlier end are scored by both policies, so that what a new policy makes of them is a part of its own.
 */
export const getScoreChange: Verb<'getScoreChange'> = async (ctx, { id, period, since }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen } = account
  const earlier = await readPeriod(ctx, since ?? (await yearBefore(ctx, view.period)))
  if (earlier.period.to >= view.to) {
    throw new BookError(
      'bad-input',
      `Cannot compare "${earlier.period.label}" with "${view.period}": the second period must end later`,
    )
  }
  const explain = (policy: Policy, window: Span) =>
    explainInView(ctx, account, { policy, window, withDocuments: false })
  const before = await explain(earlier.policy, earlier.window)
  const after = await explain(view.policy, view)
  // Scores of two policies are of all the accounts that either of them grades together.
  const seesMargin = seen.gradedMargin && seen.familyMargin
  const ends = {
    currency: view.currency,
    watermark: view.watermark,
    before: toEnd(earlier.period.label, before, seesMargin),
    after: toEnd(view.period, after, seesMargin),
  }
  if (!seesMargin) return ends
  await auditLook(ctx, account, 'explanation')
  const rescored = isSamePolicy(earlier.policy, view.policy)
    ? before
    : await explain(view.policy, windowAt(earlier.period, view.policy.window, view.policy.fiscalYearStart))
  const { change, parts } = compareScores({
    before: before.explanation.scorecard,
    rescored: rescored.explanation.scorecard,
    after: after.explanation.scorecard,
  })
  const facts = { before: rescored.facts, after: after.facts }
  return { ...ends, change, parts: parts.map((part) => toPart(part, facts, view.policy)) }
}

async function yearBefore(ctx: Ctx, name: string): Promise<string> {
  const { period, policy } = await readPeriod(ctx, name)
  return yearEarlier(period, policy).label
}

function toEnd(period: string, { explanation }: Explained, seesMargin: boolean): Shown['before'] {
  const { grade, gradeBy, policy, scorecard, window } = explanation
  const { name, version } = policy
  return {
    period,
    ...window,
    grade: grade?.label ?? null,
    gradeBy,
    policy: { name, version },
    ...(seesMargin && { score: scorecard.score }),
  }
}

type Part = NonNullable<Shown['parts']>[number]

function toPart(
  part: ScoreChangePart,
  facts: { readonly before: AccountFacts | null; readonly after: AccountFacts | null },
  policy: Policy,
): Part {
  if (part.kind === 'policy') return part
  const { kind, metric, change } = part
  const { unit } = metricOf(metric)
  const onDay = ({ value, points }: FactorOnDay, of: AccountFacts | null) => {
    const behind = of && moneyBehind(metricOf(metric), of, policy)
    const money = behind && { what: behind.what, money: formatMicros(behind.money) }
    return { value: formatMetricValue(value), points, behind: money }
  }
  const changed = { metric, unit, change }
  switch (kind) {
    case 'known':
      return { kind, ...changed, after: onDay(part.after, facts.after) }
    case 'unknown':
      return { kind, ...changed, before: onDay(part.before, facts.before) }
    case 'moved':
      return { kind, ...changed, before: onDay(part.before, facts.before), after: onDay(part.after, facts.after) }
  }
}
