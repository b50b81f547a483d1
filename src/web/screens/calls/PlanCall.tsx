import { IconPhonePlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import type { Call } from './call-draft.ts'
import { CallDialog } from './CallDialog.tsx'

interface Props {
  readonly account: { readonly id: string; readonly name: string }
  /** A goal to begin with: why whoever shows the button thinks of a call. */
  readonly goal?: string
  readonly kind?: 'primary' | 'secondary' | 'plain'
  readonly size?: 's' | 'm'
  readonly isIconOnly?: boolean
  /** After the call is planned or logged. */
  readonly onSaved?: (saved: Call) => void
}

/** A button that plans a call with an account, or logs one; not there for who may write nothing. */
export function PlanCall({ account, goal, kind = 'secondary', size = 's', isIconOnly = false, onSaved }: Props) {
  const t = useT('calls')
  const mayWrite = useRight('write-action')
  const [isOpen, setOpen] = useState(false)
  if (!mayWrite) return null
  return (
    <>
      <Button
        kind={kind}
        size={size}
        isIconOnly={isIconOnly}
        icon={<IconPhonePlus size={size === 's' ? 14 : 16} aria-hidden />}
        aria-label={isIconOnly ? undefined : t('planWith', { name: account.name })}
        data-print="no"
        onClick={() => setOpen(true)}
      >
        {isIconOnly ? t('planWith', { name: account.name }) : t('plan')}
      </Button>
      {isOpen && (
        <CallDialog
          account={account}
          {...(goal === undefined ? {} : { goal })}
          {...(onSaved === undefined ? {} : { onSaved })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
