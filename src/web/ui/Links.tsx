import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Call, Operations } from '../../contract/operations.ts'
import type { OperationId } from '../../contract/routes.ts'
import type { SheetFormat } from '../../domain/sheet-format.ts'
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

/** An operation that gives a list or a matrix in the form one asks for. */
type SheetId = { [O in OperationId]: Operations[O] extends { readonly media: 'sheet' } ? O : never }[OperationId]

interface SheetDownloadProps<O extends SheetId> {
  readonly operation: O
  readonly input: Call<O>
  /** What the list is, for those who listen, where a screen has several. */
  readonly of?: string
  /** What the link to the CSV says. */
  readonly children: string
  readonly size?: 's' | 'm'
}

/** A list as a file: as CSV, or as a workbook whose keys are text and days are days. */
export function SheetDownload<O extends SheetId>({
  operation,
  input,
  of,
  children,
  size = 'm',
}: SheetDownloadProps<O>) {
  const t = useT('common')
  const query = 'query' in input && typeof input.query === 'object' ? input.query : {}
  const hrefAs = (format: SheetFormat) => addressOf(operation, { ...input, query: { ...query, format } })
  return (
    <span className={css.forms}>
      <a
        className={buttonClass('secondary', size)}
        href={hrefAs('csv')}
        download
        aria-label={of === undefined ? undefined : `${children}: ${of}`}
      >
        <IconDownload size={15} aria-hidden />
        {children}
      </a>
      <a
        className={buttonClass('secondary', size)}
        href={hrefAs('xlsx')}
        download
        title={t('workbook')}
        aria-label={of === undefined ? undefined : `${t('xlsx')}: ${of}`}
      >
        {t('xlsx')}
      </a>
    </span>
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
