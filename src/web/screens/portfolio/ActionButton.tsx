import { IconChecklist } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import type { Attention } from './attention-sentence.ts'

/** What an action is made about: an account, and why it needs one where that is known. */
type Subject = Pick<Attention, 'account'> & Partial<Pick<Attention, 'reason' | 'family'>>

/** Notes an action about an account without leaving the screen; the reason for it suggests what. */
export function ActionButton({ item }: { readonly item: Subject }) {
  const t = useT('portfolio')
  const [isOpen, setOpen] = useState(false)
  const mayWrite = useRight('write-action')
  const { id, name } = item.account
  if (!mayWrite) return null
  return (
    <>
      <Button
        kind="plain"
        size="s"
        isIconOnly
        icon={<IconChecklist size={16} stroke={1.6} />}
        onClick={() => {
          setOpen(true)
        }}
      >
        {t('attention.act', { name })}
      </Button>
      {isOpen && (
        <ActionDialog
          subject={{ type: 'account', id, name }}
          suggested={
            item.reason === undefined
              ? t('action.suggestion.near', { name })
              : t(`action.suggestion.${item.reason}`, { name, family: item.family?.name ?? t('action.thisFamily') })
          }
          onClose={() => {
            setOpen(false)
          }}
        />
      )}
    </>
  )
}
