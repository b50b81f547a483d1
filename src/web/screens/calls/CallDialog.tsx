import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { AccountPicker } from '../actions/AccountPicker.tsx'
import type { Call } from './call-draft.ts'
import { CallForm } from './CallForm.tsx'
import css from './Calls.module.css'

interface Props {
  /** Whom a new call is with, where the screen says it; otherwise it is chosen. */
  readonly account?: { readonly id: string; readonly name: string }
  readonly goal?: string
  /** The planned call that is logged, or changed. */
  readonly call?: Call
  readonly isLogged?: boolean
  readonly onSaved?: (saved: Call) => void
  readonly onClose: () => void
}

/** Plans a call, logs one that was made, or changes one. */
export function CallDialog({ account, goal = '', call, isLogged = false, onSaved, onClose }: Props) {
  const t = useT('calls')
  const [picked, setPicked] = useState(account ?? call?.account ?? null)
  const title =
    picked === null
      ? t('plan')
      : call === undefined
        ? t('planWith', { name: picked.name })
        : isLogged
          ? t('logWith', { name: picked.name })
          : t('edit')
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        {account === undefined && call === undefined && (
          <div className={css.about}>
            <span className={css.label}>{t('account')}</span>
            <AccountPicker picked={picked} onPick={setPicked} />
          </div>
        )}
        {picked !== null && (
          <CallForm
            key={picked.id}
            account={picked}
            goal={goal}
            {...(call === undefined ? {} : { call })}
            isLogged={isLogged}
            onClose={onClose}
            {...(onSaved === undefined ? {} : { onSaved })}
          />
        )}
      </DialogBody>
    </Dialog>
  )
}
