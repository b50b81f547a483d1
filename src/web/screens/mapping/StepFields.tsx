import type { Column } from '../../../domain/kind.ts'
import { useT } from '../../i18n/i18n.ts'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import type { Step } from './edit-mapping.ts'
import type { InspectedFile } from './inspection.ts'
import { LookUpFields } from './LookUpFields.tsx'
import css from './Mapping.module.css'
import { isComplete, placeNames, places } from './steps.ts'
import { ValuesField } from './ValuesField.tsx'

interface Props<One extends Step = Step> {
  readonly step: One
  readonly column: Column
  readonly file: InspectedFile
  /** Some of the values it changes. */
  readonly samples: readonly string[]
  readonly onStep: (step: Step) => void
}

type Of<Name extends Step['do']> = Pick<Props<Extract<Step, { do: Name }>>, 'step' | 'onStep'>

/** What a step still has to be told. */
export function StepFields({ step, column, file, samples, onStep }: Props) {
  const t = useT('mapping')
  switch (step.do) {
    case 'trim':
    case 'upper':
      return null
    case 'if-empty':
      return (
        <TextField
          label={t('steps.value')}
          value={step.value}
          maxLength={200}
          autoComplete="off"
          onValue={(value) => onStep({ ...step, value })}
        />
      )
    case 'date':
      return (
        <TextField
          label={t('steps.form')}
          hint={t('steps.formHint')}
          error={isComplete(step) ? null : t('steps.formError')}
          value={step.form}
          maxLength={40}
          autoComplete="off"
          onValue={(form) => onStep({ ...step, form })}
        />
      )
    case 'decimal':
      return (
        <SelectField
          label={t('steps.sign')}
          value={step.sign}
          options={[
            { value: ',', label: t('forms.decimals.comma') },
            { value: '.', label: t('forms.decimals.point') },
          ]}
          onValue={(sign) => onStep({ ...step, sign })}
        />
      )
    case 'times':
      return (
        <SelectField
          label={t('steps.column')}
          value={step.column}
          options={columnsOf(file, step.column).map((name) => ({ value: name, label: name }))}
          onValue={(name) => onStep({ ...step, column: name })}
        />
      )
    case 'negate':
      return <NegateFields {...{ step, file, onStep }} />
    case 'split':
      return <SplitFields {...{ step, onStep }} />
    case 'extract':
      return (
        <TextField
          label={t('steps.pattern')}
          hint={t('steps.patternHint')}
          error={step.pattern === '' || isComplete(step) ? null : t('steps.patternError')}
          value={step.pattern}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onValue={(pattern) => onStep({ ...step, pattern })}
        />
      )
    case 'look-up':
      return <LookUpFields {...{ step, column, samples, onStep }} />
  }
}

function SplitFields({ step, onStep }: Of<'split'>) {
  const t = useT('mapping')
  return (
    <div className={css.pair}>
      <TextField
        label={t('steps.separator')}
        value={step.separator}
        maxLength={20}
        autoComplete="off"
        onValue={(separator) => onStep({ ...step, separator })}
      />
      <SelectField
        label={t('steps.place')}
        value={placeNames.find((name) => places[name] === step.place) ?? ''}
        options={placeNames.map((name) => ({ value: name, label: t(`steps.places.${name}`) }))}
        onValue={(name) => onStep({ ...step, place: places[name] })}
      />
    </div>
  )
}

function NegateFields({ step, file, onStep }: Of<'negate'> & Pick<Props, 'file'>) {
  const t = useT('mapping')
  const { where } = step
  const mode = where === undefined ? 'always' : where.values === undefined ? 'whereFilled' : 'whereValue'
  const columns = columnsOf(file, where?.column ?? '')
  const samples = file.columns.find(({ name }) => name === where?.column)?.samples ?? []
  return (
    <>
      <SelectField
        label={t('steps.where')}
        value={mode}
        options={(['always', 'whereFilled', 'whereValue'] as const).map((value) => ({
          value,
          label: t(`steps.${value}`),
        }))}
        onValue={(value) => {
          const column = where?.column ?? ''
          if (value === 'always') onStep({ do: 'negate' })
          else onStep({ do: 'negate', where: value === 'whereFilled' ? { column } : { column, values: [] } })
        }}
      />
      {where !== undefined && (
        <SelectField
          label={t('steps.column')}
          value={where.column}
          options={columns.map((column) => ({ value: column, label: column }))}
          onValue={(column) => onStep({ ...step, where: { ...where, column } })}
        />
      )}
      {where?.values !== undefined && (
        <ValuesField
          values={where.values}
          samples={samples}
          onValues={(values) => onStep({ ...step, where: { ...where, values } })}
        />
      )}
    </>
  )
}

/** The columns of the file to choose from, with the one that is chosen though the file may not have it. */
function columnsOf(file: InspectedFile, chosen: string): readonly string[] {
  const names = file.columns.map(({ name }) => name)
  return chosen === '' || names.includes(chosen) ? names : [...names, chosen]
}
