import { urgencyOf } from '../../../domain/action.ts'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { useActionState } from '../actions/use-action-state.ts'
import type { Action } from '../actions/action-parts.ts'
import css from './ToDo.module.css'

/** How soon something is due, in words. */
const words = { overdue: 'overdue', today: 'today', week: 'due', later: 'due', undated: 'noDue' } as const

/** What is to be done, the most urgent first; done by one click, and taken back by another. */
export function ToDo({ actions }: { readonly actions: readonly Action[] }) {
  const t = useT('myBook')
  const about = useT('actions')
  const format = useFormat()
  const today = useBook()?.today ?? ''
  const mayWrite = useRight('write-action')
  const open = actions.filter(({ state }) => state === 'open')
  const overdue = open.filter((action) => urgencyOf(action.due, today) === 'overdue').length

  const { isPending, setState } = useActionState()

  return (
    <Section
      title={t('actions.title')}
      hint={open.length === 0 ? undefined : t('actions.message', { count: open.length, overdue })}
      actions={
        <Link to="/actions" search={{ owner: 'me' }}>
          {t('actions.all')}
        </Link>
      }
    >
      {open.length === 0 ? (
        <p className={css.empty}>{t('actions.empty')}</p>
      ) : (
        <ul className={css.list}>
          {open.map((action) => {
            const urgency = urgencyOf(action.due, today)
            return (
              <li key={action.id} className={css.item}>
                {mayWrite && (
                  <Button
                    kind="secondary"
                    size="s"
                    isIconOnly
                    className={css.done}
                    icon={<IconCheck size={14} stroke={2} />}
                    disabled={isPending}
                    onClick={() => {
                      setState(action, 'done')
                    }}
                  >
                    {t('actions.done', { title: action.title })}
                  </Button>
                )}
                <span className={css.what}>
                  <span className={css.title}>{action.title}</span>
                  <span className={css.about}>
                    {action.subject.type === 'account' && (
                      <Link to="/accounts/$id" params={{ id: action.subject.id }} search={{ action: action.id }}>
                        {action.subject.name}
                      </Link>
                    )}
                    {action.subject.type === 'review' && (
                      <Link to="/reviews/$id" params={{ id: action.subject.id }}>
                        {about('subjectNamed.review', { name: action.subject.name })}
                      </Link>
                    )}
                    {action.doneWhen !== null && <span>{t('actions.doneWhen', { what: action.doneWhen })}</span>}
                  </span>
                </span>
                <span className={urgency === 'overdue' ? css.overdue : urgency === 'today' ? css.today : css.due}>
                  {t(`actions.${words[urgency]}`, { day: action.due === null ? '' : format.shortDay(action.due) })}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
