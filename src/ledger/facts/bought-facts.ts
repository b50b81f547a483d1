import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Session } from '../store/session.ts'
import type { AccountScope } from './account-scope.ts'
import type { FactsWindow } from './live.ts'
import { scopedFacts } from './value-facts.ts'
import type { ComparedFacts, ComparedWindows } from './value-facts.ts'

/** The figures of each account in scope, as `valueFacts` sums them. */
export async function accountFacts(
  session: Session,
  { from, to, watermark }: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<Map<string, AccountFacts>> {
  const windows = { before: null, after: { from, to }, watermark }
  return new Map((await scopedFacts(session, windows, kinds, { scope, group: 'r.account_id' })).after)
}

/** What the accounts in scope bought together in each month of two windows, by `YYYY-MM`; a month without a line is missing. */
export async function monthFacts(
  session: Session,
  windows: ComparedWindows,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<ComparedFacts> {
  return scopedFacts(session, windows, kinds, { scope, group: 'substr(CAST(l.date AS VARCHAR), 1, 7)' })
}

/**
 * What the accounts in scope bought together of each family of products in two windows, by `source/key`; under the empty text
 * what has no product, or one without a family. The families add up to the accounts.
 */
export async function familyFacts(
  session: Session,
  windows: ComparedWindows,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<ComparedFacts> {
  return scopedFacts(session, windows, kinds, { scope, group: `coalesce(p.family, '')` })
}
