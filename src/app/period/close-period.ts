import { v7 as uuidv7 } from 'uuid'
import { grossProfit } from '../../domain/facts.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { formatMicros } from '../../domain/money.ts'
import { scoreFactors } from '../../domain/scorecard.ts'
import { findClosing, storeClosing } from '../../records/closing.ts'
import type { ClosedScorecard, Closing } from '../../records/closing.ts'
import type { Json } from '../../records/decode.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { exclusively } from '../exclusively.ts'
import { gradePeriod } from '../grade/grade-book.ts'
import type { GradedAccount, GradedBook } from '../grade/grade-book.ts'
import { assertOver } from '../grade/assert-over.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { requireRight } from '../right.ts'

const accountsPerPart = 1000

/**
 * Stores the scorecards of a period for good, with the policy, the watermark and the as-of date they were made from. Closing
 * it again needs a reason and is a second closing; the first stays. Throws while the period is still running.
 */
export async function closePeriod(
  ctx: Ctx,
  input: { readonly period: string; readonly reason: string | null; readonly id?: string },
  signal?: AbortSignal,
): Promise<Closing> {
  requireRight(ctx, 'close')
  const graded = await assertClosable(ctx, input)
  return exclusively(ctx, async () => {
    const book = await gradePeriod(ctx, graded)
    const closing = {
      id: input.id ?? uuidv7(),
      period: input.period,
      policyName: book.policy.name,
      policyVersion: book.policy.version,
      watermark: book.watermark,
      asOf: book.period.to,
      closedBy: actorText(ctx.actor),
      closedAt: ctx.now(),
      reason: input.reason,
    }
    return storeClosing(ctx.records, closing, toScorecards(book, signal), (trx, stored) =>
      audit(
        ctx,
        'close period',
        `${stored.period} revision ${String(stored.revision)}`,
        { reason: stored.reason },
        trx,
      ),
    )
  })
}

/** The period, when it may be closed: throws while it is running, and when it is closed already and nobody says why again. */
export async function assertClosable(
  ctx: Ctx,
  input: { readonly period: string; readonly reason: string | null },
): Promise<GradedPeriod> {
  const graded = await readPeriod(ctx, input.period)
  assertOver(ctx, graded)
  const known = await findClosing(ctx.records.view, input.period)
  if (known && input.reason === null) {
    const closedBy = (await readActors(ctx.records.view, [known.closedBy]))(known.closedBy).name
    throw new BookError(
      'conflict',
      `Cannot close period "${input.period}" again without a reason: it was closed by ${closedBy} on ${known.closedAt.slice(0, 10)}; say why (--reason)`,
    )
  }
  return graded
}

/** The scorecards in parts that are stored by themselves: nobody waits for all of them, and between two it can be stopped. */
function* toScorecards(book: GradedBook, signal: AbortSignal | undefined): Generator<ClosedScorecard[], void, void> {
  const keys = new Map(book.accounts.map((account) => [account.id, account.key]))
  for (let at = 0; at < book.accounts.length; at += accountsPerPart) {
    signal?.throwIfAborted()
    yield book.accounts.slice(at, at + accountsPerPart).map((account) => {
      const parent = account.rootId === account.id ? null : (keys.get(account.rootId) ?? null)
      return toScorecard(account, book, parent)
    })
  }
  signal?.throwIfAborted()
}

function toScorecard(account: GradedAccount, book: GradedBook, parent: string | null): ClosedScorecard {
  const { facts, graded } = account
  return {
    accountId: account.id,
    accountSource: account.source,
    accountKey: account.key,
    accountName: account.name,
    owner: account.owner?.key ?? null,
    grade: graded.grade,
    spend: graded.ownSpend,
    grossProfit: facts ? grossProfit(facts, book.policy.minCoverage) : null,
    orders: facts?.orders ?? null,
    score: scoreFactors(graded.basisFacts, book.policy).score,
    facts: { parent, flagged: graded.result?.flagged ?? false, facts: facts ? factsToJson(facts) : null },
  }
}

function factsToJson(facts: AccountFacts): Json {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? formatMicros(value) : (value as Json),
    ]),
  )
}
