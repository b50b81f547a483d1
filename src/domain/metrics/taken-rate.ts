import { commitmentFigures } from '../commitment/figures.ts'
import type { Metric } from '../metric-definition.ts'

/**
 * What was taken by the promised day / what was promised for the window, both at the cost of the product on that day, as a fraction with 6
 * decimals. Null where nothing with a known cost was promised for it: who promises nothing has neither kept nor broken a word.
 */
export const takenRate: Metric = {
  id: 'taken-rate',
  label: 'Taken as promised',
  unit: 'rate',
  denominator: 'what was promised for the window, at the cost of the product on the promised day',
  nullMeans: 'nothing with a known cost was promised for the window',
  better: 'higher',
  inputs: ['committed', 'taken', 'takenOnTime', 'takenLateDays'],
  source: 'Taken quantity / committed quantity by the promised date, weighted by cost',
  compute: (facts) => {
    const { takenRate: value } = commitmentFigures(facts)
    return value === null ? null : { kind: 'number', value }
  },
  moneyPerUnit: ({ committed }) => (committed > 0n ? committed : null),
  moneyBehind: {
    what: 'taken-on-time',
    compute: ({ committed, takenOnTime }) => (committed > 0n ? takenOnTime : null),
  },
  least: 0,
  most: 1,
}
