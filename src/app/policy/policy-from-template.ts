import { isDay } from '../../domain/day.ts'
import { policyAt } from '../../domain/policy.ts'
import type { Policy } from '../../domain/policy.ts'
import { templateRules } from '../../domain/policy-template.ts'
import type { GradeNaming, PolicyTemplate } from '../../domain/policy-template.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { todayOf } from '../today.ts'
import { readPolicies } from './list-policies.ts'

/**
 * A policy to begin from: the rules of a template, and whom it grades, over which window and of which lines as the policy has it that holds
 * on the day. `from` is the day it is to hold from, by default today. Nothing is stored.
 */
export async function policyFromTemplate(
  ctx: Ctx,
  {
    template,
    naming,
    from,
  }: { readonly template: PolicyTemplate; readonly naming: GradeNaming; readonly from: string | null },
): Promise<Policy> {
  requireRight(ctx, 'read-account')
  const day = from ?? (await todayOf(ctx))
  if (!isDay(day)) throw new BookError('usage', `Cannot read day "${day}": write one such as 2026-01-31`)
  const policies = (await readPolicies(ctx.records.view)).map(({ policy }) => policy)
  return { ...policyAt(policies, day), effectiveFrom: day, ...templateRules(template, naming) }
}
