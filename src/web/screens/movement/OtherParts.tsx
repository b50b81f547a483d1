import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Input } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Page.tsx'
import { DrainList } from '../drains/DrainList.tsx'
import { ReviewCounts } from '../reviews/ReviewCounts.tsx'
import { LeagueTable } from '../scoreboard/LeagueTable.tsx'
import type { MovementSearch } from './movement-query.ts'

interface Props {
  readonly search: MovementSearch
}

/** Why accounts left, fell or were won, as those who reviewed them found. */
export function ReviewsPart({ search: { owner, territory } }: Props) {
  const t = useT('movement')
  const [by, setBy] = useState<NonNullable<Input<'countReviews'>['by']>>('reason')
  const filter = {
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
  }
  return (
    <Section
      title={t('reviews.title')}
      hint={t('reviews.hint')}
      actions={
        <Link to="/reviews" search={filter}>
          {t('reviews.all')}
        </Link>
      }
    >
      <ReviewCounts filter={filter} by={by} onBy={setBy} />
    </Section>
  )
}

/** Who takes more of the hours than they bring of the profit, or plays our price against others. */
export function DrainsPart({ search: { period, within, owner, territory, segment } }: Props) {
  const t = useT('movement')
  const filter = {
    ...(within === undefined ? {} : { within }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
    ...(segment === undefined ? {} : { segment }),
  }
  return (
    <Section
      title={t('drains.title')}
      hint={t('drains.hint')}
      isBare
      actions={
        <Link to="/drains" search={filter}>
          {t('drains.all')}
        </Link>
      }
    >
      <DrainList
        query={{ ...filter, ...(period === undefined ? {} : { period }) }}
        isFiltered={Object.keys(filter).length > 0}
      />
    </Section>
  )
}

/** Every rep against the book that was given, between the same two ends. */
export function ScoreboardPart({ search: { period, from, closed } }: Props) {
  const navigate = useNavigate()
  const ends = {
    ...(period === undefined ? {} : { period }),
    ...(from === undefined ? {} : { from }),
    ...(closed === undefined ? {} : { closed }),
  }
  return (
    <LeagueTable
      ends={ends}
      onOpen={(rep) => {
        void navigate({ to: '/scoreboard', search: { ...ends, rep } })
      }}
    />
  )
}
