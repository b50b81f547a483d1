import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'

/**
 * How the account turns to us over its lines of products, as people judge it: a line in which we are the first call counts one, in
 * which we are also asked a half, in which we are the last resort none, over the lines judged. A fraction with 6 decimals; null
 * where nobody has judged any.
 */
export const standing: Metric = {
  id: 'standing',
  label: 'Standing',
  unit: 'rate',
  denominator: 'lines of products in which somebody judged the standing',
  nullMeans: 'nobody has judged the standing in any line of products',
  better: 'higher',
  inputs: ['standingFirst', 'standingAlso', 'standingLast'],
  source: 'First call 1, also asked 1/2, last resort 0, the mean over lines of products',
  compute: ({ standingFirst, standingAlso, standingLast }) => {
    const lines = standingFirst + standingAlso + standingLast
    const value = ratio(BigInt(2 * standingFirst + standingAlso), BigInt(2 * lines))
    return value === null ? null : { kind: 'number', value }
  },
  least: 0,
  most: 1,
}
