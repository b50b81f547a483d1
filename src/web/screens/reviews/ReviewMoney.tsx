import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Delta, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Notice } from '../../ui/States.tsx'
import type { Review } from './review-parts.ts'
import css from './Reviews.module.css'

/** What happened in money: spend in both windows, whole and by family of products, as it was measured. */
export function ReviewMoney({ review }: { readonly review: Review }) {
  const t = useT('reviews')
  const format = useFormat()
  const writePeriod = usePeriodText()
  const { from, to, currency, before, after, change, changeNow, families, account } = review
  return (
    <Section
      title={t('review.money')}
      hint={t('review.moneyHint', { from: writePeriod(from.period), to: writePeriod(to.period), currency })}
    >
      {families === undefined ? (
        <p className={css.quiet}>{t('review.hidden')}</p>
      ) : (
        <>
          <ScrollTable label={t('review.money')}>
            <thead>
              <tr>
                <th scope="col">{t('review.family')}</th>
                <th scope="col" data-figure>
                  {t('review.before')}
                </th>
                <th scope="col" data-figure>
                  {t('review.after')}
                </th>
                <th scope="col" data-figure>
                  {t('review.changed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {families.map((row) => (
                <tr key={row.family?.key ?? ''}>
                  <th scope="row">{row.family?.name ?? t('review.noFamily')}</th>
                  <td data-figure>
                    <Money amount={row.before} />
                  </td>
                  <td data-figure>
                    <Money amount={row.after} />
                  </td>
                  <td data-figure>
                    <Delta amount={row.change} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('counts.all')}</th>
                <td data-figure>
                  <Money amount={before} />
                </td>
                <td data-figure>
                  <Money amount={after} />
                </td>
                <td data-figure>
                  <Delta amount={change} />
                </td>
              </tr>
            </tfoot>
          </ScrollTable>
          <p className={css.rule} data-print="no">
            <Link to="/accounts/$id" params={{ id: account.id }} search={{ tab: 'movement' }}>
              {t('review.toBridge')}
            </Link>
          </p>
          {changeNow !== undefined && changeNow !== null && (
            <Notice tone="warning">{t('review.now', { change: format.change(changeNow, currency) })}</Notice>
          )}
        </>
      )}
    </Section>
  )
}
