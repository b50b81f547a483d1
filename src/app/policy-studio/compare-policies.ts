import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { showComparison } from './preview-policy.ts'

/** What two adopted policies make of the same book on the same day. */
export const comparePolicies: Verb<'comparePolicies'> = async (ctx, { before, after, ...part }) => {
  requireRight(ctx, 'read-account')
  return showComparison(ctx, { before: readPolicyName(before), after: readPolicyName(after), ...part })
}

/** Reads `default@2`; a name may hold an `@` of its own. */
function readPolicyName(text: string): { readonly name: string; readonly version: number } {
  const match = /^(.+)@(\d{1,9})$/.exec(text)
  if (match) return { name: match[1] ?? '', version: Number(match[2]) }
  throw new BookError('bad-input', `Cannot read policy "${text}": write its name and version, such as default@1`)
}
