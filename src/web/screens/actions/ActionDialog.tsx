import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '../../../domain/day.ts'
import { call, type ApiError } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SegmentedControl, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { AccountPicker } from './AccountPicker.tsx'
import type { Action } from './action-parts.ts'
import css from './Actions.module.css'
import { refreshActions } from './use-action-state.ts'

interface Subject {
  readonly type: Action['subject']['type']
  readonly id: string
  readonly name?: string
}

interface Props {
  /** The action to change; a new one is made without. */
  readonly action?: Action
  /** What a new action is about, where the screen says it; otherwise it is chosen. */
  readonly subject?: Subject
  /** What a new action may be called, to begin with. */
  readonly suggested?: string
  readonly onClose: () => void
}

/** Notes an action, or changes one. */
export function ActionDialog({ action, subject, suggested, onClose }: Props) {
  const t = useT('actions')
  return (
    <Dialog title={t(action === undefined ? 'new' : 'edit')} onClose={onClose}>
      <DialogBody>
        <ActionForm
          {...(action === undefined ? {} : { action })}
          {...(subject === undefined ? {} : { subject })}
          {...(suggested === undefined ? {} : { suggested })}
          onClose={onClose}
        />
      </DialogBody>
    </Dialog>
  )
}

const book: Subject = { type: 'book', id: 'book' }

function ActionForm({ action, subject: given, suggested = '', onClose }: Props) {
  const t = useT('actions')
  const common = useT('common')
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const me = useSession()?.user
  const people = useQuery(queryOf('listPeople', {}))
  const [title, setTitle] = useState(action?.title ?? suggested)
  const [note, setNote] = useState(action?.note ?? '')
  const [subject, setSubject] = useState<Subject | null>(action?.subject ?? given ?? book)
  const [owner, setOwner] = useState(action?.owner.id ?? me?.id ?? '')
  const [due, setDue] = useState(action?.due ?? '')
  const [doneWhen, setDoneWhen] = useState(action?.doneWhen ?? '')
  // The version the fields were filled from; somebody's later change must be looked at before it is written over.
  const [version, setVersion] = useState(action?.version)
  const save = useMutation<Action, ApiError>({
    mutationFn: () => {
      const about = subject ?? book
      const body = {
        title: title.trim(),
        note: orNull(note),
        subject: { type: about.type, id: about.id },
        owner,
        due: due === '' ? null : due,
        doneWhen: orNull(doneWhen),
      }
      return action === undefined || version === undefined
        ? call('createAction', { body })
        : call('updateAction', { params: { id: action.id }, body, ifMatch: version })
    },
    onSuccess: (saved) => {
      toast(action === undefined ? t('saidMade', { name: saved.owner.name }) : t('saidChanged'))
      void refreshActions(queries)
      onClose()
    },
    onError: async (error) => {
      if (error.status !== 412 || action === undefined) return
      const now = await call('getAction', { params: { id: action.id } })
      setTitle(now.title)
      setNote(now.note ?? '')
      setSubject(now.subject)
      setOwner(now.owner.id)
      setDue(now.due ?? '')
      setDoneWhen(now.doneWhen ?? '')
      setVersion(now.version)
    },
  })
  const isStale = save.error?.status === 412
  const owners = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isOwnerKnown = owners.some(({ value }) => value === owner)
  const ownerName = action?.owner.name ?? me?.name ?? ''
  return (
    <Form onSubmit={() => save.mutate()}>
      {isStale && <Notice tone="warning">{t('form.changedMeanwhile')}</Notice>}
      <TextField label={t('form.title')} value={title} required maxLength={200} data-first onValue={setTitle} />
      {given === undefined &&
        (action === undefined || action.subject.type === 'account' || action.subject.type === 'book') && (
          <div className={css.about}>
            <span className={css.label} aria-hidden>
              {t('form.about')}
            </span>
            <SegmentedControl
              label={t('form.about')}
              value={subject?.type === 'book' ? 'book' : 'account'}
              options={[
                { value: 'book', label: t('subject.book') },
                { value: 'account', label: t('subject.account') },
              ]}
              onValue={(type) => setSubject(type === 'book' ? book : null)}
            />
            {subject?.type !== 'book' && (
              <AccountPicker
                picked={subject === null ? null : { id: subject.id, name: subject.name ?? subject.id }}
                onPick={(account) => setSubject(account && { type: 'account', ...account })}
              />
            )}
          </div>
        )}
      <SelectField
        label={t('form.owner')}
        value={owner}
        options={isOwnerKnown || owner === '' ? owners : [{ value: owner, label: ownerName }, ...owners]}
        isRequired
        onValue={setOwner}
      />
      <DueField due={due} today={today} onDue={setDue} />
      <TextField
        label={t('form.doneWhen')}
        hint={t('form.doneWhenHint')}
        isOptional
        value={doneWhen}
        maxLength={500}
        onValue={setDoneWhen}
      />
      <TextArea label={t('form.note')} isOptional value={note} maxLength={4000} onValue={setNote} />
      {!isStale && <ErrorLine error={save.error} />}
      <FormButtons>
        <Button
          type="submit"
          kind="primary"
          isBusy={save.isPending}
          disabled={save.isPending || title.trim() === '' || subject === null || owner === ''}
        >
          {t('form.submit')}
        </Button>
        <Button onClick={onClose}>{common('cancel')}</Button>
      </FormButtons>
    </Form>
  )
}

function DueField({
  due,
  today,
  onDue,
}: {
  readonly due: string
  readonly today: string
  readonly onDue: (due: string) => void
}) {
  const t = useT('actions')
  const format = useFormat()
  const soon =
    today === ''
      ? []
      : ([
          ['today', today],
          ['tomorrow', addDays(today, 1)],
          ['nextWeek', addDays(today, 7)],
        ] as const)
  return (
    <div className={css.due}>
      <TextField label={t('form.due')} isOptional type="date" value={due} onValue={onDue} />
      <span className={css.soon}>
        {soon.map(([name, day]) => (
          <Button
            key={name}
            size="s"
            kind={due === day ? 'primary' : 'secondary'}
            aria-pressed={due === day}
            title={format.day(day)}
            onClick={() => onDue(day)}
          >
            {t(`form.${name}`)}
          </Button>
        ))}
      </span>
    </div>
  )
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
