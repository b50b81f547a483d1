import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { isWithin, reachOf } from '../right.ts'

/** Whether the actor may judge an account: their right to write actions reaches it. */
export function mayJudge({ actor }: Pick<Ctx, 'actor'>, { row }: Pick<OpenAccount, 'row'>): boolean {
  return isWithin(reachOf(actor, 'write-action'), { owner: row.owner_key, territory: row.territory_key })
}

export function requireMayJudge(ctx: Pick<Ctx, 'actor'>, account: Pick<OpenAccount, 'row'>): void {
  if (mayJudge(ctx, account)) return
  throw new BookError('forbidden', `Cannot judge account "${account.row.name}": it is not one of yours`)
}
