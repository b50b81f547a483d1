import { urgencies, urgencyOf, type Urgency } from '../../../domain/action.ts'
import type { Output } from '../../../contract/operations.ts'

export type Action = Output<'getAction'>

/** What a list of actions is cut into: the open ones by how soon they are due, then those that have ended. */
type Group = Urgency | 'ended'

export interface ActionGroup {
  readonly group: Group
  readonly actions: readonly Action[]
}

/** Actions by urgency, the most urgent group first, each in the order it came in; groups without any are left out. */
export function groupActions(actions: readonly Action[], today: string): ActionGroup[] {
  const byGroup = Map.groupBy(actions, ({ state, due }): Group => (state === 'open' ? urgencyOf(due, today) : 'ended'))
  return [...urgencies, 'ended' as const].flatMap((group) => {
    const found = byGroup.get(group)
    return found === undefined ? [] : [{ group, actions: found }]
  })
}
