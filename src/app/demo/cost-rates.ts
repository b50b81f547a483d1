import type { Input } from '../../contract/operations.ts'
import type { Day } from '../../domain/day.ts'
import { decimalText } from './amounts.ts'

/** How large the firm is whose rates are said. */
interface Firm {
  readonly accounts: number
  /** First and last day of the book. */
  readonly from: Day
  readonly until: Day
}

type Setting = Input<'addCostRate'>
type Rate = Setting['rate']

interface PoolPlan {
  readonly key: string
  readonly name: string
  /** Cents and minutes of the first year. */
  readonly cost: number
  readonly minutes: number
}

/** Standard minutes of one event, by the pool whose time it takes. A visit is meant with the way there. */
const standardMinutes: readonly (readonly [pool: string, activity: string, minutes: number])[] = [
  ['orders', 'order', 35],
  ['orders', 'quote', 45],
  ['orders', 'inquiry', 20],
  ['orders', 'special_handling', 60],
  ['orders', 'complaint', 90],
  ['orders', 'return', 55],
  ['field', 'visit', 150],
  ['field', 'call', 15],
  ['credit', 'credit_check', 50],
  ['credit', 'credit_note', 25],
]

/** What a year more costs, in per cent. */
const yearlyRise = 3

/**
 * What stock, time and returns cost the firm of a demo book: 25 % a year of stock, three pools that grow with the firm and cost 3 % more
 * every January. A rep looks after 75 accounts; a tenth to a third of each pool is not used.
 */
export function demoCostRates(firm: Firm): Setting[] {
  const { from } = firm
  const carrying = { capital: '0.08', storage: '0.06', insurance: '0.01', obsolescence: '0.07', damage: '0.03' }
  const set = (rate: Rate, validFrom: Day = from): Setting => ({ rate, validFrom, note: 'made with the demo book' })
  return [
    set({ kind: 'carrying', subject: '', value: carrying }),
    set({ kind: 'cover', subject: '', value: { days: 30 } }),
    ...yearsOf(firm).flatMap((day, year) => poolsOf(firm, year).map((rate) => set(rate, day))),
    ...standardMinutes.map(([pool, activity, minutes]) =>
      set({ kind: 'activity', subject: activity, value: { pool, minutes: String(minutes) } }),
    ),
    set({ kind: 'returns', subject: '', value: { perReturn: null, activity: 'return' } }),
  ]
}

/** The days on which the pools get dearer: the first of the book, then every New Year. */
function yearsOf({ from, until }: Firm): Day[] {
  const years: Day[] = [from]
  for (let year = Number(from.slice(0, 4)) + 1; year <= Number(until.slice(0, 4)); year++) years.push(`${year}-01-01`)
  return years
}

function poolsOf({ accounts }: Firm, year: number): Rate[] {
  const pools: PoolPlan[] = [
    { key: 'orders', name: 'Order desk and dispatch', cost: accounts * 57_600, minutes: accounts * 720 },
    { key: 'field', name: 'Field sales', cost: accounts * 113_400, minutes: accounts * 1_120 },
    { key: 'credit', name: 'Credit control', cost: accounts * 2_500, minutes: accounts * 38 },
  ]
  return pools.map(({ key, name, cost, minutes }) => {
    const risen = Math.round(cost * (1 + (yearlyRise * year) / 100))
    return { kind: 'pool', subject: key, value: { name, cost: decimalText(risen, 2), minutes: String(minutes) } }
  })
}
