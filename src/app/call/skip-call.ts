import { v7 as uuidv7 } from 'uuid'
import { insertSkip } from '../../records/call.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { getAccountToCall } from './call-right.ts'

/** Puts an account aside for who looks after it, as a row of its own; another one without a day takes it back. */
export const skipCall: Verb<'skipCall'> = async (ctx, { account: accountId, until }) => {
  requireRight(ctx, 'write-action')
  const today = await todayOf(ctx)
  if (until !== null && until <= today) {
    throw new BookError('bad-input', `Cannot put an account aside until ${until}: take a day after ${today}`)
  }
  return ctx.records.write(async (trx) => {
    const { name, owner: rep } = await getAccountToCall(ctx, trx, accountId)
    if (rep === null) throw new BookError('conflict', `Cannot put "${name}" aside: nobody looks after it`)
    await insertSkip(trx, { id: uuidv7(), rep, accountId, until, author: actorText(ctx.actor), at: ctx.now() })
    await audit(ctx, 'skip call', accountId, { until }, trx)
    return { account: { id: accountId, name }, until }
  })
}
