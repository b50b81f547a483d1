import { Link } from '@tanstack/react-router'
import type { Call, Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Money, NoFigure } from '../../ui/Figures.tsx'
import { FilterChip } from '../../ui/Filters.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { labelsOf, movedOf } from './comparison-parts.ts'
import type { MoversFilter } from './comparison-parts.ts'
import css from './Comparison.module.css'
import type { Comparison } from './document.ts'

type Body = Call<'listPolicyMovers'>['body']
/** Which policies are compared, of which period. */
export type ComparedPolicies = Pick<Body, 'before' | 'after' | 'period'>
type Mover = Output<'listPolicyMovers'>['items'][number]

interface Props {
  readonly comparison: Comparison
  readonly compared: ComparedPolicies
  readonly filter: MoversFilter
  readonly onFilter: (filter: MoversFilter) => void
}

/** The accounts behind the figures, the most spend first; each opens. */
export function Movers({ comparison, compared, filter, onFilter }: Props) {
  const t = useT('policy')
  const format = useFormat()
  const { owner, territory, move, from, to } = filter
  const pages = usePages('listPolicyMovers', {
    body: {
      ...compared,
      ...(owner === undefined ? {} : { owner }),
      ...(territory === undefined ? {} : { territory }),
      ...(move === undefined ? {} : { change: [move] }),
      ...(from === undefined ? {} : { from: [from] }),
      ...(to === undefined ? {} : { to: [to] }),
    },
  })
  const columns = useColumns(comparison)
  const total =
    move !== undefined
      ? comparison.changes[move]
      : from !== undefined && to !== undefined
        ? countOf(comparison, from, to)
        : movedOf(comparison.changes)
  const word = (grade: string): string => (grade === 'none' ? t('preview.none') : grade)
  return (
    <Section title={t('movers.title')} hint={t('movers.total', { count: total })}>
      {(move !== undefined || from !== undefined) && (
        <div className={css.chips}>
          {move !== undefined && (
            <FilterChip onRemove={() => onFilter({ ...filter, move: undefined })}>
              {t('movers.only', { what: t(`preview.${move}`) })}
            </FilterChip>
          )}
          {from !== undefined && to !== undefined && (
            <FilterChip onRemove={() => onFilter({ ...filter, from: undefined, to: undefined })}>
              {t('movers.from', { from: word(from), to: word(to) })}
            </FilterChip>
          )}
        </div>
      )}
      <DataTable
        label={t('movers.title')}
        columns={columns}
        pages={pages}
        rowKey={({ account }) => account.id}
        total={total + 1}
        empty={<EmptyState title={t('movers.empty')}>{t('movers.emptyAdvice')}</EmptyState>}
      />
      <span className="unseen" role="status">
        {format.integer(total)}
      </span>
    </Section>
  )
}

function countOf({ matrix }: Comparison, from: string, to: string): number {
  const named = (grade: string | null): string => grade ?? 'none'
  return matrix.find((cell) => named(cell.from) === from && named(cell.to) === to)?.count ?? 0
}

function useColumns(comparison: Comparison): readonly Column<Mover>[] {
  const t = useT('policy')
  const labels = labelsOf(comparison)
  const before = comparison.before.gradeBy === 'spend'
  const after = comparison.after.gradeBy === 'spend'
  return [
    {
      id: 'grade',
      header: t('movers.grade'),
      width: 104,
      card: 'figure',
      cell: ({ from, to }) => (
        <span className={css.move}>
          <GradeBadge grade={from} size="s" labels={labels} isShort />
          <span aria-hidden>→</span>
          <GradeBadge grade={to} size="s" labels={labels} isShort />
        </span>
      ),
    },
    {
      id: 'account',
      header: t('movers.account'),
      least: 200,
      card: 'title',
      cell: ({ account, root }) => (
        <>
          <Link to="/accounts/$id" params={{ id: account.id }} search={{}}>
            {account.name}
          </Link>
          {root && <span className={css.root}> {t('movers.family', { name: root.name })}</span>}
        </>
      ),
    },
    {
      id: 'spend',
      header: t('movers.spend'),
      hint: t('movers.spendHint'),
      width: 100,
      align: 'end',
      priority: 2,
      cell: ({ spendAfter }) => <Money amount={spendAfter} />,
    },
    {
      id: 'valueBefore',
      header: `${t('movers.value')}, ${t('preview.before').toLocaleLowerCase()}`,
      hint: t('movers.valueHint'),
      width: 140,
      align: 'end',
      priority: 5,
      card: 'none',
      cell: ({ valueBefore }) => <Compared value={valueBefore} isMoney={before} />,
    },
    {
      id: 'valueAfter',
      header: t('movers.value'),
      hint: t('movers.valueHint'),
      width: 110,
      align: 'end',
      priority: 3,
      cell: ({ valueAfter }) => <Compared value={valueAfter} isMoney={after} />,
    },
    {
      id: 'owner',
      header: t('movers.owner'),
      width: 160,
      priority: 3,
      cell: ({ owner }) => owner?.name ?? '',
    },
    {
      id: 'territory',
      header: t('movers.territory'),
      width: 180,
      priority: 4,
      cell: ({ territory }) => territory?.name ?? '',
    },
  ]
}

/** Money or points, as the policy has it. */
function Compared({ value, isMoney }: { readonly value: string | null | undefined; readonly isMoney: boolean }) {
  const format = useFormat()
  if (isMoney) return <Money amount={value} />
  if (value === null || value === undefined) return <NoFigure isHidden={value === undefined} />
  return <span>{format.decimal(value)}</span>
}
