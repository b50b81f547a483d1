import type { MetricId } from '../metric-definition.ts'
import { divideHalfEven, numberToMicros } from '../money.ts'
import type { Micros } from '../money.ts'
import type { ScoreChange } from '../score-change.ts'

/** How a factor of a score comes to move it: it is known on both days, became known, or is known no longer. */
export const factorChanges = ['moved', 'known', 'unknown'] as const
type FactorChange = (typeof factorChanges)[number]

/** From one score to another in points of its factors, which sum to the change; in millionths of a point. */
export interface ScoreBridge {
  readonly before: Micros | null
  readonly after: Micros | null
  readonly change: Micros | null
  readonly steps: readonly { readonly metric: MetricId; readonly how: FactorChange; readonly amount: Micros }[]
}

/** The change of one score; both of its days are scored by one policy. */
export function scoreBridge({ before, after, change, parts }: ScoreChange): ScoreBridge {
  const micros = (points: number | null): Micros | null => (points === null ? null : numberToMicros(points))
  return {
    before: micros(before),
    after: micros(after),
    change: micros(change),
    steps: parts.flatMap((part) =>
      part.kind === 'policy' || part.change === 0
        ? []
        : [{ metric: part.metric, how: part.kind, amount: numberToMicros(part.change) }],
    ),
  }
}

/**
 * The average score of many accounts, each counting once, and what moved it. Only those with a score on both days are in it, `unknown`
 * are the others. The millionths left over go to the step that moved it most.
 */
export function meanBridge(bridges: Iterable<ScoreBridge>): { readonly mean: ScoreBridge; readonly unknown: number } {
  let [count, before, after, unknown] = [0n, 0n, 0n, 0]
  const steps = new Map<string, { readonly metric: MetricId; readonly how: FactorChange; amount: Micros }>()
  for (const bridge of bridges) {
    if (bridge.before === null || bridge.after === null) {
      unknown += 1
      continue
    }
    count += 1n
    before += bridge.before
    after += bridge.after
    for (const { metric, how, amount } of bridge.steps) {
      const name = `${how} ${metric}`
      const step = steps.get(name) ?? { metric, how, amount: 0n }
      step.amount += amount
      steps.set(name, step)
    }
  }
  if (count === 0n) return { mean: { before: null, after: null, change: null, steps: [] }, unknown }
  const [start, end] = [divideHalfEven(before, count), divideHalfEven(after, count)]
  return { mean: { before: start, after: end, change: end - start, steps: shared(steps, count, end - start) }, unknown }
}

function shared(
  steps: ReadonlyMap<string, ScoreBridge['steps'][number]>,
  count: bigint,
  change: Micros,
): ScoreBridge['steps'] {
  const size = (amount: Micros): Micros => (amount < 0n ? -amount : amount)
  const averages = [...steps.values()]
    .map((step) => ({ ...step, amount: divideHalfEven(step.amount, count) }))
    .toSorted(
      (one, other) => Number(size(other.amount) > size(one.amount)) - Number(size(other.amount) < size(one.amount)),
    )
  const left = change - averages.reduce((sum, { amount }) => sum + amount, 0n)
  return averages
    .map((step, index) => (index === 0 ? { ...step, amount: step.amount + left } : step))
    .filter(({ amount }) => amount !== 0n)
}
