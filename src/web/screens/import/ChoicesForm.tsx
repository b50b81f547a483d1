import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { CheckField, TextField } from '../../ui/Fields.tsx'
import css from './Import.module.css'
import { hasMapping, problemsOf, type Choices } from './import-options.ts'
import type { Upload } from './send-file.ts'

interface Props {
  readonly upload: Upload
  readonly choices: Choices
  /** The source the files are imported under while nobody says another one. */
  readonly source: string
  /** What the source is called when nobody names it; null while that is not known. */
  readonly unnamed: string | null
  /** The source of the last import where it is taken for want of a better one; null where the files or somebody say it. */
  readonly assumed: string | null
  /** Whether there is anything about how files are read that is worth remembering. */
  readonly canRemember: boolean
  readonly onChange: (change: Partial<Choices>) => void
}

/** How the files are to be read: the source and, in a new book, the currency; the rest is rarely needed. */
export function ChoicesForm({ upload, choices, source, unnamed, assumed, canRemember, onChange }: Props) {
  const t = useT('importing')
  const book = useBook()
  const problems = problemsOf(choices)
  const isMapped = hasMapping(upload)
  const name = unnamed ?? t('source.placeholder')
  const isNew = book !== null && book.currency === null
  return (
    <>
      <div className={css.choices}>
        <TextField
          label={t('source.label')}
          hint={assumed === null ? t('source.hint') : t('source.assumed', { source: assumed })}
          placeholder={isMapped ? t('source.known') : name}
          value={isMapped ? '' : source}
          disabled={isMapped}
          maxLength={60}
          autoComplete="off"
          onValue={(typed) => onChange({ source: typed })}
        />
        {isNew && (
          <TextField
            label={t('currency.label')}
            isOptional
            hint={t('currency.hint')}
            error={problems.currency === true ? t('currency.error') : null}
            value={choices.currency}
            maxLength={3}
            autoComplete="off"
            autoCapitalize="characters"
            onValue={(currency) => onChange({ currency: currency.trim().toUpperCase() })}
          />
        )}
      </div>
      {canRemember && (
        <div className={css.more}>
          <CheckField
            label={t('remember.label', { source: source.trim() === '' ? name : source.trim() })}
            hint={t('remember.hint')}
            isChecked={choices.remembers}
            onChecked={(remembers) => onChange({ remembers })}
          />
        </div>
      )}
      <details className={css.more} open={choices.isStrict || choices.rejectsUnknown || choices.replaces || undefined}>
        <summary>{t('options.title')}</summary>
        <div className={css.moreInside}>
          <CheckField
            label={t('options.strict')}
            hint={t('options.strictHint')}
            isChecked={choices.isStrict}
            onChecked={(isStrict) => onChange({ isStrict })}
          />
          <CheckField
            label={t('options.unknown')}
            hint={t('options.unknownHint')}
            isChecked={choices.rejectsUnknown}
            onChecked={(rejectsUnknown) => onChange({ rejectsUnknown })}
          />
          <CheckField
            label={t('options.replace')}
            hint={t('options.replaceHint')}
            isChecked={choices.replaces}
            onChecked={(replaces) => onChange({ replaces })}
          />
          {choices.replaces && (
            <div className={css.range}>
              <TextField
                label={t('options.from')}
                type="date"
                value={choices.from}
                onValue={(from) => onChange({ from })}
              />
              <TextField
                label={t('options.to')}
                type="date"
                value={choices.to}
                error={problems.range === 'backwards' ? t('options.rangeError') : null}
                onValue={(to) => onChange({ to })}
              />
            </div>
          )}
        </div>
      </details>
    </>
  )
}
