import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'

/** Days with one decimal; what is not known in a word. */
export function useDaysText(): (days: number | null) => string {
  const t = useT('common')
  const format = useFormat()
  return (days) => (days === null ? t('unknown') : format.decimal(String(Math.round(days * 10) / 10)))
}
