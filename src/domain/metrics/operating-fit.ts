import { operatingFit as fitOf } from '../judgement/operating-fit.ts'
import type { Metric } from '../metric-definition.ts'

/**
 * The mean of the share of spend on standard products and the share of orders without special handling, of those that are known, as
 * a fraction with 6 decimals. Null where neither is.
 */
export const operatingFit: Metric = {
  id: 'operating-fit',
  label: 'Operating fit',
  unit: 'rate',
  denominator: 'spend on products known to be standard or not; orders since special handling is noted',
  nullMeans: 'no product it buys is known to be standard or not, and nobody notes special handling',
  better: 'higher',
  inputs: ['standardSpend', 'standardKnownSpend', 'handledOrders', 'plainOrders'],
  source: 'Mean of the share of spend on standard products and of orders without special handling',
  compute: (facts) => {
    const { fit } = fitOf(facts)
    return fit === null ? null : { kind: 'number', value: fit }
  },
  moneyBehind: {
    what: 'standard-spend',
    compute: ({ standardSpend, standardKnownSpend }) => (standardKnownSpend > 0n ? standardSpend : null),
  },
  least: 0,
  most: 1,
}
