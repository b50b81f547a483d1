import { useQuery } from '@tanstack/react-query'
import type { FlowStep } from '../../../domain/movement-flow.ts'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { MovementFlow } from '../../charts/MovementFlow.tsx'
import { useT } from '../../i18n/i18n.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Section } from '../../ui/Page.tsx'
import { Building, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { portfolioFlowQuery } from './portfolio-query.ts'
import type { PortfolioSearch } from './portfolio-query.ts'
import css from './Portfolio.module.css'

/** While the earlier ends are being graded. */
const lookAgainMs = 800

/** Movement over several quarters or years. The earlier ends are graded when somebody looks first, which takes a moment. */
export function FlowPanel({
  search,
  filter,
  period,
  onStep,
}: {
  readonly search: PortfolioSearch
  readonly filter: AccountFilter
  readonly period: string
  readonly onStep: (step: FlowStep) => void
}) {
  const t = useT('portfolio')
  const flow = useQuery({
    ...portfolioFlowQuery(search),
    placeholderData: (before, query) => (query?.queryKey[0] === 'getMovementFlow' ? before : undefined),
    refetchInterval: ({ state }) => (state.data?.isReady === false ? lookAgainMs : false),
  })
  return (
    <div className={css.flow}>
      {flow.data?.isReady !== true ? (
        <Section title={t('flow.title')}>
          <Loaded query={flow} skeleton={<SkeletonBlock height={400} />}>
            {() => <Building detail={t('flow.building')} />}
          </Loaded>
        </Section>
      ) : (
        <div className={flow.isPlaceholderData ? css.stale : undefined} aria-busy={flow.isPlaceholderData}>
          <MovementFlow
            // Another flow has other streams: what was looked at is none of them.
            key={`${flow.data.basis.period} ${flow.data.step}`}
            title={t('flow.title')}
            flow={flow.data}
            filter={filter}
            period={period}
            controls={
              flow.data.steps.length > 1 ? (
                <SegmentedControl
                  label={t('flow.step')}
                  value={flow.data.step}
                  options={flow.data.steps.map((value) => ({ value, label: t(`flow.${value}`) }))}
                  onValue={onStep}
                />
              ) : undefined
            }
          />
        </div>
      )}
    </div>
  )
}
