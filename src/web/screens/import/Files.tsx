import { IconFileText, IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { kinds } from '../../../domain/kind.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SelectField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useKindName } from '../mapping/use-names.ts'
import css from './Import.module.css'
import { hasMapping, kindOf, type Choices } from './import-options.ts'
import type { Upload } from './send-file.ts'
import type { Transfer } from './use-upload.ts'

/** Where files are dropped, or chosen with the button. */
export function DropZone({
  isSmall,
  onFiles,
}: {
  readonly isSmall: boolean
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
      <p className={css.dropTitle}>{t('drop.title')}</p>
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
  readonly choices: Choices
  readonly onKind: (name: string, kind: string) => void
  readonly onRemove: (name: string) => void
  readonly onStop: (file: File) => void
  readonly onAgain: (file: File) => void
}

/** The files of the upload with what they hold, and those on their way. */
export function FileList({ upload, transfers, choices, onKind, onRemove, onStop, onAgain }: FileListProps) {
  const t = useT('importing')
  const format = useFormat()
  const kindName = useKindName()
  const isMapped = upload !== undefined && hasMapping(upload)
  const options = kinds.map(({ id }) => ({ value: id as string, label: kindName(id) }))
  return (
    <ul className={css.files} aria-label={t('files.title')}>
      {upload?.files.map((file) => {
        const kind = kindOf(choices, file)
        return (
          <li key={file.name} className={css.file}>
            <span className={css.name}>
              <IconFileText size={15} aria-hidden />
              <span>{file.name}</span>
            </span>
            <span className={css.size}>{format.bytes(file.bytes)}</span>
            <span className={css.kind}>
              {file.isMapping ? (
                <span className={css.note}>{t('files.isMapping')}</span>
              ) : isMapped && file.kind !== null ? (
                <span className={css.note}>
                  {kindName(file.kind)}, {t('files.byMapping')}
                </span>
              ) : (
                <SelectField
                  label={`${t('files.kind')}: ${file.name}`}
                  isLabelHidden
                  value={kind ?? ''}
                  options={options}
                  placeholder={t('files.choose')}
                  onValue={(value) => onKind(file.name, value)}
                />
              )}
            </span>
            <Button kind="plain" size="s" isIconOnly icon={<IconX size={15} />} onClick={() => onRemove(file.name)}>
              {t('files.remove', { name: file.name })}
            </Button>
            {kind === null && !file.isMapping && <span className={css.warn}>{t('files.leftOut')}</span>}
          </li>
        )
      })}
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
