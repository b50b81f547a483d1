import { AccountsLink } from '../../charts/AccountsLink.tsx'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import type { PortfolioData } from './portfolio-parts.ts'
import css from './Reconciliation.module.css'

/** That the parts are the whole, to the cent. */
export function Reconciliation({
  totals,
  filter,
}: {
  readonly totals: NonNullable<PortfolioData['totals']>
  readonly filter: AccountFilter
}) {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const parts = [
    ['accounts', totals.accounts],
    ['left', totals.left],
    ['noAccount', totals.noAccount],
  ] as const
  return (
    <p className={css.sum} aria-label={t('reconcile.label')} role="group">
      {parts.map(([name, amount], place) => (
        <span key={name}>
          {place > 0 && <span className={css.sign}>+</span>}
          {name === 'noAccount' ? (
            // Lines that name no account are in no list of accounts.
            <b>{format.money(amount)}</b>
          ) : (
            <AccountsLink filter={{ ...filter, standing: name === 'left' ? 'left' : 'valid' }} sort="-spend">
              {format.money(amount)}
            </AccountsLink>
          )}{' '}
          {t(`reconcile.${name}`)}
        </span>
      ))}
      <span>
        <span className={css.sign}>=</span>
        <b>{format.money(totals.spend, currency)}</b> {t('reconcile.book')}
      </span>
    </p>
  )
}
