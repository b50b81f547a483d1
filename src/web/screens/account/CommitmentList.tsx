import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { commitmentShows } from '../../../domain/commitment/shown.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { Count, DayText, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './Value.module.css'

type Promised = Output<'listAccountCommitments'>['items'][number]

/** The promises of the account line by line, the latest due first. */
export function CommitmentList({ shown }: { readonly shown: Output<'getAccountCommitments'> }) {
  const t = useT('inventory')
  const { id, search, navigate, ofPeriod } = useAccountAddress()
  const show = search.promises ?? 'due'
  const pages = usePages('listAccountCommitments', { params: { id }, query: { ...ofPeriod, show } })
  const columns = useColumns(
    pages.rows.some(({ quantity }) => quantity !== undefined),
    shown.committed !== undefined,
  )
  return (
    <Section isBare title={t('promises.list.title')}>
      <div className={css.choice} data-print="no">
        <SelectField
          label={t('promises.list.show')}
          value={show}
          options={commitmentShows.map((one) => ({ value: one, label: t(`promises.list.${one}`) }))}
          onValue={(promises) => void navigate({ search: (before) => ({ ...before, promises }), resetScroll: false })}
        />
      </div>
      <DataTable
        label={t('promises.list.title')}
        columns={columns}
        pages={pages}
        rowKey={({ source, number, line }) => `${source} ${number} ${line ?? ''}`}
        empty={<EmptyState title={t('promises.list.empty')} />}
      />
    </Section>
  )
}

function useColumns(seesQuantity: boolean, seesMoney: boolean): readonly Column<Promised>[] {
  const t = useT('inventory')
  const format = useFormat()
  return useMemo(() => {
    const quantity = (text: string | undefined) => (text === undefined ? '' : format.decimal(text))
    return [
      {
        id: 'number',
        header: t('promises.list.number'),
        card: 'title',
        cell: ({ number, line, isTaken }) => (
          <>
            {line === null ? number : `${number} / ${line}`}{' '}
            {!isTaken && <Tag tone="plain">{t('promises.list.isOpen')}</Tag>}
          </>
        ),
      },
      {
        id: 'product',
        header: t('promises.list.product'),
        least: 160,
        priority: 2,
        cell: ({ product }) => product.name,
      },
      { id: 'due', header: t('promises.list.dueDay'), width: 112, cell: ({ due }) => <DayText day={due} /> },
      {
        id: 'takenOn',
        header: t('promises.list.takenOn'),
        width: 112,
        priority: 4,
        cell: ({ takenOn }) => (takenOn === null ? '' : <DayText day={takenOn} />),
      },
      {
        id: 'late',
        header: t('promises.list.lateDays'),
        width: 90,
        align: 'end',
        card: 'figure',
        cell: ({ lateDays }) => <Count count={lateDays} />,
      },
      ...(seesQuantity
        ? ([
            {
              id: 'quantity',
              header: t('promises.list.quantity'),
              width: 90,
              align: 'end',
              priority: 3,
              cell: (row) => quantity(row.quantity),
            },
            {
              id: 'inTime',
              header: t('promises.list.inTime'),
              width: 90,
              align: 'end',
              priority: 5,
              cell: (row) => quantity(row.takenOnTime),
            },
            {
              id: 'taken',
              header: t('promises.list.taken'),
              width: 90,
              align: 'end',
              priority: 3,
              cell: (row) => quantity(row.taken),
            },
          ] satisfies Column<Promised>[])
        : []),
      ...(seesMoney
        ? ([
            {
              id: 'untaken',
              header: t('promises.list.untaken'),
              width: 140,
              align: 'end',
              cell: ({ untaken }) => <Money amount={untaken} size="exact" />,
            },
          ] satisfies Column<Promised>[])
        : []),
    ]
  }, [t, format, seesQuantity, seesMoney])
}
