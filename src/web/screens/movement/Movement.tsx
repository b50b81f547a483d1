import { IconPrinter } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { Cohorts } from './Cohorts.tsx'
import { Ends } from './Ends.tsx'
import css from './Movement.module.css'
import { movementTabs } from './movement-query.ts'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'
import { MovementFilters } from './MovementFilters.tsx'
import { Moves } from './Moves.tsx'
import { DrainsPart, ReviewsPart, ScoreboardPart } from './OtherParts.tsx'
import { Retention } from './Retention.tsx'

const route = getRouteApi('/app/movement')

/** Who moved between two windows, why, and what was done about it. */
export function Movement() {
  const t = useT('movement')
  const search: MovementSearch = route.useSearch()
  const { tab = 'moves' } = search
  const navigate = route.useNavigate()
  const isEmpty = useBook()?.period === null
  const change: ChangeMovement = (part) => {
    void navigate({
      search: (before) => withoutGaps({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button
            kind="plain"
            icon={<IconPrinter size={16} stroke={1.6} />}
            onClick={() => {
              globalThis.print()
            }}
          >
            {t('print')}
          </Button>
        }
      >
        {t('under')}
      </PageHeader>
      {isEmpty ? (
        <EmptyBook />
      ) : (
        <>
          <Ends search={search} onChange={change} />
          <MovementFilters search={search} onChange={change} />
          <Tabs
            label={t('parts')}
            value={tab}
            tabs={movementTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
            onValue={(value) => {
              change({ tab: value === 'moves' ? undefined : value })
            }}
          />
          <TabPanel of={tab}>
            <div className={css.screen}>
              <Part search={search} onChange={change} />
            </div>
          </TabPanel>
        </>
      )}
    </>
  )
}

function Part({ search, onChange }: { readonly search: MovementSearch; readonly onChange: ChangeMovement }) {
  switch (search.tab ?? 'moves') {
    case 'moves':
      return <Moves search={search} onChange={onChange} />
    case 'retention':
      return <Retention search={search} onChange={onChange} />
    case 'cohorts':
      return <Cohorts search={search} />
    case 'reviews':
      return <ReviewsPart search={search} />
    case 'drains':
      return <DrainsPart search={search} />
    case 'scoreboard':
      return <ScoreboardPart search={search} />
  }
}

function withoutGaps<T extends object>(search: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
