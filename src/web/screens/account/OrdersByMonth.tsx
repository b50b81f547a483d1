import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import css from './OrdersByMonth.module.css'

interface Props {
  readonly months: Output<'listMonths'>['months']
  readonly controls: ReactNode
}

/** How many orders came month by month: the rhythm of an account for whoever sees no money. A month opens its invoices. */
export function OrdersByMonth({ months, controls }: Props) {
  const t = useT('account')
  const format = useFormat()
  const most = Math.max(1, ...months.map(({ orders }) => orders))
  return (
    <figure className={css.frame} aria-label={t('months.ordersTitle')}>
      <figcaption className={css.head}>
        <div>
          <h2>{t('months.ordersTitle')}</h2>
          <p>{t('months.openInvoices')}</p>
        </div>
        {controls}
      </figcaption>
      <ol className={css.months}>
        {months.map(({ month, orders }) => (
          <li key={month}>
            <Link
              from="/accounts/$id"
              to="."
              search={{ tab: 'invoices', month }}
              title={`${format.month(month)}: ${t('months.orders', { count: orders })}`}
            >
              <span className={css.count} aria-hidden>
                {orders === 0 ? '' : format.integer(orders)}
              </span>
              <span className={css.bar} style={{ height: `${(orders / most) * 100}%` }} aria-hidden />
              <span className={css.month}>{format.shortMonth(month)}</span>{' '}
              <span className="unseen">{t('months.orders', { count: orders })}</span>
            </Link>
          </li>
        ))}
      </ol>
    </figure>
  )
}
