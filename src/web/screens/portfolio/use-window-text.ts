import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { windowKind } from './portfolio-parts.ts'

interface Window {
  readonly from: string
  readonly to: string
}

/** What figures are of and what they are compared with: `Twelve months to 31 Oct 2026, against twelve months to 31 Oct 2025`. */
export function useWindowText() {
  const t = useT('portfolio')
  const format = useFormat()
  const nameOf = ({ from, to }: Window): string =>
    windowKind({ from, to }) === 'whole'
      ? t('window.whole', { day: format.day(to) })
      : t('window.part', { from: format.day(from), to: format.day(to) })
  return (basis: Window, before: Window): string => {
    const text = t('basis', { window: nameOf(basis), before: nameOf(before) })
    return text.charAt(0).toLocaleUpperCase() + text.slice(1)
  }
}
