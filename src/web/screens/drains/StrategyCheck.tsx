import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Money, NoFigure, Percent } from '../../ui/Figures.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import css from './Drains.module.css'

type Check = NonNullable<Output<'getStrategy'>['check']>
type Figure = NonNullable<Check['figures']>[number]

const tones = {
  worked: 'accent',
  'not-yet': 'plain',
  'did-not': 'warning',
  'too-early': 'plain',
  unknown: 'plain',
} as const

/** Whether a strategy worked: the figures since it began beside those of the year before. */
export function StrategyCheck({ check }: { readonly check: Check }) {
  const t = useT('drains')
  const format = useFormat()
  const { outcome, before, after, days, leastDays, enoughDays, aim, figures, unknown } = check
  return (
    <section aria-label={t('check.title')} className={css.outcome}>
      <h3>{t('check.title')}</h3>
      <span>
        <Tag tone={tones[outcome]}>{t(`check.outcomes.${outcome}`)}</Tag>{' '}
        {t(`check.detail.${outcome}`, { days, least: leastDays, enough: enoughDays })}
      </span>
      <p className={css.quiet}>
        {t('check.windows', {
          days: format.integer(days),
          from: format.day(after.from),
          to: format.day(after.to),
          beforeFrom: format.day(before.from),
          beforeTo: format.day(before.to),
        })}
      </p>
      {figures && (
        <ScrollTable label={t('check.title')}>
          <thead>
            <tr>
              <th scope="col">{t('check.figure')}</th>
              <th scope="col">{t('check.before')}</th>
              <th scope="col">{t('check.after')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((row) => (
              <tr key={row.figure}>
                <th scope="row">
                  {t(`check.figures.${row.figure}`)}
                  {row.figure === aim.figure && ` (${t('check.aim')})`}
                </th>
                <td>
                  <Value figure={row.figure} value={row.before} />
                </td>
                <td>
                  <Value figure={row.figure} value={row.after} />
                </td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      {unknown.length > 0 && (
        <p className={css.quiet}>
          {t('check.unknown', { figures: format.list(unknown.map((figure) => t(`check.figures.${figure}`))) })}
        </p>
      )}
    </section>
  )
}

function Value({ figure, value }: { readonly figure: Figure['figure']; readonly value: string | null }) {
  const format = useFormat()
  const currency = useCurrency()
  if (value === null) return <NoFigure isHidden={false} />
  if (figure === 'net-profit-a-month') return <Money amount={value} currency={currency} />
  // A rate of six decimals and minutes are no money.
  return figure === 'minutes-a-month' ? <>{format.wholeMoney(value)}</> : <Percent share={Number(value)} />
}
