import type { Metric } from '../metric-definition.ts'

/**
 * What looking after the account cost in the window: the minutes of its events, or of hours that were logged in their place, at the
 * rates of the days. Null where some of it has no rate, and where nothing was noted: whether anybody notes what is done is then not
 * known.
 */
export const serviceCostMetric: Metric = {
  id: 'service-cost',
  label: 'Cost to serve',
  unit: 'money',
  denominator: null,
  nullMeans: 'nothing was noted that was done for the account, or some of it has no rate',
  better: 'lower',
  inputs: ['serviceCost', 'serviceEvents', 'serviceMinutes', 'serviceUnrated'],
  source:
    'Events at standard minutes, or logged hours in their place, x cost of a minute of their pool (time-driven costing)',
  compute: ({ serviceCost, serviceEvents, serviceMinutes, serviceUnrated }) => {
    if (serviceUnrated > 0 || (serviceEvents === 0 && serviceMinutes === 0)) return null
    return { kind: 'money', micros: serviceCost }
  },
  least: 0,
}
