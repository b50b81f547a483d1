import { encodings } from '../../../domain/mapping/document.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SelectField, type Option } from '../../ui/Fields.tsx'
import type { Forms } from './edit-mapping.ts'
import type { FoundForm, InspectedFile, Reading } from './inspection.ts'
import { useDelimiterName } from './use-form-text.ts'

/** Stands in a choice for what is to be found out. */
const findOut = 'find out'

/** How the text of a file is written: each form as it was found, with what shows it, or as somebody says. */
export function FileForms({
  file: { head },
  entry,
  onForms,
}: {
  readonly file: InspectedFile
  readonly entry: SourceFile
  readonly onForms: (forms: Forms) => void
}) {
  const t = useT('mapping')
  const delimiterName = useDelimiterName()
  // A file whose letters cannot be read has no head yet: its letters can be stated all the same.
  const isText = head === null || head.format === 'csv' || head.format === 'ndjson'
  const isCsv = head === null || head.format === 'csv'
  const encoding = head?.encoding ?? null
  const found = head?.delimiter ?? null
  const known = new Set([',', ';', '\t', '|', ...[entry.delimiter ?? found].filter((sign) => sign !== null)])
  return (
    <>
      {isText && (
        <Choice
          label={t('forms.encoding')}
          stated={entry.encoding}
          found={encoding === null ? null : t(`forms.encodings.${encoding.name}`)}
          options={encodings.map((name) => ({ value: name, label: t(`forms.encodings.${name}`) }))}
          hint={entry.encoding === undefined ? (encoding?.evidence ?? '') : t('forms.stated')}
          onValue={(name) => onForms({ encoding: name })}
        />
      )}
      {isCsv && (
        <Choice
          label={t('forms.delimiter')}
          stated={entry.delimiter}
          found={found === null ? null : delimiterName(found)}
          options={[...known].map((sign) => ({ value: sign, label: delimiterName(sign) }))}
          hint={entry.delimiter === undefined ? '' : t('forms.stated')}
          onValue={(sign) => onForms({ delimiter: sign })}
        />
      )}
      {head !== null && head.sheets.length > 1 && (
        <Choice
          label={t('forms.sheet')}
          stated={entry.sheet}
          found={head.sheet}
          options={head.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          hint=""
          onValue={(sheet) => onForms({ sheet })}
        />
      )}
    </>
  )
}

/** How the amounts and days of a reading are written. */
export function ValueForms({
  reading,
  entry,
  onForms,
}: {
  /** Undefined until the first answer of the server. */
  readonly reading: Reading | undefined
  readonly entry: SourceFile
  readonly onForms: (forms: Forms) => void
}) {
  const t = useT('mapping')
  const format = useFormat()
  const evidenceOf = useEvidence()
  const problemOf = ({ problem, evidence }: FoundForm) =>
    problem === null || evidence.length === 0
      ? problem
      : t('forms.undecided', { values: format.list(evidence.slice(0, 2)) })
  const { decimal = null, dayOrder = null } = reading ?? {}
  const decimals = { '.': t('forms.decimals.point'), ',': t('forms.decimals.comma') } as const
  const orders = ['DMY', 'YMD', 'MDY'] as const
  return (
    <>
      {decimal !== null && (
        <Choice
          label={t('forms.decimal')}
          stated={entry.decimal}
          found={decimal.form === null ? null : decimals[decimal.form]}
          options={(['.', ','] as const).map((sign) => ({ value: sign, label: decimals[sign] }))}
          hint={evidenceOf(decimal)}
          error={problemOf(decimal)}
          onValue={(sign) => onForms({ decimal: sign })}
        />
      )}
      {dayOrder !== null && (
        <Choice
          label={t('forms.date')}
          stated={entry.date}
          found={dayOrder.form === null ? null : t(`forms.dates.${dayOrder.form}`)}
          options={orders.map((order) => ({ value: order, label: t(`forms.dates.${order}`) }))}
          hint={evidenceOf(dayOrder)}
          error={problemOf(dayOrder)}
          onValue={(date) => onForms({ date })}
        />
      )}
    </>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  /** Undefined while it is found out. */
  readonly stated: T | undefined
  /** What was found; null when nothing could be. */
  readonly found: string | null
  readonly options: readonly Option<T>[]
  readonly hint: string
  readonly error?: string | null
  readonly onValue: (value: T | undefined) => void
}

function Choice<T extends string>({ label, stated, found, options, hint, error = null, onValue }: ChoiceProps<T>) {
  const t = useT('mapping')
  // What was found is known only while it is not stated.
  const first = stated === undefined && found !== null ? t('forms.found', { form: found }) : t('forms.findOut')
  return (
    <SelectField<T | typeof findOut>
      label={label}
      value={stated ?? findOut}
      options={[{ value: findOut, label: first }, ...options]}
      error={error}
      {...(hint === '' ? {} : { hint })}
      onValue={(value) => onValue(value === findOut ? undefined : value)}
    />
  )
}

/** What shows a form, in a few words. */
function useEvidence(): (found: FoundForm) => string {
  const t = useT('mapping')
  const format = useFormat()
  return ({ by, evidence, problem }) => {
    if (problem !== null) return ''
    if (by === 'stated') return t('forms.stated')
    if (by === 'default' || evidence.length === 0) return t('forms.notNeeded')
    return t('forms.as', { values: format.list(evidence.slice(0, 2)) })
  }
}
