import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat, useSession } from '../../ui/book-context.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, DayText, Money, Percent } from '../../ui/Figures.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './Lifetime.module.css'

type Row = Output<'listLifetimes'>['items'][number]

const sorts = ['probability', 'doubt'] as const
type Sort = (typeof sorts)[number]
const reaches = ['book', 'mine'] as const
type Reach = (typeof reaches)[number]

interface Props {
  readonly days: number
  readonly sort: Sort
  readonly within: Reach
  readonly onSort: (sort: Sort) => void
  readonly onWithin: (within: Reach) => void
}

/** The accounts that ever ordered: who is most likely to, and of whom it is least sure whether they still buy. */
export function ForecastList({ days, sort, within, onSort, onWithin }: Props) {
  const t = useT('lifetime')
  const pages = usePages('listLifetimes', { query: { days: String(days), sort, within } })
  const columns = useColumns(days)
  // Whose accounts are their own is said by how far their right to spend reaches.
  const spend = useSession()?.rights['read-spend']
  return (
    <>
      <div className={css.choices} data-print="no">
        <SegmentedControl
          label={t('list.sort')}
          value={sort}
          options={sorts.map((value) => ({ value, label: t(`list.sorts.${value}`) }))}
          onValue={onSort}
        />
        {spend !== undefined && spend !== 'all' && (
          <SegmentedControl
            label={t('list.within')}
            value={within}
            options={reaches.map((value) => ({ value, label: t(`list.reaches.${value}`) }))}
            onValue={onWithin}
          />
        )}
      </div>
      <p className={css.meaning}>{t(`list.means.${sort}`)}</p>
      <DataTable label={t('list.title')} columns={columns} pages={pages} rowKey={({ account }) => account.id} />
    </>
  )
}

function useColumns(days: number): readonly Column<Row>[] {
  const t = useT('lifetime')
  const format = useFormat()
  const currency = useCurrency()
  return [
    {
      id: 'account',
      header: t('list.account'),
      card: 'title',
      least: 220,
      cell: ({ account }) => (
        <span className={css.account}>
          <GradeBadge grade={account.grade} size="s" isShort />
          <Link to="/accounts/$id" params={{ id: account.id }} title={account.name}>
            {account.name}
          </Link>
        </span>
      ),
    },
    { id: 'owner', header: t('list.owner'), width: 150, priority: 4, cell: ({ owner }) => owner?.name ?? '' },
    {
      id: 'probability',
      header: t('list.again'),
      hint: t('account.probability', { days }),
      width: 112,
      align: 'end',
      card: 'figure',
      cell: ({ probability }) => <Percent share={probability} />,
    },
    {
      id: 'expected',
      header: t('list.orders'),
      hint: t('account.orders', { days }),
      width: 80,
      align: 'end',
      priority: 4,
      cell: ({ expectedOrders }) => format.decimal(String(Math.round(expectedOrders * 10) / 10)),
    },
    {
      id: 'gap',
      header: t('list.gap'),
      width: 112,
      align: 'end',
      priority: 4,
      cell: ({ gap }) => <Count count={gap} />,
    },
    {
      id: 'last',
      header: t('list.last'),
      width: 116,
      align: 'end',
      priority: 2,
      cell: ({ lastOrder }) => <DayText day={lastOrder} />,
    },
    {
      id: 'next',
      header: t('list.next'),
      hint: t('account.nextHint'),
      width: 116,
      align: 'end',
      priority: 3,
      cell: ({ nextOrder, alive }) => <DayText day={alive < 0.5 ? null : nextOrder} />,
    },
    {
      id: 'alive',
      header: t('list.alive'),
      hint: t('account.alive'),
      width: 96,
      align: 'end',
      priority: 3,
      cell: ({ alive }) => <Percent share={alive} />,
    },
    {
      id: 'value',
      header: t('list.value'),
      hint: t('account.value'),
      width: 120,
      align: 'end',
      priority: 2,
      cell: ({ value }) => <Money amount={value} currency={currency} />,
    },
  ]
}
