import { useState } from 'react'
import { departments } from '../../../domain/review/review.ts'
import type { Department } from '../../../domain/review/review.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { panelsOf } from './review-parts.ts'
import type { Panel, Review, View } from './review-parts.ts'
import css from './Reviews.module.css'
import { ViewDialog } from './ViewDialog.tsx'

/** A panel for each department: what it saw, who was asked, and what is missing. One's own department has the first word. */
export function Departments({ review }: { readonly review: Review }) {
  const t = useT('reviews')
  const [writing, setWriting] = useState<Department | null>(null)
  const mayWrite = review.mayView && review.state === 'open'
  const panels = panelsOf(review, departments)
  const missing = review.missing.map((department) => t(`departments.${department}`)).join(', ')
  return (
    <Section
      title={t('views.title')}
      hint={
        review.state === 'closed' || review.askedOf.length === 0
          ? undefined
          : missing === ''
            ? t('views.complete')
            : t('views.waits', { names: missing })
      }
    >
      <div className={css.panels}>
        {panels.map((panel) => (
          <DepartmentPanel
            key={panel.department}
            panel={panel}
            isOwn={panel.department === review.ownDepartment}
            onWrite={mayWrite ? () => setWriting(panel.department) : null}
          />
        ))}
      </div>
      {writing !== null && (
        <ViewDialog
          review={review}
          department={writing}
          held={panels.find((panel) => panel.department === writing)?.held ?? null}
          onClose={() => setWriting(null)}
        />
      )}
    </Section>
  )
}

interface PanelProps {
  readonly panel: Panel
  readonly isOwn: boolean
  /** Null where nothing may be said any more. */
  readonly onWrite: (() => void) | null
}

function DepartmentPanel({ panel: { department, held, earlier, asked }, isOwn, onWrite }: PanelProps) {
  const t = useT('reviews')
  const name = t(`departments.${department}`)
  const isMissing = held === null && asked !== null
  return (
    <section className={css.panel} aria-label={name} data-missing={isMissing || undefined}>
      <div className={css.head}>
        <h3>{name}</h3>
        {asked === null ? (
          <span className={css.quiet}>{t('views.notAsked')}</span>
        ) : (
          <Tag tone={isMissing ? 'warning' : 'plain'}>
            {asked.person === null ? t('views.askedAny') : t('views.asked', { name: asked.person.name })}
          </Tag>
        )}
      </div>
      {held === null ? <p className={css.quiet}>{t('views.nothing')}</p> : <Said view={held} />}
      {earlier.length > 0 && (
        <details data-print="no">
          <summary className={css.quiet}>{t('views.earlier', { count: earlier.length })}</summary>
          <div className={css.past}>
            {earlier.map((view) => (
              <Said key={view.id} view={view} />
            ))}
          </div>
        </details>
      )}
      {onWrite !== null && (
        <span className={css.foot} data-print="no">
          <Button
            size="s"
            kind={isOwn && held === null ? 'primary' : 'secondary'}
            aria-label={t(held === null ? 'views.add' : 'views.editOf', { department: name })}
            onClick={onWrite}
          >
            {held === null ? t('views.add', { department: name }) : t('views.edit')}
          </Button>
        </span>
      )}
    </section>
  )
}

function Said({ view: { wentRight, wentWrong, reasons, by, at } }: { readonly view: View }) {
  const t = useT('reviews')
  const format = useFormat()
  return (
    <div>
      <dl>
        {wentRight !== null && (
          <div>
            <dt>{t('views.right')}</dt>
            <dd>{wentRight}</dd>
          </div>
        )}
        {wentWrong !== null && (
          <div>
            <dt>{t('views.wrong')}</dt>
            <dd>{wentWrong}</dd>
          </div>
        )}
        {reasons.length > 0 && (
          <div>
            <dt>{t('views.reasons')}</dt>
            <dd className={css.tags}>
              {reasons.map(({ key, name, isControllable }) => (
                <span key={key} title={t(isControllable ? 'controllable' : 'uncontrollable')}>
                  <Tag tone={isControllable ? 'warning' : 'plain'}>{name}</Tag>
                  <span className="unseen">{t(isControllable ? 'controllable' : 'uncontrollable')}</span>
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <p className={css.quiet}>{t('views.by', { name: by.name, instant: format.instant(at) })}</p>
    </div>
  )
}
