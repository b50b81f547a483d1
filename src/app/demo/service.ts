import { weightOf } from './accounts.ts'
import type { Account } from './accounts.ts'
import { everyThirdMonth, isMonthEnd } from './calendar.ts'
import { decimalText } from './amounts.ts'
import { exponentOf, randomStream } from './prng.ts'
import type { Random } from './prng.ts'
import { ownerOn } from './reps.ts'
import type { SideBookParts, SidePart } from './side-book.ts'
import { activeDrain } from './stories.ts'

type Activity = 'call' | 'visit' | 'quote' | 'inquiry' | 'special_handling' | 'complaint' | 'credit_check'

/** What an account asks for, kept from order to order. */
interface Care {
  readonly account: Account
  readonly random: Random
  readonly weight: number
  /** How much it asks for against others of its size, in per cent. */
  readonly demand: number
  /** Whether its rep writes down the hours spent on visits. */
  readonly isLogged: boolean
  /** Orders of the running three months. */
  orders: number
}

/**
 * The work that orders and relations make, beside the orders and credit notes themselves, which are in the ledger: calls as counts of
 * three months, the rest one by one. A twentieth of the accounts asks for twice as much as others of its size, and so does a drain.
 */
export function noteService({ seed, accounts, calendar, files }: SideBookParts): SidePart {
  const cares = accounts.map((account) => makeCare(seed, account))
  const countDays = everyThirdMonth(calendar)
  let events = 0
  let entries = 0
  const write = (care: Care, activity: Activity, day: number, count: number, order = ''): void => {
    if (count === 0 || day > calendar.last || day >= care.account.validTo) return
    events++
    const person = activity === 'visit' || activity === 'call' ? ownerOn(care.account.owners, day).key : ''
    const number = `EV${String(events).padStart(7, '0')}`
    const quantity = count === 1 ? '' : String(count)
    files.append('events', [number, care.account.key, activity, calendar.label(day), quantity, order, person])
  }
  const writeEach = (care: Care, activity: Activity, day: number, mean: number): void => {
    const count = Math.min(12, care.random.times(mean))
    for (let event = 0; event < count; event++) {
      write(care, activity, calendar.workingOnOrAfter(Math.max(calendar.first, day - care.random.between(3, 90))), 1)
    }
  }
  const endThreeMonths = (care: Care, day: number): void => {
    const { random, orders, weight, account } = care
    care.orders = 0
    if (orders === 0 && !random.chance(1500)) return
    const factor = demandOn(care, day) / 100
    write(care, 'call', Math.min(day, account.validTo - 1), random.times((0.8 + 0.8 * weight + 0.15 * orders) * factor))
    writeEach(care, 'visit', day, (0.4 + 0.35 * weight + 0.12 * weight * weight) * factor)
    writeEach(care, 'quote', day, 0.12 * orders * factor)
    writeEach(care, 'inquiry', day, 0.08 * orders * factor)
    if (weight > 1 && random.chance(2000)) write(care, 'credit_check', day, 1)
  }
  const logHours = ({ account, random, weight }: Care, day: number): void => {
    if (account.lastOrder <= day || account.firstOrder > day || day >= account.validTo) return
    entries++
    const quarters = Math.max(2, Math.round((weight * weight * random.between(60, 140)) / 100))
    const number = `ST${String(entries).padStart(6, '0')}`
    const person = ownerOn(account.owners, day).key
    files.append('hours', [number, account.key, calendar.label(day), 'visit', person, decimalText(quarters * 25, 2)])
  }
  return {
    noteOrder(account, day, orderNumber) {
      const care = cares[account.index]
      if (care === undefined) return
      const { random } = care
      const drain = activeDrain(account.story, day)
      care.orders++
      if (random.chance(drain === null ? (250 * care.demand) / 100 : 2600)) {
        write(care, 'special_handling', day, 1, orderNumber)
      }
      if (random.chance(drain === null ? (110 * care.demand) / 100 : 900)) {
        write(care, 'complaint', calendar.workingOnOrAfter(day + random.between(3, 20)), 1, orderNumber)
      }
    },
    endDay(day) {
      if (countDays.has(day)) for (const care of cares) endThreeMonths(care, day)
      if (isMonthEnd(calendar, day)) for (const care of cares) if (care.isLogged) logHours(care, day)
      return []
    },
  }
}

function makeCare(seed: number, account: Account): Care {
  const random = randomStream(seed, 'service', account.index)
  const usual = Math.round(100 * exponentOf(0.3 * random.normal()))
  const demand = random.chance(500) ? 2 * usual : usual
  const weight = weightOf(account)
  return { account, random, weight, demand, isLogged: weight > 3 && random.chance(5000), orders: 0 }
}

/** What the account asks for on a day: a drain has no measure. */
function demandOn({ account, demand }: Care, day: number): number {
  return activeDrain(account.story, day) === null ? demand : Math.max(160, 1.7 * demand)
}
