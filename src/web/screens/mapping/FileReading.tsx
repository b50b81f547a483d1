import { useState } from 'react'
import { kinds, type KindId } from '../../../domain/kind.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import { MenuItem, Popover } from '../../ui/Popover.tsx'
import { ColumnList } from './ColumnList.tsx'
import { lacksColumns, setForms, writtenOut, type Forms } from './edit-mapping.ts'
import { flawsOf, isOfAccounts, isUnsure } from './flaws.ts'
import { FileForms, ValueForms } from './FormFields.tsx'
import type { InspectedFile, Reading } from './inspection.ts'
import css from './Mapping.module.css'
import { columnsFor, newEntry, proposeAnew } from './new-entry.ts'
import { RowsTable } from './RowsTable.tsx'
import { Unsure } from './Unsure.tsx'
import { useKindName } from './use-names.ts'
import { useReasonText } from './use-reason-text.ts'

interface Props {
  readonly file: InspectedFile
  /** The same file as the server would read it without anybody's say. */
  readonly proposed: InspectedFile | undefined
  /** How it is read, one entry for each kind; none when it is left out. */
  readonly entries: readonly SourceFile[]
  /** The name or pattern it is known by. */
  readonly pattern: string
  readonly onEntries: (entries: readonly SourceFile[]) => void
  /** Looks how the file would be read by other entries; undefined when that cannot be found out. */
  readonly onLook: (entries: readonly SourceFile[]) => Promise<InspectedFile | undefined>
  /** Whether its lines would stand on no account. */
  readonly lacksAccount: boolean
  /** Takes back everything that was decided about it; undefined when nothing was. */
  readonly onAgain: (() => void) | undefined
}

/** Everything about how a file is read: letters, kinds, columns, values, and the first rows as they will be. */
export function FileReading({ file, proposed, entries, pattern, lacksAccount, onEntries, onLook, onAgain }: Props) {
  const t = useT('mapping')
  const kindName = useKindName()
  const [chosen, setChosen] = useState<number | null>(null)
  // Whoever walks through the kinds with the arrow keys finds each as it was left.
  const [left, setLeft] = useState<Readonly<Partial<Record<KindId, SourceFile>>>>({})
  const open = entries.findIndex(({ kind }) => flawsOf(readingOf(file, kind)).length > 0)
  // What the most columns are read for is what the file is about; the other kinds it only names.
  const byWeight = entries
    .map((one, index) => ({ index, kind: one.kind, weight: readingOf(file, one.kind)?.columns.length ?? 0 }))
    .toSorted((one, other) => other.weight - one.weight)
  const at = Math.min(chosen ?? (open === -1 ? (byWeight[0]?.index ?? 0) : open), entries.length - 1)
  const entry = entries[at]
  const free = kinds.filter(({ id }) => entries.every(({ kind }) => kind !== id))
  const options = free.map(({ id }) => ({ value: id, label: kindName(id) }))
  const forms = entries[0] ?? { file: pattern, kind: 'lines' as const, columns: {} }
  // Letters, separators and sheets make other headers: columns that are gone are looked for anew.
  const write = async (changed: Forms) => {
    const next = (entry === undefined ? [forms] : entries).map((one) => setForms(one, changed))
    onEntries(next)
    const seen = await onLook(next)
    if (seen === undefined || !next.some((one) => lacksColumns(one, seen))) return
    const anew = proposeAnew(file.name, setForms(forms, changed), seen)
    if (anew.length > 0) onEntries(anew)
  }
  const add = (kind: KindId) => {
    setChosen(entries.length)
    onEntries([...entries, newEntry(kind, forms, file, { isBeside: entries.length > 0 })])
  }
  return (
    <div className={css.reading}>
      <div className={css.kinds}>
        {entries.length > 1 && (
          <SegmentedControl
            label={t('reading.holds')}
            value={String(at)}
            options={byWeight.map(({ kind, index }) => ({ value: String(index), label: kindName(kind) }))}
            onValue={(index) => setChosen(Number(index))}
          />
        )}
        <About file={file} />
      </div>
      {file.problem !== null && (
        <p className={css.wrongText} role="alert">
          {file.problem}
        </p>
      )}
      <div className={css.forms}>
        {entry !== undefined && (
          <SelectField
            label={t('reading.as')}
            value={entry.kind}
            options={[{ value: entry.kind, label: kindName(entry.kind) }, ...options].toSorted(
              (one, other) => orderOf(one.value) - orderOf(other.value),
            )}
            hint={<KindReason reading={readingOf(proposed, entry.kind)} />}
            onValue={(kind) => {
              setLeft({ ...left, [entry.kind]: entry })
              onEntries(entries.with(at, left[kind] ?? newEntry(kind, entry, file, { isBeside: at > 0 })))
            }}
          />
        )}
        {entry === undefined && file.columns.length > 0 && (
          <SelectField
            label={t('reading.as')}
            value=""
            placeholder={t('reading.choose')}
            options={options}
            onValue={add}
          />
        )}
        <FileForms file={file} entry={forms} onForms={(changed) => void write(changed)} />
        {entry !== undefined && (
          <ValueForms
            reading={readingOf(file, entry.kind)}
            entry={entry}
            onForms={(changed) => onEntries(entries.with(at, setForms(entry, changed)))}
          />
        )}
      </div>
      {entry !== undefined && (
        <KindReading
          key={`${at} ${entry.kind}`}
          file={file}
          entry={entry}
          proposed={readingOf(proposed, entry.kind)}
          lacksAccount={lacksAccount && isOfAccounts(entry.kind)}
          onEntry={(next) => onEntries(entries.with(at, next))}
        />
      )}
      <div className={css.under}>
        {entry !== undefined && (
          <Popover name={t('reading.alsoAdd')} label={t('reading.alsoAdd')} holds="menu" size="s">
            {(close) =>
              options.map(({ value, label }) => (
                <MenuItem
                  key={value}
                  onChoose={() => {
                    close()
                    add(value)
                  }}
                >
                  {label}
                </MenuItem>
              ))
            }
          </Popover>
        )}
        {entry !== undefined && entries.length > 1 && (
          <Button size="s" onClick={() => onEntries(entries.toSpliced(at, 1))}>
            {t('reading.remove', { kind: kindName(entry.kind) })}
          </Button>
        )}
        {entry !== undefined && (
          <Button size="s" onClick={() => onEntries([])}>
            {t('file.leaveOut')}
          </Button>
        )}
        {onAgain !== undefined && (
          <Button size="s" kind="plain" title={t('file.againHint')} onClick={onAgain}>
            {t('file.again')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A file as one kind: where its columns are read from, and the first rows as they will be. */
function KindReading({
  file,
  entry,
  proposed,
  lacksAccount,
  onEntry,
}: Pick<Props, 'file' | 'lacksAccount'> & {
  readonly entry: SourceFile
  readonly proposed: Reading | undefined
  readonly onEntry: (entry: SourceFile) => void
}) {
  const t = useT('mapping')
  const kindName = useKindName()
  const reading = readingOf(file, entry.kind)
  if (reading === undefined) return null
  const [flaw] = flawsOf(reading).filter(({ about }) => about === 'reading')
  return (
    <section className={css.kind} aria-label={t('reading.one', { kind: kindName(entry.kind) })}>
      <ColumnList
        {...{ file, reading, lacksAccount, onEntry }}
        proposed={[...(proposed?.columns ?? []), ...columnsFor(entry.kind, file)]}
        entry={writtenOut(entry, reading)}
      />
      {flaw !== undefined && 'message' in flaw && (
        <p className={css.wrongText} role="alert">
          {flaw.message}
        </p>
      )}
      <h3>{t('rows.title')}</h3>
      <RowsTable reading={reading} />
    </section>
  )
}

function readingOf(file: InspectedFile | undefined, kind: KindId): Reading | undefined {
  return file?.readings.find((one) => one.kind === kind)
}

function orderOf(kind: KindId): number {
  return kinds.findIndex(({ id }) => id === kind)
}

function KindReason({ reading }: { readonly reading: Reading | undefined }) {
  const reasonText = useReasonText()
  return (
    <>
      {reading !== undefined && isUnsure(reading.confidence) && <Unsure />}
      {reasonText(reading?.reason ?? 'chosen')}
    </>
  )
}

/** What kind of file it is, as far as it is known. */
function About({ file: { head } }: { readonly file: InspectedFile }) {
  const t = useT('mapping')
  const format = useFormat()
  if (head === null) return null
  const parts = [
    t(`forms.format.${head.format}`),
    ...(head.packing === 'none' ? [] : [t(`forms.packed.${head.packing}`)]),
    ...(head.lineEnd === null ? [] : [t('forms.lineEnd', { end: head.lineEnd })]),
    format.bytes(head.bytes),
  ]
  return <p className={css.quiet}>{parts.join(' · ')}</p>
}
