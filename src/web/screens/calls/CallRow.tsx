import { IconCheck, IconDots, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { MenuItem, Popover } from '../../ui/Popover.tsx'
import type { Call } from './call-draft.ts'
import { CallDialog } from './CallDialog.tsx'
import css from './CallRow.module.css'
import { useCallState } from './use-calls.ts'

interface Props {
  readonly call: Call
  readonly today: string
  /** The screen is about the account already. */
  readonly isOfAccount?: boolean
}

/** One call in a list: what it is for, and what came of it. */
export function CallRow({ call, today, isOfAccount = false }: Props) {
  const t = useT('calls')
  const me = useSession()?.user
  const mayWrite = useRight('write-action')
  const { drop, reopen, isPending } = useCallState()
  const [opened, setOpened] = useState<'log' | 'edit' | null>(null)
  const { account, contact, goal, state, owner } = call
  const isPlanned = state === 'planned'
  return (
    <li className={css.item} data-state={state}>
      <div className={css.text}>
        <span className={css.goal}>{goal}</span>
        <span className={css.meta}>
          {!isOfAccount && (
            <Link to="/accounts/$id" params={{ id: account.id }}>
              {account.name}
            </Link>
          )}
          {contact !== null && <span>{t('list.with', { name: contact })}</span>}
          {owner.id !== me?.id && <span>{t('list.by', { name: owner.name })}</span>}
          {call.outcome && (
            <Tag tone={call.outcome.reached === 'no' ? 'danger' : 'plain'}>{t(`results.${call.outcome.reached}`)}</Tag>
          )}
          {state === 'dropped' && <Tag>{t('list.states.dropped')}</Tag>}
        </span>
        {call.outcome && call.outcome.result !== null && <span className={css.result}>{call.outcome.result}</span>}
        {call.outcome?.next && <Next next={call.outcome.next} />}
      </div>
      <Day call={call} today={today} />
      {mayWrite && (
        <span className={css.buttons} data-print="no">
          {isPlanned ? (
            <Button
              kind="primary"
              size="s"
              className={css.log}
              icon={<IconPhone size={14} aria-hidden />}
              aria-label={t('logNamed', { name: account.name })}
              onClick={() => setOpened('log')}
            >
              {t('log')}
            </Button>
          ) : (
            <span className={css.mark} aria-hidden>
              {state === 'done' && <IconCheck size={15} />}
            </span>
          )}
          <Popover
            kind="plain"
            size="s"
            isIconOnly
            icon={<IconDots size={16} />}
            holds="menu"
            align="end"
            name={t('more', { name: account.name })}
            label={t('more', { name: account.name })}
          >
            {(close) => (
              <>
                {isPlanned && (
                  <MenuItem
                    onChoose={() => {
                      close()
                      setOpened('edit')
                    }}
                  >
                    {t('edit')}
                  </MenuItem>
                )}
                <MenuItem
                  isDisabled={isPending}
                  onChoose={() => {
                    close()
                    if (isPlanned) drop(call)
                    else reopen(call)
                  }}
                >
                  {t(isPlanned ? 'drop' : 'takeBack')}
                </MenuItem>
              </>
            )}
          </Popover>
        </span>
      )}
      {opened !== null && <CallDialog call={call} isLogged={opened === 'log'} onClose={() => setOpened(null)} />}
    </li>
  )
}

function Next({ next }: { readonly next: NonNullable<NonNullable<Call['outcome']>['next']> }) {
  const t = useT('calls')
  const format = useFormat()
  const { kind, title, day } = next
  const words =
    day === null
      ? t('list.nextActionUndated', { title })
      : t(kind === 'call' ? 'list.nextCall' : 'list.nextAction', { title, day: format.day(day) })
  return <span className={css.next}>{words}</span>
}

function Day({ call, today }: Pick<Props, 'call' | 'today'>) {
  const t = useT('calls')
  const format = useFormat()
  const day = call.outcome?.day ?? call.day
  const isToday = day === today && call.state === 'planned'
  const words = isToday ? t('dueToday') : t(call.isOverdue ? 'overdue' : 'due', { day: format.shortDay(day) })
  return (
    <time dateTime={day} className={css.day} data-urgency={call.isOverdue ? 'overdue' : isToday ? 'today' : 'later'}>
      {words}
    </time>
  )
}
