import type { Input } from '../../contract/operations.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { getAccountInView, readRows } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { readPeriod } from '../grade/read-period.ts'
import type { GradedPeriod } from '../grade/read-period.ts'
import { readEarlier } from './show-bridge.ts'

/** An account, or its family, at two ends: as it stands at the later one, which is in a view. */
export interface AccountEnds {
  readonly account: OpenAccount
  readonly before: GradedPeriod
  readonly after: GradedPeriod
  readonly of: 'account' | 'family'
  /** The accounts that are bridged together. */
  readonly rows: readonly StoredAccount[]
  /** Whether the money of all of them may be shown, and what they cost. */
  readonly seesSpend: boolean
  readonly seesMargin: boolean
  /** Whether the score may be shown: it is of the accounts that are graded together, whichever are bridged. */
  readonly seesScore: boolean
}

export async function openAccountEnds(
  ctx: Ctx,
  { id, from, to, of: asked }: Pick<Input<'getAccountBridge'>, 'id' | 'from' | 'to' | 'of'>,
): Promise<AccountEnds> {
  const account = await getAccountInView(ctx, { id, period: to })
  const { view, seen, row, family } = account
  const { period } = await readPeriod(ctx, view.period, view.policy)
  const after = { period, policy: view.policy, window: { from: view.from, to: view.to } }
  const of = asked ?? (view.policy.level === 'account' ? 'account' : 'family')
  const isFamily = of === 'family'
  return {
    account,
    before: await readEarlier(ctx, after, from),
    after,
    of,
    rows: isFamily ? await readRows(ctx, account, family) : [row],
    seesSpend: isFamily ? seen.familySpend : seen.spend,
    seesMargin: isFamily ? seen.familyMargin : seen.margin,
    seesScore: seen.gradedMargin,
  }
}
