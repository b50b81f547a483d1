import { chancesOf, probabilityAlive, shapeOf, stillWaiting } from './model.ts'
import type { LifetimeModel, OrderHistory } from './model.ts'

/** The powers of e below which a double has lost its digits. */
const leastExponent = -700
/** Standard deviations below the mean that are left out where the sum starts there: less than 1e-190 of it. */
const widestStart = 30
/** The share of the sum that the terms left out may have. */
const tailShare = 1e-16

/**
 * Orders that the account will place in the next `time`, the chance counted that it has stopped. Exact: a sum of positive terms,
 * and no other account has a part in it.
 */
export function expectedOrders(model: LifetimeModel, history: OrderHistory, time: number): number {
  if (time <= 0) return 0
  const { weights, sum } = stillWaiting(model, history)
  const shape = shapeOf(model, history)
  const expected = kept(model, history)
  const z = time / (model.alpha + history.age + time)
  let orders = 0
  for (const [stage, weight] of weights.entries()) {
    const stages = sumOverStages(shape + stage, z, (more) => expected(Math.floor((stage + more) / model.k)))
    orders += (weight / sum) * stages
  }
  return probabilityAlive(model, history) * orders
}

/** The probability that the account orders at all in the next `time`. */
export function probabilityOfOrder(model: LifetimeModel, history: OrderHistory, time: number): number {
  return probabilityAlive(model, history) * (1 - probabilityOfSilence(model, history, time))
}

/**
 * Whole units of time after which an account that still buys has ordered as likely as not; null where that is beyond `most`.
 */
export function medianWait(model: LifetimeModel, history: OrderHistory, most: number): number | null {
  if (probabilityOfSilence(model, history, most) > 0.5) return null
  let [before, after] = [0, most]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (probabilityOfSilence(model, history, middle) > 0.5) before = middle
    else after = middle
  }
  return after
}

/** The probability that an account that has not stopped places no order in the next `time`. */
function probabilityOfSilence(model: LifetimeModel, history: OrderHistory, time: number): number {
  const { weights, sum } = stillWaiting(model, history)
  const shape = shapeOf(model, history)
  const z = time / (model.alpha + history.age + time)
  let silence = 0
  for (const [stage, weight] of weights.entries()) {
    let term = Math.exp((shape + stage) * Math.log1p(-z))
    let terms = term
    for (let more = 0; stage + more + 1 < model.k; more++) {
      term *= (z * (shape + stage + more)) / (more + 1)
      terms += term
    }
    silence += (weight / sum) * terms
  }
  return Math.min(1, silence)
}

/** Orders kept of `count` that the rate alone would give: after each the account may stop. Remembers the sums it made. */
function kept(model: LifetimeModel, history: OrderHistory): (count: number) => number {
  const chances = chancesOf(model, history)
  const sums = [0]
  let chance = 1
  return (count) => {
    for (let n = sums.length; n <= count; n++) {
      sums.push((sums[n - 1] ?? 0) + chance)
      chance *= (model.b + chances + n - 1) / (model.a + model.b + chances + n - 1)
    }
    return sums[count] ?? 0
  }
}

/** The mean of `valueOf` over a negative binomial count of this shape, with probability z of one more. */
function sumOverStages(shape: number, z: number, valueOf: (count: number) => number): number {
  const lnFirst = shape * Math.log1p(-z)
  const isFar = lnFirst < leastExponent
  const mean = (shape * z) / (1 - z)
  const start = isFar ? Math.max(0, Math.floor(mean - widestStart * Math.sqrt(mean / (1 - z)))) : 0
  // Far from zero the probabilities are known up to a factor only, which their own sum then takes out.
  let probability = isFar ? 1e-300 : Math.exp(lnFirst)
  let [total, sum] = [0, 0]
  for (let count = start; ; count++) {
    const value = valueOf(count)
    total += probability
    sum += probability * value
    const growth = (z * (shape + count)) / (count + 1)
    probability *= growth
    if (growth < 1 && (probability / (1 - growth)) * (value + 1) <= tailShare * sum) break
  }
  return isFar ? sum / total : sum
}
