import { IconAdjustments } from '@tabler/icons-react'
import { useState } from 'react'
import { kindOf, type Column } from '../../../domain/kind.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import { originOf, setOrigin, stepsOf } from './edit-mapping.ts'
import { isUnsure } from './flaws.ts'
import type { InspectedFile, Reading, Reason } from './inspection.ts'
import css from './Mapping.module.css'
import { StepsDialog } from './StepsDialog.tsx'
import { Unsure } from './Unsure.tsx'
import { useColumnName } from './use-names.ts'
import { useReasonText } from './use-reason-text.ts'
import { useStepText } from './use-step-text.ts'

type Proposed = Pick<Reading['columns'][number], 'column' | 'confidence' | 'reason'> & { readonly from: string | null }

interface Props {
  readonly file: InspectedFile
  readonly reading: Reading
  /** Where columns would be read from without anybody's say: the reasons hold for what was not changed. */
  readonly proposed: readonly Proposed[]
  readonly entry: SourceFile
  /** Whether nothing says of which accounts the rows are, which is then asked. */
  readonly lacksAccount: boolean
  readonly onEntry: (entry: SourceFile) => void
}

/** Every column that is read or needed, with where it is read from and why; the others on request. */
export function ColumnList({ file, reading, proposed, entry, lacksAccount, onEntry }: Props) {
  const t = useT('mapping')
  const format = useFormat()
  const [isWhole, setWhole] = useState(false)
  const [changing, setChanging] = useState<string | null>(null)
  const { columns } = kindOf(entry.kind)
  const isRead = ({ name, required }: Column) =>
    required || originOf(entry, name) !== null || (lacksAccount && name === 'account')
  // A column that is set to nothing stays where it is: one may have slipped.
  const [begun] = useState(() => new Set(columns.filter(isRead).map(({ name }) => name)))
  const shown = columns.filter((column) => isWhole || isRead(column) || begun.has(column.name))
  const others = columns.length - shown.length
  const unread = reading.unread.filter((name) => file.readings.every((one) => one.unread.includes(name)))
  const changed = columns.find(({ name }) => name === changing)
  return (
    <>
      <ul className={css.columns}>
        {shown.map((column) => (
          <ColumnRow
            key={column.name}
            {...{ file, reading, proposed, entry, lacksAccount, column, onEntry }}
            onSteps={() => setChanging(column.name)}
          />
        ))}
      </ul>
      <div className={css.under}>
        {others > 0 && (
          <Button kind="plain" size="s" onClick={() => setWhole(true)}>
            {t('columns.others', { count: others })}
          </Button>
        )}
        {unread.length > 0 && (
          <span className={css.quiet}>{t('columns.unread', { columns: format.list(unread) })}</span>
        )}
      </div>
      {changed !== undefined && (
        <StepsDialog {...{ file, reading, entry, onEntry }} column={changed} onClose={() => setChanging(null)} />
      )}
    </>
  )
}

/** Stand in a choice for no column and for one value, which no column of a file is called. */
const none = '\u0000none'
const constant = '\u0000constant'

function ColumnRow({
  file,
  reading,
  proposed,
  entry,
  column: { name, required },
  lacksAccount,
  onEntry,
  onSteps,
}: Props & { readonly column: Column; readonly onSteps: () => void }) {
  const t = useT('mapping')
  const format = useFormat()
  const label = useColumnName()(entry.kind, name)
  const stepText = useStepText()
  const origin = originOf(entry, name)
  const from = origin !== null && 'from' in origin ? origin.from : null
  const samples = file.columns.find((one) => one.name === from)?.samples ?? []
  const isGone = from !== null && file.columns.length > 0 && !file.columns.some((one) => one.name === from)
  const steps = stepsOf(entry, name)
  const isAsked = lacksAccount && name === 'account' && origin === null
  const isMissing = required && origin === null && reading.missing.includes(name)
  return (
    <li className={classNames(css.column, isMissing && css.missing)}>
      <span className={css.columnName}>
        {label}
        {required && <span className={css.required}>{t('columns.required')}</span>}
      </span>
      <span className={css.origin}>
        <SelectField
          label={t('columns.from', { column: label })}
          isLabelHidden
          value={origin === null ? none : 'constant' in origin ? constant : origin.from}
          options={[
            { value: none, label: t('columns.none') },
            { value: constant, label: t('columns.constant') },
            ...[...new Set([...file.columns.map((one) => one.name), ...(from === null ? [] : [from])])].map((one) => ({
              value: one,
              label: one,
            })),
          ]}
          error={isMissing ? t('columns.missing') : isGone ? t('columns.gone', { column: from }) : null}
          onValue={(value) =>
            onEntry(
              setOrigin(entry, name, value === none ? null : value === constant ? { constant: '' } : { from: value }),
            )
          }
        />
        {origin !== null && 'constant' in origin && (
          <TextField
            label={t('columns.value', { column: label })}
            isLabelHidden
            value={origin.constant}
            maxLength={200}
            autoComplete="off"
            onValue={(value) => onEntry(setOrigin(entry, name, { constant: value }))}
          />
        )}
      </span>
      {isAsked ? (
        <span className={css.asked}>{t('columns.noAccount')}</span>
      ) : (
        <>
          <span className={css.samples}>
            {samples.map((sample) => (
              <code key={sample}>{sample}</code>
            ))}
          </span>
          <Why {...{ reading, proposed, name, from }} />
        </>
      )}
      {from !== null && (
        <span className={css.steps}>
          <Button kind="plain" size="s" icon={<IconAdjustments size={15} aria-hidden />} onClick={onSteps}>
            <span aria-hidden>{steps.length === 0 ? t('steps.change') : format.list(steps.map(stepText))}</span>
            <span className="unseen">{t('steps.changeOf', { column: label })}</span>
          </Button>
        </span>
      )}
    </li>
  )
}

/** Why a column is read from where it is, and whether that is no more than a guess. */
function Why({
  reading,
  proposed,
  name,
  from,
}: Pick<Props, 'reading' | 'proposed'> & { readonly name: string; readonly from: string | null }) {
  const reasonText = useReasonText()
  const here = reading.columns.find(({ column }) => column === name)
  if (here === undefined || here.from !== from || from === null) return <span className={css.why} />
  const first = proposed.find((one) => one.column === name && one.from === from)
  const { confidence, reason } = first ?? { confidence: 1, reason: 'chosen' as const }
  return (
    <span className={css.why}>
      {isUnsure(confidence) && <Unsure />}
      {reasonText(reason satisfies Reason | 'chosen')}
    </span>
  )
}
