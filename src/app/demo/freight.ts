import { decimalText, scaleHalfEven } from './amounts.ts'
import type { Account } from './accounts.ts'
import { everyThirdMonth } from './calendar.ts'
import { goodsNet } from './orders.ts'
import { randomStream } from './prng.ts'
import type { SideBookParts, SidePart } from './side-book.ts'
import { activeDrain } from './stories.ts'

/** Goods for more than this many cents may go as a pallet, whose bill names the invoice. */
const palletFrom = 200_000

/**
 * What carriers were paid: parcels in one sum per account and quarter, pallets by invoice. A drain has its many small orders sent
 * by express. In euros: the carriers are ours.
 */
export function noteFreight({ seed, accounts, calendar, files }: SideBookParts): SidePart {
  const random = randomStream(seed, 'freight')
  const parcels = new Float64Array(accounts.length)
  const billDays = everyThirdMonth(calendar)
  let bills = 0
  const bill = (account: Account, invoice: string, day: number, cents: number): void => {
    bills++
    const number = `FB${String(bills).padStart(7, '0')}`
    files.append('freight', [number, invoice, account.key, calendar.label(day), decimalText(cents, 2), 'EUR'])
  }
  return {
    noteOrder(account, day) {
      const cents = activeDrain(account.story, day) === null ? random.between(590, 1090) : random.between(990, 1990)
      parcels[account.index] = (parcels[account.index] ?? 0) + cents
    },
    noteDocument({ draft: { account, day, lines, purpose }, number }) {
      const goods = goodsNet(lines)
      if (account === null || purpose !== 'sale' || goods < palletFrom || !random.chance(2500)) return
      const billed = calendar.workingOnOrAfter(day + random.between(3, 12))
      if (billed > calendar.last) return
      bill(account, number, billed, random.between(3900, 6900) + scaleHalfEven(goods, random.between(30, 110), 10000))
    },
    endDay(day) {
      if (!billDays.has(day)) return []
      for (const account of accounts) {
        const cents = parcels[account.index] ?? 0
        if (cents > 0) bill(account, '', Math.min(day, account.validTo - 1), cents)
        parcels[account.index] = 0
      }
      return []
    },
  }
}
