import { setImmediate } from 'node:timers/promises'
import { scoreBridge } from '../../domain/bridge/score-bridge.ts'
import type { ScoreBridge } from '../../domain/bridge/score-bridge.ts'
import type { AccountFacts } from '../../domain/facts.ts'
import { policyFamilies } from '../../domain/metric.ts'
import type { Policy } from '../../domain/policy.ts'
import { compareScores } from '../../domain/score-change.ts'
import { scoreFactors } from '../../domain/scorecard.ts'
import type { Scorecard } from '../../domain/scorecard.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import type { Ledger } from '../../ledger/store/session.ts'
import { factsStamp } from '../../records/facts-stamp.ts'
import { readAccountHistory } from '../account/read-accounts.ts'
import type { Ctx } from '../context.ts'
import { gradePeriod } from '../grade/grade-book.ts'
import type { GradedBook } from '../grade/grade-book.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { keepLatest } from '../keep-latest.ts'

/** Comparisons of scores that are kept: of those that people look at now. */
const keptScores = 2
const scoresByLedger = new WeakMap<Ledger, Map<string, Promise<ReadonlyMap<string, ScoreBridge>>>>()

/**
 * What moved the score of every account between two ends, in points by factor, by id; both ends are scored by the policy of the later
 * one. Where grades go by families the score is that of the family.
 */
export async function readScoreBridges(
  ctx: Ctx,
  { before, after }: { readonly before: GradedPeriod; readonly after: GradedPeriod },
): Promise<ReadonlyMap<string, ScoreBridge>> {
  const { policy } = after
  const kept = scoresByLedger.get(ctx.ledger) ?? new Map<string, Promise<ReadonlyMap<string, ScoreBridge>>>()
  scoresByLedger.set(ctx.ledger, kept)
  const stamp = await factsStamp(ctx.records.view, policyFamilies(policy))
  const name = JSON.stringify([await watermarkOf(ctx.ledger), stamp, before.window, after.window, policy])
  return keepLatest(kept, name, keptScores, async () => {
    const history = await readAccountHistory(ctx)
    const [earlier, later] = [
      await gradePeriod(ctx, { ...before, policy }, history),
      await gradePeriod(ctx, after, history),
    ]
    return compareBooks(earlier, later, policy)
  })
}

/** Accounts after which others get a turn: a few milliseconds. */
const accountsPerTurn = 256

async function compareBooks(
  before: GradedBook,
  after: GradedBook,
  policy: Policy,
): Promise<ReadonlyMap<string, ScoreBridge>> {
  const everyone = ({ accounts, left }: GradedBook) => [...accounts, ...left]
  const earlierById = new Map(everyone(before).map(({ id, graded }) => [id, graded.basisFacts]))
  const laterById = new Map(everyone(after).map(({ id, graded }) => [id, graded.basisFacts]))
  const cards = new Map<AccountFacts, Scorecard>()
  // The accounts of a family share its facts.
  const cardOf = (facts: AccountFacts | null): Scorecard => {
    const known = facts && cards.get(facts)
    if (known) return known
    const card = scoreFactors(facts, policy)
    if (facts) cards.set(facts, card)
    return card
  }
  const bridges = new Map<string, ScoreBridge>()
  for (const id of new Set([...laterById.keys(), ...earlierById.keys()])) {
    if (bridges.size % accountsPerTurn === accountsPerTurn - 1) await setImmediate()
    const [earlier, later] = [cardOf(earlierById.get(id) ?? null), cardOf(laterById.get(id) ?? null)]
    if (earlier.score === null && later.score === null) continue
    bridges.set(id, scoreBridge(compareScores({ before: earlier, rescored: earlier, after: later })))
  }
  return bridges
}
