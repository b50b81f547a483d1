import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'

type Hint = Output<'getCallHints'>['hints'][number]

/** Gives the words of what a call could be for: a goal as one would write it. */
export function useHintText() {
  const t = useT('calls')
  const format = useFormat()
  const currency = useCurrency()
  return ({ kind, grade, nextGrade, distance, words }: Hint): string => {
    if (kind === 'again' || kind === 'action') return words ?? ''
    const money = distance === undefined || distance === null ? null : format.wholeMoney(distance, currency)
    if (kind === 'near-up') {
      const to = nextGrade ?? ''
      return money === null ? t('hint.nearUpBand', { grade: to }) : t('hint.nearUp', { grade: to, money })
    }
    const at = grade ?? ''
    return money === null ? t('hint.nearDownBand', { grade: at }) : t('hint.nearDown', { grade: at, money })
  }
}
