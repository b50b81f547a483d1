import { capDays, leastAnswers, leastCap } from '../../domain/alert/cap.ts'
import { getView } from '../account-view/get-view.ts'
import { hasRight, requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { readCaps } from './caps.ts'
import { documentOf } from './look-document.ts'
import { openAlerts } from './open-alerts.ts'
import { showLook } from './show-alert.ts'

/** How many alerts each rep is told of in a week and why so many, and what was looked at to find them. Counts, for everybody. */
export const getAlertCaps: Verb<'getAlertCaps'> = async (ctx) => {
  requireRight(ctx, 'read-account')
  const view = await getView(ctx, null)
  const { look, reps } = await openAlerts(ctx, view)
  const { q, cap } = await readCaps(ctx.records.view)
  const found = look && documentOf(look)
  return {
    q,
    cap,
    maySet: hasRight(ctx.actor, 'policy'),
    looked: await showLook(ctx, view, look),
    found: found && { silence: found.silence, decline: found.decline },
    rule: { days: capDays, leastAnswers, least: Math.min(leastCap, cap), most: 2 * cap },
    reps: reps.map(({ owner, ...rep }) => ({ rep: owner && { key: owner.key, name: owner.name }, ...rep })),
  }
}
