import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Call } from '../../contract/operations.ts'
import type { OperationId } from '../../contract/routes.ts'
import { addressOf } from '../api.ts'
import { useT } from '../i18n/i18n.ts'
import { Button, buttonClass } from './Button.tsx'
import css from './Links.module.css'

interface DownloadProps<O extends OperationId> {
  readonly operation: O
  readonly input: Call<O>
  readonly children: string
  readonly size?: 's' | 'm'
}

/** A file of the server, saved by the browser itself. */
export function Download<O extends OperationId>({ operation, input, children, size = 'm' }: DownloadProps<O>) {
  return (
    <a className={buttonClass('secondary', size)} href={addressOf(operation, input)} download>
      <IconDownload size={15} aria-hidden />
      {children}
    </a>
  )
}

/** A text to hand on, with a button that copies it. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const t = useT('common')
  const [isCopied, setCopied] = useState(false)
  return (
    <div className={css.copy}>
      <input readOnly aria-label={label} value={value} onFocus={(event) => event.target.select()} />
      <Button
        icon={<IconCopy size={15} />}
        onClick={() => {
          void navigator.clipboard.writeText(value).then(() => setCopied(true))
        }}
      >
        {t(isCopied ? 'copied' : 'copy')}
      </Button>
      <span className="unseen" role="status">
        {isCopied ? t('copied') : ''}
      </span>
    </div>
  )
}
