import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import type { Explanation } from './account-parts.ts'
import css from './Factors.module.css'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

type Factor = NonNullable<Explanation['factors']>[number]

/** What the score is made of: value, points and weight of each factor, and by name those that are unknown. */
export function Factors({ explanation }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const { factors, score, known, total } = explanation
  if (factors === undefined) return null
  const hint = total === 0 ? t('why.noFactors') : t('why.known', { known, total })
  const unknown = factors.filter(({ because }) => because !== null)
  return (
    <Section title={t('why.factors')} hint={hint}>
      {total > 0 && (
        <ScrollBox label={t('why.factors')}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th>{t('why.factor')}</th>
                <th className={tables.figure}>{t('why.value')}</th>
                <th className={tables.figure}>{t('why.points')}</th>
                <th className={tables.figure}>{t('why.weight')}</th>
                <th className={css.barHead}>{t('why.contribution')}</th>
              </tr>
            </thead>
            <tbody>
              {factors
                .filter(({ because }) => because === null)
                .map((factor) => (
                  <FactorRow key={factor.metric} factor={factor} currency={explanation.basis.currency} />
                ))}
            </tbody>
            {score !== undefined && score !== null && (
              <tfoot>
                <tr>
                  <th colSpan={4}>{t('why.score')}</th>
                  <td className={tables.figure}>
                    <Rounded number={score} />
                  </td>
                </tr>
              </tfoot>
            )}
          </table>
        </ScrollBox>
      )}
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

function FactorRow({ factor, currency }: { readonly factor: Factor; readonly currency: string }) {
  const t = useT('account')
  const format = useFormat()
  const { metric, value, unit, points, weight, contribution } = factor
  const written =
    value === null
      ? '–'
      : unit === 'money'
        ? format.wholeMoney(value, currency)
        : unit === 'rate'
          ? format.percent(Number(value))
          : format.decimal(formatMicros(roundMicros(parseMicros(value), 1), 0))
  return (
    <tr>
      <th scope="row">{t(`metric.${metric}`)}</th>
      <td className={tables.figure} title={value ?? undefined}>
        {unit === 'days'
          ? t('why.days', { days: written })
          : unit === 'minutes'
            ? t('why.minutes', { minutes: written })
            : written}
      </td>
      <td className={tables.figure}>
        <Rounded number={points} />
      </td>
      <td className={tables.figure}>{format.decimal(String(weight))}</td>
      <td>
        <span className={css.barCell}>
          <span className={css.bar} aria-hidden>
            <span style={{ width: `${Math.max(0, Math.min(100, contribution ?? 0))}%` }} />
          </span>
          <span className={css.adds}>
            <Rounded number={contribution} />
          </span>
        </span>
      </td>
    </tr>
  )
}

/** Points with two decimals, so that they add up to the score on paper too; all of them on hover. */
function Rounded({ number }: { readonly number: number | null }) {
  const format = useFormat()
  if (number === null) return '–'
  return <span title={String(number)}>{format.decimal(roundedText(String(number)))}</span>
}

function roundedText(decimal: string): string {
  return formatMicros(roundMicros(parseMicros(decimal), 2), 0)
}
