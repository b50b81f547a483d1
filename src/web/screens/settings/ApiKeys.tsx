import { IconKey } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { usePages } from '../../ui/use-pages.ts'
import { ApiKeyDialog } from './ApiKeyDialog.tsx'
import css from './Settings.module.css'

type ApiKey = Output<'listApiKeys'>['items'][number]

/** The keys that programs come in with. */
export function ApiKeys() {
  const t = useT('apiKeys')
  const pages = usePages('listApiKeys', { query: {} })
  const columns = useColumns()
  const [isMaking, setMaking] = useState(false)
  const button = (
    <Button icon={<IconKey size={16} />} onClick={() => setMaking(true)}>
      {t('make')}
    </Button>
  )
  return (
    <Section isBare title={t('title')} hint={t('hint')} actions={button}>
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('emptyTitle')}>{t('emptyAdvice')}</EmptyState>}
      />
      {isMaking && <ApiKeyDialog onClose={() => setMaking(false)} />}
    </Section>
  )
}

const stateTones = { active: 'accent', expired: 'warning', revoked: 'plain' } as const

function useColumns(): readonly Column<ApiKey>[] {
  const t = useT('apiKeys')
  const format = useFormat()
  const mayAudit = useRight('read-audit')
  return [
    {
      id: 'name',
      header: t('columns.name'),
      card: 'title',
      cell: ({ id, name }) =>
        mayAudit ? (
          <Link to="/audit" search={{ actor: id }}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    {
      id: 'key',
      header: t('columns.key'),
      width: 110,
      priority: 4,
      cell: ({ hint }) => <code className={css.code}>{hint}…</code>,
    },
    { id: 'role', header: t('columns.role'), width: 150, cell: ({ role }) => t(`common:role.${role}`) },
    {
      id: 'by',
      header: t('columns.by'),
      width: 140,
      priority: 5,
      card: 'none',
      cell: ({ createdBy }) => createdBy.name,
    },
    {
      id: 'used',
      header: t('columns.used'),
      width: 160,
      priority: 3,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : format.instant(lastUsedAt)),
    },
    {
      id: 'expires',
      header: t('columns.expires'),
      width: 160,
      priority: 2,
      cell: ({ expiresAt }) => (expiresAt === null ? t('noEnd') : format.instant(expiresAt)),
    },
    {
      id: 'state',
      header: t('columns.state'),
      width: 100,
      cell: ({ state }) => <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>,
    },
    { id: 'revoke', header: t('revoke'), width: 110, card: 'figure', cell: (key) => <Revoke apiKey={key} /> },
  ]
}

function Revoke({ apiKey: { id, name, state } }: { readonly apiKey: ApiKey }) {
  const t = useT('apiKeys')
  const queries = useQueryClient()
  if (state === 'revoked') return null
  return (
    <ConfirmButton
      size="s"
      title={t('revokeTitle', { name })}
      explanation={t('revokeText')}
      confirm={t('revokeAction')}
      isDangerous
      onConfirm={async () => {
        await call('revokeApiKey', { params: { id } })
        await queries.invalidateQueries({ queryKey: ['listApiKeys'] })
        toast(t('revoked', { name }))
      }}
    >
      {t('revoke')}
    </ConfirmButton>
  )
}
