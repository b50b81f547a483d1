import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, TextField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useT } from '../../i18n/i18n.ts'
import { fieldsOf, useViewCommands, type SavedView } from './use-views.ts'

interface Props {
  /** The view that gets another name; null for a new one. */
  readonly view: SavedView | null
  /** What a new view keeps. */
  readonly search: string
  readonly onClose: () => void
  readonly onSaved: (view: SavedView) => void
}

/** Gives a view its name. */
export function ViewNameDialog({ view, search, onClose, onSaved }: Props) {
  const t = useT('accounts')
  const [name, setName] = useState(view?.name ?? '')
  const { create, update } = useViewCommands()
  const save = () => {
    const wanted = name.trim()
    if (wanted === '') return
    if (view === null) create.mutate({ name: wanted, search, isShared: false }, { onSuccess: onSaved })
    else update.mutate({ view, body: { ...fieldsOf(view), name: wanted } }, { onSuccess: onSaved })
  }
  return (
    <Dialog title={t(view === null ? 'view.save' : 'view.rename')} width="s" onClose={onClose}>
      <DialogBody>
        <Form onSubmit={save}>
          <TextField
            label={t('view.name')}
            hint={t('view.nameHint')}
            value={name}
            onValue={setName}
            maxLength={80}
            required
            data-first
          />
          <ErrorLine error={create.error ?? update.error} />
          <FormButtons>
            <Button type="submit" kind="primary" isBusy={create.isPending || update.isPending}>
              {t('common:save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
