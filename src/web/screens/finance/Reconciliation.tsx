import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { parseMicros, ratio } from '../../../domain/money.ts'
import { SizeBar } from '../../charts/SizeBar.tsx'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useActivityText } from '../../ui/activity-text.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import css from './Finance.module.css'
import { ReconciliationTable } from './ReconciliationTable.tsx'
import type { Reconciled } from './ReconciliationTable.tsx'

const route = getRouteApi('/app/finance')

/** Whether accounts, what stands on none, unattributed stock and unused capacity are the book, and what each pool was used for. */
export function Reconciliation() {
  const t = useT('finance')
  const format = useFormat()
  const { period } = route.useSearch()
  const isEmpty = useBook()?.period === null
  const query = useQuery({
    ...queryOf('getReconciliation', { query: period === undefined ? {} : { period } }),
    enabled: !isEmpty,
  })
  if (isEmpty) return <EmptyState title={t('reconcile.empty')}>{t('reconcile.emptyAdvice')}</EmptyState>
  return (
    <Loaded query={query}>
      {({ lines, missing, withoutCost, capacity, from, to, period: shown }) =>
        lines === undefined ? (
          <EmptyState title={t('reconcile.notAll')}>{t('reconcile.notAllAdvice')}</EmptyState>
        ) : (
          <>
            <p className={css.note}>{t('reconcile.of', { from: format.day(from), to: format.day(to) })}</p>
            <ReconciliationTable lines={lines} period={shown} />
            {missing !== undefined && missing.length > 0 && <MissingRates missing={missing} />}
            {withoutCost !== undefined && withoutCost.products.length > 0 && <MissingCosts {...withoutCost} />}
            {capacity !== undefined && <Capacity pools={capacity} />}
          </>
        )
      }
    </Loaded>
  )
}

/** Days without a rate that something of the window would need. */
function MissingRates({ missing }: { readonly missing: NonNullable<Reconciled['missing']> }) {
  const t = useT('finance')
  const format = useFormat()
  const activityText = useActivityText()
  return (
    <Section title={t('missing.title')} hint={t('missing.hint')}>
      <ul className={css.list}>
        {missing.map(({ component, of, from, to }) => (
          <li key={[component, of, from].join(' ')}>
            {t('missing.line', {
              what: t(`reconcile.lines.${component}`) + (of === null ? '' : `, ${activityText(of)}`),
              from: format.day(from),
              to: format.day(to),
            })}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Products that lie there and whose cost nobody has said. */
function MissingCosts({ products, more }: NonNullable<Reconciled['withoutCost']>) {
  const t = useT('finance')
  const format = useFormat()
  const names = products.map(({ source, key }) => `${source}/${key}`)
  return (
    <Section title={t('missing.costs')} hint={t('missing.costsHint')}>
      <p className={css.note}>{format.list(more === 0 ? names : [...names, t('missing.more', { count: more })])}</p>
    </Section>
  )
}

/** What each pool costs over the window, what was used of it, and what was not: no account bears that. */
function Capacity({ pools }: { readonly pools: NonNullable<Reconciled['capacity']> }) {
  const t = useT('finance')
  const format = useFormat()
  return (
    <Section title={t('capacity.title')} hint={t('capacity.hint')}>
      {pools.length === 0 ? (
        <EmptyState title={t('capacity.empty')}>{t('capacity.emptyAdvice')}</EmptyState>
      ) : (
        <ScrollTable label={t('capacity.title')}>
          <thead>
            <tr>
              <th scope="col">{t('rates.columns.pool')}</th>
              {(['cost', 'used', 'unused', 'minutes', 'usedMinutes', 'share'] as const).map((name) => (
                <th key={name} scope="col" data-figure>
                  {t(`capacity.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t('capacity.share')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {pools.map(({ pool, name, minutes, cost, usedMinutes, usedCost, unusedCost }) => {
              const share = ratio(parseMicros(usedMinutes), parseMicros(minutes))
              return (
                <tr key={pool}>
                  <th scope="row">{name}</th>
                  <td data-figure>
                    <Money amount={cost} size="exact" />
                  </td>
                  <td data-figure>
                    <Money amount={usedCost} size="exact" />
                  </td>
                  <td data-figure>
                    <Money amount={unusedCost} size="exact" />
                  </td>
                  <td data-figure>{format.wholeMoney(minutes)}</td>
                  <td data-figure>{format.wholeMoney(usedMinutes)}</td>
                  <td data-figure>
                    <Percent share={share} />
                  </td>
                  <td className={css.bar}>
                    <SizeBar share={share ?? 0} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </ScrollTable>
      )}
    </Section>
  )
}
