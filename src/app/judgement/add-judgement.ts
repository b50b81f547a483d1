import { v7 as uuidv7 } from 'uuid'
import type { Input } from '../../contract/operations.ts'
import { flawOf, lineOf } from '../../domain/judgement/judgement.ts'
import type { Judgement, Verdict } from '../../domain/judgement/judgement.ts'
import { parseMicros } from '../../domain/money.ts'
import { insertJudgement, listJudgementsOn } from '../../records/judgement.ts'
import type { RecordsTransaction } from '../../records/records.ts'
import { hasProductFamily } from '../../records/standard-products.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { getAccountInView } from '../card/open-account.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import type { Verb } from '../verb.ts'
import { requireMayJudge } from './judge-right.ts'
import { readNames, showJudgement } from './show-judgement.ts'

/**
 * Writes down what somebody judges of an account, as a row of its own that never changes. Whoever may write actions about the
 * account may judge it: judgements are work on one's own accounts. The audit says what was judged, not how.
 */
export const addJudgement: Verb<'addJudgement'> = async (ctx, { id, verdict: given, evidence, from }) => {
  requireRight(ctx, 'write-action')
  const account = await getAccountInView(ctx, { id })
  requireMayJudge(ctx, account)
  const today = await todayOf(ctx)
  if (from > today) {
    throw new BookError('bad-input', `Cannot judge from ${from} on: nobody knows yet; write ${today} or an earlier day`)
  }
  const verdict = toVerdict(given)
  const flaw = flawOf(verdict)
  if (flaw !== null) throw new BookError('bad-input', `Cannot take this judgement: ${flaw}`)
  const judgement: Judgement = {
    id: uuidv7(),
    accountId: id,
    verdict,
    evidence,
    from,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  await ctx.records.write(async (trx) => {
    await assertLine(trx, lineOf(verdict))
    await insertJudgement(trx, judgement)
    const { aspect } = verdict
    await audit(
      ctx,
      'add judgement',
      id,
      { aspect, line: lineOf(verdict) || null, from, isWithdrawal: verdict.value === null },
      trx,
    )
  })
  const held = await listJudgementsOn(ctx.records.view, { day: today, aspects: [verdict.aspect], accountId: id })
  const names = await readNames(ctx.records, [judgement])
  return showJudgement(judgement, names, {
    seesSpend: account.seen.spend,
    // What was taken back is not among those that hold.
    isInForce:
      verdict.value === null
        ? !held.some((one) => lineOf(one.verdict) === lineOf(verdict))
        : held.some((one) => one.id === judgement.id),
  })
}

/** Throws on a line of products that the book does not know; the empty one is the account as a whole. */
async function assertLine(trx: RecordsTransaction, line: string): Promise<void> {
  if (line === '' || (await hasProductFamily(trx, line))) return
  throw new BookError('bad-input', `Cannot find the family of products "${line}": write it as source/key`)
}

function toVerdict(given: Input<'addJudgement'>['verdict']): Verdict {
  if (given.aspect !== 'growth-potential' || given.value === null) return given as Verdict
  const { source, low, likely, high } = given.value
  return {
    aspect: given.aspect,
    value: { source, low: parseMicros(low), likely: parseMicros(likely), high: parseMicros(high) },
  }
}
