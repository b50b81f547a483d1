import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Call } from '../../../contract/operations.ts'
import {
  aspects,
  intents,
  mostTravelMinutes,
  potentialSources,
  references,
  relationships,
  standings,
} from '../../../domain/judgement/judgement.ts'
import type { Aspect } from '../../../domain/judgement/judgement.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { CheckField, Form, FormButtons, SelectField, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import type { AccountFit } from './Fit.tsx'
import css from './Fit.module.css'
import { draftOf, verdictOf } from './judge-draft.ts'
import type { JudgeDraft } from './judge-draft.ts'

interface Props {
  readonly accountId: string
  readonly fit: AccountFit
  readonly onClose: () => void
}

/** Writes a judgement down: about what, how, and what it rests on. */
export function FitJudge({ accountId, fit, onClose }: Props) {
  const t = useT('fit')
  const format = useFormat()
  const queries = useQueryClient()
  const today = useBook()?.today ?? ''
  const [draft, setDraft] = useState(() => draftOf('standing', fit))
  const [evidence, setEvidence] = useState('')
  // What is shown is of the end of the period: from then on it counts there, too.
  const [from, setFrom] = useState(fit.to)
  const verdict = verdictOf(draft)
  const add = useMutation({
    mutationFn: (given: Call<'addJudgement'>['body']['verdict']) =>
      call('addJudgement', { params: { id: accountId }, body: { verdict: given, evidence: evidence.trim(), from } }),
    onSuccess: async () => {
      for (const operation of ['getAccountFit', 'listJudgements', 'getExplanation', 'getBook']) {
        await queries.invalidateQueries({ queryKey: [operation] })
      }
      toast(from > fit.to ? t('dialog.savedLater', { day: format.day(from) }) : t('dialog.saved'))
      onClose()
    },
  })
  const change = (next: Partial<JudgeDraft>) => setDraft({ ...draft, ...next })
  return (
    <Dialog title={t('dialog.title')} onClose={onClose}>
      <DialogBody>
        <Form
          onSubmit={() => {
            if (verdict !== null) add.mutate(verdict)
          }}
        >
          <SelectField
            label={t('dialog.aspect')}
            value={draft.aspect}
            options={aspects.map((value) => ({ value, label: t(`dialog.aspects.${value}`) }))}
            onValue={(aspect) => setDraft(draftOf(aspect, fit))}
          />
          {draft.aspect === 'standing' && (
            <SelectField
              label={t('dialog.line')}
              placeholder={t('dialog.choose')}
              isRequired
              value={draft.line}
              options={fit.lines.map(({ key, name }) => ({ value: key, label: name }))}
              onValue={(line) => change({ line })}
            />
          )}
          {!draft.takesBack && <ValueFields draft={draft} change={change} currency={fit.currency} />}
          <CheckField
            label={t('dialog.takeBack')}
            isChecked={draft.takesBack}
            onChecked={(takesBack) => change({ takesBack })}
          />
          <TextArea
            label={t('dialog.evidence')}
            hint={t('dialog.evidenceHint')}
            value={evidence}
            required
            maxLength={2000}
            onValue={setEvidence}
          />
          <TextField
            label={t('dialog.from')}
            hint={t('dialog.fromHint', { day: format.day(fit.to) })}
            type="date"
            value={from}
            max={today}
            required
            onValue={setFrom}
          />
          <ErrorLine error={add.error} />
          <FormButtons>
            <Button
              type="submit"
              kind="primary"
              isBusy={add.isPending}
              disabled={add.isPending || verdict === null || evidence.trim() === ''}
            >
              {t('dialog.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

interface ValueProps {
  readonly draft: JudgeDraft
  readonly change: (next: Partial<JudgeDraft>) => void
  readonly currency: string
}

const words = { standing: standings, reference: references, relationship: relationships, intent: intents } as const
const wordsIn = {
  standing: 'standings',
  reference: 'references',
  relationship: 'relationships',
  intent: 'intents',
} as const

function isWorded(aspect: Aspect): aspect is keyof typeof words {
  return Object.hasOwn(words, aspect)
}

/** What one says of the aspect: a word of its own, minutes, regions, or amounts. */
function ValueFields({ draft, change, currency }: ValueProps) {
  const t = useT('fit')
  const { aspect } = draft
  if (isWorded(aspect)) {
    const label = (word: string): string => t(`${wordsIn[aspect]}.${word}` as 'standings.first')
    return (
      <SelectField<string>
        label={t('dialog.value')}
        placeholder={t('dialog.choose')}
        isRequired
        value={draft.word}
        options={words[aspect].map((word) => ({ value: word, label: label(word) }))}
        onValue={(word) => change({ word })}
      />
    )
  }
  if (aspect === 'travel') {
    const isWrong = draft.minutes !== '' && verdictOf(draft) === null
    return (
      <TextField
        label={t('dialog.minutes')}
        error={isWrong ? t('dialog.minutesWrong') : null}
        inputMode="numeric"
        max={mostTravelMinutes}
        required
        value={draft.minutes}
        onValue={(minutes) => change({ minutes })}
      />
    )
  }
  if (aspect === 'regions') {
    return (
      <TextField
        label={t('dialog.regions')}
        hint={t('dialog.regionsHint')}
        required
        value={draft.regions}
        onValue={(regions) => change({ regions })}
      />
    )
  }
  return <PotentialFields draft={draft} change={change} currency={currency} />
}

function PotentialFields({ draft, change, currency }: ValueProps) {
  const t = useT('fit')
  const amounts = ['low', 'likely', 'high'] as const
  const isWritten = amounts.every((name) => draft[name].trim() !== '')
  return (
    <>
      <SelectField
        label={t('dialog.source')}
        value={draft.source}
        options={potentialSources.map((value) => ({ value, label: t(`sources.${value}`) }))}
        onValue={(source) => change({ source })}
      />
      <div className={css.amounts}>
        {amounts.map((name) => (
          <TextField
            key={name}
            label={t(`dialog.${name}`)}
            hint={name === 'likely' ? t('dialog.amountHint', { currency }) : undefined}
            error={isWritten && name === 'high' && verdictOf(draft) === null ? t('dialog.order') : null}
            inputMode="decimal"
            autoComplete="off"
            required
            value={draft[name]}
            onValue={(amount) => change({ [name]: amount })}
          />
        ))}
      </div>
    </>
  )
}
