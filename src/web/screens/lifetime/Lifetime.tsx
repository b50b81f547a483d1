import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Count, Percent } from '../../ui/Figures.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { PageHeader, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { EmptyState, ErrorLine, Loaded } from '../../ui/States.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { toast } from '../../ui/toast.ts'
import { DaysAhead } from './DaysAhead.tsx'
import { ForecastList } from './ForecastList.tsx'
import { HoldoutCheck } from './HoldoutCheck.tsx'
import css from './Lifetime.module.css'
import { ModelDetail } from './ModelDetail.tsx'
import { useRegularity } from './use-regularity.ts'

type Shown = Output<'getLifetime'>
export type Fit = NonNullable<Shown['fit']>

const route = getRouteApi('/app/lifetime')
const usualDays = 90
const tabs = ['accounts', 'trust'] as const

/** How accounts come back and stop, what the book is to order, and how far to trust it. */
export function Lifetime() {
  const t = useT('lifetime')
  const { days = String(usualDays) } = route.useSearch()
  const query = useQuery(queryOf('getLifetime', { query: { days } }))
  const learning = useLearning()
  return (
    <>
      <PageHeader title={t('title')} actions={query.data?.fit && learning.button(t('learn'))}>
        {query.data?.learnt ? <LearntLine shown={query.data} /> : t('under')}
      </PageHeader>
      <ErrorLine error={learning.error} />
      {learning.progress}
      <Loaded query={query}>
        {({ fit, learnt }) =>
          fit && learnt ? (
            <Learnt fit={fit} days={learnt.days} />
          ) : (
            <EmptyState title={t('empty.title')} action={learning.button(t('learnFirst'))}>
              {t('empty.advice')} {learning.mayLearn ? '' : t('empty.ask')}
            </EmptyState>
          )
        }
      </Loaded>
    </>
  )
}

/** The button that has it learnt, and how far that is. */
function useLearning() {
  const t = useT('lifetime')
  const queries = useQueryClient()
  const mayLearn = useRight('policy')
  const [job, setJob] = useState<string | null>(null)
  const learn = useMutation({ mutationFn: () => call('learnLifetime', {}), onSuccess: ({ id }) => setJob(id) })
  return {
    mayLearn,
    error: learn.error,
    button: (label: string) =>
      mayLearn ? (
        <Button
          kind="primary"
          isBusy={learn.isPending}
          disabled={learn.isPending || job !== null}
          onClick={() => learn.mutate()}
        >
          {label}
        </Button>
      ) : undefined,
    progress:
      job === null ? null : (
        <div className={css.job}>
          <Section title={t('learning')}>
            <JobProgress
              id={job}
              onEnd={({ state }) => {
                if (state === 'done') {
                  toast(t('done'))
                  setJob(null)
                }
                void queries.invalidateQueries({ queryKey: ['getLifetime'] })
                void queries.invalidateQueries({ queryKey: ['listLifetimes'] })
                void queries.invalidateQueries({ queryKey: ['getAccountLifetime'] })
              }}
            />
          </Section>
        </div>
      ),
  }
}

function LearntLine({ shown: { learnt, fit } }: { readonly shown: Shown }) {
  const t = useT('lifetime')
  const format = useFormat()
  if (!learnt || !fit) return null
  return (
    <>
      <span>
        {t('upTo', { day: format.day(learnt.asOf) })}{' '}
        {t('by', { name: fit.madeBy, instant: format.instant(fit.madeAt) })}
      </span>
      {learnt.isOld && <strong className={css.old}>{t('isOld')}</strong>}
    </>
  )
}

function Learnt({ fit, days }: { readonly fit: Fit; readonly days: number }) {
  const navigate = route.useNavigate()
  return (
    <>
      <div className={css.days} data-print="no">
        <DaysAhead
          days={days}
          onDays={(next) =>
            void navigate({
              search: (before) => ({ ...before, days: next === usualDays ? undefined : String(next) }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      <FitFigures fit={fit} days={days} />
      <div className={css.parts}>
        <Parts fit={fit} days={days} />
      </div>
    </>
  )
}

function Parts({ fit, days }: { readonly fit: Fit; readonly days: number }) {
  const t = useT('lifetime')
  const search = route.useSearch()
  const { tab = 'accounts', sort = 'probability', within = 'book' } = search
  const navigate = route.useNavigate()
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...next }, replace: true, resetScroll: false })
  return (
    <>
      <Tabs
        label={t('parts')}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        onValue={(value) => change({ tab: value === 'accounts' ? undefined : value })}
      />
      <TabPanel of={tab}>
        {tab === 'accounts' ? (
          <ForecastList
            days={days}
            sort={sort}
            within={within}
            onSort={(value) => change({ sort: value === 'probability' ? undefined : value })}
            onWithin={(value) => change({ within: value === 'book' ? undefined : value })}
          />
        ) : (
          <>
            <HoldoutCheck holdout={fit.holdout} />
            <ModelDetail fit={fit} />
          </>
        )}
      </TabPanel>
    </>
  )
}

function FitFigures({ fit, days }: { readonly fit: Fit; readonly days: number }) {
  const t = useT('lifetime')
  const format = useFormat()
  const regularity = useRegularity()
  return (
    <StatRow>
      <StatTile
        label={t('figures.accounts')}
        value={<Count count={fit.accounts} />}
        note={t('figures.repeaters', { accounts: format.integer(fit.repeaters) })}
      />
      <StatTile label={t('figures.gap')} value={<Count count={fit.medianGap} />} note={t('figures.gapNote')} />
      <StatTile
        label={t('figures.regularity')}
        value={regularity(fit.regularity)}
        note={t('figures.regularityNote', { stages: fit.regularity })}
      />
      <StatTile
        label={t('figures.stops')}
        value={fit.hasAttrition ? <Percent share={fit.stopsPerOrder} /> : t('figures.noAttrition')}
        note={t(fit.hasAttrition ? 'figures.stopsNote' : 'figures.noAttritionNote')}
      />
      <StatTile
        label={t('figures.active')}
        value={<Count count={fit.expectedActive} />}
        note={t('figures.activeNote', { days })}
      />
      <StatTile
        label={t('figures.orders')}
        value={<Count count={fit.expectedOrders} />}
        note={t('figures.ordersNote', { days })}
      />
    </StatRow>
  )
}
