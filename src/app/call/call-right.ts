import { findCurrent, findViewAccount } from '../../records/account-view.ts'
import { findCall } from '../../records/call.ts'
import type { StoredCall } from '../../records/call.ts'
import { findAccountNames } from '../../records/account-name.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { isWithin, reachOf } from '../right.ts'

/** An account that a call is with, as far as the call goes. */
interface CalledAccount {
  readonly name: string
  /** Who looks after it at the end of the period that is shown, as `source/key`; null for nobody. */
  readonly owner: string | null
}

/** A call by its id. Throws when there is none. */
export async function getCallById(view: RecordsView, id: string): Promise<StoredCall> {
  const found = await findCall(view, id)
  if (!found) throw new BookError('not-found', `Cannot find call "${id}"`)
  return found
}

/** The account of a call. Throws when there is none, or when it lies beyond the right to write actions. */
export async function getAccountToCall(ctx: Pick<Ctx, 'actor'>, view: RecordsView, id: string): Promise<CalledAccount> {
  const account = await findAccount(view, id)
  if (account === undefined) throw new BookError('not-found', `Cannot find account "${id}"`)
  if (isWithin(reachOf(ctx.actor, 'write-action'), account)) return account
  throw new BookError('forbidden', `Cannot plan a call with "${account.name}": it is no account of yours`)
}

/** Throws unless the actor makes or planned the call, or its account is within reach of their right to write actions. */
export async function requireMayChangeCall(
  ctx: Pick<Ctx, 'actor'>,
  view: RecordsView,
  call: StoredCall,
): Promise<void> {
  const text = actorText(ctx.actor)
  if (call.owner === text || call.createdBy === text) return
  const account = await findAccount(view, call.accountId)
  if (isWithin(reachOf(ctx.actor, 'write-action'), account ?? { owner: null, territory: null })) return
  throw new BookError(
    'forbidden',
    `Cannot change call "${call.goal}": it is neither yours nor with an account of yours`,
  )
}

/** An account by its id, whether or not it is in the view that is shown; undefined when there never was one. */
async function findAccount(
  view: RecordsView,
  id: string,
): Promise<(CalledAccount & { readonly territory: string | null }) | undefined> {
  const name = (await findAccountNames(view, [id])).get(id)
  if (name === undefined) return undefined
  const generation = await findCurrent(view, null)
  const row = generation && (await findViewAccount(view, generation.number, id))
  return { name, owner: row?.owner_key ?? null, territory: row?.territory_key ?? null }
}
