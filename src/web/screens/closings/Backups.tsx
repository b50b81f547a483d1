import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Download } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, Loaded } from '../../ui/States.tsx'

type Backup = Output<'listBackups'>['items'][number]

/** The backups in the data directory, and a button that makes one. */
export function Backups() {
  const t = useT('closings')
  const format = useFormat()
  const queries = useQueryClient()
  const mayTake = useRight('manage-user')
  const query = useQuery(queryOf('listBackups', {}))
  const [job, setJob] = useState<string | null>(null)
  const [isMaking, setMaking] = useState(false)
  const make = useMutation({
    mutationFn: () => call('createBackup', {}),
    onSuccess: (made) => {
      setJob(made.id)
      setMaking(true)
    },
  })
  const button = (
    <Button isBusy={make.isPending} disabled={make.isPending || isMaking} onClick={() => make.mutate()}>
      {t('backups.make')}
    </Button>
  )
  const columns: readonly Column<Backup>[] = [
    { id: 'at', header: t('backups.at'), width: 170, card: 'title', cell: (row) => <InstantText instant={row.at} /> },
    { id: 'name', header: t('backups.name'), priority: 2, cell: (row) => row.name },
    { id: 'bytes', header: t('backups.size'), width: 100, align: 'end', cell: (row) => format.bytes(row.bytes) },
    ...(mayTake
      ? [
          {
            id: 'download',
            header: t('backups.download'),
            width: 150,
            card: 'figure',
            cell: (row) => (
              <Download operation="getBackup" input={{ params: { name: row.name } }} size="s">
                {t('backups.download')}
              </Download>
            ),
          } satisfies Column<Backup>,
        ]
      : []),
  ]
  return (
    <Section isBare title={t('backups.title')} hint={t('backups.hint')} actions={button}>
      <ErrorLine error={make.error} />
      {job !== null && (
        <JobProgress
          key={job}
          id={job}
          onEnd={(ended) => {
            setMaking(false)
            if (ended.state === 'done') setJob(null)
            void queries.invalidateQueries({ queryKey: ['listBackups'] })
          }}
        />
      )}
      <Loaded query={query}>
        {({ items }) => (
          <DataTable
            label={t('backups.title')}
            columns={columns}
            pages={{ rows: items }}
            rowKey={(row) => row.name}
            empty={<EmptyState title={t('backups.emptyTitle')}>{t('backups.emptyAdvice')}</EmptyState>}
          />
        )}
      </Loaded>
    </Section>
  )
}
