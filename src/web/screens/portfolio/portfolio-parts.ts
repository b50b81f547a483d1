import type { Output } from '../../../contract/operations.ts'
import { windowAt } from '../../../domain/period.ts'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'

export type PortfolioData = Output<'getPortfolio'>
export type GroupBy = 'owner' | 'territory' | 'segment'
export type Group = Output<'listPortfolioGroups'>['items'][number]

/** The accounts of a group, those of nobody and of nowhere too. */
export function groupFilter(filter: AccountFilter, by: GroupBy, group: Group['group']): AccountFilter {
  const key = group?.key ?? 'none'
  return by === 'territory' ? { ...filter, territory: key } : { ...filter, [by]: [key] }
}

/** How a window is called: twelve months to a day, or from a day to a day. */
export function windowKind({ from, to }: { readonly from: string; readonly to: string }): 'whole' | 'part' {
  return windowAt({ to }, 'twelve-months', 1).from === from ? 'whole' : 'part'
}

/** What the groups can be sorted by. */
export type GroupColumn =
  | 'name'
  | 'accounts'
  | 'up'
  | 'down'
  | 'new'
  | 'lost'
  | 'spend'
  | 'spendChange'
  | 'sold'
  | 'grossProfit'
  | 'marginRate'
  | 'grr'
  | 'nrr'

/** The groups by a column, the largest first and names from A; what is unknown and what has no name comes last. */
export function sortGroups(groups: readonly Group[], column: GroupColumn, isTurned: boolean): readonly Group[] {
  const turn = isTurned ? -1 : 1
  return groups.toSorted((left, right) => {
    if (column === 'name') {
      if (!left.group || !right.group) return Number(left.group === null) - Number(right.group === null)
      return left.group.name.localeCompare(right.group.name) * turn
    }
    const [one, other] = [sortValue(left, column), sortValue(right, column)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return (other - one) * turn
  })
}

/** Only an order: the figures shown stay exact. */
function sortValue(group: Group, column: Exclude<GroupColumn, 'name'>): number | null {
  switch (column) {
    case 'grr':
    case 'nrr':
      return group.retention?.[column] ?? null
    case 'spend':
    case 'spendChange':
    case 'sold':
    case 'grossProfit': {
      const amount = group[column]
      return amount === undefined || amount === null ? null : Number(amount)
    }
    case 'marginRate':
      return group.marginRate ?? null
    case 'accounts':
    case 'up':
    case 'down':
    case 'new':
    case 'lost':
      return group[column]
  }
}
