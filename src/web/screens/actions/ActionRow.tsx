import { IconCheck, IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { MenuItem, Popover } from '../../ui/Popover.tsx'
import type { Action } from './action-parts.ts'
import css from './Actions.module.css'

interface Props {
  readonly action: Action
  readonly mayWrite: boolean
  readonly isOpen: boolean
  /** Whether the screen says already what it is about. */
  readonly isSubjectKnown?: boolean
  readonly onToggle: () => void
  readonly onEdit: () => void
  readonly onState: (state: Action['state']) => void
}

/** One action in a list: done by one click, the rest in its menu, what was written about it on opening. */
export function ActionRow({ action, mayWrite, isOpen, isSubjectKnown = false, onToggle, onEdit, onState }: Props) {
  const t = useT('actions')
  const isDone = action.state !== 'open'
  return (
    <li className={css.item} data-state={action.state}>
      {mayWrite && !isDone ? (
        <Button
          size="s"
          isIconOnly
          className={css.check}
          icon={<IconCheck size={14} stroke={2} />}
          onClick={() => onState('done')}
        >
          {t('markDone', { title: action.title })}
        </Button>
      ) : (
        <span className={css.mark} aria-hidden>
          {action.state === 'done' ? <IconCheck size={15} /> : null}
        </span>
      )}
      <div className={css.text}>
        <button type="button" className={css.title} aria-expanded={isOpen} onClick={onToggle}>
          {action.title}
        </button>
        <span className={css.meta}>
          {!isSubjectKnown && <SubjectLink subject={action.subject} />}
          <span>{t('forWhom', { name: action.owner.name })}</span>
          {isDone && <Tag>{t(`state.${action.state}`)}</Tag>}
        </span>
        {isOpen && <Details action={action} />}
      </div>
      <Due action={action} />
      {mayWrite && (
        <Popover
          kind="plain"
          size="s"
          isIconOnly
          icon={<IconDots size={16} />}
          holds="menu"
          align="end"
          name={action.title}
          label={action.title}
        >
          {(close) => (
            <>
              {!isDone && (
                <MenuItem
                  onChoose={() => {
                    close()
                    onEdit()
                  }}
                >
                  {t('edit')}
                </MenuItem>
              )}
              {(['done', 'dropped', 'open'] as const)
                .filter((state) => state !== action.state)
                .map((state) => (
                  <MenuItem
                    key={state}
                    onChoose={() => {
                      close()
                      onState(state)
                    }}
                  >
                    {t(state === 'done' ? 'done' : state === 'dropped' ? 'drop' : 'reopen')}
                  </MenuItem>
                ))}
            </>
          )}
        </Popover>
      )}
    </li>
  )
}

function Details({ action }: { readonly action: Action }) {
  const t = useT('actions')
  const format = useFormat()
  return (
    <div className={css.details}>
      {action.doneWhen !== null && (
        <p>
          <span className={css.soft}>{t('form.doneWhen')}</span> {action.doneWhen}
        </p>
      )}
      {action.note !== null && <p className={css.note}>{action.note}</p>}
      <ul className={css.states} aria-label={t('history')}>
        {action.states.map((row) => (
          <li key={row.at + row.state}>
            {t('stateBy', { state: t(`state.${row.state}`), name: row.by })}, {format.instant(row.at)}
            {row.note === null ? '' : `: ${row.note}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Due({ action: { due, state, isOverdue } }: { readonly action: Action }) {
  const t = useT('actions')
  const format = useFormat()
  const today = useBook()?.today
  if (due === null) return <span className={css.dueDay}>{t('noDue')}</span>
  const isToday = due === today && state === 'open'
  return (
    <time dateTime={due} className={classNames(css.dueDay, isOverdue && css.overdue, isToday && css.today)}>
      {isToday ? t('urgency.today') : format.day(due)}
    </time>
  )
}

/** What an action is about, as a way there. */
function SubjectLink({ subject }: { readonly subject: Action['subject'] }) {
  const t = useT('actions')
  const words = t(`subjectNamed.${subject.type}`, { name: subject.name })
  if (subject.type === 'account') {
    return (
      <Link to="/accounts/$id" params={{ id: subject.id }}>
        {words}
      </Link>
    )
  }
  if (subject.type === 'review') {
    return (
      <Link to="/reviews/$id" params={{ id: subject.id }}>
        {words}
      </Link>
    )
  }
  if (subject.type === 'import') {
    return (
      <Link to="/imports/$id" params={{ id: subject.id }}>
        {words}
      </Link>
    )
  }
  if (subject.type === 'closing') return <Link to="/closings">{words}</Link>
  return <span>{words}</span>
}
