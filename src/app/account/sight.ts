import type { Output } from '../../contract/operations.ts'
import type { Actor } from '../context.ts'
import { isWithin, reachOf } from '../right.ts'
import type { Reach } from '../right.ts'

/**
 * How far an actor sees exact money. What is out of sight is left out of answers, never null or zero, and nothing that is shown
 * may give it away (docs/decisions/0018): a sum is shown when all of its parts may be, a distance to a bound or the spend of a
 * family when the whole family may be, points and scores with the margins that may be in them.
 */
export interface Sight {
  readonly spend: Reach
  readonly margin: Reach
}

/** Whose an account is, each as `source/key`; null for nobody's. */
export interface Placed {
  readonly owner: string | null
  readonly territory: string | null
}

/** An account with all that its grade goes by: its family with itself; null when it stands alone. */
export interface Graded extends Placed {
  readonly family: readonly Placed[] | null
}

export function sightOf(actor: Actor): Sight {
  return { spend: reachOf(actor, 'read-spend'), margin: reachOf(actor, 'read-margin') }
}

/** Whether all exact money of the book is in sight. */
export function seesWholeBook({ spend, margin }: Sight): { readonly spend: boolean; readonly margin: boolean } {
  return { spend: spend === 'all', margin: spend === 'all' && margin === 'all' }
}

/** What is in sight of one account. */
export interface AccountSight {
  /** Its own spend. */
  readonly spend: boolean
  /** Its own cost and gross profit. */
  readonly margin: boolean
  /** The spend its grade goes by: with a distance to a bound it is the same figure. */
  readonly gradedSpend: boolean
  /** Cost, gross profit, score and points of what its grade goes by. */
  readonly gradedMargin: boolean
}

/**
 * What is in sight of an account. A family's spend less one's own is what the others spent, so that of a family is only in sight
 * with every account of it. Margins need spend as well: a margin rate next to a gross profit is the spend.
 */
export function accountSight(sight: Sight, account: Graded): AccountSight {
  const spend = isWithin(sight.spend, account)
  const margin = spend && isWithin(sight.margin, account)
  const others = account.family ?? []
  return {
    spend,
    margin,
    gradedSpend: spend && others.every((other) => isWithin(sight.spend, other)),
    gradedMargin: margin && others.every((other) => isWithin(sight.spend, other) && isWithin(sight.margin, other)),
  }
}

type AccountRow = Output<'listAccounts'>['items'][number]
type SpendField = 'spend' | 'spendBefore' | 'spendChange' | 'months'
type MarginField = 'cost' | 'grossProfit' | 'marginRate'

/** A row of the account list with what is out of sight left out. */
export function maskAccountRow<T extends AccountRow>(row: T, seen: AccountSight): T {
  const masked = { ...row }
  const leaveOut = (...fields: readonly (SpendField | MarginField | 'toNext')[]): void => {
    for (const field of fields) delete masked[field]
  }
  if (!seen.spend) leaveOut('spend', 'spendBefore', 'spendChange', 'months')
  if (!seen.gradedSpend) leaveOut('toNext')
  if (!seen.margin) leaveOut('cost', 'grossProfit', 'marginRate')
  return masked
}
