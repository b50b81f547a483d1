import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { AccountsLink } from '../../charts/AccountsLink.tsx'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { GradeStrip } from '../../charts/GradeStrip.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Count, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { StatRow, StatTile } from '../../ui/Page.tsx'
import css from './Kpis.module.css'
import type { PortfolioData } from './portfolio-parts.ts'

/** The book in a row of figures; those one may not see have no tile. Every figure opens its accounts. */
export function Kpis({ data, filter }: { readonly data: PortfolioData; readonly filter: AccountFilter }) {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const { totals, margin, retention, grades, accounts } = data
  const movedTo = (names: readonly string[]): number =>
    data.movements.reduce((sum, { movement, count }) => sum + (names.includes(movement) ? count : 0), 0)
  const graded = grades.reduce((sum, { grade, count }) => sum + (grade === null ? 0 : count), 0)

  return (
    <section aria-label={t('kpi.label')} className={css.kpis}>
      <StatRow>
        {totals && (
          <>
            <StatTile
              label={t('kpi.spend')}
              value={
                <AccountsLink filter={filter} sort="-spend" className={css.link}>
                  <Money amount={totals.spend} size="short" currency={currency} />
                </AccountsLink>
              }
              note={t('kpi.orders', { count: totals.orders, orders: format.integer(totals.orders) })}
            />
            <StatTile
              label={t('kpi.change')}
              value={
                <AccountsLink filter={filter} sort="spendChange" className={css.link}>
                  <Delta amount={differenceOf(totals.spend, totals.spendBefore)} size="short" />
                </AccountsLink>
              }
              note={<ChangeNote spend={totals.spend} before={totals.spendBefore} />}
            />
          </>
        )}
        {margin && (
          <StatTile
            label={t('kpi.grossProfit')}
            value={
              <AccountsLink filter={filter} sort="-grossProfit" className={css.link}>
                <Money amount={margin.grossProfit} size="short" currency={currency} />
              </AccountsLink>
            }
            note={<MarginNote margin={margin} />}
          />
        )}
        {retention && (
          <>
            <StatTile
              label={t('kpi.grr')}
              value={
                // What shrank and kept its grade is in it too: the largest losses stand first.
                <AccountsLink filter={filter} sort="spendChange" className={css.link}>
                  <span title={t('kpi.grrLong')}>
                    <Percent share={retention.grr} />
                  </span>
                </AccountsLink>
              }
              note={t('kpi.lost', {
                money: format.shortMoney(sumOf(retention.lost, retention.contraction)),
              })}
            />
            <StatTile
              label={t('kpi.nrr')}
              value={
                <AccountsLink filter={filter} sort="-spendChange" className={css.link}>
                  <span title={t('kpi.nrrLong')}>
                    <Percent share={retention.nrr} />
                  </span>
                </AccountsLink>
              }
              note={t('kpi.expansion', { money: format.shortMoney(retention.expansion) })}
            />
          </>
        )}
        <StatTile
          label={t('kpi.accounts')}
          value={
            <AccountsLink filter={{ ...filter, standing: 'valid' }} className={css.link}>
              <Count count={accounts} />
            </AccountsLink>
          }
          note={
            <span className={css.grades}>
              <GradeStrip grades={grades.filter(({ grade }) => grade !== null)} />
              {t('kpi.graded', { graded: format.integer(graded) })}
            </span>
          }
        />
        {!totals &&
          (
            [
              ['up', ['up']],
              ['down', ['down']],
              ['new', ['new', 'returned']],
              ['lostAccounts', ['lost']],
            ] as const
          ).map(([name, movements]) => (
            <StatTile
              key={name}
              label={t(`kpi.${name}`)}
              value={
                <AccountsLink filter={{ ...filter, movement: [...movements] }} className={css.link}>
                  <Count count={movedTo(movements)} />
                </AccountsLink>
              }
            />
          ))}
      </StatRow>
    </section>
  )
}

function ChangeNote({ spend, before }: { readonly spend: string; readonly before: string }) {
  const t = useT('portfolio')
  const format = useFormat()
  const money = format.shortMoney(before)
  const share = changeOf(spend, before)
  if (share === null) return t('kpi.before', { money })
  return t(share < 0 ? 'kpi.less' : 'kpi.more', { percent: format.percent(Math.abs(share)), money })
}

function MarginNote({ margin }: { readonly margin: NonNullable<PortfolioData['margin']> }) {
  const t = useT('portfolio')
  const format = useFormat()
  const { marginRate, coverage } = margin
  if (marginRate === null)
    return coverage === null ? null : t('kpi.marginUnknown', { coverage: format.percent(coverage) })
  const rate = format.percent(marginRate)
  return coverage === null || coverage === 1
    ? t('kpi.margin', { rate })
    : t('kpi.marginOf', { rate, coverage: format.percent(coverage) })
}

function differenceOf(spend: string, before: string): string {
  return formatMicros(parseMicros(spend) - parseMicros(before))
}

/** The change as a share of what was before; null when that was nothing. */
function changeOf(spend: string, before: string): number | null {
  return ratio(parseMicros(spend) - parseMicros(before), parseMicros(before))
}

function sumOf(one: string, other: string): string {
  const sum = parseMicros(one) + parseMicros(other)
  return formatMicros(sum < 0n ? -sum : sum)
}
