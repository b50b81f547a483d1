import { IconX } from '@tabler/icons-react'
import { kinds, type KindId } from '../../../domain/kind.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { ColumnList } from './ColumnList.tsx'
import { newEntry, setForms, writtenOut, type Forms } from './edit-mapping.ts'
import { flawsOf } from './flaws.ts'
import { FileForms, ValueForms } from './FormFields.tsx'
import type { InspectedFile, Reading } from './inspection.ts'
import css from './Mapping.module.css'
import { RowsTable } from './RowsTable.tsx'
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
  /** Takes back everything that was decided about it; undefined when nothing was. */
  readonly onAgain: (() => void) | undefined
}

/** Everything about how a file is read: letters, kinds, columns, values, and the first rows as they will be. */
export function FileReading({ file, proposed, entries, pattern, onEntries, onAgain }: Props) {
  const t = useT('mapping')
  const kindName = useKindName()
  const readingOf = (kind: KindId, of: InspectedFile | undefined) => of?.readings.find((one) => one.kind === kind)
  const free = kinds.filter(({ id }) => entries.every(({ kind }) => kind !== id))
  const options = free.map(({ id }) => ({ value: id, label: kindName(id) }))
  const forms = entries[0] ?? { file: pattern, kind: 'lines' as const }
  return (
    <div className={css.reading}>
      <About file={file} />
      {file.problem !== null && <p className={css.wrongText}>{file.problem}</p>}
      {entries.map((entry, at) => {
        const reading = readingOf(entry.kind, file)
        const onEntry = (next: SourceFile) => onEntries(entries.with(at, next))
        return (
          <section key={entry.kind} className={css.kind} aria-label={t('reading.one', { kind: kindName(entry.kind) })}>
            <div className={css.kindHead}>
              <SelectField
                label={t(at === 0 ? 'reading.holds' : 'reading.also')}
                value={entry.kind}
                options={[{ value: entry.kind, label: kindName(entry.kind) }, ...options].toSorted(
                  (one, other) => orderOf(one.value) - orderOf(other.value),
                )}
                hint={<KindReason reading={readingOf(entry.kind, proposed)} />}
                onValue={(kind) => onEntry(newEntry(kind, entry, file))}
              />
              {at === 0 && (
                <FileForms
                  file={file}
                  entry={forms}
                  onForms={(changed: Forms) => onEntries(entries.map((one) => setForms(one, changed)))}
                />
              )}
              {reading !== undefined && (
                <ValueForms {...{ reading, entry }} onForms={(changed) => onEntry(setForms(entry, changed))} />
              )}
              {at > 0 && (
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconX size={15} />}
                  onClick={() => onEntries(entries.toSpliced(at, 1))}
                >
                  {t('reading.remove', { kind: kindName(entry.kind) })}
                </Button>
              )}
            </div>
            {reading !== undefined && (
              <>
                <ColumnList
                  {...{ file, reading, onEntry }}
                  proposed={readingOf(entry.kind, proposed)}
                  entry={writtenOut(entry, reading)}
                />
                {flawsOf(reading).map((flaw) =>
                  flaw.about === 'reading' ? (
                    <p key={flaw.message} className={css.wrongText} role="alert">
                      {flaw.message}
                    </p>
                  ) : null,
                )}
                <h3>{t('rows.title')}</h3>
                <RowsTable reading={reading} />
              </>
            )}
          </section>
        )
      })}
      <div className={css.under}>
        {entries.length === 0 && (
          <SelectField
            label={t('reading.holds')}
            value=""
            placeholder={t('reading.choose')}
            options={options}
            onValue={(kind) => onEntries([newEntry(kind, forms, file)])}
          />
        )}
        {entries.length > 0 && (
          <SelectField
            label={t('reading.alsoAdd')}
            isLabelHidden
            value=""
            placeholder={t('reading.alsoAdd')}
            options={options}
            onValue={(kind) => onEntries([...entries, newEntry(kind, forms, file)])}
          />
        )}
        {entries.length > 0 && (
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

function orderOf(kind: KindId): number {
  return kinds.findIndex(({ id }) => id === kind)
}

function KindReason({ reading }: { readonly reading: Reading | undefined }) {
  const reasonText = useReasonText()
  return reasonText(reading?.reason ?? 'chosen')
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
