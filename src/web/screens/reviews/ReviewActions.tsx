import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Page.tsx'
import { toast } from '../../ui/toast.ts'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import { ActionRow } from '../actions/ActionRow.tsx'
import { refreshActions, useActionState } from '../actions/use-action-state.ts'
import { refreshReviews } from './review-parts.ts'
import type { Review } from './review-parts.ts'
import css from './Reviews.module.css'
import { StartPlanDialog } from './StartPlanDialog.tsx'

/** What is done about it: actions with an owner and a day, and the retention plan that makes several at once. */
export function ReviewActions({ review }: { readonly review: Review }) {
  const t = useT('reviews')
  const mayWrite = useRight('write-action')
  const { setState } = useActionState()
  const [isOpen, setOpen] = useState<'action' | 'plan' | null>(null)
  const [edited, setEdited] = useState<string | null>(null)
  const [unfolded, setUnfolded] = useState<string | null>(null)
  const isUnderWay = review.state === 'open' && review.kind !== 'win'
  const { actionList } = review
  const open = actionList.filter(({ state }) => state === 'open')
  const ended = actionList.filter(({ state }) => state !== 'open')
  const action = actionList.find(({ id }) => id === edited)
  return (
    <Section
      title={t('actions.title')}
      actions={
        mayWrite && (
          <span className={css.line} data-print="no">
            <Button size="s" icon={<IconPlus size={14} aria-hidden />} onClick={() => setOpen('action')}>
              {t('actions.new')}
            </Button>
            {isUnderWay && review.mayPlan && (
              <Button size="s" onClick={() => setOpen('plan')}>
                {t('actions.plan')}
              </Button>
            )}
          </span>
        )
      }
    >
      {actionList.length === 0 && (
        <p className={css.quiet}>{t(review.kind === 'win' ? 'actions.noneWin' : 'actions.none')}</p>
      )}
      <ul className={css.actions}>
        {[...open, ...ended].map((one) => (
          <ActionRow
            key={one.id}
            action={one}
            mayWrite={mayWrite}
            isOpen={unfolded === one.id}
            isSubjectKnown
            onToggle={() => setUnfolded(unfolded === one.id ? null : one.id)}
            onEdit={() => setEdited(one.id)}
            onState={(state) => setState(one, state)}
          />
        ))}
      </ul>
      <Plans review={review} />
      {isOpen === 'action' && (
        <ActionDialog subject={{ type: 'review', id: review.id }} onClose={() => setOpen(null)} />
      )}
      {isOpen === 'plan' && <StartPlanDialog review={review} onClose={() => setOpen(null)} />}
      {action !== undefined && <ActionDialog key={action.id} action={action} onClose={() => setEdited(null)} />}
    </Section>
  )
}

/** Plans that were started, each with what takes it back while none of its actions is done. */
function Plans({ review }: { readonly review: Review }) {
  const t = useT('reviews')
  const format = useFormat()
  const queries = useQueryClient()
  const undo = useMutation({
    mutationFn: (plan: string) => call('undoRetentionPlan', { params: { id: review.id, plan } }),
    onSuccess: () => toast(t('actions.undone')),
    onError: (error) => toast(error.message, { tone: 'failed' }),
    onSettled: async () => {
      await refreshReviews(queries)
      await refreshActions(queries)
    },
  })
  if (review.plans.length === 0) return null
  return (
    <ul className={css.plans}>
      {review.plans.map(({ id, start, by, mayUndo }) => (
        <li key={id} className={css.line}>
          <span className={css.quiet}>{t('actions.started', { name: by.name, day: format.day(start) })}</span>
          {mayUndo && review.mayPlan && (
            <Button kind="plain" size="s" data-print="no" disabled={undo.isPending} onClick={() => undo.mutate(id)}>
              {t('actions.undo')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
