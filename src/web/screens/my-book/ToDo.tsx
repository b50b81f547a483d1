import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { toast } from '../../ui/toast.ts'
import { dueKind } from './my-book-parts.ts'
import type { Action } from './my-book-parts.ts'
import css from './ToDo.module.css'

/** What is to be done, the most urgent first; done by one click, and taken back by another. */
export function ToDo({ actions }: { readonly actions: readonly Action[] }) {
  const t = useT('myBook')
  const format = useFormat()
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const mayWrite = useRight('write-action')
  const open = actions.filter(({ state }) => state === 'open')
  const overdue = open.filter((action) => dueKind(action, today) === 'overdue').length

  const mark = useMutation({
    mutationFn: ({ action, state }: { action: Action; state: 'open' | 'done' }) =>
      call('setActionState', { params: { id: action.id }, body: { state, note: null } }),
    onSuccess: (_, { action, state }) => {
      if (state === 'open') return
      toast(t('actions.marked', { title: action.title }), {
        undo: () => {
          mark.mutate({ action, state: 'open' })
        },
      })
    },
    onError: () => {
      toast(t('actions.failed'), { tone: 'failed' })
    },
    onSettled: () =>
      Promise.all(
        ['getMyBook', 'listActions', 'getReminders', 'listHistory'].map((operation) =>
          queries.invalidateQueries({ queryKey: [operation] }),
        ),
      ),
  })

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
            const kind = dueKind(action, today)
            return (
              <li key={action.id} className={css.item}>
                {mayWrite && (
                  <Button
                    kind="secondary"
                    size="s"
                    isIconOnly
                    className={css.done}
                    icon={<IconCheck size={14} stroke={2} />}
                    disabled={mark.isPending}
                    onClick={() => {
                      mark.mutate({ action, state: 'done' })
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
                    {action.doneWhen !== null && <span>{t('actions.doneWhen', { what: action.doneWhen })}</span>}
                  </span>
                </span>
                <span className={kind === 'overdue' ? css.overdue : kind === 'today' ? css.today : css.due}>
                  {t(`actions.${kind}`, { day: action.due === null ? '' : format.shortDay(action.due) })}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
