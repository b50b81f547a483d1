import { v7 as uuidv7 } from 'uuid'
import { proposedCriteria } from '../domain/selection/criteria.ts'
import { findAccountIds, placeOf } from '../records/account-identity.ts'
import { insertJudgement } from '../records/judgement.ts'
import { insertCriteria, insertOverride, insertScoring, listCriteria } from '../records/selection.ts'
import { actorText } from './actor-name.ts'
import { audit } from './audit.ts'
import type { Ctx } from './context.ts'
import type { Opinion } from './demo/opinions.ts'

/**
 * Writes down what is thought of accounts of a demo book, unless somebody has chosen criteria of their own. Not through the verbs: those ask
 * for the account view, which is made after the book is there.
 */
export async function keepDemoOpinions(ctx: Ctx, source: string, opinions: readonly Opinion[]): Promise<void> {
  const pairs = opinions.map(({ account }) => ({ source, key: account }))
  const ids = await findAccountIds(ctx.records, pairs)
  const [author, at, version] = [actorText(ctx.actor), ctx.now(), 1]
  await ctx.records.write(async (trx) => {
    if ((await listCriteria(trx)).length > 0) return
    await insertCriteria(trx, { ...proposedCriteria, version, note: 'made with the demo book', author, at })
    await audit(ctx, 'save selection criteria', '1', { version, criteria: proposedCriteria.criteria.length }, trx)
    for (const { account, by, verdicts, scoring, override } of opinions) {
      const accountId = ids.get(placeOf({ source, key: account }))
      if (accountId === undefined) continue
      for (const held of verdicts) await insertJudgement(trx, { ...held, id: uuidv7(), accountId, author: by, at })
      await audit(ctx, 'add judgement', accountId, { judgements: verdicts.length }, trx)
      if (scoring) await insertScoring(trx, { ...scoring, id: uuidv7(), accountId, version, author: by, at })
      if (override) await insertOverride(trx, { ...override, id: uuidv7(), accountId, author: override.by, at })
    }
  })
}
