import { useQuery } from '@tanstack/react-query'
import { BridgeChart } from '../../charts/BridgeChart.tsx'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { usePeriodText } from '../../ui/period-text.ts'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import type { Review } from './review-parts.ts'

/** Why the revenue of the accounts moved between the two windows, in parts that sum to the change. Nothing where it is out of sight. */
export function ReviewBridge({ review }: { readonly review: Review }) {
  const t = useT('reviews')
  const writePeriod = usePeriodText()
  const { account, from, to, reach } = review
  const query = useQuery(
    queryOf('getAccountBridge', {
      params: { id: account.id },
      query: { from: from.period, to: to.period, of: reach, measure: 'revenue' },
    }),
  )
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
      {({ revenue, currency }) =>
        revenue === undefined ? null : (
          <BridgeChart
            title={t('review.bridge')}
            bridge={revenue}
            before={writePeriod(from.period)}
            after={writePeriod(to.period)}
            currency={currency}
            period={`${from.period} ${to.period}`}
          />
        )
      }
    </Loaded>
  )
}
