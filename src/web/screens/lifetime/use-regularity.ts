import { useT } from '../../i18n/i18n.ts'

/** Words for how regular gaps of so many stages are: one stage is wholly random. */
export function useRegularity(): (stages: number) => string {
  const t = useT('lifetime')
  return (stages) => t(`regularity.${stages === 1 ? 'random' : stages < 4 ? 'fair' : 'steady'}`)
}
