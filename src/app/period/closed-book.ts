import { parsePeriod, windowAt } from '../../domain/period.ts'
import { lateFacts } from '../../ledger/facts/late-facts.ts'
import type { LateFacts } from '../../ledger/facts/late-facts.ts'
import { watermarkOf } from '../../ledger/store/batch.ts'
import { closedScorecards, findClosing, listClosings as listStored } from '../../records/closing.ts'
import type { ClosedScorecard, Closing } from '../../records/closing.ts'
import type { Policy } from '../../domain/policy.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { listPolicies } from '../policy/list-policies.ts'
import { requireRight, requireWholeBook } from '../right.ts'

/** A closed period as it was stored, and what has reached it since. */
export interface ClosedBook {
  readonly closing: Closing
  readonly policy: Policy
  readonly scorecards: readonly ClosedScorecard[]
  /** Shown beside the closing; it never changes it. */
  readonly since: LateFacts
  /** Imports and undos after it, whatever they brought. */
  readonly laterEvents: number
}

/** The latest closing of a period; undefined while it is open. */
export async function findClosedBook(ctx: Ctx, input: { readonly period: string }): Promise<ClosedBook | undefined> {
  requireWholeBook(ctx)
  const closing = await findClosing(ctx.records.view, input.period)
  if (!closing) return undefined
  const policies = (await listPolicies(ctx)).map((listed) => listed.policy)
  const policy = policies.find((one) => one.name === closing.policyName && one.version === closing.policyVersion)
  if (!policy) throw new Error(`Cannot find policy "${closing.policyName}" version ${String(closing.policyVersion)}`)
  const scorecards: ClosedScorecard[] = []
  for await (const page of closedScorecards(ctx.records.view, closing.id)) scorecards.push(...page)
  const period = parsePeriod(closing.period, { fiscalYearStart: policy.fiscalYearStart })
  const window = windowAt(period, policy.window, policy.fiscalYearStart)
  const watermark = await watermarkOf(ctx.ledger)
  const closedBy = (await readActors(ctx.records.view, [closing.closedBy]))(closing.closedBy).name
  return {
    closing: { ...closing, closedBy },
    policy,
    scorecards,
    since: await lateFacts(ctx.ledger, { ...window, watermark }, closing.watermark),
    laterEvents: watermark - closing.watermark,
  }
}

/** What a closing keeps of an account beside the figures: its ultimate parent's key, and whether the grade is flagged. */
export function closedDetail(card: ClosedScorecard): { readonly parent: string | null; readonly flagged: boolean } {
  const detail = card.facts as { readonly parent?: string | null; readonly flagged?: boolean } | null
  return { parent: detail?.parent ?? null, flagged: detail?.flagged ?? false }
}

/** Every closing, by period and revision. */
export async function listClosings(ctx: Ctx): Promise<Closing[]> {
  requireRight(ctx, 'control')
  const closings = await listStored(ctx.records.view)
  const actorOf = await readActors(ctx.records.view, [...new Set(closings.map(({ closedBy }) => closedBy))])
  return closings.map((closing) => ({ ...closing, closedBy: actorOf(closing.closedBy).name }))
}
