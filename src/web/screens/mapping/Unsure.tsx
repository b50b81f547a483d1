import { IconAlertTriangle } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import css from './Mapping.module.css'

/** Beside a guess, before the reason for it. */
export function Unsure() {
  const t = useT('mapping')
  return (
    <span className={css.unsure}>
      <IconAlertTriangle size={13} aria-hidden />
      {t('sure.unsure')}
    </span>
  )
}
