import { IconFileText, IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ErrorLine } from '../../ui/States.tsx'
import type { Overrides } from '../mapping/edit-mapping.ts'
import type { Inspected } from '../mapping/use-inspection.ts'
import { FileRow } from './FileRow.tsx'
import css from './Import.module.css'
import { hasSelects } from './import-options.ts'
import type { Upload } from './send-file.ts'
import type { Transfer } from './use-upload.ts'

/** Where files are dropped, or chosen with the button. */
export function DropZone({
  isSmall,
  source,
  onFiles,
}: {
  readonly isSmall: boolean
  /** The source files are wanted of; null for any. */
  readonly source: string | null
  readonly onFiles: (files: File[]) => void
}) {
  const t = useT('importing')
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  return (
    <div
      role="group"
      aria-label={t('drop.title')}
      className={classNames(css.drop, isSmall && css.dropSmall, isOver && css.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      <p className={css.dropTitle}>{source === null ? t('drop.title') : t('drop.titleOf', { source })}</p>
      {!isSmall && <p className={css.dropAdvice}>{t('drop.advice')}</p>}
      <Button
        kind={isSmall ? 'secondary' : 'primary'}
        size={isSmall ? 's' : 'm'}
        icon={<IconUpload size={15} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t(isSmall ? 'drop.more' : 'drop.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('drop.choose')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen again after it was taken out.
          event.target.value = ''
        }}
      />
    </div>
  )
}

interface FileListProps {
  readonly upload: Upload | undefined
  readonly transfers: readonly Transfer[]
  readonly inspected: Inspected
  readonly overrides: Overrides
  readonly onOverrides: (change: (before: Overrides) => Overrides) => void
  readonly onRemove: (name: string) => void
  readonly onStop: (file: File) => void
  readonly onAgain: (file: File) => void
}

/** The files of the upload with how they are read, and those on their way. */
export function FileList({ upload, transfers, onStop, onAgain, ...rest }: FileListProps) {
  const t = useT('importing')
  return (
    <ul className={css.files} aria-label={t('files.title')}>
      {upload?.files.map((file) => (
        <FileRow
          key={file.name}
          file={file}
          isOnly={upload.files.length === 1}
          isBySelect={hasSelects(upload)}
          {...rest}
        />
      ))}
      {transfers.map((transfer) => (
        <TransferRow key={transfer.file.name} transfer={transfer} onStop={onStop} onAgain={onAgain} />
      ))}
    </ul>
  )
}

function TransferRow({
  transfer: { file, sent, state, error },
  onStop,
  onAgain,
}: {
  readonly transfer: Transfer
  readonly onStop: (file: File) => void
  readonly onAgain: (file: File) => void
}) {
  const t = useT('importing')
  const format = useFormat()
  const share = file.size === 0 ? 1 : Math.min(sent / file.size, 1)
  return (
    <li className={css.file}>
      <span className={css.name}>
        <IconFileText size={15} aria-hidden />
        <span>{file.name}</span>
      </span>
      <span className={css.size}>{format.bytes(file.size)}</span>
      <span className={classNames(css.kind, css.sending)}>
        {state === 'failed' ? (
          <Button size="s" icon={<IconRefresh size={14} aria-hidden />} onClick={() => onAgain(file)}>
            {t('files.again')}
          </Button>
        ) : state === 'waiting' ? (
          <span className={css.note}>{t('files.waiting')}</span>
        ) : (
          <>
            <progress
              value={share}
              max={1}
              aria-label={t('files.sending', { name: file.name, share: format.percent(share) })}
            />
            <span className={css.size}>{format.percent(share)}</span>
          </>
        )}
      </span>
      <Button kind="plain" size="s" isIconOnly icon={<IconX size={15} />} onClick={() => onStop(file)}>
        {t('files.cancel', { name: file.name })}
      </Button>
      {state === 'failed' && (
        <span className={css.warn}>
          {t('files.failed', { name: file.name })}
          <ErrorLine error={error} />
        </span>
      )}
    </li>
  )
}
