import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Column } from '../../../domain/kind.ts'
import type { SourceFile } from '../../../contract/source.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { FormButtons } from '../../ui/Fields.tsx'
import { MenuItem, Popover } from '../../ui/Popover.tsx'
import { setSteps, stepsOf, type Step } from './edit-mapping.ts'
import type { InspectedFile, Reading } from './inspection.ts'
import css from './Mapping.module.css'
import { StepFields } from './StepFields.tsx'
import { blankStep, isComplete, moved, offeredSteps } from './steps.ts'
import { useColumnName } from './use-names.ts'
import { writeValue } from './write-value.ts'

interface Props {
  readonly file: InspectedFile
  readonly reading: Reading
  readonly entry: SourceFile
  readonly column: Column
  readonly onEntry: (entry: SourceFile) => void
  readonly onClose: () => void
}

/** A step while it is edited; the key keeps what is typed with its step when they are moved. */
interface Edited {
  readonly key: number
  readonly step: Step
}

/** What is done to the values of a column, step after step, with what comes of it beside. Steps that say too little wait. */
export function StepsDialog({ file, reading, entry, column, onEntry, onClose }: Props) {
  const t = useT('mapping')
  const label = useColumnName()(entry.kind, column.name)
  const [before] = useState(entry)
  const [edited, setEdited] = useState<readonly Edited[]>(() =>
    stepsOf(entry, column.name).map((step, key) => ({ key, step })),
  )
  const [nextKey, setNextKey] = useState(edited.length)
  const change = (next: readonly Edited[]) => {
    setEdited(next)
    onEntry(setSteps(entry, column.name, next.map(({ step }) => step).filter(isComplete)))
  }
  // What a step finds is what the steps before it leave.
  const samplesOf = (at: number): readonly string[] => {
    const from = file.columns.find(({ name }) => name === entry.columns?.[column.name])
    if (at === 0) return from?.samples ?? []
    const values = reading.rows.flatMap(({ cells }) => cells.filter((cell) => cell.column === column.name))
    return [...new Set(values.flatMap(({ value }) => value ?? []))].slice(0, 3)
  }
  const offered = offeredSteps(
    column.type,
    edited.map(({ step }) => step),
  )
  return (
    <Dialog title={t('steps.title', { column: label })} place="side" onClose={onClose}>
      <DialogBody>
        <p className={css.quiet}>{t(edited.length === 0 ? 'steps.none' : 'steps.hint')}</p>
        <ol className={css.stepList}>
          {edited.map(({ key, step }, at) => (
            <li key={key} className={css.step}>
              <div className={css.stepHead}>
                <strong>{t(`steps.names.${step.do}`)}</strong>
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconArrowUp size={15} />}
                  disabled={at === 0}
                  onClick={() => change(moved(edited, at, at - 1))}
                >
                  {t('steps.up', { number: at + 1 })}
                </Button>
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconArrowDown size={15} />}
                  disabled={at === edited.length - 1}
                  onClick={() => change(moved(edited, at, at + 1))}
                >
                  {t('steps.down', { number: at + 1 })}
                </Button>
                <Button
                  kind="plain"
                  size="s"
                  isIconOnly
                  icon={<IconX size={15} />}
                  onClick={() => change(edited.filter((one) => one.key !== key))}
                >
                  {t('steps.remove', { number: at + 1 })}
                </Button>
              </div>
              <StepFields
                step={step}
                column={column}
                file={file}
                samples={samplesOf(at)}
                onStep={(next) => change(edited.map((one) => (one.key === key ? { key, step: next } : one)))}
              />
            </li>
          ))}
        </ol>
        <Popover name={t('steps.add')} label={t('steps.add')} holds="menu" icon={<IconPlus size={15} aria-hidden />}>
          {(close) =>
            offered.map((name) => (
              <MenuItem
                key={name}
                onChoose={() => {
                  close()
                  setNextKey(nextKey + 1)
                  change([...edited, { key: nextKey, step: blankStep(name) }])
                }}
              >
                {t(`steps.names.${name}`)}
              </MenuItem>
            ))
          }
        </Popover>
        <Outcome reading={reading} column={column} />
        <FormButtons>
          <Button kind="primary" onClick={onClose}>
            {t('steps.done')}
          </Button>
          <Button
            onClick={() => {
              onEntry(before)
              onClose()
            }}
          >
            {t('common:cancel')}
          </Button>
        </FormButtons>
      </DialogBody>
    </Dialog>
  )
}

/** The values of the first rows as they stand in the file and as they will be read. */
function Outcome({ reading, column }: Pick<Props, 'reading' | 'column'>) {
  const t = useT('mapping')
  const format = useFormat()
  const cells = reading.rows.flatMap(({ number, cells: all }) =>
    all.filter((cell) => cell.column === column.name).map((cell) => ({ number, ...cell })),
  )
  if (cells.length === 0) return reading.problem === null ? null : <p className={css.wrongText}>{reading.problem}</p>
  return (
    <table className={css.outcome}>
      <caption>{t('steps.preview')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('steps.inFile')}</th>
          <th scope="col">{t('steps.becomes')}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map(({ number, raw, value, problem }) => (
          <tr key={number}>
            <td>{raw === null ? <span className={css.quiet}>{t('rows.empty')}</span> : <code>{raw}</code>}</td>
            <td>
              {problem === null ? (
                value === null ? (
                  <span className={css.quiet}>{t('rows.empty')}</span>
                ) : (
                  <code>{writeValue(format, column, value)}</code>
                )
              ) : (
                <span className={css.wrongText}>{problem}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
