import { v7 as uuidv7 } from 'uuid'
import type { Override } from '../../domain/selection/selection.ts'
import { insertOverride, listOverridesOf } from '../../records/selection.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { showOverride } from './show-selection.ts'

/** Decides on an account whatever its score says, with a reason and a name; or gives it back to its score. */
export const overrideSelection: Verb<'overrideSelection'> = async (ctx, { id, decision, reason, reviewOn }) => {
  requireRight(ctx, 'policy')
  await getAccountInView(ctx, { id })
  const today = await todayOf(ctx)
  if (reviewOn !== null && reviewOn <= today) {
    throw new BookError('bad-input', `Cannot look at this decision again on ${reviewOn}: write a day after ${today}`)
  }
  const override: Override = {
    id: uuidv7(),
    accountId: id,
    decision,
    reason,
    // What goes by the score again is looked at with the score.
    reviewOn: decision === 'by-score' ? null : reviewOn,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  await ctx.records.write(async (trx) => {
    const [before] = await listOverridesOf(trx, id)
    if (decision === 'by-score' && (before === undefined || before.decision === 'by-score')) {
      throw new BookError('conflict', 'Cannot give the account back to its score: nobody has decided otherwise')
    }
    await insertOverride(trx, override)
    await audit(
      ctx,
      'override selection',
      id,
      { from: before?.decision ?? null, to: decision, reviewOn: override.reviewOn },
      trx,
    )
  })
  return showOverride(override, await readActors(ctx.records.view, [override.author]))
}
