import type { AccountFacts } from '../../domain/facts.ts'
import type { LineKind } from '../../domain/kind.ts'
import type { Session } from '../store/session.ts'
import type { AccountScope } from './account-scope.ts'
import type { FactsWindow } from './live.ts'
import { scopedFacts } from './value-facts.ts'

/** The figures of each account in scope, as `valueFacts` sums them, with first and last invoice of the window. */
export async function accountFacts(
  session: Session,
  window: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<Map<string, AccountFacts>> {
  return scopedFacts(session, window, kinds, { scope, group: 'r.account_id' })
}

/** What the accounts in scope bought together in each month of the window, by `YYYY-MM`; a month without a line is missing. */
export async function monthFacts(
  session: Session,
  window: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<Map<string, AccountFacts>> {
  return scopedFacts(session, window, kinds, { scope, group: 'substr(CAST(l.date AS VARCHAR), 1, 7)' })
}

/**
 * What the accounts in scope bought together of each family of products, by `source/key`; under the empty text what has no
 * product, or one without a family. The families add up to the accounts.
 */
export async function familyFacts(
  session: Session,
  window: FactsWindow,
  kinds: readonly LineKind[],
  scope: AccountScope,
): Promise<Map<string, AccountFacts>> {
  return scopedFacts(session, window, kinds, { scope, group: `coalesce(p.family, '')` })
}
