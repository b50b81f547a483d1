import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Count, DayText } from '../../ui/Figures.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './Selection.module.css'
import { outcomeTones, pointsOf } from './selection-parts.ts'
import type { Candidate } from './selection-parts.ts'

const shows = ['all', 'strategic', 'open'] as const
type Show = (typeof shows)[number]
type Part = 'ranking' | 'overrides' | 'due'

interface Props {
  readonly part: Part
  readonly show: Show
  /** How many accounts have a place: those whose score is in sight. */
  readonly ranked: number
  /** The least score of a strategic account; null before there are criteria. */
  readonly atLeast: number | null
  readonly openId: string | undefined
  readonly onShow: (show: Show) => void
  readonly onOpen: (id: string) => void
}

/** The accounts of the selection: in both rankings, those on which a person decided, or those to be looked at again. */
export function SelectionList({ part, show, ranked, atLeast, openId, onShow, onOpen }: Props) {
  const t = useT('selection')
  const format = useFormat()
  const pages = usePages('listSelection', { query: { show: part === 'ranking' ? show : part } })
  const columns = useColumns(part, atLeast)
  return (
    <>
      {part === 'ranking' && (
        <div className={css.choices} data-print="no">
          <SegmentedControl
            label={t('show')}
            value={show}
            options={shows.map((value) => ({ value, label: t(`shows.${value}`) }))}
            onValue={onShow}
          />
          <p className={css.quiet}>{t('ranked', { count: ranked, accounts: format.integer(ranked) })}</p>
        </div>
      )}
      <DataTable
        label={t('list.title')}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        openKey={openId}
        onOpen={({ id }) => onOpen(id)}
        empty={<Empty part={part} show={show} />}
      />
    </>
  )
}

function Empty({ part, show }: { readonly part: Part; readonly show: Show }) {
  const t = useT('selection')
  if (part === 'overrides') return <EmptyState title={t('list.noOverrides')}>{t('list.noOverridesAdvice')}</EmptyState>
  if (part === 'due') return <EmptyState title={t('list.nothingDue')}>{t('list.nothingDueAdvice')}</EmptyState>
  if (show !== 'all') return <EmptyState title={t('list.none')} />
  return <EmptyState title={t('list.empty')}>{t('list.emptyAdvice')}</EmptyState>
}

/** Columns by part: the ranking shows places and scores, the overrides who decided and why, the reviews when. */
function useColumns(part: Part, atLeast: number | null): readonly Column<Candidate>[] {
  const t = useT('selection')
  const format = useFormat()
  const account: Column<Candidate> = {
    id: 'account',
    header: t('list.account'),
    card: 'title',
    least: 200,
    cell: ({ name, grade }) => (
      <span className={css.account}>
        <GradeBadge grade={grade} size="s" isShort />
        <span title={name}>{name}</span>
      </span>
    ),
  }
  const owner: Column<Candidate> = {
    id: 'owner',
    header: t('list.owner'),
    width: 140,
    priority: 4,
    cell: (row) => row.owner?.name ?? '',
  }
  const holds: Column<Candidate> = {
    id: 'holds',
    header: t('list.holds'),
    width: 120,
    card: 'figure',
    cell: (row) => <Tag tone={outcomeTones[row.holds]}>{t(`outcomes.${row.holds}`)}</Tag>,
  }
  const review: Column<Candidate> = {
    id: 'review',
    header: t('list.review'),
    width: 150,
    align: 'end',
    priority: 3,
    cell: ({ reviewOn, isDue }) =>
      reviewOn === null ? (
        ''
      ) : (
        <>
          {isDue && <Tag tone="danger">{t('list.due')}</Tag>} <DayText day={reviewOn} />
        </>
      ),
  }
  const score: Column<Candidate> = {
    id: 'score',
    header: t('list.points'),
    width: 80,
    align: 'end',
    priority: 1,
    cell: (row) =>
      row.score === null || row.score === undefined ? (
        <Count count={row.score} />
      ) : (
        <Score of={row.score} atLeast={atLeast} />
      ),
  }
  const marked: Column<Candidate> = {
    id: 'marked',
    header: t('list.marked'),
    width: 80,
    align: 'end',
    priority: 3,
    cell: ({ known, of }) => t('list.markedOf', { known: format.integer(known), of: format.integer(of) }),
  }
  const reason: Column<Candidate> = {
    id: 'reason',
    header: t('list.reason'),
    least: 160,
    priority: 2,
    cell: ({ override }) => <span title={override?.reason}>{override?.reason ?? ''}</span>,
  }
  const by: Column<Candidate> = {
    id: 'by',
    header: t('list.by'),
    width: 140,
    priority: 3,
    cell: ({ override }) => override?.by.name ?? '',
  }
  const scoreSays: Column<Candidate> = {
    id: 'scoreSays',
    header: t('list.scoreSays'),
    width: 120,
    priority: 2,
    cell: ({ byScore }) => t(`outcomes.${byScore}`),
  }
  if (part === 'overrides') {
    const at: Column<Candidate> = {
      id: 'at',
      header: t('list.at'),
      width: 112,
      align: 'end',
      priority: 4,
      cell: ({ override }) =>
        override === null ? '' : <time dateTime={override.at}>{format.instantDay(override.at)}</time>,
    }
    return [account, holds, scoreSays, reason, by, at, review]
  }
  if (part === 'due') {
    const scoredBy: Column<Candidate> = {
      id: 'scoredBy',
      header: t('list.scoredBy'),
      width: 140,
      priority: 3,
      cell: (row) => row.scoredBy?.name ?? '',
    }
    return [account, review, holds, owner, scoredBy, score]
  }
  return [
    {
      id: 'rank',
      header: t('list.rank'),
      hint: t('list.rankHint'),
      width: 64,
      align: 'end',
      cell: ({ rank }) => <Count count={rank} />,
    },
    {
      id: 'byScore',
      header: t('list.byScore'),
      hint: t('list.byScoreHint'),
      width: 84,
      align: 'end',
      priority: 1,
      cell: ({ rankByScore }) => <Count count={rankByScore} />,
    },
    account,
    score,
    marked,
    holds,
    reason,
    owner,
    review,
  ]
}

/** Points with one decimal at most, unless they would look like the bound. */
export function Score({ of, atLeast }: { readonly of: number; readonly atLeast: number | null }) {
  const format = useFormat()
  return <span title={String(of)}>{format.decimal(pointsOf(of, atLeast))}</span>
}
