import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextArea, TextField } from '../../ui/Fields.tsx'
import { ErrorLine, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { ChangeList } from './ChangeList.tsx'
import { movedOf } from './comparison-parts.ts'
import type { Comparison, PolicyDocument } from './document.ts'
import { useEffectText } from './use-effect-text.ts'
import { keepWork } from './kept-work.ts'
import css from './Policy.module.css'

interface Props {
  readonly document: PolicyDocument
  readonly held: PolicyDocument
  readonly draft: Output<'createPolicyDraft'> | null
  readonly comparison: Comparison | undefined
  readonly fourEyes: boolean
  readonly onClose: () => void
}

/** From when the policy holds and why: the last look before it does. */
export function AdoptDialog({ document, held, draft, comparison, fourEyes, onClose }: Props) {
  const t = useT('policy')
  const common = useT('common')
  const format = useFormat()
  const effectText = useEffectText()
  const book = useBook()
  const queries = useQueryClient()
  const navigate = useNavigate()
  // What is shown now goes up to here: from this day on the change is seen at once.
  const [from, setFrom] = useState(book?.asOf ?? book?.today ?? '')
  const [name, setName] = useState(document.name)
  const [note, setNote] = useState(draft?.note ?? '')
  const adopt = useMutation({
    mutationFn: () =>
      call('adoptPolicy', {
        body: {
          document: { ...document, name: name.trim(), effectiveFrom: from },
          note: note.trim() === '' ? null : note.trim(),
          draftId: draft?.id ?? null,
        },
      }),
    onSuccess: async ({ adopted }) => {
      keepWork(null)
      onClose()
      await queries.invalidateQueries()
      toast(
        adopted ? t('adopt.adopted', { name: adopted.policy.name, version: adopted.policy.version }) : t('adopt.asked'),
      )
      await navigate({ to: '/policy', search: {} })
    },
  })
  const isLater = book?.asOf !== null && book?.asOf !== undefined && from > book.asOf
  return (
    <Dialog title={t(fourEyes ? 'adopt.titleAsk' : 'adopt.title')} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => adopt.mutate()}>
          <div>
            {comparison && (
              <p className={css.effect}>
                {movedOf(comparison.changes) === 0 ? t('adopt.still') : effectText(comparison)}
              </p>
            )}
            <ChangeList before={held} after={document} />
          </div>
          <TextField
            label={t('adopt.from')}
            hint={t('adopt.fromHint')}
            type="date"
            required
            data-first
            value={from}
            onValue={setFrom}
          />
          {isLater && book?.asOf && <Notice>{t('adopt.fromFuture', { day: format.day(book.asOf) })}</Notice>}
          <TextField
            label={t('adopt.name')}
            hint={t('adopt.nameHint')}
            required
            maxLength={200}
            value={name}
            onValue={setName}
          />
          <TextArea
            label={t('adopt.note')}
            hint={t('adopt.noteHint')}
            isOptional
            maxLength={500}
            value={note}
            onValue={setNote}
          />
          <p className={css.quiet}>{t('adopt.closings')}</p>
          <ErrorLine error={adopt.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={adopt.isPending}>
              {t(fourEyes ? 'adopt.submitAsk' : 'adopt.submit')}
            </Button>
            <Button onClick={onClose}>{common('cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
