import { Link } from '@tanstack/react-router'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { AccountsLink } from '../../charts/AccountsLink.tsx'
import { useT } from '../../i18n/i18n.ts'
import { GradeMove } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import type { MyBookData } from './my-book-parts.ts'
import css from './WeekPanel.module.css'

/** What changed in the last seven days of the period. */
export function WeekPanel({
  week,
  to,
  filter,
}: {
  readonly week: MyBookData['week']
  readonly to: string
  readonly filter: AccountFilter
}) {
  const t = useT('myBook')
  const format = useFormat()
  const currency = useCurrency()
  return (
    <Section title={t('week.title')} hint={t('week.message', { from: format.shortDay(week.from), to: format.day(to) })}>
      <p className={css.sum}>
        <AccountsLink filter={filter} sort="-lastInvoice">
          {t('week.invoices', { count: week.invoices, invoices: format.integer(week.invoices) })}
        </AccountsLink>
        {week.spend !== undefined && <span>{t('week.spend', { money: format.wholeMoney(week.spend, currency) })}</span>}
      </p>
      {week.moves.length === 0 ? (
        <p className={css.none}>{t('week.none')}</p>
      ) : (
        <ul className={css.list}>
          {week.moves.map(({ account, from, to: grade }) => (
            <li key={account.id}>
              <GradeMove from={from} to={grade} />
              <Link to="/accounts/$id" params={{ id: account.id }}>
                {account.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
