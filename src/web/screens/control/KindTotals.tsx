import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, Money, NoFigure } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import css from './Control.module.css'
import { useKindName } from '../mapping/use-names.ts'

type Total = Output<'listKindTotals'>['items'][number]

interface Props {
  readonly filter: Readonly<Partial<Record<'source' | 'month' | 'currency', string | undefined>>>
}

/** Rows and totals of what is no invoice: payments, stock, promises and what serving accounts took. Nothing where there is none. */
export function KindTotals({ filter }: Props) {
  const t = useT('control')
  const format = useFormat()
  const kindName = useKindName()
  const query = useQuery({ ...queryOf('listKindTotals', { query: {} }), staleTime: 0, gcTime: 0 })
  const { source, month, currency } = filter
  const items = (query.data?.items ?? [])
    .filter(
      (row) =>
        (source ?? row.source) === row.source &&
        (month ?? row.month) === row.month &&
        (currency ?? row.currency) === row.currency,
    )
    // As above: the newest month is the one somebody comes to reconcile.
    .toSorted((one, other) => (one.month > other.month ? -1 : one.month < other.month ? 1 : 0))
  if (items.length === 0) return null
  const columns: readonly Column<Total>[] = [
    { id: 'month', header: t('month'), width: 96, cell: (row) => format.month(row.month) },
    { id: 'kind', header: t('kinds.kind'), card: 'title', cell: (row) => kindName(row.kind) },
    { id: 'source', header: t('source'), priority: 2, cell: (row) => row.source },
    {
      id: 'rows',
      header: t('kinds.rows'),
      width: 90,
      align: 'end',
      priority: 2,
      cell: (row) => <Count count={row.rows} />,
    },
    {
      id: 'unmatched',
      header: t('kinds.unmatched'),
      hint: t('kinds.unmatchedHint'),
      width: 130,
      align: 'end',
      priority: 3,
      cell: (row) => (row.unmatched === null ? '' : <Count count={row.unmatched} />),
    },
    { id: 'currency', header: t('currency'), width: 84, priority: 2, cell: (row) => row.currency ?? '' },
    {
      id: 'total',
      header: t('kinds.total'),
      hint: t('kinds.totalHint'),
      width: 150,
      align: 'end',
      card: 'figure',
      cell: (row) => <Sum of={row} />,
    },
  ]
  return (
    <Section title={t('kinds.title')} hint={t('kinds.hint')} isBare className={css.others}>
      <DataTable
        label={t('kinds.title')}
        columns={columns}
        pages={{ rows: items }}
        rowKey={(row) => [row.kind, row.source, row.month, row.currency].join(' ')}
      />
    </Section>
  )
}

/** Money with its cents; a quantity, events or hours with the digits they have. */
function Sum({ of: { total, currency } }: { readonly of: Total }) {
  const format = useFormat()
  if (total === null) return <NoFigure isHidden={false} />
  if (currency !== null) return <Money amount={total} size="exact" />
  return <span className={css.plain}>{format.decimal(total)}</span>
}
