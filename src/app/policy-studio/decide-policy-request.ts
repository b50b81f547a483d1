import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { regrade } from './adopt-policy.ts'
import { decide, getRequest } from './policy-requests.ts'

/** Approves, refuses or withdraws a policy that waits; what is approved is adopted and the book graded by it. */
export const decidePolicyRequest: Verb<'decidePolicyRequest'> = async (ctx, { id, decision, note }) => {
  requireRight(ctx, 'policy')
  await decide(ctx, { id, decision, note })
  if (decision === 'approve') await regrade(ctx)
  return getRequest(ctx, id)
}
