import type { Job } from '../../ui/JobProgress.tsx'
import { usePeriodText } from '../../ui/period-text.ts'

/** Gives the words for what a job is about: a period as all screens write it, else what it was named when asked for. */
export function useSubject() {
  const write = usePeriodText()
  return ({ kind, subject }: Job): string => {
    if (subject === null) return ''
    return kind === 'view' || kind === 'close' ? write(subject) : subject
  }
}
