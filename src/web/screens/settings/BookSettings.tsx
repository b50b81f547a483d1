import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { Button } from '../../ui/Button.tsx'
import { Form, FormButtons, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useBook } from '../../ui/book-context.ts'
import { toast } from '../../ui/toast.ts'
import css from './Settings.module.css'

type BookSettingsOutput = Output<'getSettings'>
type Draft = Omit<BookSettingsOutput, 'version'>

interface Props {
  readonly settings: BookSettingsOutput
  readonly mayChange: boolean
}

const noDesk = { name: '', phone: null, email: null }

/** What everybody sees of the book: its name, its day, whom to call, what grades mean. */
export function BookSettings({ settings, mayChange }: Props) {
  const t = useT('settings')
  const queries = useQueryClient()
  const { version, ...stored } = settings
  const [draft, setDraft] = useState<Draft>(stored)
  const save = useMutation({
    mutationFn: () => call('updateSettings', { body: tidied(draft), ifMatch: version }),
    onSuccess: (changed) => {
      queries.setQueryData(queryOf('getSettings', {}).queryKey, changed)
      void queries.invalidateQueries({ queryKey: ['getBook'] })
      void queries.invalidateQueries({ queryKey: ['getStart'] })
      void queries.invalidateQueries({ queryKey: ['getAccount'] })
      toast(t('book.saved'))
    },
  })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(stored)
  return (
    <Form onSubmit={() => save.mutate()}>
      <fieldset className={css.fields} disabled={!mayChange}>
        <div className={css.pair}>
          <TextField
            label={t('book.name')}
            value={draft.name}
            onValue={(name) => setDraft({ ...draft, name })}
            maxLength={80}
            required
          />
          <SelectField
            label={t('book.timeZone')}
            hint={t('book.timeZoneHint')}
            value={draft.timeZone}
            options={zonesWith(draft.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
            onValue={(timeZone) => setDraft({ ...draft, timeZone })}
          />
        </div>
        <DeskFields draft={draft} onDraft={setDraft} />
        <GradeFields draft={draft} onDraft={setDraft} />
      </fieldset>
      {mayChange && (
        <>
          <ErrorLine error={save.error} />
          <FormButtons>
            <Button type="submit" kind="primary" disabled={!isChanged} isBusy={save.isPending}>
              {t('common:save')}
            </Button>
            {isChanged && <Button onClick={() => setDraft(stored)}>{t('common:cancel')}</Button>}
            {isChanged && (
              <span className={css.changed} role="status">
                {t('book.changed')}
              </span>
            )}
          </FormButtons>
        </>
      )}
    </Form>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}

function DeskFields({ draft, onDraft }: PartProps) {
  const t = useT('settings')
  const desk = draft.desk ?? noDesk
  const change = (part: Partial<typeof desk>) => onDraft({ ...draft, desk: { ...desk, ...part } })
  return (
    <fieldset className={css.group}>
      <legend>{t('book.desk')}</legend>
      <div className={css.triple}>
        <TextField label={t('book.deskName')} value={desk.name} onValue={(name) => change({ name })} maxLength={120} />
        <TextField
          label={t('book.deskPhone')}
          type="tel"
          value={desk.phone ?? ''}
          onValue={(phone) => change({ phone: phone === '' ? null : phone })}
          maxLength={40}
        />
        <TextField
          label={t('book.deskEmail')}
          type="email"
          value={desk.email ?? ''}
          onValue={(email) => change({ email: email === '' ? null : email })}
          maxLength={254}
        />
      </div>
    </fieldset>
  )
}

function GradeFields({ draft, onDraft }: PartProps) {
  const t = useT('settings')
  const book = useBook()
  const order = [...(book?.policy.grades.map(({ label }) => label) ?? []), 'none']
  const labels = Object.keys(draft.grades).toSorted((one, other) => placeIn(order, one) - placeIn(order, other))
  return (
    <fieldset className={css.group}>
      <legend>{t('book.grades')}</legend>
      <p className={css.hint}>{t('book.gradesHint')}</p>
      <div className={css.grades}>
        {labels.map((label) => {
          const { words = '', promise = '' } = draft.grades[label] ?? {}
          const grade = label === 'none' ? null : label
          const change = (part: { readonly words?: string; readonly promise?: string }) =>
            onDraft({ ...draft, grades: { ...draft.grades, [label]: { words, promise, ...part } } })
          const of = (field: string) => t('book.ofGrade', { field, grade: grade ?? t('book.none') })
          return (
            <div key={label} className={css.grade}>
              <GradeBadge grade={grade} />
              <TextField
                label={t('book.words')}
                aria-label={of(t('book.words'))}
                value={words}
                onValue={(text) => change({ words: text })}
                maxLength={200}
              />
              <TextArea
                label={t('book.promise')}
                aria-label={of(t('book.promise'))}
                rows={2}
                value={promise}
                onValue={(text) => change({ promise: text })}
                maxLength={500}
              />
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

/** A desk without a name is none. */
function tidied(draft: Draft): Draft {
  const { desk } = draft
  return { ...draft, desk: desk === null || desk.name.trim() === '' ? null : { ...desk, name: desk.name.trim() } }
}

function placeIn(order: readonly string[], label: string): number {
  const place = order.indexOf(label)
  return place === -1 ? order.length : place
}

/** The zones this browser knows; the one that is set is always among them. */
function zonesWith(zone: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return [...new Set([zone, 'UTC', ...known])]
}
