import { decimalText, scaleHalfEven } from './amounts.ts'
import type { Account } from './accounts.ts'
import { weekdayOf } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import type { Posted, Tally } from './documents.ts'
import type { Files } from './files.ts'
import type { Random } from './prng.ts'

/**
 * Writes the payments of a document up to the end of the book. Accounts pay in a weekly run, so one payment may settle
 * several documents, credit notes against invoices among them. Some invoices are paid in two parts, some are short by a
 * deduction that stays open, a few are never paid. Returns the part of the gross that nobody will ever pay, in cents.
 */
export function settle(files: Files, calendar: Calendar, tally: Tally, posted: Posted, random: Random): number {
  const { draft, gross } = posted
  const { account, day } = draft
  const write = (paid: number, amount: number): void => {
    if (paid > calendar.last || amount === 0) return
    const date = calendar.label(paid)
    const number = `${account === null ? 'CASH' : `P${account.key}`}-${date.replaceAll('-', '').slice(2)}`
    files.append('payments', [number, posted.number, date, decimalText(amount, 2), posted.currency])
    tally.payments++
  }
  if (account === null) {
    write(day, gross)
    return 0
  }
  if (draft.purpose !== 'sale') {
    if (random.chance(9400)) write(runOnOrAfter(account, day + random.between(8, 35)), gross)
    return 0
  }
  const paid = runOnOrAfter(account, Math.max(day + 4, posted.due + lateness(account, day, random)))
  const fate = random.between(1, 10000)
  if (fate <= 45) return gross
  if (fate <= 165) {
    const deduction = scaleHalfEven(gross, random.between(200, 3000), 10000)
    write(paid, gross - deduction)
    return deduction
  }
  if (fate <= 765) {
    const first = scaleHalfEven(gross, random.between(4000, 7000), 10000)
    write(paid, first)
    write(runOnOrAfter(account, paid + random.between(9, 35)), gross - first)
    return 0
  }
  write(paid, gross)
  return 0
}

function lateness(account: Account, day: number, random: Random): number {
  const { story } = account
  const extra = story?.story === 'late-payer' && day >= story.from ? story.daysLate : 0
  return account.daysLate + extra + Math.round(4 * random.normal()) - 3
}

/** The next payment run of the account: the same weekday every week. */
function runOnOrAfter(account: Account, day: number): number {
  return day + ((account.payWeekday - weekdayOf(day) + 7) % 7)
}
