import { useQuery } from '@tanstack/react-query'
import { queryOf } from '../../queries.ts'
import { StrategyPanel } from '../drains/StrategyPanel.tsx'
import { useAccountAddress } from './account-parts.ts'

/** What the account costs in hours and prices, and what is done about it. */
export function Strategy() {
  const { id, ofPeriod } = useAccountAddress()
  const { data } = useQuery(queryOf('getAccount', { params: { id }, query: ofPeriod }))
  return <StrategyPanel account={{ id, name: data?.name ?? '' }} period={ofPeriod.period} />
}
