import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { CopyField } from '../../ui/Links.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { AccessFields, type AccessDraft } from '../users/AccessFields.tsx'
import css from './Settings.module.css'

/** How long a key may hold, in days; null is without end. */
const validDays = { d30: 30, d90: 90, d365: 365, none: null } as const
type Validity = keyof typeof validDays
const validities = Object.keys(validDays) as readonly Validity[]

/** The narrowest role that imports. */
const emptyAccess: AccessDraft = { role: 'finance', scope: null, territory: null, reps: [] }

/** Makes a key for a program: the answer is the key, this once. */
export function ApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT('apiKeys')
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [access, setAccess] = useState(emptyAccess)
  const [validity, setValidity] = useState<Validity>('d365')
  const make = useMutation({
    mutationFn: () => call('createApiKey', { body: { ...access, name: name.trim(), validDays: validDays[validity] } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listApiKeys'] }),
  })
  if (make.data !== undefined) {
    return (
      <Dialog title={t('made.title', { name: make.data.apiKey.name })} onClose={onClose}>
        <Made made={make.data} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title={t('makeTitle')} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => make.mutate()}>
          <TextField
            label={t('fields.name')}
            hint={t('fields.nameHint')}
            autoComplete="off"
            value={name}
            onValue={setName}
            maxLength={80}
            required
          />
          <AccessFields draft={access} onDraft={setAccess} repsHint={t('fields.repsHint')} />
          <SelectField
            label={t('fields.days')}
            value={validity}
            options={validities.map((one) => ({ value: one, label: t(`days.${one}`) }))}
            onValue={setValidity}
          />
          <ErrorLine error={make.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={make.isPending}>
              {t('makeAction')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}

function Made({ made, onDone }: { readonly made: Output<'createApiKey'>; readonly onDone: () => void }) {
  const t = useT('apiKeys')
  return (
    <DialogBody>
      <div className={css.made}>
        <p>{t('made.text')}</p>
        <CopyField label={t('made.label')} value={made.secret} />
        <p className={css.hint}>{t('made.how')}</p>
        <code className={css.code}>{`Authorization: Bearer ${made.apiKey.hint}…`}</code>
        <FormButtons>
          <Button kind="primary" onClick={onDone}>
            {t('made.done')}
          </Button>
        </FormButtons>
      </div>
    </DialogBody>
  )
}
