import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Count } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded } from '../../ui/States.tsx'
import { PlanEditor } from './PlanEditor.tsx'
import css from './Reviews.module.css'

/** The retention plan: what is done about an account that is leaving, step by step. */
export function PlanPart() {
  const mayWrite = useRight('policy')
  const [isEditing, setEditing] = useState(false)
  const query = useQuery(queryOf('getRetentionPlan', {}))
  return (
    <Loaded query={query}>
      {(answer) => (
        <>
          <Steps answer={answer} onEdit={mayWrite ? () => setEditing(true) : null} />
          {isEditing && <PlanEditor answer={answer} onClose={() => setEditing(false)} />}
        </>
      )}
    </Loaded>
  )
}

interface Props {
  readonly answer: Output<'getRetentionPlan'>
  readonly onEdit: (() => void) | null
}

function Steps({ answer: { steps, versions }, onEdit }: Props) {
  const t = useT('reviews')
  const format = useFormat()
  const [newest] = versions
  return (
    <Section
      title={t('plan.title')}
      hint={
        newest === undefined
          ? t('plan.hintFirst')
          : t('plan.hint', {
              version: newest.version,
              name: newest.savedBy.name,
              instant: format.instant(newest.savedAt),
            })
      }
      {...(onEdit === null ? {} : { actions: <Button onClick={onEdit}>{t('plan.change')}</Button> })}
    >
      <ScrollTable label={t('plan.title')}>
        <thead>
          <tr>
            <th scope="col" data-figure>
              {t('plan.day')}
            </th>
            <th scope="col">{t('plan.step')}</th>
            <th scope="col">{t('plan.department')}</th>
            <th scope="col">{t('plan.doneWhen')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ key, title, department, daysAfter, doneWhen }) => (
            <tr key={key}>
              <td data-figure>
                <Count count={daysAfter} />
              </td>
              <th scope="row">{title}</th>
              <td>{t(`departments.${department}`)}</td>
              <td>{doneWhen}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <p className={css.rule}>{t('plan.rule')}</p>
    </Section>
  )
}
