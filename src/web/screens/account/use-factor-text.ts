import type { MetricUnit } from '../../../domain/metric-definition.ts'
import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'

/**
 * The value of a figure as one reads it: money whole, rates in percent, days, minutes and counts with a decimal at most. Where two
 * values stand beside each other rates are finer, so that a small step is one to the eye too.
 */
export function useFactorText({ isCompared = false } = {}): (value: string | null, unit: MetricUnit) => string {
  const t = useT('account')
  const format = useFormat()
  const currency = useCurrency()
  return (value, unit) => {
    if (value === null) return '–'
    const short = (): string => format.decimal(formatMicros(roundMicros(parseMicros(value), 1), 0))
    switch (unit) {
      case 'money':
        return format.wholeMoney(value, currency)
      case 'rate':
        return isCompared ? format.finePercent(Number(value)) : format.percent(Number(value))
      case 'days':
        return t('why.days', { count: Number(value), days: short() })
      case 'minutes':
        return t('why.minutes', { count: Number(value), minutes: short() })
      case 'count':
        return short()
    }
  }
}
