import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { readPolicyName } from './policy-name.ts'
import { showComparison } from './preview-policy.ts'

/** What two adopted policies make of the same book on the same day. */
export const comparePolicies: Verb<'comparePolicies'> = async (ctx, { before, after, ...part }) => {
  requireRight(ctx, 'read-account')
  return showComparison(ctx, { before: readPolicyName(before), after: readPolicyName(after), ...part })
}
