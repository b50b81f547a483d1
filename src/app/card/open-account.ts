import { noAccountId } from '../../domain/no-account.ts'
import { findViewAccount, readPositions } from '../../records/account-view.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { familyOf } from '../account-view/families.ts'
import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { openSight } from '../account-view/sight.ts'
import type { Sight } from '../account-view/sight.ts'
import { openColumns } from '../account-view/view-columns.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { sightOfAccount } from './account-sight.ts'
import type { AccountSight } from './account-sight.ts'

/** An account in the view of a period, and what may be shown of it. */
export interface OpenAccount {
  readonly view: View
  readonly row: StoredAccount
  readonly position: number
  /** All accounts under its ultimate parent by position, itself among them. */
  readonly family: readonly number[]
  /** Those of them that its grade goes by. */
  readonly graded: readonly number[]
  readonly sight: Sight
  readonly seen: AccountSight
}

/** An account as it stood at the end of a period, by default of the one that is shown. Throws when the view lists none of it. */
export async function getAccountInView(
  ctx: Ctx,
  { id, period }: { readonly id: string; readonly period?: string | undefined },
): Promise<OpenAccount> {
  const view = await getView(ctx, period ?? null)
  const row = id === noAccountId ? undefined : await findViewAccount(ctx.records.view, view.number, id)
  if (!row) throw new BookError('not-found', `Cannot find account "${id}" in ${view.period}`)
  const position = Number(row.position)
  const family = await familyOf(openColumns(ctx, view), position)
  const graded = view.policy.level === 'account' ? [position] : family
  const sight = await openSight(ctx, view)
  return { view, row, position, family, graded, sight, seen: sightOfAccount(sight, { position, graded, family }) }
}

/** The rows of accounts of the view it is open in. */
export async function readRows(
  ctx: Ctx,
  { view }: OpenAccount,
  positions: readonly number[],
): Promise<StoredAccount[]> {
  return readPositions(ctx.records.view, view.number, positions)
}
