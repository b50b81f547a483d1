import { IconCheck, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { ErrorLine, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { useActionState } from '../actions/use-action-state.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './AccountActions.module.css'

type Action = Output<'getAction'>

/** What is to be done about this account, by whom and by when. The address names the action that is open. */
export function AccountActions() {
  const t = useT('account')
  const { id, search, navigate } = useAccountAddress()
  const mayWrite = useRight('write-action')
  const [isNew, setNew] = useState(false)
  const [showsClosed, setShowsClosed] = useState(false)
  const pages = usePages('listActions', { query: { subjectType: 'account', subject: id, limit: 100 } })
  const open = pages.rows.filter(({ state }) => state === 'open')
  const closed = pages.rows.filter(({ state }) => state !== 'open')
  const shown = mayWrite ? open.find((action) => action.id === search.action) : undefined
  const show = (action: string | undefined) =>
    void navigate({
      search: ({ action: _before, ...rest }) => ({ ...rest, ...(action === undefined ? {} : { action }) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <Section
      title={t('actions.title')}
      actions={
        mayWrite && (
          <Button
            size="s"
            icon={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              setNew(true)
            }}
          >
            {t('actions.new')}
          </Button>
        )
      }
    >
      <ErrorLine error={pages.error} />
      {pages.isPending && <SkeletonLines lines={2} />}
      {!pages.isPending && open.length === 0 && pages.error === null && (
        <p className={css.empty}>{t('actions.empty')}</p>
      )}
      <ul className={css.actions}>
        {[...open, ...(showsClosed ? closed : [])].map((action) => (
          <ActionItem
            key={action.id}
            action={action}
            mayWrite={mayWrite}
            onOpen={() => {
              show(action.id)
            }}
          />
        ))}
      </ul>
      {closed.length > 0 && (
        <Button
          kind="plain"
          size="s"
          data-print="no"
          onClick={() => {
            setShowsClosed(!showsClosed)
          }}
        >
          {showsClosed ? t('actions.hideClosed') : t('actions.closed', { count: closed.length })}
        </Button>
      )}
      {isNew && (
        <ActionDialog
          subject={{ type: 'account', id }}
          onClose={() => {
            setNew(false)
          }}
        />
      )}
      {shown && (
        <ActionDialog
          key={shown.id}
          action={shown}
          onClose={() => {
            show(undefined)
          }}
        />
      )}
    </Section>
  )
}

interface ItemProps {
  readonly action: Action
  readonly mayWrite: boolean
  readonly onOpen: () => void
}

function ActionItem({ action, mayWrite, onOpen }: ItemProps) {
  const t = useT('account')
  const format = useFormat()
  const { setState } = useActionState()
  const isOpen = action.state === 'open'
  return (
    <li className={css.action} data-state={action.state}>
      <div className={css.text}>
        {mayWrite && isOpen ? (
          <button type="button" className={css.title} onClick={onOpen}>
            {action.title}
          </button>
        ) : (
          <span className={css.title}>{action.title}</span>
        )}
        <span className={css.state}>
          {action.isOverdue && <Tag tone="danger">{t('actions.overdue')}</Tag>}
          {!isOpen && <Tag>{t(action.state === 'done' ? 'actions.done' : 'actions.dropped')}</Tag>}
          <span>{action.due === null ? t('actions.noDue') : t('actions.dueOn', { day: format.day(action.due) })}</span>
          <span>{action.owner.name}</span>
        </span>
        {action.doneWhen !== null && <span className={css.soft}>{`${t('actions.doneWhen')}: ${action.doneWhen}`}</span>}
        {action.note !== null && <span className={css.soft}>{action.note}</span>}
      </div>
      {mayWrite && (
        <span className={css.buttons} data-print="no">
          {isOpen ? (
            <>
              <Button
                size="s"
                isIconOnly
                icon={<IconCheck size={15} aria-hidden />}
                onClick={() => {
                  setState(action, 'done')
                }}
              >
                {t('actions.done')}
              </Button>
              <Button
                kind="plain"
                size="s"
                isIconOnly
                icon={<IconX size={15} aria-hidden />}
                onClick={() => {
                  setState(action, 'dropped')
                }}
              >
                {t('actions.drop')}
              </Button>
            </>
          ) : (
            <Button
              kind="plain"
              size="s"
              onClick={() => {
                setState(action, 'open')
              }}
            >
              {t('actions.reopen')}
            </Button>
          )}
        </span>
      )}
    </li>
  )
}
