import type { Span } from '../../domain/period.ts'
import type { Policy } from '../../domain/policy.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { readRows } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { explainFamily } from './explain-family.ts'
import type { Explained, Member } from './explain-family.ts'

export interface ExplainedInView extends Explained {
  /** The accounts that are graded together. */
  readonly rows: readonly StoredAccount[]
}

/**
 * Why an account has its grade at the end of the period it is open in. At the end of another window, or by another policy, it is what
 * that policy says there of the accounts that are its family now.
 */
export async function explainInView(
  ctx: Ctx,
  account: OpenAccount,
  {
    policy = account.view.policy,
    window: { from, to } = account.view,
    withDocuments,
  }: { readonly policy?: Policy; readonly window?: Span; readonly withDocuments: boolean },
): Promise<ExplainedInView> {
  const { view, row, position, family } = account
  const rows = await readRows(ctx, account, policy.level === 'account' ? [position] : family)
  const window = { from, to, watermark: view.watermark }
  const members = rows.map((one) => toMember(one))
  return { ...(await explainFamily(ctx, toMember(row), { members, policy, window, withDocuments })), rows }
}

function toMember({ account_id: id, key, name, root_id: rootId, valid }: StoredAccount): Member {
  return { id, key, name, rootId: rootId ?? id, valid: valid === 1n }
}
