import type { Day } from '../../domain/day.ts'
import type { Criteria } from '../../domain/selection/criteria.ts'
import { rankSelection } from '../../domain/selection/selection.ts'
import type { Candidate, Ranked } from '../../domain/selection/selection.ts'
import { readViewAccounts } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { readActors } from '../actor-name.ts'
import { getView } from '../account-view/get-view.ts'
import { openSight, sees } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import type { Ctx } from '../context.ts'
import { todayOf } from '../today.ts'
import { readSelection } from './open-selection.ts'

/** An account of the selection as it stands in the view that is shown. */
export interface Entry {
  readonly ranked: Ranked
  readonly row: StoredAccount
  /** Whether its score, and so its place, is in sight. */
  readonly isSeen: boolean
}

/** The accounts of the selection that the book has today, in the order in which they are listed. */
interface Entries {
  readonly criteria: Criteria
  readonly today: Day
  readonly all: readonly Entry[]
  /** Null while there is no account in it: nothing is in sight of nobody. */
  readonly sight: Sight | null
}

/**
 * Those whose score is in sight ranked among themselves, the others after them by what everybody sees, for an order tells.
 */
export async function openEntries(ctx: Ctx): Promise<Entries> {
  const { criteria, candidates } = await readSelection(ctx.records.view)
  const today = await todayOf(ctx)
  // A book without figures has no view yet, and nothing to rank.
  if (candidates.length === 0) return { criteria, today, all: [], sight: null }
  const view = await getView(ctx, null)
  const ids = candidates.map(({ accountId }) => accountId)
  const rows = await readViewAccounts(ctx.records.view, view.number, ids)
  const sight = await openSight(ctx, view)
  const isSeen = ({ accountId }: Candidate): boolean => {
    const row = rows.get(accountId)
    return row !== undefined && sees(sight.spend, Number(row.position))
  }
  const entriesOf = (list: readonly Candidate[]): Entry[] =>
    rankSelection(
      criteria,
      list.filter(({ accountId }) => rows.has(accountId)),
    ).flatMap((ranked) => {
      const row = rows.get(ranked.accountId)
      return row ? [{ ranked, row, isSeen: isSeen(ranked) }] : []
    })
  const seen = entriesOf(candidates.filter(isSeen))
  const others = entriesOf(candidates.filter((one) => !isSeen(one))).toSorted(byName)
  return { criteria, today, all: [...seen, ...others], sight }
}

/** Names of everybody who wrote something about these. */
export async function actorsOf(ctx: Pick<Ctx, 'records'>, entries: readonly Entry[]) {
  const authors = entries.flatMap(({ ranked: { scoring, override } }) =>
    [scoring, override].flatMap((one) => one?.author ?? []),
  )
  return readActors(ctx.records.view, [...new Set(authors)])
}

/** Those that hold as strategic first, then by name. */
function byName(one: Entry, other: Entry): number {
  const placeOf = ({ ranked }: Entry): number => (ranked.holds === 'strategic' ? 0 : 1)
  if (placeOf(one) !== placeOf(other)) return placeOf(one) - placeOf(other)
  return one.row.name === other.row.name ? 0 : one.row.name < other.row.name ? -1 : 1
}
