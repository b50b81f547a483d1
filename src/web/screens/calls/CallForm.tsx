import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { addDays } from '../../../domain/day.ts'
import { ApiError, call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useFormat, useSession } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, SegmentedControl, SelectField, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { gapsOf, keepDraft, orNull, outcomeOf, readDraft } from './call-draft.ts'
import type { Call, CallDraft } from './call-draft.ts'
import css from './Calls.module.css'
import { DayField } from './DayField.tsx'
import { OutcomeFields } from './OutcomeFields.tsx'
import { refreshCalls, useCallState } from './use-calls.ts'
import { useHintText } from './use-hint-text.ts'

interface Props {
  readonly account: { readonly id: string; readonly name: string }
  readonly goal: string
  readonly call?: Call
  readonly isLogged: boolean
  readonly onSaved?: (saved: Call) => void
  readonly onClose: () => void
}

/** The fields of a call. What one writes is kept until it is saved, whatever becomes of the network. */
export function CallForm({ account, goal, call: known, isLogged, onSaved, onClose }: Props) {
  const t = useT('calls')
  const common = useT('common')
  const today = useBook()?.today ?? ''
  const place = known === undefined ? `with ${account.id}` : `${known.id} ${isLogged ? 'log' : 'edit'}`
  const fresh = (): CallDraft => freshDraft({ known, goal, isLogged, today })
  const [kept] = useState(() => readDraft(place))
  const [draft, setDraft] = useState(() => kept ?? fresh())
  const [isRestored, setRestored] = useState(kept !== null)
  const [showsGaps, setShowsGaps] = useState(false)
  // The version the fields were filled from; somebody's later change must be looked at before it is written over.
  const [version, setVersion] = useState(known?.version)
  const save = useSave({ account, known, draft, version, place, isLogged, onSaved, onClose, onNewVersion: setVersion })
  const change = (changes: Partial<CallDraft>): void => {
    const next = { ...draft, ...changes }
    setDraft(next)
    keepDraft(place, next)
  }
  const gaps = gapsOf(draft)
  const isStale = save.error?.status === 412
  return (
    <Form
      onSubmit={() => {
        setShowsGaps(true)
        if (gaps.length === 0) save.mutate()
      }}
    >
      {isRestored && (
        <Notice>
          {t('restored')}{' '}
          <Button
            kind="plain"
            size="s"
            onClick={() => {
              keepDraft(place, null)
              setDraft(fresh())
              setRestored(false)
            }}
          >
            {t('startOver')}
          </Button>
        </Notice>
      )}
      {isStale && <Notice tone="warning">{t('changedMeanwhile')}</Notice>}
      {known === undefined && (
        <SegmentedControl
          label={t('mode')}
          value={draft.isMade ? 'done' : 'planned'}
          options={[
            { value: 'planned', label: t('modes.planned') },
            { value: 'done', label: t('modes.done') },
          ]}
          onValue={(mode) => change({ isMade: mode === 'done', day: today })}
        />
      )}
      {isLogged ? (
        <p className={css.goalOf}>
          <span className={css.soft}>{t('goal')}</span> {draft.goal}
        </p>
      ) : (
        <GoalField
          account={account.id}
          goal={draft.goal}
          error={showsGaps && gaps.includes('goal') ? t('goalMissing') : null}
          onGoal={(text) => change({ goal: text })}
        />
      )}
      {draft.isMade && <OutcomeFields draft={draft} today={today} gaps={showsGaps ? gaps : []} onChange={change} />}
      <ContactField account={account.id} contact={draft.contact} onContact={(contact) => change({ contact })} />
      <DayField
        label={t(draft.isMade ? 'madeOn' : 'day')}
        day={draft.day}
        today={today}
        way={draft.isMade ? 'back' : 'ahead'}
        onDay={(day) => change({ day })}
      />
      {!isLogged && <OwnerField owner={draft.owner} known={known} onOwner={(owner) => change({ owner })} />}
      {!isStale && <ErrorLine error={save.error} />}
      {save.error?.status === 0 && <Notice tone="warning">{t('kept')}</Notice>}
      <FormButtons>
        <Button type="submit" kind="primary" className={css.save} isBusy={save.isPending} disabled={save.isPending}>
          {t(draft.isMade ? 'saveLog' : 'save')}
        </Button>
        <Button
          onClick={() => {
            keepDraft(place, null)
            onClose()
          }}
        >
          {common('cancel')}
        </Button>
      </FormButtons>
    </Form>
  )
}

interface Fresh {
  readonly known: Call | undefined
  readonly goal: string
  readonly isLogged: boolean
  readonly today: string
}

function freshDraft({ known, goal, isLogged, today }: Fresh): CallDraft {
  return {
    goal: known?.goal ?? goal,
    contact: known?.contact ?? '',
    day: isLogged ? today : (known?.day ?? today),
    owner: known?.owner.id ?? '',
    isMade: isLogged,
    reached: '',
    result: '',
    nextKind: 'none',
    nextText: '',
    nextDay: today === '' ? '' : addDays(today, 7),
    request: crypto.randomUUID(),
  }
}

interface Saving extends Omit<Props, 'goal' | 'call' | 'onSaved'> {
  readonly known: Call | undefined
  readonly draft: CallDraft
  readonly version: number | undefined
  readonly place: string
  readonly onSaved: ((saved: Call) => void) | undefined
  readonly onNewVersion: (version: number) => void
}

/** Saves a draft. A second try after a lost answer finds what the first one did, and makes nothing twice. */
function useSave({ account, known, draft, version, place, isLogged, onSaved, onClose, onNewVersion }: Saving) {
  const t = useT('calls')
  const format = useFormat()
  const queries = useQueryClient()
  const { drop, reopen } = useCallState()
  return useMutation<Call, ApiError>({
    mutationFn: async () => {
      const outcome = draft.isMade ? outcomeOf(draft) : null
      const text = {
        contact: orNull(draft.contact),
        goal: draft.goal.trim(),
        day: draft.day,
        owner: orNull(draft.owner),
      }
      if (known === undefined || version === undefined) {
        return call('planCall', { body: { account: account.id, ...text, outcome }, once: draft.request })
      }
      const params = { id: known.id }
      if (!isLogged || outcome === null) return call('updateCall', { params, body: text, ifMatch: version })
      return call('logCall', { params, body: outcome, ifMatch: version }).catch(async (error: unknown) => {
        const now = error instanceof ApiError && error.status === 412 ? await call('getCall', { params }) : null
        // Our own first try, whose answer was lost on the way.
        if (now?.state === 'done' && now.outcome?.reached === draft.reached) return now
        throw error
      })
    },
    onSuccess: (saved) => {
      keepDraft(place, null)
      const { name } = saved.account
      const said = draft.isMade
        ? t('saidLogged', { name })
        : known === undefined
          ? t('saidPlanned', { name, day: format.day(saved.day) })
          : t('saidChanged')
      const isChanged = known !== undefined && !draft.isMade
      toast(said, isChanged ? {} : { undo: () => (draft.isMade ? reopen(saved) : drop(saved)) })
      void refreshCalls(queries)
      onSaved?.(saved)
      onClose()
    },
    onError: async (error) => {
      if (error.status === 412 && known !== undefined) {
        onNewVersion((await call('getCall', { params: { id: known.id } })).version)
      }
    },
  })
}

function GoalField({
  account,
  goal,
  error,
  onGoal,
}: {
  readonly account: string
  readonly goal: string
  readonly error: string | null
  readonly onGoal: (goal: string) => void
}) {
  const t = useT('calls')
  const textOf = useHintText()
  const hints = useQuery(queryOf('getCallHints', { params: { id: account } }))
  const ideas = [...new Set((hints.data?.hints ?? []).map(textOf))].filter((idea) => idea !== goal)
  return (
    <div className={css.goal}>
      <TextField
        label={t('goal')}
        hint={t('goalHint')}
        error={error}
        value={goal}
        required
        maxLength={300}
        data-first
        onValue={onGoal}
      />
      {ideas.length > 0 && (
        <ul className={css.ideas} aria-label={t('ideas')}>
          {ideas.slice(0, 4).map((idea) => (
            <li key={idea}>
              <button type="button" className={css.idea} onClick={() => onGoal(idea)}>
                {idea}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function ContactField({
  account,
  contact,
  onContact,
}: {
  readonly account: string
  readonly contact: string
  readonly onContact: (contact: string) => void
}) {
  const t = useT('calls')
  const list = useId()
  const hints = useQuery(queryOf('getCallHints', { params: { id: account } }))
  return (
    <>
      <TextField
        label={t('contact')}
        hint={t('contactHint')}
        isOptional
        value={contact}
        maxLength={200}
        autoComplete="off"
        list={list}
        onValue={onContact}
      />
      <datalist id={list}>
        {(hints.data?.contacts ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  )
}

function OwnerField({
  owner,
  known,
  onOwner,
}: {
  readonly owner: string
  readonly known: Call | undefined
  readonly onOwner: (owner: string) => void
}) {
  const t = useT('calls')
  const me = useSession()?.user
  const people = useQuery(queryOf('listPeople', {}))
  const options = (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const current = known?.owner ?? me
  // Whoever writes it makes it, unless they say otherwise.
  const chosen = owner === '' ? (me?.id ?? '') : owner
  const isKnown = options.some(({ value }) => value === chosen)
  return (
    <SelectField
      label={t('owner')}
      value={chosen}
      options={isKnown || !current ? options : [{ value: current.id, label: current.name }, ...options]}
      onValue={onOwner}
    />
  )
}
