import { lnBeta, lnGamma } from './gamma.ts'

/**
 * How the accounts of a book come back and stop: each orders at gaps of Erlang form with a rate of its own and, after an order,
 * stops for good with a probability of its own. Over the accounts the rates are gamma (`r`, `alpha`), the probabilities beta
 * (`a`, `b`). MBG/CNBD-k of Reutterer, Platzer and Schroeder (2021).
 */
export interface LifetimeModel {
  /** Regularity of the gaps: 1 is wholly random, more is steadier. A whole number. */
  readonly k: number
  /** Whether an account may stop after its first order too; without it and with k = 1 it is BG/NBD. */
  readonly stopsAtFirst: boolean
  readonly r: number
  /** In the unit of time of the histories; the mean gap is k alpha / (r - 1) where r > 1. */
  readonly alpha: number
  readonly a: number
  readonly b: number
}

/** What the model needs of an account: all times since its first order, in one unit. */
export interface OrderHistory {
  /** Orders after the first. */
  readonly repeats: number
  /** Time from the first order to the last; 0 with one order. */
  readonly last: number
  /** Time from the first order to now. */
  readonly age: number
}

/** Log-likelihood of one history; `logGaps` is the sum of the logarithms of its gaps, which only k > 1 looks at. */
export function logLikelihood(model: LifetimeModel, history: OrderHistory, logGaps: number): number {
  const { k, stopsAtFirst, r, alpha, a, b } = model
  const { repeats, last, age } = history
  const shape = r + k * repeats
  const gone = lnOddsOfGone(model, history)
  const still = Math.log(stillWaiting(model, history).sum)
  const chances = b + repeats + (stopsAtFirst ? 1 : 0)
  return (
    (k - 1) * logGaps -
    repeats * lnGamma(k) +
    lnGamma(shape) -
    lnGamma(r) +
    r * (Math.log(alpha) - Math.log(alpha + age)) -
    k * repeats * Math.log(alpha + age) +
    lnBeta(a, chances) -
    lnBeta(a, b) +
    lnSum(gone + shape * (Math.log(alpha + age) - Math.log(alpha + last)), still)
  )
}

/** The probability that the account has not stopped for good. Without `stopsAtFirst` it is 1 for ever for a one-time buyer. */
export function probabilityAlive(model: LifetimeModel, history: OrderHistory): number {
  const { alpha } = model
  const { last, age } = history
  const gone = lnOddsOfGone(model, history) + shapeOf(model, history) * (Math.log(alpha + age) - Math.log(alpha + last))
  return 1 / (1 + Math.exp(gone - Math.log(stillWaiting(model, history).sum)))
}

/** The shape of the rate of an account once its orders are known. */
export function shapeOf({ r, k }: LifetimeModel, { repeats }: OrderHistory): number {
  return r + k * repeats
}

/** Orders after which the account could have stopped, beyond the last one. */
export function chancesOf({ stopsAtFirst }: LifetimeModel, { repeats }: OrderHistory): number {
  return repeats + (stopsAtFirst ? 1 : 0)
}

/**
 * The weights of the stages that the gap since the last order may be in, the first of them 1, and their sum: an Erlang gap is
 * over after k stages.
 */
export function stillWaiting(
  model: LifetimeModel,
  history: OrderHistory,
): { readonly weights: readonly number[]; readonly sum: number } {
  const shape = shapeOf(model, history)
  const waited = (history.age - history.last) / (model.alpha + history.age)
  const weights = [1]
  let [weight, sum] = [1, 1]
  for (let stage = 1; stage < model.k; stage++) {
    weight *= ((shape + stage - 1) / stage) * waited
    weights.push(weight)
    sum += weight
  }
  return { weights, sum }
}

/** Logarithm of the odds that it stopped at its last order, before the silence since is counted. */
function lnOddsOfGone(model: LifetimeModel, history: OrderHistory): number {
  const chances = chancesOf(model, history)
  return chances === 0 ? Number.NEGATIVE_INFINITY : Math.log(model.a) - Math.log(model.b + chances - 1)
}

function lnSum(first: number, second: number): number {
  const [larger, smaller] = first > second ? [first, second] : [second, first]
  return larger + Math.log1p(Math.exp(smaller - larger))
}
