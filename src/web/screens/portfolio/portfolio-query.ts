import type { FlowStep } from '../../../domain/movement-flow.ts'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { queryOf } from '../../queries.ts'
import type { GroupBy } from './portfolio-parts.ts'

/** Which accounts the portfolio is of, as the address has it. */
export interface PortfolioSearch {
  readonly period?: string | undefined
  readonly within?: 'book' | 'mine' | undefined
  readonly owner?: string[] | undefined
  readonly territory?: string | undefined
  readonly segment?: string[] | undefined
  readonly by?: GroupBy | undefined
  readonly step?: FlowStep | undefined
}

/** The same accounts as a filter of the list; without the period, which holds by itself. */
export function filterOf({ within, owner, territory, segment }: PortfolioSearch): AccountFilter {
  return {
    ...(within === undefined || within === 'book' ? {} : { within }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
    ...(segment === undefined ? {} : { segment }),
  }
}

/** And as the query of the server. */
function askedOf(search: PortfolioSearch) {
  return { ...filterOf(search), ...(search.period === undefined ? {} : { period: search.period }) }
}

/** The figures of the portfolio. The route asks for them while the screen itself is on its way. */
export function portfolioQuery(search: PortfolioSearch) {
  return queryOf('getPortfolio', { query: askedOf(search) })
}

export function portfolioGroupsQuery(search: PortfolioSearch) {
  return queryOf('listPortfolioGroups', { query: { ...askedOf(search), by: search.by ?? 'owner' } })
}

export function portfolioProfitQuery(search: PortfolioSearch) {
  return queryOf('getBookProfit', { query: askedOf(search) })
}

export function portfolioFlowQuery(search: PortfolioSearch) {
  return queryOf('getMovementFlow', { query: { ...askedOf(search), step: search.step ?? 'quarter' } })
}

/** The alerts that owners are told of this week, which stand among those who moved. */
export function portfolioAlertsQuery({ within, owner }: PortfolioSearch) {
  return queryOf('listAlerts', {
    query: {
      state: 'week',
      limit: 12,
      ...(within === undefined ? {} : { within }),
      ...(owner === undefined ? {} : { owner }),
    },
  })
}
