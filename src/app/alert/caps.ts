import { usualCap } from '../../domain/alert/cap.ts'
import { jsonToStored } from '../../records/decode.ts'
import type { RecordsView } from '../../records/records.ts'
import { findSetting, putSetting } from '../../records/setting.ts'
import { audit } from '../audit.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

const settingName = 'alert-caps'

/** What the book says of its alerts. */
export interface AlertCaps {
  /** The share of alarms that may be false. */
  readonly q: number
  /** Alerts of a rep and week while no answers move it. */
  readonly cap: number
}

const usual: AlertCaps = { q: 0.1, cap: usualCap }

/** What was set; what is usual where nobody has. */
export async function readCaps(view: RecordsView): Promise<AlertCaps> {
  const text = await findSetting(view, settingName)
  // Written below.
  return text === undefined ? usual : (JSON.parse(text) as AlertCaps)
}

/** Sets the share of alarms that may be false, which the next look takes, and the cap of the book, which holds at once. */
export const setAlertCaps: Verb<'setAlertCaps'> = async (ctx, { q, cap }) => {
  requireRight(ctx, 'policy')
  return ctx.records.write(async (trx) => {
    const [from, to] = [await readCaps(trx), { q: Math.round(q * 1e6) / 1e6, cap }]
    await putSetting(trx, settingName, jsonToStored({ ...to }))
    await audit(ctx, 'set alert caps', 'alerts', { from: { ...from }, to: { ...to } }, trx)
    return to
  })
}
