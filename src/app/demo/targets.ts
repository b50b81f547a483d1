import { dayToNumber } from '../../domain/day.ts'
import { spendPerYear } from './accounts.ts'
import type { Account } from './accounts.ts'
import type { Calendar } from './calendar.ts'
import type { Files } from './files.ts'
import { randomStream } from './prng.ts'
import { ownerOn } from './reps.ts'
import type { Field } from './reps.ts'

/** The gross profit that is asked for, per cent of the revenue. */
const grossShare = 30

/**
 * What each rep is to sell in each calendar year that ends in the book or after it, and to earn in the last one: what the accounts they
 * have in its middle buy in a year, give or take a tenth, in whole thousands. Who comes or goes in a year has a target for the days here.
 */
export function writeTargets(files: Files, { seed, accounts, field, calendar }: TargetParts): void {
  const [firstYear, lastYear] = [yearOf(calendar, calendar.first), yearOf(calendar, calendar.last)]
  for (let year = firstYear; year <= lastYear; year++) {
    const [from, to] = [dayToNumber(`${String(year)}-01-01`), dayToNumber(`${String(year)}-12-31`)]
    const middle = Math.min(Math.max(Math.round((from + to) / 2), calendar.first), calendar.last)
    const bought = boughtOf(accounts, middle)
    for (const rep of field.reps) {
      const [first, last] = [Math.max(from, rep.from), Math.min(to, rep.to - 1)]
      const days = last - first + 1
      if (days <= 0) continue
      const random = randomStream(seed, 'targets', rep.index * 100 + (year % 100))
      // A successor is given what the rep before had.
      const accountsOf = bought.get(rep.index) ?? bought.get(field.leaver.index) ?? 0
      const aYear = (accountsOf / 100) * (random.between(96, 112) / 100)
      const revenue = Math.max(10, Math.round((aYear * days) / 365 / 1000)) * 1000
      const span = [calendar.label(first), calendar.label(last)]
      files.append('targets', [rep.key, 'revenue', ...span, `${String(revenue)}.00`])
      if (year === lastYear) {
        files.append('targets', [rep.key, 'gross_profit', ...span, `${String((revenue * grossShare) / 100)}.00`])
      }
    }
  }
}

interface TargetParts {
  readonly seed: number
  readonly accounts: readonly Account[]
  readonly field: Field
  readonly calendar: Calendar
}

/** What the accounts of each rep on a day buy a year, in cents. */
function boughtOf(accounts: readonly Account[], day: number): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const account of accounts) {
    if (account.validFrom > day || account.validTo <= day || account.lastOrder <= day) continue
    const { index } = ownerOn(account.owners, day)
    sums.set(index, (sums.get(index) ?? 0) + spendPerYear(account))
  }
  return sums
}

function yearOf(calendar: Calendar, day: number): number {
  return Number(calendar.label(day).slice(0, 4))
}
