import { useT } from '../i18n/i18n.ts'
import { useFormat } from './book-context.ts'
import { namePeriods } from './name-periods.ts'

/** Gives the words of a period: `2026`, `Q1 2026`, `Mar 2026`, `FY 2026`, `12 months to 31 Mar 2026`, short `to 31 Mar 2026`. */
export function usePeriodText() {
  const t = useT('common')
  const format = useFormat()
  return (period: string, { isShort = false }: { readonly isShort?: boolean } = {}): string => {
    const trailing = /^ttm@(\d{4}-\d{2}-\d{2})$/.exec(period)
    if (trailing?.[1] !== undefined)
      return t(isShort ? 'period.trailingShort' : 'period.trailing', { day: format.day(trailing[1]) })
    const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(period) ?? []
    if (year !== undefined && quarter !== undefined) return t('period.quarter', { quarter, year })
    if (/^\d{4}-\d{2}$/.test(period)) return format.month(period)
    const fiscal = /^FY(\d{4})$/.exec(period)
    if (fiscal?.[1] !== undefined) return t('period.fiscalYear', { year: fiscal[1] })
    return period
  }
}

/** Gives what the server said as a person reads it, periods in words. */
export function useSaid() {
  const writePeriod = usePeriodText()
  return (sentence: string): string => namePeriods(sentence, (period) => writePeriod(period))
}
