import { getRouteApi, useSearch } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'

export type AccountCard = Output<'getAccount'>
export type Explanation = Output<'getExplanation'>

const route = getRouteApi('/app/accounts/$id')

/** What the address says of the account that is looked at. */
export function useAccountAddress() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { period } = useSearch({ strict: false })
  return { id, search, navigate, ofPeriod: period === undefined ? {} : { period } }
}

export const accountTabs = ['overview', 'why', 'movement', 'value', 'invoices', 'lines', 'history'] as const
export type AccountTab = (typeof accountTabs)[number]

/** The part of the account an address names; the first one for a name that is none. */
export function tabOf(name: string | undefined, tabs: readonly AccountTab[]): AccountTab {
  return tabs.find((tab) => tab === name) ?? 'overview'
}
