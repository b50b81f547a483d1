import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded } from '../../ui/States.tsx'
import { ReasonsEditor } from './ReasonsEditor.tsx'
import css from './Reviews.module.css'

/** The reason codes of the book: whose they are, and whether we could have changed them. */
export function ReasonsPart() {
  const mayWrite = useRight('policy')
  const [isEditing, setEditing] = useState(false)
  const query = useQuery(queryOf('getReviewReasons', {}))
  return (
    <Loaded query={query}>
      {(answer) => (
        <>
          <Reasons answer={answer} onEdit={mayWrite ? () => setEditing(true) : null} />
          {isEditing && <ReasonsEditor answer={answer} onClose={() => setEditing(false)} />}
        </>
      )}
    </Loaded>
  )
}

interface Props {
  readonly answer: Output<'getReviewReasons'>
  readonly onEdit: (() => void) | null
}

function Reasons({ answer: { reasons, versions }, onEdit }: Props) {
  const t = useT('reviews')
  const format = useFormat()
  const [newest] = versions
  return (
    <Section
      title={t('reasons.title')}
      hint={
        newest === undefined
          ? t('reasons.hintFirst')
          : t('reasons.hint', {
              version: newest.version,
              name: newest.savedBy.name,
              instant: format.instant(newest.savedAt),
            })
      }
      {...(onEdit === null ? {} : { actions: <Button onClick={onEdit}>{t('reasons.change')}</Button> })}
    >
      <ScrollTable label={t('reasons.title')}>
        <thead>
          <tr>
            <th scope="col">{t('reasons.reason')}</th>
            <th scope="col">{t('reasons.department')}</th>
            <th scope="col">{t('reasons.controllable')}</th>
            <th scope="col">{t('reasons.state')}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ key, name, department, isControllable, isActive, isUsed }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{t(`departments.${department}`)}</td>
              <td>{t(isControllable ? 'reasons.yes' : 'reasons.no')}</td>
              <td>
                <span className={css.line}>
                  {isActive ? t('reasons.active') : <Tag>{t('reasons.retired')}</Tag>}
                  {isUsed && <span className={css.quiet}>{t('reasons.used')}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      <p className={css.rule}>{t('reasons.rule')}</p>
    </Section>
  )
}
