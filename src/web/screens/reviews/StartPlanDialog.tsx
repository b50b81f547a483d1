import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dueOf } from '../../../domain/review/retention-plan.ts'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Loaded } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { refreshActions } from '../actions/use-action-state.ts'
import { refreshReviews } from './review-parts.ts'
import type { Review } from './review-parts.ts'
import css from './Reviews.module.css'

interface Props {
  readonly review: Review
  readonly onClose: () => void
}

type Plan = Output<'getRetentionPlan'>
type Step = Plan['steps'][number]

/** No id of a person has a space. */
const nobody = ' nobody'

/** Starts the retention plan: who does each step, from which day. */
export function StartPlanDialog({ review, onClose }: Props) {
  const t = useT('reviews')
  const plan = useQuery(queryOf('getRetentionPlan', {}))
  return (
    <Dialog title={t('actions.startTitle')} width="l" onClose={onClose}>
      <DialogBody>
        <Loaded query={plan}>{(known) => <PlanForm plan={known} review={review} onClose={onClose} />}</Loaded>
      </DialogBody>
    </Dialog>
  )
}

function PlanForm({ plan, review, onClose }: Props & { readonly plan: Plan }) {
  const t = useT('reviews')
  const format = useFormat()
  const queries = useQueryClient()
  const me = useSession()?.user
  const people = useQuery(queryOf('listPeople', {}))
  const [start, setStart] = useState(useBook()?.today ?? '')
  const [ownersByStep, setOwners] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(plan.steps.map((step) => [step.key, firstOwner(review, step) ?? me?.id ?? nobody])),
  )
  const owners = plan.steps.flatMap(({ key }) => {
    const owner = ownersByStep[key] ?? nobody
    return owner === nobody ? [] : [{ step: key, owner }]
  })
  const refresh = async (): Promise<void> => {
    await refreshReviews(queries)
    await refreshActions(queries)
  }
  const undo = useMutation({
    mutationFn: (started: string) => call('undoRetentionPlan', { params: { id: review.id, plan: started } }),
    onError: (error) => toast(error.message, { tone: 'failed' }),
    onSettled: refresh,
  })
  const begin = useMutation({
    mutationFn: () =>
      call('startRetentionPlan', { params: { id: review.id }, body: { version: plan.version, start, owners } }),
    onSuccess: async (started) => {
      await refresh()
      const made = started.plans[0]
      toast(t('actions.made', { count: owners.length }), made && { undo: () => undo.mutate(made.id) })
      onClose()
    },
  })
  const options = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form onSubmit={() => begin.mutate()}>
      <p className={css.quiet}>{t('actions.startHint')}</p>
      <div className={css.two}>
        <TextField label={t('actions.start')} type="date" required value={start} onValue={setStart} />
        <SelectField
          label={t('actions.everybody')}
          value=""
          placeholder=""
          options={options}
          onValue={(owner) => setOwners(Object.fromEntries(plan.steps.map(({ key }) => [key, owner])))}
        />
      </div>
      <ol className={css.steps}>
        {plan.steps.map((step) => (
          <li key={step.key} className={css.row}>
            <strong>{step.title}</strong>
            <span className={css.quiet}>
              {[
                t(`departments.${step.department}`),
                start === '' ? '' : t('actions.due', { day: format.day(dueOf(step, start)) }),
                step.doneWhen,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <SelectField
              label={t('actions.owner', { step: step.title })}
              isLabelHidden
              value={ownersByStep[step.key] ?? nobody}
              options={[...options, { value: nobody, label: t('actions.nobody') }]}
              onValue={(owner) => setOwners({ ...ownersByStep, [step.key]: owner })}
            />
          </li>
        ))}
      </ol>
      <ErrorLine error={begin.error} />
      <FormButtons>
        <Button
          type="submit"
          kind="primary"
          isBusy={begin.isPending}
          disabled={begin.isPending || owners.length === 0 || start === ''}
        >
          {t('actions.submit', { count: owners.length })}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}

/** Whoever was asked by name for the view of the department of a step. */
function firstOwner({ askedOf }: Review, { department }: Step): string | undefined {
  return askedOf.find((one) => one.department === department)?.person?.id
}
