import type { Output } from '../../contract/operations.ts'
import type { BridgeMeasure } from '../../domain/bridge/bridge-parts.ts'
import { coverageOf, toBridge } from '../../domain/bridge/bridge-shown.ts'
import type { BridgeForm, MoneyBridge } from '../../domain/bridge/bridge-shown.ts'
import type { MoneySums } from '../../domain/bridge/bridge-sums.ts'
import type { ScoreBridge } from '../../domain/bridge/score-bridge.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { yearEarlier } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { assertLikeWindows } from '../grade/like-windows.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import type { FixedRate } from './held-rates.ts'
import type { Bridges } from './read-bridges.ts'

type Answer = Output<'getAccountBridge'>
type Shown = Omit<NonNullable<Answer['revenue']>, 'withoutUnit'>

/** What a policy grades by, and so what a bridge tells first. */
export function gradedMeasure({ gradeBy }: Pick<Policy, 'gradeBy'>): BridgeMeasure {
  return gradeBy === 'score' ? 'score' : 'revenue'
}

/**
 * The earlier end of a comparison, by default a year before the later one, under the policy of that. Throws where it is not earlier,
 * or its window of another length.
 */
export async function readEarlier(ctx: Ctx, later: GradedPeriod, from: string | undefined): Promise<GradedPeriod> {
  const earlier = await readPeriod(ctx, from ?? yearEarlier(later.period, later.policy).label, later.policy)
  if (earlier.period.to >= later.period.to) {
    throw new BookError(
      'bad-input',
      `Cannot compare "${earlier.period.label}" with "${later.period.label}": the second period must end later`,
    )
  }
  assertLikeWindows(earlier, later)
  return earlier
}

/** A bridge of money, whether of one account or of many that were added up. */
export function showMoney(sums: MoneySums, form: BridgeForm): Shown {
  return showBridge(toBridge(sums, form))
}

function showBridge({ before, after, change, steps }: MoneyBridge): Shown {
  return {
    unit: 'money',
    before: textOf(before),
    after: textOf(after),
    change: textOf(change),
    steps: steps.map(({ part, amount }) => ({ part, metric: null, how: null, amount: formatMicros(amount) })),
  }
}

/** A bridge of points, six decimals of them at most. */
export function showScore({ before, after, change, steps }: ScoreBridge): Shown {
  return {
    unit: 'points',
    before: pointsOf(before),
    after: pointsOf(after),
    change: pointsOf(change),
    steps: steps.map(({ metric, how, amount }) => ({ part: 'factor', metric, how, amount: formatMicros(amount, 0) })),
  }
}

/** What is said beside a gross or net profit. */
export function showEarned(
  sums: MoneySums,
  form: BridgeForm,
  unmeasured: Bridges['unmeasured'],
): NonNullable<Answer['earned']> {
  const coverage = coverageOf(sums)
  return {
    ...showMoney(sums, form),
    coverageBefore: coverage.before,
    coverageAfter: coverage.after,
    minCoverage: form.minCoverage,
    unmeasuredBefore: [...unmeasured.before],
    unmeasuredAfter: [...unmeasured.after],
  }
}

/** What is said beside a score, which needs no coverage. */
export function besideScore(minCoverage: number) {
  return { coverageBefore: null, coverageAfter: null, minCoverage, unmeasuredBefore: [], unmeasuredAfter: [] }
}

export function showRates(rates: readonly FixedRate[]): Answer['fixedRates'] {
  return rates.map(({ currency, rate, day }) => ({ currency, rate, day }))
}

export function showEnd({ period, window }: GradedPeriod): Answer['before'] {
  return { period: period.label, from: window.from, to: window.to }
}

function textOf(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

function pointsOf(amount: Micros | null): string | null {
  return amount === null ? null : formatMicros(amount, 0)
}
