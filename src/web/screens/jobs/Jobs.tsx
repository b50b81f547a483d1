import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { FilterBar, FilterSelect } from '../../ui/Filters.tsx'
import { isEnded, JobBar, type Job } from '../../ui/JobProgress.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { useRight } from '../../ui/book-context.ts'
import { usePages } from '../../ui/use-pages.ts'
import { JobDetail } from './JobDetail.tsx'
import { useSubject } from './use-subject.ts'
import { useTook } from './use-took.ts'

const route = getRouteApi('/app/jobs')
const states = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const satisfies readonly Job['state'][]
const kinds = [
  'preview',
  'import',
  'undo',
  'close',
  'backup',
  'lifetime',
  'alerts',
  'view',
  'command',
] as const satisfies readonly Job['kind'][]

const pollMilliseconds = 1500

/** What runs in the background, and what ran. */
export function Jobs() {
  const t = useT('jobs')
  const { state, kind, job } = route.useSearch()
  const navigate = route.useNavigate()
  const seesAll = useRight('read-job')
  const query = { ...(state === undefined ? {} : { state }), ...(kind === undefined ? {} : { kind }) }
  const pages = usePages('listJobs', { query }, { refetchInterval: pollMilliseconds })
  const columns = useColumns()
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, job: id }) })
  return (
    <>
      <PageHeader title={t('title')}>{t(seesAll ? 'hint' : 'hintOwn')}</PageHeader>
      <FilterBar>
        <FilterSelect
          label={t('state')}
          options={states.map((one) => ({ value: one, label: t(`common:job.state.${one}`) }))}
          value={state ?? []}
          onValue={(chosen) =>
            void navigate({ search: (before) => ({ ...before, state: chosen.length === 0 ? undefined : chosen }) })
          }
        />
        <FilterSelect
          label={t('kind')}
          options={kinds.map((one) => ({ value: one, label: t(`common:job.kind.${one}`) }))}
          value={kind ?? []}
          onValue={(chosen) =>
            void navigate({ search: (before) => ({ ...before, kind: chosen.length === 0 ? undefined : chosen }) })
          }
        />
      </FilterBar>
      <DataTable
        label={t('title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        openKey={job}
        onOpen={({ id }) => show(id)}
        empty={<EmptyState title={t('emptyTitle')}>{t('emptyAdvice')}</EmptyState>}
      />
      {job !== undefined && <JobDetail key={job} id={job} onClose={() => show(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<Job>[] {
  const t = useT('jobs')
  const took = useTook()
  const subjectOf = useSubject()
  return [
    {
      id: 'kind',
      header: t('columns.kind'),
      width: 190,
      card: 'title',
      cell: ({ kind }) => t(`common:job.kind.${kind}`),
    },
    { id: 'subject', header: t('columns.subject'), priority: 2, cell: subjectOf },
    {
      id: 'state',
      header: t('columns.state'),
      width: 220,
      card: 'figure',
      cell: (job) =>
        job.state === 'running' && !isEnded(job) ? (
          <JobBar job={job} />
        ) : (
          <Tag tone={stateTones[job.state]}>{t(`common:job.state.${job.state}`)}</Tag>
        ),
    },
    { id: 'by', header: t('columns.by'), width: 160, priority: 4, cell: ({ requestedBy }) => requestedBy.name },
    {
      id: 'at',
      header: t('columns.at'),
      width: 170,
      priority: 3,
      align: 'end',
      cell: ({ requestedAt }) => <InstantText instant={requestedAt} />,
    },
    { id: 'took', header: t('columns.took'), width: 110, priority: 4, align: 'end', cell: took },
  ]
}

const stateTones = {
  waiting: 'plain',
  running: 'accent',
  done: 'accent',
  failed: 'danger',
  cancelled: 'warning',
} as const satisfies Record<Job['state'], string>
