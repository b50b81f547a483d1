import { useT } from '../../i18n/i18n.ts'
import type { Reason } from './inspection.ts'

/** Why something is read as it is, in a few words; `chosen` for what somebody changed. */
export function useReasonText(): (reason: Reason | 'chosen') => string {
  const t = useT('mapping')
  return (reason) => {
    if (reason === 'chosen') return t('reason.chosen')
    const { by, evidence } = reason
    if (evidence === null && (by === 'values' || by === 'word' || by === 'part')) return t('reason.valuesPlain')
    return t(`reason.${by}`, { evidence: evidence ?? '' })
  }
}
