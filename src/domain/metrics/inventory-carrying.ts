import type { Metric } from '../metric-definition.ts'

/**
 * What carrying the stock that stands with the account cost in the window, at the carrying rates of the days. Null where some of it has no
 * known cost or lay on a day without a rate, and where no stock stands with the account: whether stock is counted at all is then not known.
 */
export const inventoryCarrying: Metric = {
  id: 'inventory-carrying',
  label: 'Cost of carrying stock',
  unit: 'money',
  denominator: null,
  nullMeans: 'no stock stands with the account, or some of it has no known cost or carrying rate',
  better: 'lower',
  inputs: ['carrying', 'stockDedicated', 'stockUntaken', 'stockShared', 'stockUncosted', 'carryingUnrated'],
  source: 'Average stock at cost by rule x carrying rate x days / 365',
  compute: ({ carrying, stockDedicated, stockUntaken, stockShared, stockUncosted, carryingUnrated }) => {
    const stock = stockDedicated + stockUntaken + stockShared
    if (stockUncosted > 0 || carryingUnrated > 0 || stock === 0n) return null
    return { kind: 'money', micros: carrying }
  },
  least: 0,
}
