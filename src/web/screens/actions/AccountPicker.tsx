import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { FilterChip } from '../../ui/Filters.tsx'
import css from './Actions.module.css'

interface Picked {
  readonly id: string
  readonly name: string
}

interface Props {
  readonly picked: Picked | null
  readonly onPick: (account: Picked | null) => void
}

/** Finds one account by name, key or number while one types. */
export function AccountPicker({ picked, onPick }: Props) {
  const t = useT('actions')
  const [q, setQ] = useState('')
  const asked = q.trim()
  const { data } = useQuery({
    ...queryOf('search', { query: { q: asked, limit: 8 } }),
    enabled: asked !== '' && picked === null,
    placeholderData: keepPreviousData,
  })
  if (picked !== null) {
    return (
      <div>
        <FilterChip onRemove={() => onPick(null)}>{picked.name}</FilterChip>
      </div>
    )
  }
  const found =
    asked === '' ? [] : [...new Map((data?.items ?? []).map(({ account }) => [account.id, account])).values()]
  return (
    <div className={css.picker}>
      <TextField
        label={t('subject.account')}
        isLabelHidden
        value={q}
        onValue={setQ}
        autoComplete="off"
        spellCheck={false}
      />
      {found.length > 0 && (
        <ul className={css.found}>
          {found.map((account) => (
            <li key={account.id}>
              <button type="button" className={css.pick} onClick={() => onPick({ id: account.id, name: account.name })}>
                <GradeBadge grade={account.grade} size="s" isShort />
                <span className={css.pickName}>{account.name}</span>
                <span className={css.soft}>{[account.key, account.city].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
