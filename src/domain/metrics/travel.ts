import type { Metric } from '../metric-definition.ts'
import { ratio } from '../money.ts'

/**
 * Minutes from the owner to the account, one way: those that somebody gave, else by road over the distance to the nearest site; of a
 * family the mean. Null where no way is known.
 */
export const travel: Metric = {
  id: 'travel',
  label: 'Travel from the owner',
  unit: 'minutes',
  denominator: 'accounts the way to which is known',
  nullMeans: 'nobody gave the minutes, and its sites or the place of its owner are not on the map',
  better: 'lower',
  inputs: ['travelMinutes', 'travelKnown'],
  source: 'Minutes given, else great circle x 1.3 at 60 km/h, the mean over accounts',
  compute: ({ travelMinutes, travelKnown }) => {
    const value = ratio(BigInt(travelMinutes), BigInt(travelKnown))
    return value === null ? null : { kind: 'number', value }
  },
  least: 0,
}
