import { Link } from '@tanstack/react-router'
import type { Call, Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, Tag } from '../../ui/Badges.tsx'
import { useCurrency, useRight } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Money, Percent } from '../../ui/Figures.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './Drains.module.css'
import { SetStrategy } from './SetStrategy.tsx'
import { useDrainText } from './use-drain-text.ts'

type Row = Output<'listDrains'>['items'][number]
export type DrainQuery = NonNullable<Call<'listDrains'>['query']>

interface Props {
  /** Which drains, as the server takes it. */
  readonly query: DrainQuery
  /** Whether something narrows them down that can be taken off. */
  readonly isFiltered?: boolean
}

/** The drains of a part of the book, the worst first, each with why and with what is done about it. */
export function DrainList({ query, isFiltered = false }: Props) {
  const t = useT('drains')
  const pages = usePages('listDrains', { query })
  const columns = useColumns()
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      pages={pages}
      rowKey={({ id }) => id}
      empty={
        isFiltered ? (
          <EmptyState title={t('emptyFiltered')}>{t('emptyFilteredAdvice')}</EmptyState>
        ) : (
          <EmptyState title={t('empty')}>{t('emptyAdvice')}</EmptyState>
        )
      }
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const t = useT('drains')
  const currency = useCurrency()
  const seesMargin = useRight('read-margin')
  const money: readonly Column<Row>[] = [
    {
      id: 'hours',
      header: t('columns.hours'),
      hint: t('columns.hoursHint'),
      card: 'none',
      width: 92,
      align: 'end',
      priority: 4,
      cell: ({ hours }) => <Percent share={hours && hours.hoursShare} />,
    },
    {
      id: 'profit',
      header: t('columns.profit'),
      hint: t('columns.profitHint'),
      card: 'none',
      width: 92,
      align: 'end',
      priority: 4,
      cell: ({ hours }) => <Percent share={hours && hours.profitShare} />,
    },
    {
      id: 'shortfall',
      header: t('columns.shortfall'),
      hint: t('columns.shortfallHint'),
      width: 116,
      align: 'end',
      priority: 2,
      card: 'figure',
      cell: ({ hours }) => <Money amount={hours && hours.shortfall} currency={currency} />,
    },
  ]
  return [
    {
      id: 'account',
      header: t('columns.account'),
      card: 'title',
      least: 200,
      cell: ({ id, name, grade }) => (
        <span className={css.account}>
          <GradeBadge grade={grade} size="s" isShort />
          <Link to="/accounts/$id" params={{ id }} search={{ tab: 'value' }} title={name}>
            {name}
          </Link>
        </span>
      ),
    },
    { id: 'owner', header: t('columns.owner'), width: 120, priority: 5, cell: ({ owner }) => owner?.name ?? '' },
    { id: 'why', header: t('columns.why'), width: 284, cell: (row) => <Why row={row} /> },
    ...(seesMargin ? money : []),
    {
      id: 'quotes',
      header: t('columns.quotes'),
      hint: t('columns.quotesHint'),
      card: 'none',
      width: 76,
      align: 'end',
      priority: 5,
      cell: ({ quotes }) => <Percent share={quotes.orderRate} />,
    },
    {
      id: 'strategy',
      header: t('columns.strategy'),
      width: 150,
      priority: 2,
      cell: ({ id, name, strategy, isMine }) =>
        strategy !== null ? (
          <Tag tone="accent">{t(`strategies.${strategy.strategy}`)}</Tag>
        ) : isMine ? (
          <SetStrategy account={{ id, name }} held={null} size="s" />
        ) : (
          <span className={css.none}>{t('noStrategy')}</span>
        ),
    },
  ]
}

function Why({ row }: { readonly row: Row }) {
  const t = useT('drains')
  const write = useDrainText()
  const said = row.reasons.map((reason) => write(row, reason)).join('. ')
  return (
    <span className={css.why} title={said}>
      {row.reasons.map((reason) => (
        <Tag key={reason} tone={reason === 'hours' ? 'warning' : 'plain'}>
          {t(`reasons.${reason}`)}
        </Tag>
      ))}
      <span className={css.said}>{said}</span>
    </span>
  )
}
