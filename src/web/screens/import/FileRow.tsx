import { IconAlertTriangle, IconCheck, IconChevronDown, IconFileText, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { entriesOf, patternOf, type Overrides } from '../mapping/edit-mapping.ts'
import { FileReading } from '../mapping/FileReading.tsx'
import { asksForALook, flawsOfFile, namesNoAccount } from '../mapping/flaws.ts'
import type { InspectedFile } from '../mapping/inspection.ts'
import type { Inspected } from '../mapping/use-inspection.ts'
import { useKindName } from '../mapping/use-names.ts'
import css from './Import.module.css'
import type { Upload } from './send-file.ts'

interface Props {
  readonly file: Upload['files'][number]
  readonly isOnly: boolean
  /** Whether selects read it, of which nothing is known before they run. */
  readonly isBySelect: boolean
  readonly inspected: Inspected
  readonly overrides: Overrides
  readonly onOverrides: (change: (before: Overrides) => Overrides) => void
  readonly onRemove: (name: string) => void
}

/** A file with what it is read as; opened, everything about how it is read. What needs a look is open by itself. */
export function FileRow({ file, isOnly, isBySelect, inspected, overrides, onOverrides, onRemove }: Props) {
  const t = useT('importing')
  const m = useT('mapping')
  const format = useFormat()
  const id = useId()
  const [chosen, setOpen] = useState<boolean | null>(null)
  const { inspection, proposal, mapping } = inspected
  const seen = inspection?.files.find(({ name }) => name === file.name)
  const proposed = proposal?.files.find(({ name }) => name === file.name)
  const canOpen = seen !== undefined && mapping !== undefined
  const isOpenQuestion = proposed !== undefined && (proposed.readings.length === 0 || flawsOfFile(proposed).length > 0)
  const isOfNobody = proposed !== undefined && namesNoAccount(proposed, proposal?.files ?? [])
  const lacksAccount = seen !== undefined && namesNoAccount(seen, inspection?.files ?? [])
  // What a source is remembered to bring without accounts was looked at before.
  const needsLook =
    isOpenQuestion ||
    (isOfNobody && proposal?.origin.by !== 'saved') ||
    (isOnly && proposed !== undefined && asksForALook(proposed))
  const isOpen = canOpen && (chosen ?? needsLook)
  const pattern = mapping === undefined ? file.name : patternOf(mapping, file.name)
  const decided = Object.hasOwn(overrides, pattern) ? pattern : file.name
  return (
    <li className={css.file}>
      <span className={css.name}>
        <IconFileText size={15} aria-hidden />
        <span>{file.name}</span>
      </span>
      <span className={css.size}>{format.bytes(file.bytes)}</span>
      <span className={css.kind}>
        {file.isMapping ? (
          <span className={css.note}>{t('files.isMapping')}</span>
        ) : canOpen ? (
          <Button
            kind="plain"
            size="s"
            className={css.state}
            aria-expanded={isOpen}
            aria-controls={id}
            icon={<IconChevronDown size={15} className={classNames(css.chevron, isOpen && css.turned)} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            <State file={seen} isLeftOut={overrides[decided]?.length === 0} lacksAccount={lacksAccount} />
            <span className="unseen">{m('file.show', { name: file.name })}</span>
          </Button>
        ) : (
          <span className={css.note} role="status">
            {isBySelect
              ? t('files.bySelect')
              : m(inspection === undefined && inspected.error === null ? 'file.looking' : 'file.leftOut')}
          </span>
        )}
      </span>
      <Button kind="plain" size="s" isIconOnly icon={<IconX size={15} />} onClick={() => onRemove(file.name)}>
        {t('files.remove', { name: file.name })}
      </Button>
      {isOpen && (
        <div id={id} className={css.reading}>
          <FileReading
            file={seen}
            proposed={proposed}
            pattern={pattern}
            lacksAccount={lacksAccount}
            entries={entriesOf(mapping, file.name)}
            onEntries={(entries) => onOverrides((before) => ({ ...before, [decided]: entries }))}
            onLook={(entries) => inspected.look({ ...overrides, [decided]: entries }, file.name)}
            onAgain={
              Object.hasOwn(overrides, decided) ? () => onOverrides((before) => withoutOne(before, decided)) : undefined
            }
          />
        </div>
      )}
    </li>
  )
}

/** What a file is read as, or what is to be settled first. */
function State({
  file,
  isLeftOut,
  lacksAccount,
}: {
  readonly file: InspectedFile
  readonly isLeftOut: boolean
  readonly lacksAccount: boolean
}) {
  const t = useT('mapping')
  const format = useFormat()
  const kindName = useKindName()
  const byWeight = file.readings.toSorted((one, other) => other.columns.length - one.columns.length)
  const kinds = format.list(byWeight.map(({ kind }) => kindName(kind)))
  const count = flawsOfFile(file).length
  if (file.problem !== null) return <Open>{t('file.unreadable')}</Open>
  if (isLeftOut) return t('file.leftOut')
  if (file.readings.length === 0) return <Open>{t('file.unknown')}</Open>
  if (count > 0) return <Open>{t('file.flaw', { kinds, count })}</Open>
  if (lacksAccount) return <Open>{t('file.noAccount', { kinds })}</Open>
  const columns = new Set(file.readings.flatMap((reading) => reading.columns.flatMap(({ from }) => from ?? [])))
  return (
    <>
      <IconCheck size={15} className={css.good} aria-hidden />
      {t('file.read', { kinds, columns: t('file.columns', { count: columns.size }) })}
    </>
  )
}

function Open({ children }: { readonly children: React.ReactNode }) {
  return (
    <span className={css.rejected}>
      <IconAlertTriangle size={14} aria-hidden />
      {children}
    </span>
  )
}

function withoutOne(overrides: Overrides, pattern: string): Overrides {
  return Object.fromEntries(Object.entries(overrides).filter(([one]) => one !== pattern))
}
