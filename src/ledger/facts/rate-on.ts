import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { microsPerUnit } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { goodForDays } from '../../domain/rate.ts'
import { microsOf, textOf } from '../store/decode.ts'
import type { Session } from '../store/session.ts'
import { liveAt } from './live.ts'

/** Units of a currency for one of the base currency on a day; null where no rate is to be had. */
export type RateOn = (currency: string, day: Day) => Micros | null

/**
 * The exchange rates of the ledger as it was at a watermark: the last on or before a day, at most seven days old; where two
 * sources quote one currency on one day the first by name counts, as at import.
 */
export async function openRates(session: Session, base: string | undefined, watermark: number): Promise<RateOn> {
  const rows = await session.all(
    `SELECT currency, CAST(date AS VARCHAR) AS day, rate FROM (
       SELECT e.currency, e.date, e.rate,
         row_number() OVER (PARTITION BY e.currency, e.date ORDER BY e.source COLLATE "C") AS place
       FROM rate e WHERE ${liveAt('e', 1)}) rates
     WHERE place = 1 ORDER BY currency COLLATE "C", date`,
    [String(watermark)],
  )
  const quoted = new Map<string, Map<Day, Micros>>()
  for (const row of rows) {
    const currency = textOf(row, 'currency')
    const ofCurrency = quoted.get(currency) ?? new Map<Day, Micros>()
    quoted.set(currency, ofCurrency.set(textOf(row, 'day'), microsOf(row, 'rate')))
  }
  return (currency, day) => {
    if (currency === base) return microsPerUnit
    const ofCurrency = quoted.get(currency)
    if (!ofCurrency) return null
    for (let age = 0; age <= goodForDays; age += 1) {
      const rate = ofCurrency.get(addDays(day, -age))
      if (rate !== undefined) return rate
    }
    return null
  }
}
