import { getRouteApi, useSearch } from '@tanstack/react-router'
import { useBook, useSession } from '../../ui/book-context.ts'
import { askedFilter } from './chips.ts'
import { canCompare, moneyOf, orderOf, orderText } from './columns.ts'
import { plainView, readDefaultView } from './default-view.ts'
import { viewText, type AccountsSearch } from './search.ts'

const route = getRouteApi('/app/accounts')

/** The list the address asks for, and what of it this reader may be shown and the server asked. */
export function useAccountsAddress() {
  const own = route.useSearch()
  const { period } = useSearch({ strict: false })
  const go = route.useNavigate()
  const search: AccountsSearch = { ...own, ...(period === undefined ? {} : { period }) }
  const money = moneyOf(useSession()?.rights ?? {})
  const can = canCompare(money, search.within, useBook()?.policy ?? { level: 'ultimate-parent', gradeBy: 'spend' })
  return {
    search,
    money,
    can,
    sort: orderText(orderOf(search.sort, can)),
    asked: askedFilter(search, can.spend),
    /** Shows another list. What is typed letter by letter replaces the address instead of adding to the way back. */
    change: (next: AccountsSearch, { replace = false } = {}) => {
      // Without a word the address would mean the view that is opened first.
      const isBare = next.view === undefined && viewText(next) === '' && readDefaultView() !== null
      void go({ search: isBare ? { ...next, view: plainView } : next, replace, resetScroll: false })
    },
  }
}
