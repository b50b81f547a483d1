import type { Input } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { TextField } from '../../ui/Fields.tsx'
import { AccessFields } from './AccessFields.tsx'

/** What an administrator sets of a person. */
export type UserDraft = Omit<Input<'inviteUser'>, 'email'>

export const emptyDraft: UserDraft = { name: '', phone: null, role: 'rep', scope: null, territory: null, reps: [] }

interface Props {
  readonly draft: UserDraft
  readonly onDraft: (draft: UserDraft) => void
}

export function UserFields({ draft, onDraft }: Props) {
  const t = useT('users')
  return (
    <>
      <TextField
        label={t('fields.name')}
        autoComplete="off"
        value={draft.name}
        onValue={(name) => onDraft({ ...draft, name })}
        maxLength={120}
        required
      />
      <TextField
        label={t('fields.phone')}
        hint={t('fields.phoneHint')}
        isOptional
        type="tel"
        autoComplete="off"
        value={draft.phone ?? ''}
        onValue={(phone) => onDraft({ ...draft, phone: phone === '' ? null : phone })}
        maxLength={40}
      />
      <AccessFields draft={draft} onDraft={(access) => onDraft({ ...draft, ...access })} />
    </>
  )
}
