import { IconX } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import css from './Toasts.module.css'
import { classNames } from './class-names.ts'
import { dismissToast, onToasts, readToasts } from './toast.ts'

/** Where toasts stand; read aloud as they come. */
export function Toasts() {
  const t = useT('common')
  const toasts = useSyncExternalStore(onToasts, readToasts)
  return (
    <div className={css.place} role="status" aria-live="polite" data-print="no">
      {toasts.map(({ id, text, tone, undo }) => (
        <div key={id} className={classNames(css.toast, tone === 'failed' && css.failed)}>
          <span className={css.text}>{text}</span>
          {undo !== null && (
            <Button
              kind="plain"
              size="s"
              onClick={() => {
                undo()
                dismissToast(id)
              }}
            >
              {t('undo')}
            </Button>
          )}
          <Button kind="plain" size="s" isIconOnly icon={<IconX size={14} />} onClick={() => dismissToast(id)}>
            {t('close')}
          </Button>
        </div>
      ))}
    </div>
  )
}
