import type { Output } from '../../../contract/operations.ts'
import { formatMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, Money } from '../../ui/Figures.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { sumsOf } from './expected.ts'

export type ControlTotals = Output<'listControlTotals'>
type Total = ControlTotals['items'][number]

/** Control totals as a table with their exact sum. */
export function Totals({
  totals,
  isFiltered = false,
}: {
  readonly totals: ControlTotals
  /** Whether there are others, so that none here is no reason to import. */
  readonly isFiltered?: boolean
}) {
  const t = useT('control')
  const format = useFormat()
  const { items, currency } = totals
  const hasEntity = items.some((total) => total.legalEntity !== null)
  const hasOther = items.some((total) => total.currency !== currency)
  const columns: readonly Column<Total>[] = [
    { id: 'month', header: t('month'), width: 96, card: 'title', cell: (row) => format.month(row.month) },
    { id: 'source', header: t('source'), priority: 2, cell: (row) => row.source },
    ...(hasEntity
      ? [
          {
            id: 'legalEntity',
            header: t('legalEntity'),
            priority: 3,
            cell: (row) => row.legalEntity ?? t('noEntity'),
          } satisfies Column<Total>,
        ]
      : []),
    {
      id: 'lines',
      header: t('lines'),
      width: 90,
      align: 'end',
      priority: 2,
      cell: (row) => <Count count={row.lines} />,
    },
    { id: 'currency', header: t('currency'), width: 84, cell: (row) => row.currency },
    {
      id: 'net',
      header: t('net'),
      hint: t('netHint'),
      width: 140,
      align: 'end',
      card: 'figure',
      cell: (row) => <Money amount={row.net} size="exact" />,
    },
    {
      id: 'tax',
      header: t('tax'),
      hint: t('taxHint'),
      width: 130,
      align: 'end',
      priority: 3,
      cell: (row) => <Money amount={row.tax} size="exact" />,
    },
    {
      id: 'credits',
      header: t('credits'),
      hint: t('creditsHint'),
      width: 130,
      align: 'end',
      priority: 2,
      cell: (row) => <Money amount={row.credits} size="exact" />,
    },
    ...(hasOther && currency !== null
      ? [
          {
            id: 'base',
            header: t('base', { currency }),
            hint: t('baseHint'),
            width: 150,
            align: 'end',
            cell: (row) => <Money amount={row.baseNet} size="exact" />,
          } satisfies Column<Total>,
        ]
      : []),
  ]
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      pages={{ rows: items }}
      rowKey={(row) => [row.source, row.legalEntity, row.month, row.currency].join(' ')}
      foot={items.length > 1 ? footOf(items, t('sum')) : undefined}
      {...(isFiltered ? {} : { empty: <EmptyState title={t('emptyTitle')}>{t('emptyAdvice')}</EmptyState> })}
    />
  )
}

/** The sum below each column; none under money of several currencies. */
function footOf(items: readonly Total[], label: string): Readonly<Record<string, React.ReactNode>> {
  const sums = sumsOf(items)
  const money = (amount: bigint | null) => (amount === null ? '' : <Money amount={formatMicros(amount)} size="exact" />)
  return {
    month: label,
    lines: <Count count={sums.lines} />,
    currency: sums.currency ?? '',
    net: money(sums.net),
    tax: money(sums.tax),
    credits: money(sums.credits),
    base: money(sums.baseNet),
  }
}
