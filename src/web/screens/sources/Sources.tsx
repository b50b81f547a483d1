import { IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, InstantText } from '../../ui/Figures.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import { useKindName } from '../mapping/use-names.ts'
import { ReadyMappings } from './ReadyMappings.tsx'
import { SourceDetail } from './SourceDetail.tsx'
import css from './Sources.module.css'

const route = getRouteApi('/app/sources')

type Source = Output<'listMappings'>['items'][number]

/** Every source with a mapping, and the mappings that come with the program. */
export function Sources() {
  const t = useT('sources')
  const { source } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(queryOf('listMappings', {}))
  const columns = useColumns()
  const show = (name: string | undefined) => void navigate({ search: (before) => ({ ...before, source: name }) })
  const button = (
    <Link className={buttonClass('primary')} to="/imports/new">
      <IconUpload size={15} aria-hidden />
      {t('import')}
    </Link>
  )
  return (
    <>
      <PageHeader title={t('title')} actions={button}>
        {t('under')}
      </PageHeader>
      <div className={css.stack}>
        <Loaded query={query}>
          {({ items }) => (
            <DataTable
              label={t('title')}
              columns={columns}
              pages={{ rows: items }}
              rowKey={(row) => row.source}
              openKey={source}
              onOpen={(row) => show(row.source)}
              empty={
                <EmptyState title={t('emptyTitle')} action={button}>
                  {t('emptyAdvice')}
                </EmptyState>
              }
            />
          )}
        </Loaded>
        <ReadyMappings />
      </div>
      {source !== undefined && <SourceDetail key={source} source={source} onClose={() => show(undefined)} />}
    </>
  )
}

function useColumns(): readonly Column<Source>[] {
  const t = useT('sources')
  const format = useFormat()
  const kindName = useKindName()
  return [
    { id: 'source', header: t('columns.source'), width: 160, card: 'title', cell: ({ source }) => source },
    {
      id: 'holds',
      header: t('columns.holds'),
      least: 220,
      priority: 2,
      cell: ({ files }) => format.list([...new Set(files.map(({ kind }) => kindName(kind)))]),
    },
    {
      id: 'files',
      header: t('columns.files'),
      width: 200,
      priority: 4,
      cell: ({ files }) => format.list([...new Set(files.map(({ file }) => file))]),
    },
    {
      id: 'version',
      header: t('columns.version'),
      width: 80,
      align: 'end',
      priority: 3,
      cell: ({ version }) => <Count count={version} />,
    },
    { id: 'by', header: t('columns.by'), width: 140, priority: 5, cell: ({ author }) => author.name },
    { id: 'at', header: t('columns.at'), width: 160, priority: 3, cell: ({ at }) => <InstantText instant={at} /> },
    {
      id: 'again',
      header: t('columns.again'),
      width: 130,
      card: 'figure',
      cell: ({ source }) => (
        <Link className={buttonClass('secondary', 's')} to="/imports/new" search={{ source }}>
          <span aria-hidden>{t('again')}</span>
          <span className="unseen">{t('againOf', { source })}</span>
        </Link>
      ),
    },
  ]
}
