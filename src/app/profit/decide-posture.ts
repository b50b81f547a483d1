import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import { proposePosture } from '../../domain/profit/posture.ts'
import { insertPosture } from '../../records/posture.ts'
import type { StoredPosture } from '../../records/posture.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { isWithin, reachOf, requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { openProfits, statementOf } from './open-profits.ts'
import { readEdges } from './posture-edges.ts'

/** Takes a posture for an account, within reach of one's right to write actions. Another than the proposed one needs a reason. */
export const decidePosture: Verb<'decidePosture'> = async (ctx, { id, posture, reason }) => {
  requireRight(ctx, 'write-action')
  const account = await getAccountInView(ctx, { id })
  if (!mayDecide(ctx, account)) {
    throw new BookError('forbidden', `Cannot decide on "${account.row.name}": it is no account of yours`)
  }
  const proposed = await proposalOf(ctx, account)
  const why = reason === '' ? null : reason
  if (posture !== proposed && why === null) {
    throw new BookError('bad-input', `Cannot take "${posture}" without a reason: it is not the one that is proposed`)
  }
  const decision = {
    id: uuidv7(),
    accountId: id,
    posture,
    proposed,
    reason: why,
    asOf: account.view.to,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  return ctx.records.write(async (trx) => {
    await insertPosture(trx, decision)
    await audit(ctx, 'decide posture', id, { posture, proposed }, trx)
    const [shown] = await showDecisions(trx, [decision])
    if (!shown) throw new Error(`Cannot show decision "${decision.id}" that was just taken`)
    return shown
  })
}

/** Whether the account is within reach of the right to write actions. */
export function mayDecide({ actor }: Pick<Ctx, 'actor'>, { row }: Pick<OpenAccount, 'row'>): boolean {
  return isWithin(reachOf(actor, 'write-action'), { owner: row.owner_key, territory: row.territory_key })
}

/** The posture that the net profit in the window of the view proposes; null where it is unknown. */
async function proposalOf(ctx: Ctx, { view, row }: Pick<OpenAccount, 'view' | 'row'>) {
  const profits = await openProfits(ctx, view)
  const { statement } = statementOf(profits, profits.book.factsOf(row.account_id))
  return proposePosture(statement.netProfit, statement.spend, await readEdges(ctx.records.view))
}

/** Decisions with who took them. */
export async function showDecisions(
  view: RecordsView,
  decisions: readonly StoredPosture[],
): Promise<Output<'decidePosture'>[]> {
  const nameOf = await readActors(
    view,
    decisions.map(({ author }) => author),
  )
  return decisions.map(({ id, posture, proposed, reason, asOf, author, at }) => ({
    id,
    posture,
    proposed,
    reason,
    asOf,
    by: nameOf(author),
    at,
  }))
}
