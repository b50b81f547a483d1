import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import type { Job } from '../../ui/JobProgress.tsx'
import { usePeriodText } from '../../ui/period-text.ts'

/** Gives the words for what a job is about: periods and days as all screens write them, else what it was named when asked for. */
export function useSubject() {
  const t = useT('jobs')
  const format = useFormat()
  const write = usePeriodText()
  return ({ kind, subject }: Job): string => {
    if (subject === null) return ''
    const [, day] = /^movement to (\d{4}-\d{2}-\d{2})$/.exec(subject) ?? []
    if (kind === 'view' && day !== undefined) return t('movementTo', { day: format.day(day) })
    return kind === 'view' || kind === 'close' ? write(subject) : subject
  }
}
