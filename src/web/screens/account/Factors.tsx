import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { DayText, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import type { Explanation } from './account-parts.ts'
import css from './Factors.module.css'
import { InvoiceLink } from './InvoiceLink.tsx'
import { Points } from './Points.tsx'
import { Scale } from './Scale.tsx'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'
import { useFactorText } from './use-factor-text.ts'

type Factor = NonNullable<Explanation['factors']>[number]
type Documents = NonNullable<Explanation['documents']>[number]

/** What the score is made of: value, money, points and weight of each factor, and by name those that are unknown. */
export function Factors({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const value = useT('value')
  const { factors, documents, score, known, total } = explanation
  if (factors === undefined) return <Scale explanation={explanation} />
  const hint = total === 0 ? t('why.noFactors') : t('why.known', { known, total })
  const unknown = factors.filter(({ because }) => because !== null)
  const most = Math.max(1, ...factors.map(({ atMost }) => atMost ?? 0))
  return (
    <Section title={t('why.factors')} hint={hint}>
      {total > 0 && (
        <ScrollBox label={t('why.factors')}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th>{t('why.factor')}</th>
                <th className={tables.figure}>{t('why.value')}</th>
                <th className={classNames(tables.figure, tables.wide)}>{value('factors.money')}</th>
                <th className={classNames(tables.figure, tables.wide)}>{t('why.points')}</th>
                <th className={classNames(tables.figure, tables.wide)}>{t('why.weight')}</th>
                <th className={css.barHead}>{t('why.contribution')}</th>
              </tr>
            </thead>
            <tbody>
              {factors
                .filter(({ because }) => because === null)
                .map((factor) => (
                  <FactorRow key={factor.metric} factor={factor} most={most} currency={explanation.basis.currency} />
                ))}
            </tbody>
            {score !== undefined && score !== null && (
              <tfoot>
                <tr>
                  <th>{t('why.score')}</th>
                  <td />
                  <td className={tables.wide} />
                  <td className={tables.wide} />
                  <td className={tables.wide} />
                  <td className={tables.figure}>
                    <Points points={score} />
                  </td>
                </tr>
              </tfoot>
            )}
          </table>
        </ScrollBox>
      )}
      {documents?.map((one) => (
        <MadeOf key={one.metric} documents={one} currency={explanation.basis.currency} />
      ))}
      {unknown.length > 0 && (
        <div className={css.unknown}>
          <h3>{t('why.unknownTitle')}</h3>
          <ul>
            {unknown.map(({ metric }) => (
              <li key={metric}>
                <strong>{t(`metric.${metric}`)}</strong>: {t(`unknown.${metric}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

/** The bar is as long as the factor could add at most, next to the one that could add most, and filled as far as it does. */
function FactorRow({
  factor,
  most,
  currency,
}: {
  readonly factor: Factor
  /** What the factor that could add most could add. */
  readonly most: number
  readonly currency: string
}) {
  const t = useT('account')
  const format = useFormat()
  const factorText = useFactorText()
  const { metric, value, unit, points, weight, contribution, atMost, behind, beside } = factor
  const could = atMost ?? 0
  return (
    <tr>
      <th scope="row" className={css.name}>
        {t(`metric.${metric}`)}
        {beside !== null && (
          <span className={css.beside}>
            {t(`metric.${beside.metric}`)}: {factorText(beside.value, beside.unit)}
          </span>
        )}
      </th>
      <td className={tables.figure} title={value ?? undefined}>
        {factorText(value, unit)}
      </td>
      <td className={classNames(tables.figure, tables.wide)}>
        {behind !== null && (
          <span title={format.money(behind.money, currency)}>
            {t(`behind.${behind.what}`, { money: format.wholeMoney(behind.money) })}
          </span>
        )}
      </td>
      <td className={classNames(tables.figure, tables.wide)}>
        <Points points={points} />
      </td>
      <td className={classNames(tables.figure, tables.wide)}>{format.decimal(String(weight))}</td>
      <td>
        <span className={css.barCell}>
          <span className={css.room} aria-hidden>
            <span className={css.bar} style={{ width: `${Math.max(4, (could / most) * 100)}%` }}>
              <span
                style={{ width: `${could === 0 ? 0 : Math.max(0, Math.min(1, (contribution ?? 0) / could)) * 100}%` }}
              />
            </span>
          </span>
          <span className={css.adds}>
            <Points points={contribution} />{' '}
            <span className={css.most}>/ {format.decimal(String(Math.round(could * 10) / 10))}</span>
          </span>
        </span>
      </td>
    </tr>
  )
}

/** The invoices that made most of a factor, each with the way to it. */
function MadeOf({ documents, currency }: { readonly documents: Documents; readonly currency: string }) {
  const t = useT('value')
  const account = useT('account')
  const format = useFormat()
  const { metric, items, of } = documents
  if (items.length === 0) return null
  return (
    <div className={css.unknown}>
      <h3>{t('factors.made')}</h3>
      <p>
        {t('factors.madeBy', {
          metric: account(`metric.${metric}`),
          count: items.length,
          all: format.integer(of),
        })}
      </p>
      <ul>
        {items.map(({ source, number, date, amount, days, lateDays, paidOn, cost }) => (
          <li key={`${source} ${number}`}>
            <InvoiceLink source={source} number={number} isInText /> <DayText day={date} />,{' '}
            <Money amount={amount} currency={currency} />
            {', '}
            {t(waitedKey(paidOn !== null, lateDays > 0), {
              days: account('why.days', { count: days, days: format.integer(days) }),
              late: format.integer(lateDays),
            })}
            {cost !== null && <>, {t('factors.cost', { money: format.money(cost, currency) })}</>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function waitedKey(isPaid: boolean, isLate: boolean) {
  if (isPaid) return isLate ? 'factors.paid' : 'factors.paidInTime'
  return isLate ? 'factors.open' : 'factors.openInTime'
}
