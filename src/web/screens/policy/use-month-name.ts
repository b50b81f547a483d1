import { useSession } from '../../ui/book-context.ts'

/** Gives the name of a month of the year, 1 to 12, as the reader writes days. */
export function useMonthName(): (month: number) => string {
  const locale = useSession()?.user.preferences.format
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return (month) => format.format(new Date(Date.UTC(2000, month - 1, 1)))
}
