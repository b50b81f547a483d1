import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { AccountsLink } from '../../charts/AccountsLink.tsx'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Count, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { StatRow, StatTile } from '../../ui/Page.tsx'
import type { MyBookData } from './my-book-parts.ts'
import css from './MyBook.module.css'

/** One's own accounts in a row of figures; money only where one may see it. */
export function MyKpis({ data, filter }: { readonly data: MyBookData; readonly filter: AccountFilter }) {
  const t = useT('myBook')
  const format = useFormat()
  const currency = useCurrency()
  const { totals, grades } = data
  const accounts = grades.reduce((sum, { count }) => sum + count, 0)
  // Who went to no grade fell nowhere: it is lost, and counted among what needs a look.
  const graded = grades.filter(({ grade }) => grade !== null)
  const up = graded.reduce((sum, grade) => sum + grade.up, 0)
  const down = graded.reduce((sum, grade) => sum + grade.down, 0)
  return (
    <section aria-label={t('kpi.label')}>
      <StatRow>
        <StatTile
          label={t('kpi.accounts')}
          value={
            <AccountsLink filter={{ ...filter, standing: 'valid' }} className={css.figure}>
              <Count count={accounts} />
            </AccountsLink>
          }
        />
        <StatTile
          label={t('kpi.up')}
          value={
            <AccountsLink filter={{ ...filter, movement: ['up'] }} className={css.figure}>
              <Count count={up} />
            </AccountsLink>
          }
        />
        <StatTile
          label={t('kpi.down')}
          value={
            <AccountsLink filter={{ ...filter, movement: ['down'] }} className={css.figure}>
              <Count count={down} />
            </AccountsLink>
          }
        />
        {totals && (
          <>
            <StatTile
              label={t('kpi.spend')}
              value={
                <AccountsLink filter={filter} sort="-spend" className={css.figure}>
                  <Money amount={totals.spend} size="short" currency={currency} />
                </AccountsLink>
              }
              note={t('kpi.before', { money: format.shortMoney(totals.spendBefore) })}
            />
            <StatTile
              label={t('kpi.change')}
              value={
                <AccountsLink filter={filter} sort="spendChange" className={css.figure}>
                  <Delta
                    amount={formatMicros(parseMicros(totals.spend) - parseMicros(totals.spendBefore))}
                    size="short"
                  />
                </AccountsLink>
              }
              note={
                <Percent
                  share={ratio(
                    parseMicros(totals.spend) - parseMicros(totals.spendBefore),
                    parseMicros(totals.spendBefore),
                  )}
                />
              }
            />
            <StatTile
              label={t('kpi.nrr')}
              value={<Percent share={totals.retention.nrr} />}
              note={
                <>
                  {t('kpi.grr')} <Percent share={totals.retention.grr} />
                </>
              }
            />
          </>
        )}
      </StatRow>
    </section>
  )
}
