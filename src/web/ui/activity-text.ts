import { useT } from '../i18n/i18n.ts'
import { isUsualActivity, nameActivity } from './name-activity.ts'

/** Gives what an activity is called: files and rates have it by its key. */
export function useActivityText() {
  const t = useT('common')
  return (key: string): string => (isUsualActivity(key) ? t(`activity.${key}`) : nameActivity(key))
}
