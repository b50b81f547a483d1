import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'

type Signals = Pick<Output<'listDrains'>['items'][number], 'reasons' | 'hours' | 'margin' | 'quotes'>
type Reason = Signals['reasons'][number]

/** Writes why an account is a drain, with its figures as far as one may see them. */
export function useDrainText(): (signals: Signals, reason: Reason) => string {
  const t = useT('drains')
  const format = useFormat()
  const currency = useCurrency()
  const share = (value: number | null) => (value === null ? '–' : format.percent(value))
  return ({ hours, margin, quotes }, reason) => {
    switch (reason) {
      case 'hours': {
        if (!hours || hours.hoursShare === null) return t('says.hoursOnly')
        const of = { hours: share(hours.hoursShare) }
        if (hours.profitShare !== null) return t('says.hours', { ...of, profit: share(hours.profitShare) })
        return hours.netProfit === null
          ? t('says.hoursOnly')
          : t('says.hoursMoney', { ...of, netProfit: format.wholeMoney(hours.netProfit, currency) })
      }
      case 'margin-falling':
        return margin
          ? t('says.margin', { before: share(margin.before), now: share(margin.now) })
          : t('says.marginOnly')
      case 'won-by-price':
        return t('says.won-by-price', {
          byPrice: format.integer(quotes.wonByPrice),
          known: format.integer(quotes.wonKnown),
          conceded: format.integer(quotes.conceded),
        })
      case 'quotes-not-ordered':
        return t('says.quotes-not-ordered', {
          won: format.integer(quotes.won),
          settled: format.integer(quotes.won + quotes.lost + quotes.stale),
        })
    }
  }
}

/** Writes the bounds that the reasons go by, a sentence each. */
export function useRulesText(): (rules: Output<'listDrains'>['rules']) => readonly string[] {
  const t = useT('drains')
  const format = useFormat()
  const currency = useCurrency()
  const rate = (value: number | null) => (value === null ? '–' : format.percent(value))
  return ({
    leastMinutes,
    averageTimes,
    level,
    leastShortfall,
    wonByPrice,
    marginFalling,
    notOrdered,
    staleDays,
    book,
  }) => [
    leastShortfall === undefined
      ? t('rules.hoursPlain', { minutes: leastMinutes, times: averageTimes, level: format.wholeMoney(level, currency) })
      : t('rules.hours', {
          minutes: leastMinutes,
          times: averageTimes,
          least: format.wholeMoney(leastShortfall, currency),
        }),
    t('rules.price', {
      least: wonByPrice.least,
      share: format.wholePercent(wonByPrice.share),
      times: format.decimal(String(wonByPrice.times)),
      book: rate(book.quotes.priceRate),
    }),
    t('rules.margin', { points: format.decimal(String(marginFalling.points * 100)) }),
    t('rules.orders', {
      least: notOrdered.least,
      days: staleDays,
      part: format.wholePercent(notOrdered.part),
      book: rate(book.quotes.orderRate),
    }),
  ]
}
