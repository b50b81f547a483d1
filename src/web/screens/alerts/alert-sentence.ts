import type { TFunction } from 'i18next'
import type { Output } from '../../../contract/operations.ts'

export type Alert = Output<'listAlerts'>['items'][number]
type Write = TFunction<readonly ['alerts', 'common']>

/** A part that has been silent for so many of its usual gaps is said to be. */
const silentGaps = 2

interface Written {
  /** A decimal count as the reader writes it. */
  readonly decimal: (number: string) => string
}

/** Why an account deserves a call, in the words of the command line (src/cli/alert-sentence.ts). */
export function alertSentence(
  { usualDays, gapDays, part, fall }: Pick<Alert, 'usualDays' | 'gapDays' | 'part' | 'fall'>,
  t: Write,
  { decimal }: Written,
): string {
  const rhythm = t('reason.rhythm', { count: usualDays, gap: gapDays })
  if (part === null) return rhythm
  if (fall === null) return t('reason.joined', { rhythm, part: part.name })
  const before = decimal(String(fall.before))
  const fell = t('reason.fall', { part: part.name, count: fall.after, days: fall.days, before })
  return gapDays < silentGaps * usualDays ? fell : t('reason.joined', { rhythm, part: fell })
}
