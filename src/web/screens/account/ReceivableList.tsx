import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { shownParts } from '../../../domain/receivables/measure.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { Count, DayText, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress } from './account-parts.ts'
import { InvoiceLink } from './InvoiceLink.tsx'
import { useInvoiceSheet } from './use-invoice-sheet.ts'
import css from './Value.module.css'

type Document = Output<'listReceivables'>['items'][number]

/** The invoices and credit notes that one of the figures is made of. */
export function ReceivableList({ figures }: { readonly figures: Output<'getReceivables'>['figures'] }) {
  const t = useT('receivables')
  const { id, search, navigate, ofPeriod } = useAccountAddress()
  const { open } = useInvoiceSheet()
  const [seesSpend, seesCost] = [figures.open !== undefined, figures.financing !== undefined]
  const show = search.show !== undefined && (search.show !== 'financing' || seesCost) ? search.show : 'open'
  const pages = usePages('listReceivables', { params: { id }, query: { ...ofPeriod, show } })
  const columns = useColumns(seesSpend, seesCost, show === 'disputed')
  return (
    <Section isBare id="invoices-behind" title={t('list.title')}>
      <div className={css.choice} data-print="no">
        <SelectField
          label={t('list.show')}
          value={show}
          options={shownParts
            .filter((part) => part !== 'financing' || seesCost)
            .map((part) => ({ value: part, label: t(`list.parts.${part}`) }))}
          onValue={(part) => void navigate({ search: (before) => ({ ...before, show: part }), resetScroll: false })}
        />
      </div>
      <DataTable
        label={t('list.title')}
        columns={columns}
        pages={pages}
        rowKey={({ source, number }) => `${source} ${number}`}
        onOpen={open}
        empty={<EmptyState title={t('list.empty')} />}
      />
    </Section>
  )
}

function useColumns(seesSpend: boolean, seesCost: boolean, isOfDisputes: boolean): readonly Column<Document>[] {
  const t = useT('receivables')
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('list.number'),
        card: 'title',
        cell: (row) => (
          <>
            <InvoiceLink source={row.source} number={row.number} />{' '}
            {row.unknown !== null && <Tag tone="warning">{t(`reason.${row.unknown}`)}</Tag>}
            {row.isPartPaid && <Tag tone="plain">{t('list.part')}</Tag>}
            {row.isDisputed && <Tag tone="warning">{t('list.dispute')}</Tag>}
          </>
        ),
      },
      { id: 'date', header: t('list.date'), width: 112, priority: 2, cell: (row) => <DayText day={row.date} /> },
      { id: 'due', header: t('list.due'), width: 112, priority: 3, cell: (row) => <DayText day={row.dueDate} /> },
      {
        id: 'paidOn',
        header: t('list.paidOn'),
        width: 112,
        priority: 4,
        cell: (row) => row.paidOn !== null && <DayText day={row.paidOn} />,
      },
      {
        id: 'days',
        header: t('list.days'),
        width: 72,
        align: 'end',
        priority: 5,
        cell: (row) => <Count count={row.days} />,
      },
      {
        id: 'late',
        header: t('list.late'),
        width: 90,
        align: 'end',
        priority: 2,
        cell: (row) => <Count count={row.lateDays} />,
      },
      ...(seesSpend
        ? ([
            {
              id: 'gross',
              header: t('list.gross'),
              width: 120,
              align: 'end',
              priority: 4,
              cell: (row) => <Money amount={row.gross} size="exact" />,
            },
            {
              id: 'paid',
              header: t('list.paid'),
              width: 140,
              align: 'end',
              priority: 3,
              cell: (row) => <Money amount={row.paid} size="exact" />,
            },
            {
              id: 'open',
              header: t('list.open'),
              width: 120,
              align: 'end',
              card: 'figure',
              cell: (row) => <Money amount={row.open} size="exact" />,
            },
            ...(isOfDisputes
              ? ([
                  {
                    id: 'disputed',
                    header: t('list.disputed'),
                    width: 120,
                    align: 'end',
                    cell: (row) => <Money amount={row.disputed} size="exact" />,
                  },
                ] satisfies Column<Document>[])
              : []),
          ] satisfies Column<Document>[])
        : []),
      ...(seesCost
        ? ([
            {
              id: 'cost',
              header: t('list.cost'),
              width: 100,
              align: 'end',
              cell: (row) => <Money amount={row.financing && row.financing.total} size="exact" />,
            },
            {
              id: 'costLate',
              header: t('list.costLate'),
              width: 100,
              align: 'end',
              priority: 3,
              cell: (row) => <Money amount={row.financing && row.financing.late} size="exact" />,
            },
          ] satisfies Column<Document>[])
        : []),
    ],
    [t, seesSpend, seesCost, isOfDisputes],
  )
}
