import { IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button } from './Button.tsx'
import css from './Dialog.module.css'
import { Toasts } from './Toasts.tsx'
import { classNames } from './class-names.ts'
import { useToastPlace } from './toast-place.ts'

interface Props {
  readonly title: string
  readonly onClose: () => void
  /** `side`: a sheet at the edge, for details beside a list; `top`: near the top, for what grows while one types. */
  readonly place?: 'middle' | 'side' | 'top'
  readonly width?: 's' | 'm' | 'l'
  readonly isTitleHidden?: boolean
  readonly children: ReactNode
}

/** A window over the screen, open as long as it is drawn. The platform keeps the focus in it and brings it back. */
export function Dialog({ title, onClose, place = 'middle', width = 'm', isTitleHidden = false, children }: Props) {
  const t = useT('common')
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const isOnTop = useToastPlace()
  useEffect(() => {
    const element = dialog.current
    if (element === null) return
    const before = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={classNames(css.dialog, css[place], css[`width-${width}`])}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className={css.inside}>
        <header className={isTitleHidden ? 'unseen' : css.header}>
          <h2 id={id}>{title}</h2>
          <Button kind="plain" size="s" isIconOnly icon={<IconX size={16} />} onClick={onClose}>
            {t('close')}
          </Button>
        </header>
        {children}
      </div>
      {isOnTop && <Toasts />}
    </dialog>
  )
}

export function DialogBody({ children }: { readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys scroll what does not fit
    <div className={css.body} tabIndex={0}>
      {children}
    </div>
  )
}
