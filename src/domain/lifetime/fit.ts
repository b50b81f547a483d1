import { tabulate, thin } from './histories.ts'
import type { Histories, HistoryTable } from './histories.ts'
import { lnGamma } from './gamma.ts'
import { tableLikelihood } from './likelihood.ts'
import { minimise, variancesAt } from './minimise.ts'
import type { Minimum, SmoothFunction } from './minimise.ts'
import type { LifetimeModel } from './model.ts'

/** The model that fits histories best, and how sure that is. */
export interface LifetimeFit {
  readonly model: LifetimeModel
  readonly logLikelihood: number
  /** One standard deviation of each parameter; null where the histories say nothing of one, as without attrition. */
  readonly standardErrors: Readonly<Record<'r' | 'alpha' | 'a' | 'b', number>> | null
  /** Whether two starting points led to the same place. */
  readonly isSettled: boolean
  /** Whether accounts are seen to stop at all: below one in a thousand orders there is nothing to see. */
  readonly hasAttrition: boolean
  readonly evaluations: number
}

/** Bounds of the logarithms of the parameters. */
const bounds = { lower: -14, upper: 12 }
/** Rows of a first look at a large table. */
const firstLook = 20_000
/** Mean log-likelihoods this close are the same place. */
const samePlace = 1e-7
/** Mean share of accounts that stop at an order, below which no attrition is visible. */
const visibleAttrition = 0.001
/** Steadier than this nobody orders: the gaps of twelve stages differ by less than a third. */
const mostRegular = 12

/**
 * The best model of a regularity k, or of every one from 1 to 12 by likelihood where `k` is null. Null where nobody ordered twice:
 * there is no rhythm to learn.
 */
export function fitLifetime(
  histories: Histories,
  { k, stopsAtFirst }: { readonly k: number | null; readonly stopsAtFirst: boolean },
): LifetimeFit | null {
  const table = tabulate(histories)
  if (table.medianGap === null) return null
  if (k !== null) return fitRegularity(table, { k, stopsAtFirst }, null)
  let best: LifetimeFit | null = null
  for (let tried = 1; tried <= mostRegular; tried++) {
    const fit: LifetimeFit = fitRegularity(table, { k: tried, stopsAtFirst }, best?.model ?? null)
    if (!best || fit.logLikelihood > best.logLikelihood) best = fit
  }
  return best
}

function fitRegularity(
  table: HistoryTable,
  form: Pick<LifetimeModel, 'k' | 'stopsAtFirst'>,
  near: LifetimeModel | null,
): LifetimeFit {
  const rows = table.weight.length
  const sample = rows > firstLook ? thin(table, Math.ceil(rows / firstLook)) : table
  const gap = (table.medianGap ?? 1) / form.k
  const starts = [
    near ? [near.r, (near.alpha * near.k) / form.k, near.a, near.b] : [1, gap, 1, 3],
    [0.5, gap / 2, 0.2, 4],
  ]
  const found = starts.map((start) => minimise(meanLoss(sample, form), start.map(Math.log), bounds))
  const best = found.reduce((one, other) => (other.value < one.value ? other : one))
  const full = sample === table ? best : minimise(meanLoss(table, form), [...best.point], bounds, best.inverse)
  const looked = found.reduce((sum, { evaluations }) => sum + evaluations, 0)
  return describe(table, form, full, {
    isSettled: found.every(({ value }) => Math.abs(value - best.value) < samePlace),
    evaluations: looked + (full === best ? 0 : full.evaluations),
  })
}

function describe(
  table: HistoryTable,
  form: Pick<LifetimeModel, 'k' | 'stopsAtFirst'>,
  { point, value }: Minimum,
  how: Pick<LifetimeFit, 'isSettled' | 'evaluations'>,
): LifetimeFit {
  const model = modelAt(form, point)
  const logLikelihood = -value * table.accounts
  const most = saturated(table, form.k)
  // Beyond the most there is by no more than rounding, where every account is like every other.
  const isPossible = Number.isFinite(logLikelihood) && logLikelihood <= most + 1e-9 * Math.abs(most)
  if (!isPossible) throw new Error(`Cannot believe a log-likelihood of ${String(logLikelihood)}`)
  const variances = variancesAt(meanLoss(table, form), point, table.accounts)
  const [r, alpha, a, b] = (variances ?? []).map(Math.sqrt)
  return {
    model,
    logLikelihood,
    standardErrors:
      r === undefined || alpha === undefined || a === undefined || b === undefined
        ? null
        : { r: r * model.r, alpha: alpha * model.alpha, a: a * model.a, b: b * model.b },
    hasAttrition: model.a / (model.a + model.b) >= visibleAttrition,
    ...how,
  }
}

/** The mean loss of the model whose parameters have these logarithms. */
function meanLoss(table: HistoryTable, form: Pick<LifetimeModel, 'k' | 'stopsAtFirst'>): SmoothFunction {
  const slopeOf = { r: 0, alpha: 0, a: 0, b: 0 }
  return (point, slope) => {
    const model = modelAt(form, point)
    const value = tableLikelihood(model, table, slopeOf)
    slope[0] = (-slopeOf.r * model.r) / table.accounts
    slope[1] = (-slopeOf.alpha * model.alpha) / table.accounts
    slope[2] = (-slopeOf.a * model.a) / table.accounts
    slope[3] = (-slopeOf.b * model.b) / table.accounts
    return -value / table.accounts
  }
}

function modelAt(form: Pick<LifetimeModel, 'k' | 'stopsAtFirst'>, point: Float64Array): LifetimeModel {
  const [r = 1, alpha = 1, a = 1, b = 1] = point.map(Math.exp)
  return { ...form, r, alpha, a, b }
}

/** The log-likelihood were every account to have just its own rate and stop at its last order: no model can do better. */
function saturated({ groups, last, weight, logGaps, sumOfRepeats }: HistoryTable, k: number): number {
  let sum = (k - 1) * logGaps - sumOfRepeats * lnGamma(k)
  let row = 0
  for (const { repeats, end } of groups) {
    for (; row < end; row++) {
      const stages = k * repeats
      if (repeats > 0) sum += (weight[row] ?? 0) * (stages * Math.log(stages / (last[row] ?? 1)) - stages)
    }
  }
  return sum
}
