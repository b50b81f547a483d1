import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Column } from '../../../domain/kind.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import type { Step } from './edit-mapping.ts'
import css from './Mapping.module.css'

type LookUp = Extract<Step, { do: 'look-up' }>

interface Pair {
  readonly key: number
  readonly from: string
  readonly to: string
}

/** Values of the file with what is read in their place, the first values of the column to begin with. */
export function LookUpFields({
  step,
  column,
  samples,
  onStep,
}: {
  readonly step: LookUp
  readonly column: Column
  /** Some of the values it changes. */
  readonly samples: readonly string[]
  readonly onStep: (step: LookUp) => void
}) {
  const t = useT('mapping')
  const [pairs, setPairs] = useState<readonly Pair[]>(() => {
    const known = Object.entries(step.values)
    const begun = known.length > 0 ? known : samples.map((sample) => [sample, ''] as const)
    return begun.map(([value, to], key) => ({ key, from: value, to }))
  })
  const change = (next: readonly Pair[]) => {
    setPairs(next)
    const said = next.filter((pair) => pair.from !== '' && pair.to !== '')
    onStep({ ...step, values: Object.fromEntries(said.map((pair) => [pair.from, pair.to])) })
  }
  const set = (key: number, part: Partial<Pair>) =>
    change(pairs.map((pair) => (pair.key === key ? { ...pair, ...part } : pair)))
  return (
    <>
      <ul className={css.pairs}>
        {pairs.map(({ key, from: value, to }) => (
          <li key={key} className={css.lookUp}>
            <TextField
              label={t('steps.from')}
              isLabelHidden
              placeholder={t('steps.from')}
              value={value}
              maxLength={200}
              autoComplete="off"
              onValue={(text) => set(key, { from: text })}
            />
            <span aria-hidden>→</span>
            <Value column={column} label={t('steps.to')} value={to} onValue={(text) => set(key, { to: text })} />
            <Button
              kind="plain"
              size="s"
              isIconOnly
              icon={<IconX size={14} />}
              onClick={() => change(pairs.filter((pair) => pair.key !== key))}
            >
              {t('steps.removePair', { value })}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="s"
          icon={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            setPairs([...pairs, { key: Math.max(-1, ...pairs.map(({ key }) => key)) + 1, from: '', to: '' }])
          }
        >
          {t('steps.addPair')}
        </Button>
      </div>
      <Value
        column={column}
        label={t('steps.otherwise')}
        isLabelled
        value={step.otherwise ?? ''}
        onValue={(text) => {
          const { otherwise: _, ...rest } = step
          onStep(text === '' ? rest : { ...rest, otherwise: text })
        }}
      />
    </>
  )
}

/** Stands in a choice for what is not put in place. */
const stays = '\u0000stays'

/** What is read in place of a value: one of those the column may hold, or any text. */
function Value({
  column: { choices },
  label,
  isLabelled = false,
  value,
  onValue,
}: {
  readonly column: Column
  readonly label: string
  readonly isLabelled?: boolean
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const t = useT('mapping')
  const known = (choices ?? []).filter((choice) => choice !== '')
  if (known.length > 0) {
    return (
      <SelectField
        label={label}
        isLabelHidden={!isLabelled}
        value={value === '' ? stays : value}
        options={[
          { value: stays, label: t('steps.keep') },
          ...known.map((choice) => ({ value: choice, label: choice })),
        ]}
        onValue={(chosen) => onValue(chosen === stays ? '' : chosen)}
      />
    )
  }
  return (
    <TextField
      label={label}
      isLabelHidden={!isLabelled}
      placeholder={isLabelled ? t('steps.keep') : label}
      value={value}
      maxLength={200}
      autoComplete="off"
      onValue={onValue}
    />
  )
}
