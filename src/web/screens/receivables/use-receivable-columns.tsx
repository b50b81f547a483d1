import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useRight } from '../../ui/book-context.ts'
import type { Column } from '../../ui/DataTable.tsx'
import { Money } from '../../ui/Figures.tsx'
import { useDaysText } from '../account/use-days-text.ts'

type Row = Output<'getBookReceivables'>['items'][number]

/** An account, what it owes, how it pays and, for who may see it, what waiting for it costs. */
export function useReceivableColumns(): readonly Column<Row>[] {
  const t = useT('receivables')
  const daysText = useDaysText()
  const seesCost = useRight('read-margin')
  return useMemo(
    () => [
      {
        id: 'account',
        header: t('book.account'),
        card: 'title',
        least: 200,
        cell: ({ id, name }) => (
          <Link to="/accounts/$id" params={{ id }} search={{ tab: 'value', show: 'open' }} title={name}>
            {name}
          </Link>
        ),
      },
      { id: 'owner', header: t('book.owner'), width: 130, priority: 5, cell: ({ owner }) => owner?.name ?? '' },
      {
        id: 'open',
        header: t('figure.open'),
        width: 112,
        align: 'end',
        priority: 2,
        sort: 'open',
        firstSort: 'down',
        cell: ({ figures }) => <Money amount={figures.open} />,
      },
      {
        id: 'overdue',
        header: t('figure.overdue'),
        width: 112,
        align: 'end',
        card: 'figure',
        sort: 'overdue',
        firstSort: 'down',
        cell: ({ figures }) => <Money amount={figures.overdue} />,
      },
      {
        id: 'disputed',
        header: t('book.disputed'),
        hint: t('book.disputedHint'),
        width: 104,
        align: 'end',
        priority: 4,
        sort: 'disputed',
        firstSort: 'down',
        cell: ({ figures }) => figures.disputed.invoices > 0 && <Money amount={figures.disputed.open} />,
      },
      {
        id: 'dso',
        header: t('book.dso'),
        hint: t('figure.dso'),
        width: 84,
        align: 'end',
        priority: 3,
        sort: 'dso',
        firstSort: 'down',
        cell: ({ figures }) => daysText(figures.dso.days),
      },
      {
        id: 'delinquent',
        header: t('book.delinquent'),
        hint: t('book.delinquentHint'),
        width: 96,
        align: 'end',
        priority: 5,
        sort: 'delinquent',
        firstSort: 'down',
        cell: ({ figures }) => daysText(figures.dso.delinquent),
      },
      {
        id: 'daysToPay',
        header: t('figure.daysToPay'),
        width: 104,
        align: 'end',
        priority: 3,
        sort: 'daysToPay',
        firstSort: 'down',
        cell: ({ figures }) => daysText(figures.daysToPay),
      },
      ...(seesCost
        ? ([
            {
              id: 'cost',
              header: t('figure.cost'),
              width: 120,
              align: 'end',
              priority: 2,
              sort: 'cost',
              firstSort: 'down',
              cell: ({ figures }) =>
                figures.financing !== undefined && <Money amount={figures.financing && figures.financing.total} />,
            },
            {
              id: 'costLate',
              header: t('list.costLate'),
              width: 104,
              align: 'end',
              priority: 5,
              sort: 'costLate',
              firstSort: 'down',
              cell: ({ figures }) =>
                figures.financing !== undefined && <Money amount={figures.financing && figures.financing.late} />,
            },
          ] satisfies Column<Row>[])
        : []),
    ],
    [t, daysText, seesCost],
  )
}
