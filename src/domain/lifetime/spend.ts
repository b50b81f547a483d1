import { digamma, lnGamma } from './gamma.ts'
import { minimise } from './minimise.ts'

/**
 * How much orders are worth: each account has a mean of its own, its orders scatter round it by a gamma law. Gamma-Gamma of
 * Fader and Hardie. `p` and `v` are known badly apart from each other, so that neither is shown alone.
 */
export interface SpendModel {
  readonly p: number
  readonly q: number
  readonly v: number
}

/** What it needs of the accounts: how many orders and their mean value, row by row. Only means above zero count. */
export interface OrderValues {
  readonly orders: ArrayLike<number>
  readonly mean: ArrayLike<number>
}

export interface SpendFit {
  readonly model: SpendModel
  readonly logLikelihood: number
  readonly accounts: number
}

const bounds = { lower: -14, upper: 30 }

/**
 * The best model of order values; null without any above zero, and where their scatter over the accounts is so wide that they have
 * no mean (q at most 1).
 */
export function fitSpend(values: OrderValues): SpendFit | null {
  const table = tabulateValues(values)
  if (table.accounts < 2) return null
  const slopeOf = { p: 0, q: 0, v: 0 }
  const ask = (point: Float64Array, slope: Float64Array): number => {
    const [p = 1, q = 1, v = 1] = point.map(Math.exp)
    const value = likelihood({ p, q, v }, table, slopeOf)
    slope[0] = (-slopeOf.p * p) / table.accounts
    slope[1] = (-slopeOf.q * q) / table.accounts
    slope[2] = (-slopeOf.v * v) / table.accounts
    return -value / table.accounts
  }
  const middle = table.mean.toSorted()[Math.floor(table.mean.length / 2)] ?? 1
  const { point, value } = minimise(ask, [Math.log(4), Math.log(3), Math.log(middle / 2)], bounds)
  const [p = 1, q = 1, v = 1] = point.map(Math.exp)
  return q > 1 ? { model: { p, q, v }, logLikelihood: -value * table.accounts, accounts: table.accounts } : null
}

/** The value to expect of an order of an account, between its own mean and that of all, the nearer to its own the more it ordered. */
export function expectedValue({ p, q, v }: SpendModel, orders: number, mean: number): number {
  return (p * (v + orders * mean)) / (p * orders + q - 1)
}

interface ValueTable {
  readonly groups: readonly { readonly orders: number; readonly end: number }[]
  readonly mean: Float64Array
  readonly lnMean: Float64Array
  readonly accounts: number
}

function tabulateValues({ orders, mean }: OrderValues): ValueTable {
  const meansByOrders = new Map<number, number[]>()
  for (let row = 0; row < orders.length; row++) {
    const [count, value] = [orders[row] ?? 0, mean[row] ?? 0]
    if (count <= 0 || !(value > 0)) continue
    const known = meansByOrders.get(count)
    if (known) known.push(value)
    else meansByOrders.set(count, [value])
  }
  const groups: { orders: number; end: number }[] = []
  const means: number[] = []
  for (const [count, values] of [...meansByOrders].toSorted(([one], [other]) => one - other)) {
    for (const value of values) means.push(value)
    groups.push({ orders: count, end: means.length })
  }
  const table = Float64Array.from(means)
  return { groups, mean: table, lnMean: table.map(Math.log), accounts: means.length }
}

function likelihood(
  { p, q, v }: SpendModel,
  { groups, mean, lnMean }: ValueTable,
  slope: { p: number; q: number; v: number },
): number {
  const [lnGammaQ, slopeQ, lnV] = [lnGamma(q), digamma(q), Math.log(v)]
  slope.p = 0
  slope.q = 0
  slope.v = 0
  let total = 0
  let row = 0
  for (const { orders, end } of groups) {
    const [shape, both] = [p * orders, p * orders + q]
    const accounts = end - row
    const lnOrders = Math.log(orders)
    let [sumOfLn, sumOfLnAll, sumOfInverse] = [0, 0, 0]
    for (; row < end; row++) {
      const all = orders * (mean[row] ?? 0) + v
      sumOfLn += lnMean[row] ?? 0
      sumOfLnAll += Math.log(all)
      sumOfInverse += 1 / all
    }
    total +=
      accounts * (lnGamma(both) - lnGamma(shape) - lnGammaQ + q * lnV + shape * lnOrders) +
      (shape - 1) * sumOfLn -
      both * sumOfLnAll
    const [slopeBoth, slopeShape] = [digamma(both), digamma(shape)]
    slope.p += orders * (accounts * (slopeBoth - slopeShape + lnOrders) + sumOfLn - sumOfLnAll)
    slope.q += accounts * (slopeBoth - slopeQ + lnV) - sumOfLnAll
    slope.v += (accounts * q) / v - both * sumOfInverse
  }
  return total
}
