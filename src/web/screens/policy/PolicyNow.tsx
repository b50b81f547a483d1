import { isMetricId } from '../../../domain/metric.ts'
import type { MetricId } from '../../../domain/metric-definition.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Facts } from '../../ui/Page.tsx'
import { weightShares } from './document.ts'
import type { PolicyDocument } from './document.ts'
import css from './Policy.module.css'

/** A policy in words: what a grade needs, what is measured, of whom and over which time. */
export function PolicyNow({ policy }: { readonly policy: PolicyDocument }) {
  const t = useT('policy')
  const account = useT('account')
  const shell = useT('shell')
  const format = useFormat()
  const currency = useCurrency()
  const { grades, gradeBy, kinds, level, window, minCoverage, factors } = policy
  const labels = grades.map(({ label }) => label)
  const shares = weightShares(factors)
  const nameOf = (metric: string): string => (isMetricId(metric) ? account(`metric.${metric as MetricId}`) : metric)
  const bound = (atLeast: string): string =>
    gradeBy === 'spend' ? format.wholeMoney(atLeast, currency) : t('now.points', { points: format.decimal(atLeast) })
  return (
    <div className={css.now}>
      <dl className={css.ladder}>
        {grades.map(({ label, atLeast }) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>
              <GradeBadge grade={label} labels={labels} />
            </dt>
            <dd>{atLeast === null ? t('now.rest') : `${t('now.atLeast')} ${bound(atLeast)}`}</dd>
          </div>
        ))}
      </dl>
      <Facts
        items={[
          [t('now.measure'), t(`now.${gradeBy}`)],
          [t('now.kinds'), format.list(kinds.map((kind) => shell(`kinds.${kind}`)))],
          [t('now.level'), t(`level.${level}`)],
          [t('now.window'), t(`window.${window}`)],
          [t('now.coverage'), t('now.coverageOf', { share: format.percent(minCoverage) })],
          [
            t('now.factors'),
            factors.length === 0
              ? t('now.noFactors')
              : format.list(
                  factors.map(({ metric }, place) =>
                    t('now.factor', { metric: nameOf(metric), share: format.wholePercent(shares[place] ?? 0) }),
                  ),
                ),
          ],
        ]}
      />
    </div>
  )
}
