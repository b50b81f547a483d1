import { digamma, lnGamma } from './gamma.ts'
import type { HistoryTable } from './histories.ts'
import type { LifetimeModel } from './model.ts'

/** Slope of the log-likelihood in each parameter. */
export interface LikelihoodSlope {
  r: number
  alpha: number
  a: number
  b: number
}

/**
 * Log-likelihood of all histories, as `logLikelihood` has it for one, with its slope. Whatever depends on the number of repeats
 * alone is worked out once for each number.
 */
export function tableLikelihood(model: LifetimeModel, table: HistoryTable, slope: LikelihoodSlope): number {
  const { k, stopsAtFirst, r, alpha, a, b } = model
  const { last, age, weight } = table
  const [lnAlpha, lnA] = [Math.log(alpha), Math.log(a)]
  const known = {
    r: lnGamma(r),
    b: lnGamma(b) - lnGamma(a + b),
    slopeR: digamma(r),
    slopeB: digamma(b),
    slopeAB: digamma(a + b),
  }
  let total = (k - 1) * table.logGaps - table.sumOfRepeats * lnGamma(k)
  slope.r = 0
  slope.alpha = 0
  slope.a = 0
  slope.b = 0
  let row = 0
  for (const { repeats, end } of table.groups) {
    const chances = repeats + (stopsAtFirst ? 1 : 0)
    const shape = r + k * repeats
    const same = lnGamma(shape) - known.r + r * lnAlpha + lnGamma(b + chances) - lnGamma(a + b + chances) - known.b
    const lnGone = chances === 0 ? Number.NEGATIVE_INFINITY : lnA - Math.log(b + chances - 1)
    let [accounts, sum, gone, sumR, sumAlpha] = [0, 0, 0, 0, 0]
    for (; row < end; row++) {
      const [now, then] = [alpha + (age[row] ?? 0), alpha + (last[row] ?? 0)]
      const lnNow = Math.log(now)
      const silence = lnNow - Math.log(then)
      let [stages, stagesR, stagesAlpha] = [1, 0, 0]
      if (k > 1) {
        const waited = ((age[row] ?? 0) - (last[row] ?? 0)) / now
        let [stageWeight, stageR] = [1, 0]
        for (let stage = 1; stage < k; stage++) {
          stageWeight *= ((shape + stage - 1) / stage) * waited
          stageR += 1 / (shape + stage - 1)
          stages += stageWeight
          stagesR += stageWeight * stageR
          stagesAlpha -= stageWeight * stage
        }
        stagesR /= stages
        stagesAlpha /= stages * now
      }
      const lnStages = k > 1 ? Math.log(stages) : 0
      const difference = lnGone + shape * silence - lnStages
      const odds = Math.exp(-Math.abs(difference))
      const isGone = difference > 0 ? 1 / (1 + odds) : odds / (1 + odds)
      const isHere = difference > 0 ? odds / (1 + odds) : 1 / (1 + odds)
      const times = weight[row] ?? 0
      accounts += times
      sum += times * (lnStages + Math.max(0, difference) + Math.log1p(odds) - shape * lnNow)
      gone += times * isGone
      sumR += times * (isGone * silence + isHere * stagesR - lnNow)
      sumAlpha += times * (isGone * shape * (1 / now - 1 / then) + isHere * stagesAlpha - shape / now)
    }
    total += accounts * same + sum
    const slopeChances = digamma(a + b + chances)
    slope.r += accounts * (digamma(shape) - known.slopeR + lnAlpha) + sumR
    slope.alpha += (accounts * r) / alpha + sumAlpha
    slope.a += accounts * (known.slopeAB - slopeChances) + gone / a
    slope.b += accounts * (digamma(b + chances) - slopeChances - known.slopeB + known.slopeAB)
    if (chances > 0) slope.b -= gone / (b + chances - 1)
  }
  return total
}
