import type { Output } from '../../contract/operations.ts'
import { averageTimes, leastMinutes } from '../../domain/drain/hours-share.ts'
import { marginFall, orderRate, priceRate, priceRules, staleDays } from '../../domain/drain/price-signals.ts'
import type { MarginPair, QuoteCounts } from '../../domain/drain/price-signals.ts'
import { formatMicros } from '../../domain/money.ts'
import type { RecordsView } from '../../records/records.ts'
import type { StoredStrategy } from '../../records/strategy.ts'
import { readActors } from '../actor-name.ts'
import { moneyText } from '../profit/show-profit.ts'
import type { AccountDrain, DrainReason, ViewDrains } from './open-drains.ts'

type Row = Output<'listDrains'>['items'][number]
type ShownStrategy = Output<'setStrategy'>

/** What makes an account a drain, as it may be shown: reasons and counts to everybody, hours and margins by right. */
export function showSignals(
  drain: AccountDrain,
  { seesMargin }: { readonly seesMargin: boolean },
): Pick<Row, 'reasons' | 'hours' | 'margin' | 'quotes'> {
  return {
    reasons: [...drain.reasons],
    ...(seesMargin && { hours: showHours(drain), margin: showMargin(drain.margin) }),
    quotes: showQuotes(drain.quotes),
  }
}

/** The bounds that reasons go by, with the figures of the book that they are held against. */
export function showRules(
  { level, least, price }: Pick<ViewDrains, 'level' | 'least' | 'price'>,
  { seesMargin }: { readonly seesMargin: boolean },
): Output<'listDrains'>['rules'] {
  return {
    leastMinutes,
    level: formatMicros(level),
    averageTimes: Number(averageTimes),
    ...(seesMargin && { leastShortfall: formatMicros(least) }),
    ...priceRules,
    staleDays,
    book: { quotes: showQuotes(price.quotes), ...(seesMargin && { margin: showMargin(price.margin) }) },
  }
}

/** Strategies with who set them and who took them back. */
export async function showStrategies(view: RecordsView, rows: readonly StoredStrategy[]): Promise<ShownStrategy[]> {
  const nameOf = await readActors(
    view,
    rows.flatMap(({ author, takenBack }) => (takenBack ? [author, takenBack.author] : [author])),
  )
  return rows.map(({ id, strategy, begins, note, reasons, author, at, takenBack }) => ({
    id,
    strategy,
    begins,
    note,
    // Written from the reasons of a drain.
    reasons: reasons as DrainReason[],
    by: nameOf(author),
    at,
    takenBack: takenBack && { by: nameOf(takenBack.author), at: takenBack.at },
  }))
}

function showHours({ minutes, loggedMinutes, netProfit, netProfitRate, hours }: AccountDrain) {
  return {
    minutes,
    loggedMinutes,
    hoursShare: hours.hours,
    profitShare: hours.profit,
    excess: hours.excess,
    netProfit: moneyText(netProfit),
    netProfitRate,
    shortfall: moneyText(hours.shortfall),
  }
}

function showMargin(margin: MarginPair) {
  const fall = marginFall(margin)
  return { ...margin, change: fall === null ? null : -fall }
}

function showQuotes(counts: QuoteCounts) {
  return { ...counts, orderRate: orderRate(counts), priceRate: priceRate(counts) }
}
