import { v7 as uuidv7 } from 'uuid'
import { findAccountIds, placeOf } from '../records/account-identity.ts'
import { addCall, addCallState } from '../records/call.ts'
import { heldStrategies, insertStrategy } from '../records/strategy.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import type { DemoDoings } from './demo/doings.ts'

/** Calls written in one transaction: short enough that nobody waits for it. */
const callsPerCommit = 100

/**
 * Writes down what the people of a demo book did: calls they made and strategies they set. Not through the verbs: those ask for the account
 * view, which is made after the book is there. Does nothing the second time.
 */
export async function keepDemoDoings(ctx: Ctx, source: string, { calls, strategies }: DemoDoings): Promise<void> {
  if ((await heldStrategies(ctx.records.view)).size > 0) return
  const named = [...calls, ...strategies].map(({ account }) => ({ source, key: account }))
  const ids = await findAccountIds(ctx.records, named)
  const idOf = (account: string): string | undefined => ids.get(placeOf({ source, key: account }))
  for (let at = 0; at < calls.length; at += callsPerCommit) {
    await ctx.records.write(async (trx) => {
      for (const { account, by, rep, contact, goal, day, reached, result } of calls.slice(at, at + callsPerCommit)) {
        const accountId = idOf(account)
        if (accountId === undefined) continue
        const [id, made] = [uuidv7(), `${day}T09:00:00.000Z`]
        const text = { accountId, contact, goal, day, owner: by, rep: `${source}/${rep}` }
        await addCall(trx, { ...text, id, follows: null, by, at: made })
        const done = { state: 'done', at: made, actor: by, note: result, reached, madeOn: day, next: null } as const
        await addCallState(trx, { id, version: 1 }, done)
      }
    })
  }
  await ctx.records.write(async (trx) => {
    for (const { account, by, begins, ...strategy } of strategies) {
      const accountId = idOf(account)
      if (accountId === undefined) continue
      const row = { ...strategy, id: uuidv7(), accountId, begins, author: by }
      await insertStrategy(trx, { ...row, at: `${begins}T08:00:00.000Z` })
      await audit(ctx, 'set strategy', accountId, { strategy: strategy.strategy, begins }, trx)
    }
  })
}
