import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import { CriteriaEditor } from './CriteriaEditor.tsx'
import css from './Selection.module.css'
import type { CriteriaAnswer, CriteriaDocument } from './selection-parts.ts'

/** What decides which accounts are strategic: the version that counts, and the ones before it. */
export function CriteriaPart() {
  const t = useT('selection')
  const mayWrite = useRight('policy')
  const [isEditing, setEditing] = useState(false)
  const query = useQuery(queryOf('getSelectionCriteria', {}))
  return (
    <Loaded query={query}>
      {(answer) => (
        <>
          {answer.current === null ? (
            <EmptyState
              title={t('criteria.none')}
              action={mayWrite ? <Button onClick={() => setEditing(true)}>{t('criteria.write')}</Button> : undefined}
            >
              {mayWrite ? t('criteria.noneAdvice') : t('list.noCriteriaAsk')}
            </EmptyState>
          ) : (
            <Current answer={answer} current={answer.current} onEdit={mayWrite ? () => setEditing(true) : null} />
          )}
          {isEditing && <CriteriaEditor answer={answer} onClose={() => setEditing(false)} />}
        </>
      )}
    </Loaded>
  )
}

interface CurrentProps {
  readonly answer: CriteriaAnswer
  readonly current: CriteriaDocument
  readonly onEdit: (() => void) | null
}

function Current({ answer, current, onEdit }: CurrentProps) {
  const t = useT('selection')
  const format = useFormat()
  const [newest, ...earlier] = answer.versions
  return (
    <Section
      title={t('criteria.title')}
      hint={
        newest &&
        t('criteria.hint', {
          version: newest.version,
          name: newest.savedBy.name,
          instant: format.instant(newest.savedAt),
          points: format.decimal(String(current.atLeast)),
        })
      }
      {...(onEdit === null ? {} : { actions: <Button onClick={onEdit}>{t('criteria.change')}</Button> })}
    >
      <CriteriaTable document={current} />
      <p className={css.quiet}>{t('criteria.rule')}</p>
      {earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t('criteria.versions')}</summary>
          {earlier.map(({ version, savedBy, savedAt, note, document }) => (
            <div key={version}>
              <p className={css.quiet}>
                {t('criteria.versionLine', { version, name: savedBy.name, instant: format.instant(savedAt) })}
                {note === null ? '' : `: ${note}`}
              </p>
              <CriteriaTable document={document} />
            </div>
          ))}
        </details>
      )}
    </Section>
  )
}

function CriteriaTable({ document }: { readonly document: CriteriaDocument }) {
  const t = useT('selection')
  const format = useFormat()
  return (
    <ScrollTable label={t('criteria.title')}>
      <thead>
        <tr>
          <th scope="col">{t('criteria.criterion')}</th>
          <th scope="col" data-figure>
            {t('criteria.weight')}
          </th>
          <th scope="col">{t('criteria.scale')}</th>
        </tr>
      </thead>
      <tbody>
        {document.criteria.map(({ key, label, weight, scale }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td data-figure>{t('criteria.percent', { percent: format.decimal(String(weight)) })}</td>
            <td>
              <dl className={css.scale}>
                {scale.map(({ points, means }) => (
                  <div key={points}>
                    <dt>{format.decimal(String(points))}</dt>
                    <dd>{means}</dd>
                  </div>
                ))}
              </dl>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
