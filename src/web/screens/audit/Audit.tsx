import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { FilterBar, FilterChip } from '../../ui/Filters.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useBook } from '../../ui/book-context.ts'
import { usePages } from '../../ui/use-pages.ts'
import { AuditEntry } from './AuditEntry.tsx'
import { shortDetail } from './audit-detail.ts'
import css from './Audit.module.css'
import { auditVerbs, useVerbWords } from './use-verb-words.ts'

export type Entry = Output<'listAudit'>['items'][number]

const route = getRouteApi('/app/audit')

/** Who did what to what. */
export function Audit() {
  const t = useT('audit')
  const book = useBook()
  const { entry: openId, period: _period, ...query } = route.useSearch()
  const navigate = route.useNavigate()
  const pages = usePages('listAudit', { query })
  const columns = useColumns()
  const filter = (change: Partial<typeof query>) =>
    void navigate({ search: (before) => ({ ...before, ...change, entry: undefined }) })
  const [known, setKnown] = useState<Entry | null>(null)
  const open = pages.rows.find(({ id }) => id === openId) ?? (known?.id === openId ? known : null)
  const actorName = pages.rows.find(({ actor }) => actor.id === query.actor)?.actor.name ?? query.actor
  const subjectName = pages.rows.find(({ subject }) => subject === query.subject)?.subjectName ?? query.subject
  return (
    <>
      <PageHeader title={t('title')}>{t('hint', { zone: book?.timeZone ?? 'UTC' })}</PageHeader>
      <FilterBar>
        <VerbFilter verb={query.verb} onVerb={(verb) => filter({ verb })} />
        <DayFilter label={t('filters.from')} day={query.from} onDay={(from) => filter({ from })} />
        <DayFilter label={t('filters.to')} day={query.to} onDay={(to) => filter({ to })} />
        {actorName !== undefined && (
          <FilterChip onRemove={() => filter({ actor: undefined })}>
            {t('filters.person', { name: actorName })}
          </FilterChip>
        )}
        {subjectName !== undefined && (
          <FilterChip onRemove={() => filter({ subject: undefined })}>
            {t('filters.thing', { name: subjectName })}
          </FilterChip>
        )}
      </FilterBar>
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        openKey={openId}
        onOpen={(entry) => {
          setKnown(entry)
          void navigate({ search: (before) => ({ ...before, entry: entry.id }) })
        }}
        empty={<EmptyState title={t('emptyTitle')}>{t('emptyAdvice')}</EmptyState>}
      />
      {open !== null && (
        <AuditEntry
          entry={open}
          onClose={() => void navigate({ search: (before) => ({ ...before, entry: undefined }) })}
          onFilter={filter}
        />
      )}
    </>
  )
}

function useColumns(): readonly Column<Entry>[] {
  const t = useT('audit')
  const words = useVerbWords()
  return [
    {
      id: 'at',
      header: t('columns.at'),
      width: 170,
      card: 'line',
      cell: ({ at }) => <InstantText instant={at} />,
    },
    { id: 'actor', header: t('columns.actor'), width: 180, card: 'line', cell: ({ actor }) => actor.name },
    { id: 'verb', header: t('columns.verb'), width: 240, card: 'title', cell: ({ verb }) => words(verb) },
    {
      id: 'subject',
      header: t('columns.subject'),
      priority: 2,
      cell: ({ subject, subjectName }) => subjectName ?? <span className={css.id}>{subject}</span>,
    },
    {
      id: 'detail',
      header: t('columns.detail'),
      priority: 3,
      card: 'none',
      cell: ({ detail }) => (
        <span className={css.detail} translate="no">
          {shortDetail(detail)}
        </span>
      ),
    },
  ]
}

function VerbFilter({
  verb,
  onVerb,
}: {
  readonly verb: string | undefined
  readonly onVerb: (verb: string | undefined) => void
}) {
  const t = useT('audit')
  const words = useVerbWords()
  const known = verb === undefined || auditVerbs.some((one) => one === verb) ? auditVerbs : [verb, ...auditVerbs]
  return (
    <SelectField
      label={t('filters.verb')}
      isLabelHidden
      value={verb ?? 'any'}
      options={[
        { value: 'any', label: t('filters.anyVerb') },
        ...known.map((one) => ({ value: one, label: words(one) })),
      ]}
      onValue={(chosen) => onVerb(chosen === 'any' ? undefined : chosen)}
    />
  )
}

interface DayFilterProps {
  readonly label: string
  readonly day: string | undefined
  readonly onDay: (day: string | undefined) => void
}

function DayFilter({ label, day, onDay }: DayFilterProps) {
  return (
    <div className={css.day}>
      <span aria-hidden>{label}</span>
      <TextField
        label={label}
        isLabelHidden
        type="date"
        value={day ?? ''}
        onValue={(typed) => onDay(typed === '' ? undefined : typed)}
      />
    </div>
  )
}
