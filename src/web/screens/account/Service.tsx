import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useActivityText } from '../../ui/activity-text.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './Fit.module.css'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

type Activities = NonNullable<Output<'getAccountProfit'>['service']>

/** What was done for the account by activity, estimated or logged, and what it cost; nothing for who sees no margins. */
export function Service() {
  const t = useT('earned')
  const { id, ofPeriod } = useAccountAddress()
  const { data } = useQuery(queryOf('getAccountProfit', { params: { id }, query: ofPeriod }))
  if (data?.service === undefined) return null
  return (
    <Section title={t('service.title')} hint={t('service.hint')}>
      {data.service.length === 0 ? (
        <p className={css.quiet}>{t('service.none')}</p>
      ) : (
        <>
          <ActivityTable activities={data.service} />
          <p className={css.quiet}>{t(`service.basis.${basisOf(data.service)}`)}</p>
        </>
      )}
    </Section>
  )
}

function ActivityTable({ activities }: { readonly activities: Activities }) {
  const t = useT('earned')
  const format = useFormat()
  const currency = useCurrency()
  const activityText = useActivityText()
  const hasHours = activities.some(({ loggedMinutes }) => parseMicros(loggedMinutes) !== 0n)
  const columns = (['events', 'standardMinutes', 'replacedMinutes', 'loggedMinutes'] as const).filter(
    (name) => hasHours || name === 'events' || name === 'standardMinutes',
  )
  const costs = activities.map(({ cost }) => cost)
  return (
    <ScrollBox label={t('service.title')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>{t('service.activity')}</th>
            {columns.map((name) => (
              <th key={name} className={tables.figure}>
                {t(`service.${name}`)}
              </th>
            ))}
            <th className={tables.figure}>{t('service.cost')}</th>
          </tr>
        </thead>
        <tbody>
          {activities.map((one) => (
            <tr key={one.activity ?? ''}>
              <th scope="row">{one.activity === null ? t('service.all') : activityText(one.activity)}</th>
              {columns.map((name) => (
                <td key={name} className={tables.figure}>
                  {format.decimal(one[name])}
                </td>
              ))}
              <td className={tables.figure}>
                <Money amount={one.cost} currency={currency} size="exact" />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('service.total')}</th>
            {columns.map((name) => (
              <td key={name} className={tables.figure}>
                {format.decimal(formatMicros(total(activities.map((one) => one[name])), 0))}
              </td>
            ))}
            <td className={tables.figure}>
              <Money
                amount={costs.includes(null) ? null : formatMicros(total(costs))}
                currency={currency}
                size="exact"
              />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  )
}

function total(amounts: readonly (string | null)[]): bigint {
  return amounts.reduce((sum, amount) => sum + parseMicros(amount ?? '0'), 0n)
}

/** Whether the minutes that count are estimated, logged, or some of each. */
function basisOf(activities: Activities): 'estimated' | 'logged' | 'both' {
  const logged = total(activities.map(({ loggedMinutes }) => loggedMinutes))
  const estimated =
    total(activities.map(({ standardMinutes }) => standardMinutes)) -
    total(activities.map(({ replacedMinutes }) => replacedMinutes))
  if (logged === 0n) return 'estimated'
  return estimated === 0n ? 'logged' : 'both'
}
