import type { Input } from '../../../contract/operations.ts'
import { departments, reviewKinds, reviewStates } from '../../../domain/review/review.ts'
import { oneOf, someOf, text, texts } from '../../search.ts'

export type ReviewFilter = Pick<Input<'listReviews'>, (typeof names)[number]>

const names = [
  'state',
  'kind',
  'owner',
  'territory',
  'family',
  'reason',
  'named',
  'quarter',
  'missing',
  'asked',
  'account',
] as const

/** Which reviews are meant, as it stands in the address: the same names as the filter of the contract. */
export const reviewFilterSearch = {
  state: oneOf(reviewStates),
  kind: someOf(reviewKinds),
  account: text,
  owner: texts,
  territory: text,
  family: text,
  reason: text,
  named: text,
  quarter: text,
  missing: oneOf(departments),
  asked: oneOf(['me']),
} as const

/** What of an address narrows the reviews. */
export function filterOf(search: {
  readonly [Name in keyof ReviewFilter]?: ReviewFilter[Name] | undefined
}): ReviewFilter {
  return Object.fromEntries(
    names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  ) as ReviewFilter
}
