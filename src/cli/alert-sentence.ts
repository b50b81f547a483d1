import type { Output } from '../contract/operations.ts'

type Alert = Output<'listAlerts'>['items'][number]

/** A part that has been silent for so many of its usual gaps is said to be. */
const silentGaps = 2

/** Why an account deserves a call, in the words of the screens (src/web/i18n/en/alerts.ts). */
export function alertSentence({
  usualDays,
  gapDays,
  part,
  fall,
}: Pick<Alert, 'usualDays' | 'gapDays' | 'part' | 'fall'>): string {
  const usual = usualDays === 1 ? 'day' : `${String(usualDays)} days`
  const rhythm = `Orders every ${usual}, last ${String(gapDays)} days ago`
  if (part === null) return rhythm
  if (fall === null) return `${rhythm}, ${part.name}`
  const orders = `${String(fall.after)} ${fall.after === 1 ? 'order' : 'orders'}`
  const fell = `${part.name}: ${orders} in ${String(fall.days)} days, ${String(fall.before)} before, while the account as a whole orders on`
  return gapDays < silentGaps * usualDays ? fell : `${rhythm}, ${fell}`
}
