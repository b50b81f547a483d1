import { useT } from '../../i18n/i18n.ts'
import type { Job } from '../../ui/JobProgress.tsx'

/** Gives the words for how long a job took; empty while it runs or waits. */
export function useTook() {
  const t = useT('jobs')
  return ({ startedAt, finishedAt }: Job): string => {
    if (startedAt === null || finishedAt === null) return ''
    const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000))
    if (seconds < 100) return t('took.seconds', { count: seconds })
    return t('took.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  }
}
