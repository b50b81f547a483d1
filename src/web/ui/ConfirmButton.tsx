import { useState, type ReactNode } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Button, type ButtonProps } from './Button.tsx'
import css from './ConfirmButton.module.css'
import { Dialog, DialogBody } from './Dialog.tsx'
import { FormButtons } from './Fields.tsx'
import { ErrorLine } from './States.tsx'

interface Props extends Omit<ButtonProps, 'onClick'> {
  /** The question. */
  readonly title: string
  /** What will happen, and whether it can be taken back. */
  readonly explanation: ReactNode
  /** The verb on the button that does it. */
  readonly confirm: string
  readonly isDangerous?: boolean
  readonly onConfirm: () => Promise<unknown>
}

/** A button that asks once before it does what cannot be undone by one click. */
export function ConfirmButton({ title, explanation, confirm, isDangerous = false, onConfirm, ...button }: Props) {
  const t = useT('common')
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm()
      setOpen(false)
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)} />
      {isOpen && (
        <Dialog title={title} width="s" onClose={() => setOpen(false)}>
          <DialogBody>
            <div className={css.explanation}>{explanation}</div>
            <ErrorLine error={error} />
            <FormButtons>
              <Button kind={isDangerous ? 'danger' : 'primary'} isBusy={isBusy} onClick={() => void run()}>
                {confirm}
              </Button>
              <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
            </FormButtons>
          </DialogBody>
        </Dialog>
      )}
    </>
  )
}
