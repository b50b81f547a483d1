import { dayToNumber } from '../../domain/day.ts'
import { decimalText, scaleHalfEven } from './amounts.ts'
import { weightOf } from './accounts.ts'
import type { Account } from './accounts.ts'
import { isQuarterEnd } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { ofNoOrder } from './documents.ts'
import type { Draft } from './documents.ts'
import { getCountry } from './geography.ts'
import { goodsNet } from './orders.ts'
import { randomStream } from './prng.ts'
import type { SideBookParts, SidePart } from './side-book.ts'

interface Accrual {
  readonly number: string
  readonly day: number
  readonly cents: number
}

/** The yearly bonus of an account; money in cents of its currency. */
interface Bonus {
  readonly account: Account
  /** Of the goods of a quarter, in basis points. */
  readonly rate: number
  /** Goods of the running quarter, what came back taken off. */
  goods: number
  /** Set aside and not yet credited. */
  waiting: Accrual[]
}

/**
 * A third of the larger accounts has a yearly bonus: set aside every quarter, and credited in one sum in the middle of February for the
 * year before. What nobody has credited by the end of the book stays open.
 */
export function noteRebates({ seed, accounts, calendar, files }: SideBookParts): SidePart {
  const bonuses = agreeBonuses(seed, accounts)
  let accruals = 0
  const write = ({ account }: Bonus, { number, day, cents }: Accrual, by: string, on: string): void => {
    const { currency } = getCountry(account.country)
    files.append('accruals', [number, account.key, calendar.label(day), decimalText(cents, 2), currency, by, on])
  }
  const setAside = (bonus: Bonus, day: number): void => {
    const cents = scaleHalfEven(bonus.goods, bonus.rate, 10000)
    bonus.goods = 0
    if (cents <= 0 || day >= bonus.account.validTo) return
    accruals++
    bonus.waiting.push({ number: `BR${String(accruals).padStart(6, '0')}`, day, cents })
  }
  return {
    noteDocument({ draft: { account, purpose, lines, day }, number }) {
      const bonus = account === null ? undefined : bonuses.get(account.index)
      if (bonus === undefined) return
      if (purpose !== 'rebate') {
        bonus.goods += goodsNet(lines)
        return
      }
      for (const accrual of bonus.waiting) write(bonus, accrual, number, calendar.label(day))
      bonus.waiting = []
    },
    endDay(day) {
      if (isQuarterEnd(calendar, day)) for (const bonus of bonuses.values()) setAside(bonus, day)
      const drafts = isCreditDay(calendar, day) ? [...bonuses.values()].flatMap((bonus) => draftNote(bonus, day)) : []
      if (day === calendar.last) {
        for (const bonus of bonuses.values()) for (const accrual of bonus.waiting) write(bonus, accrual, '', '')
      }
      return drafts
    },
  }
}

function agreeBonuses(seed: number, accounts: readonly Account[]): Map<number, Bonus> {
  const random = randomStream(seed, 'rebates')
  const bonuses = new Map<number, Bonus>()
  for (const account of accounts) {
    const rate = random.between(8, 30) * 10
    if (weightOf(account) < 1.7 || !random.chance(3500)) continue
    bonuses.set(account.index, { account, rate, goods: 0, waiting: [] })
  }
  return bonuses
}

/** One credit note for all that waits; none for an account that is none any more. */
function draftNote({ account, waiting }: Bonus, day: number): Draft[] {
  const net = -waiting.reduce((sum, { cents }) => sum + cents, 0)
  if (net === 0 || day >= account.validTo) return []
  const line = { kind: 'rebate', product: null, quantity: null, unit: '', net } as const
  return [{ ...ofNoOrder, purpose: 'rebate', account, day, lines: [line] }]
}

function isCreditDay(calendar: Calendar, day: number): boolean {
  return calendar.workingOnOrAfter(dayToNumber(`${calendar.label(day).slice(0, 4)}-02-15`)) === day
}
