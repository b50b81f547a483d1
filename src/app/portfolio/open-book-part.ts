import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { selectAccounts } from '../account-view/select-accounts.ts'
import { openSight, seesAll } from '../account-view/sight.ts'
import type { Selection, Sight } from '../account-view/sight.ts'
import { openColumns } from '../account-view/view-columns.ts'
import type { ViewColumns } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'

/** Which part of the book is looked at. */
export interface BookFilter {
  readonly period?: string | undefined
  readonly within: 'book' | 'mine'
  readonly owner?: readonly string[] | undefined
  readonly territory?: string | undefined
  readonly segment?: readonly string[] | undefined
}

/** A part of the book in the view of a period, and what may be shown of its money together. */
export interface BookPart {
  readonly view: View
  readonly columns: ViewColumns
  readonly sight: Sight
  readonly selection: Selection
  /** Whether it is the whole book, with what stands on no account. */
  readonly isWhole: boolean
  /** What stands on no account is nobody's: of the whole book only who sees all of it sees the sums. */
  readonly seesSpend: boolean
  readonly seesMargin: boolean
}

export async function openBookPart(
  ctx: Ctx,
  { period, within, owner, territory, segment }: BookFilter,
): Promise<BookPart> {
  const view = await getView(ctx, period ?? null)
  const columns = openColumns(ctx, view)
  const sight = await openSight(ctx, view)
  const filter = {
    within,
    ...(owner && { owner: [...owner] }),
    ...(territory !== undefined && { territory }),
    ...(segment && { segment: [...segment] }),
  }
  const selection = await selectAccounts(ctx, view, filter, sight)
  return {
    view,
    columns,
    sight,
    selection,
    isWhole: selection === null,
    seesSpend: selection === null ? sight.spend === 'all' : seesAll(sight.spend, selection),
    seesMargin: selection === null ? sight.margin === 'all' : seesAll(sight.margin, selection),
  }
}

/** What names the part among all of the view. */
export function questionOf({ within, owner, territory, segment }: BookFilter): string {
  return JSON.stringify([within, owner?.toSorted() ?? null, territory ?? null, segment?.toSorted() ?? null])
}
