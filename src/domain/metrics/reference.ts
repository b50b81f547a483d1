import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'

/**
 * What the account does for us with others, as people judge it: one where it speaks for us when asked, a half where we may name it,
 * none where it wants neither; of a family the mean. A fraction with 6 decimals; null where nobody has judged it.
 */
export const reference: Metric = {
  id: 'reference',
  label: 'Reference',
  unit: 'rate',
  denominator: 'accounts of which somebody judged it',
  nullMeans: 'nobody has judged whether it speaks for us',
  better: 'higher',
  inputs: ['referenceSpeaks', 'referenceNamed', 'referenceDeclined'],
  source: 'Speaks for us 1, may be named 1/2, declined 0, the mean over accounts',
  compute: ({ referenceSpeaks, referenceNamed, referenceDeclined }) => {
    const accounts = referenceSpeaks + referenceNamed + referenceDeclined
    const value = ratio(BigInt(2 * referenceSpeaks + referenceNamed), BigInt(2 * accounts))
    return value === null ? null : { kind: 'number', value }
  },
  least: 0,
  most: 1,
}
