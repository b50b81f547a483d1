import { findSetting, putSetting } from '../../records/setting.ts'
import type { RecordsView } from '../../records/records.ts'
import { audit } from '../audit.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

const setting = 'policy-four-eyes'

/** Whether somebody else must approve a policy before it is adopted; no one need unless the book says so. */
export async function wantsFourEyes(view: RecordsView): Promise<boolean> {
  return (await findSetting(view, setting)) === 'yes'
}

/** Whoever may adopt policies must not be able to do without the approval: it needs the right to settings. */
export const setFourEyes: Verb<'setFourEyes'> = async (ctx, { fourEyes }) => {
  requireRight(ctx, 'manage-setting')
  await ctx.records.write(async (trx) => {
    if ((await wantsFourEyes(trx)) === fourEyes) return
    await putSetting(trx, setting, fourEyes ? 'yes' : 'no')
    await audit(ctx, 'set four eyes', 'policies', { fourEyes }, trx)
  })
  return { fourEyes }
}
