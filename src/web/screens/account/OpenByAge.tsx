import type { Output } from '../../../contract/operations.ts'
import { parseMicros, ratio } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { classNames } from '../../ui/class-names.ts'
import { Money, Percent } from '../../ui/Figures.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import css from './Value.module.css'

interface Props {
  readonly byAge: Output<'getReceivables'>['figures']['byAge']
  /** Undefined where one may not see it: the parts then say nothing either. */
  readonly open: string | undefined
  readonly currency: string
}

/** What is open by how late it is, as shares of the open invoices; what is credited stands apart, so that all of it sums. */
export function OpenByAge({ byAge, open, currency }: Props) {
  const t = useT('receivables')
  if (open === undefined) return null
  const rows = byAge.flatMap(({ age, amount }) =>
    amount === undefined || parseMicros(amount) === 0n ? [] : [{ age, amount }],
  )
  const invoices = rows.reduce((sum, { age, amount }) => (age === 'credits' ? sum : sum + parseMicros(amount)), 0n)
  return (
    <ScrollTable label={t('ages.title')}>
      <caption className="unseen">{t('ages.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('ages.age')}</th>
          <th scope="col" data-figure>
            {t('ages.amount')}
          </th>
          <th scope="col" className={css.barCell}>
            <span className="unseen">{t('ages.share')}</span>
          </th>
          <th scope="col" data-figure>
            {t('ages.share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ age, amount }) => {
          const share = age === 'credits' ? null : ratio(parseMicros(amount), invoices)
          return (
            <tr key={age}>
              <th scope="row">{t(`ages.${age}`)}</th>
              <td data-figure>
                <Money amount={amount} currency={currency} size="exact" />
              </td>
              <td className={css.barCell}>
                {share !== null && (
                  <div
                    className={classNames(css.bar, age !== 'not-due' && age !== 'no-due-date' && css.late)}
                    aria-hidden
                  >
                    <span style={{ width: `${String(share * 100)}%` }} />
                  </div>
                )}
              </td>
              <td data-figure>{share !== null && <Percent share={share} />}</td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">{t('ages.all')}</th>
          <td data-figure>
            <Money amount={open} currency={currency} size="exact" />
          </td>
          <td />
          <td />
        </tr>
      </tbody>
    </ScrollTable>
  )
}
