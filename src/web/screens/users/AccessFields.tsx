import { useQuery } from '@tanstack/react-query'
import type { Input } from '../../../contract/operations.ts'
import { rights, roles, scopes } from '../../../domain/right.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { SelectField } from '../../ui/Fields.tsx'
import { FilterSelect } from '../../ui/Filters.tsx'
import { useBook } from '../../ui/book-context.ts'
import css from './Users.module.css'

/** What somebody, or a program, may do, and how far. */
export type AccessDraft = Pick<Input<'inviteUser'>, 'role' | 'scope' | 'territory' | 'reps'>

interface Props {
  readonly draft: AccessDraft
  readonly onDraft: (draft: AccessDraft) => void
  /** What linked reps mean here. */
  readonly repsHint?: string
}

export function AccessFields({ draft, onDraft, ...of }: Props) {
  const t = useT('users')
  const book = useBook()
  const territories = book?.territories ?? []
  return (
    <>
      <SelectField
        label={t('fields.role')}
        value={draft.role}
        options={roles.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
        onValue={(role) => onDraft({ ...draft, role })}
      />
      <RoleRights role={draft.role} />
      <RepsField draft={draft} onDraft={onDraft} {...of} />
      <SelectField
        label={t('fields.scope')}
        hint={t('fields.scopeHint')}
        value={draft.scope ?? 'role'}
        options={(['role', ...scopes] as const).map((scope) => ({ value: scope, label: t(`scopes.${scope}`) }))}
        onValue={(scope) =>
          onDraft({
            ...draft,
            scope: scope === 'role' ? null : scope,
            territory: scope === 'territory' ? draft.territory : null,
          })
        }
      />
      {draft.scope === 'territory' && (
        <SelectField
          label={t('fields.territory')}
          value={draft.territory ?? 'own'}
          options={[
            { value: 'own', label: t('fields.territoryOwn') },
            ...territories.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onValue={(territory) => onDraft({ ...draft, territory: territory === 'own' ? null : territory })}
        />
      )}
    </>
  )
}

function RepsField({ draft, onDraft, repsHint }: Props) {
  const t = useT('users')
  const book = useBook()
  const owners = book?.owners ?? []
  return (
    <div className={css.reps}>
      <span className={css.label}>{t('fields.reps')}</span>
      {owners.length === 0 ? (
        <span className={css.hint}>{t('fields.repsNone')}</span>
      ) : (
        <>
          <FilterSelect
            label={t('fields.reps')}
            options={owners.map(({ key, name }) => ({ value: key, label: name }))}
            value={draft.reps}
            onValue={(reps) => onDraft({ ...draft, reps: reps.slice(0, 20) })}
          />
          <span className={css.hint}>{repsHint ?? t('fields.repsHint')}</span>
        </>
      )}
    </div>
  )
}

/** What a role may do in this book, and how far, before one gives it to anybody. */
function RoleRights({ role }: { readonly role: AccessDraft['role'] }) {
  const t = useT('users')
  const { data } = useQuery({ ...queryOf('listRoles', {}), staleTime: 5 * 60_000 })
  const granted = data?.items.find((one) => one.role === role)?.rights
  if (granted === undefined) return null
  return (
    <details className={css.rights}>
      <summary>{t('rights.title')}</summary>
      <ul>
        {rights.flatMap((right) => {
          const scope = granted[right]
          return scope === undefined ? [] : [<Right key={right} right={right} scope={scope} />]
        })}
      </ul>
    </details>
  )
}

function Right({ right, scope }: { readonly right: (typeof rights)[number]; readonly scope: (typeof scopes)[number] }) {
  const t = useT('users')
  return (
    <li>
      {t(`rights.${right}`)}
      {scope !== 'all' && <span className={css.scope}>{t(`scopes.${scope}`)}</span>}
    </li>
  )
}
