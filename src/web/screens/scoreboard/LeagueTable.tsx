import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, Delta, Percent } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { Section } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import css from './Scoreboard.module.css'
import { askedOf, leagueQuery, toneOf } from './scoreboard-parts.ts'
import type { League, LeagueRow, ScoreboardEnds } from './scoreboard-parts.ts'

interface Props {
  readonly ends: ScoreboardEnds
  readonly onOpen: (rep: string) => void
}

/** Every rep against the book that was given: places and counts for everybody, money for who may see it. */
export function LeagueTable({ ends, onOpen }: Props) {
  const t = useT('scoreboard')
  const mayExport = useRight('export')
  const query = useQuery({ ...leagueQuery(ends), placeholderData: keepPreviousData })
  return (
    <Section
      title={t('league')}
      hint={t('leagueHint')}
      actions={
        mayExport && (
          <SheetDownload operation="exportLeague" input={{ query: askedOf(ends) }} of={t('league')} size="s">
            {t('export')}
          </SheetDownload>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
        {(league) => <Rows league={league} ends={ends} onOpen={onOpen} />}
      </Loaded>
    </Section>
  )
}

function Rows({ league, ends, onOpen }: Props & { readonly league: League }) {
  const t = useT('scoreboard')
  const columns = useColumns(league, ends)
  const { total } = league
  const foot: Readonly<Record<string, ReactNode>> = {
    rep: t('total'),
    start: <Count count={total.start} />,
    accounts: <Count count={total.accounts} />,
    net: <Signed number={total.net} />,
    up: <Count count={total.up} />,
    down: <Count count={total.down} />,
    new: <Count count={total.new} />,
    returned: <Count count={total.returned} />,
    lost: <Count count={total.lost} />,
    calls: t('callsOf', { done: total.calls.done, planned: total.calls.planned }),
    reviews: <Count count={total.reviews} />,
    change: total.change === undefined ? null : <Delta amount={total.change} />,
  }
  return (
    <>
      <DataTable
        label={t('league')}
        columns={columns}
        pages={{ rows: league.items }}
        rowKey={({ rep }) => rep?.key ?? ''}
        onOpen={({ rep }) => {
          if (rep) onOpen(rep.key)
        }}
        empty={<EmptyState title={t('empty')}>{t('emptyAdvice')}</EmptyState>}
        foot={foot}
      />
      {league.items.some(({ standing }) => standing === 'few') && (
        <p className={css.note}>{t('few', { count: league.fewBelow })}</p>
      )}
      {total.change === undefined && <p className={css.note}>{t('notOurs')}</p>}
    </>
  )
}

function useColumns(league: League, ends: ScoreboardEnds): readonly Column<LeagueRow>[] {
  const t = useT('scoreboard')
  const hasMoney = league.items.some(({ change }) => change !== undefined)
  const seesAll = league.total.change !== undefined
  const count = (
    id: 'accounts' | 'start' | 'up' | 'down' | 'new' | 'returned' | 'lost' | 'reviews',
    priority: 2 | 3 | 4 | 5,
  ): Column<LeagueRow> => ({
    id,
    header: t(id),
    align: 'end',
    width: { accounts: 84, start: 88, reviews: 112, up: 50, down: 62, new: 58, returned: 84, lost: 56 }[id],
    priority,
    card: id === 'start' ? 'line' : 'none',
    cell: (row) => <Count count={row[id]} />,
  })
  return [
    {
      id: 'rank',
      header: t('rank'),
      align: 'end',
      width: 60,
      card: 'figure',
      cell: ({ rank }) =>
        rank === null ? (
          <span title={t('noRank')}>
            <span aria-hidden>–</span>
            <span className="unseen">{t('noRank')}</span>
          </span>
        ) : (
          <Count count={rank} />
        ),
    },
    {
      id: 'rep',
      header: t('rep'),
      card: 'title',
      cell: ({ rep }) =>
        rep === null ? (
          t('nobody')
        ) : (
          <Link to="/scoreboard" search={{ ...ends, rep: rep.key }} title={t('open', { name: rep.name })}>
            {rep.name}
          </Link>
        ),
    },
    {
      id: 'standing',
      header: t('standing'),
      width: 172,
      priority: 2,
      card: 'line',
      cell: ({ standing }) => (
        <span title={t(`standingsHint.${standing}`)}>
          <Tag tone={toneOf(standing)}>{t(`standings.${standing}`)}</Tag>
        </span>
      ),
    },
    { ...count('start', 2), hint: t('startHint') },
    {
      id: 'net',
      header: t('net'),
      hint: t('netHint'),
      align: 'end',
      width: 70,
      card: 'line',
      cell: ({ net }) => <Signed number={net} />,
    },
    {
      id: 'expected',
      header: t('expected'),
      hint: t('expectedHint'),
      align: 'end',
      width: 84,
      priority: 2,
      card: 'line',
      cell: ({ expectedNet }) => <Signed number={expectedNet} isWhole={false} />,
    },
    {
      id: 'excess',
      header: t('excess'),
      hint: t('excessHint'),
      align: 'end',
      width: 76,
      card: 'line',
      cell: ({ excess }) => <Signed number={excess} isWhole={false} />,
    },
    count('up', 3),
    count('down', 3),
    count('new', 4),
    count('returned', 5),
    count('lost', 4),
    {
      id: 'calls',
      header: t('calls'),
      hint: t('callsHint'),
      align: 'end',
      width: 92,
      priority: 3,
      card: 'line',
      cell: ({ calls }) => t('callsOf', { done: calls.done, planned: calls.planned }),
    },
    count('reviews', 5),
    ...(hasMoney
      ? ([
          {
            id: 'change',
            header: t('change'),
            align: 'end',
            width: 104,
            priority: 2,
            card: 'line',
            cell: ({ change }) => <Delta amount={change} />,
          },
          {
            id: 'nrr',
            header: t('nrr'),
            align: 'end',
            width: 70,
            priority: 3,
            card: 'line',
            cell: ({ retention }) => <Percent share={retention?.nrr} />,
          },
        ] satisfies Column<LeagueRow>[])
      : []),
    ...(seesAll
      ? ([
          {
            id: 'excessChange',
            header: t('excessChange'),
            hint: t('expectedHint'),
            align: 'end',
            width: 128,
            priority: 3,
            card: 'line',
            cell: ({ excessChange }) => <Delta amount={excessChange} />,
          },
        ] satisfies Column<LeagueRow>[])
      : []),
  ]
}

/** A number of accounts with its sign; what is expected of them is to one decimal, for it is rarely whole. */
export function Signed({ number, isWhole = true }: { readonly number: number; readonly isWhole?: boolean }) {
  const format = useFormat()
  return <span className="figures">{isWhole ? format.signed(number) : format.tenths(number)}</span>
}
