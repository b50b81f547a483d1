import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import type { Explanation } from './account-parts.ts'
import css from './Factors.module.css'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

/** What a score goes by, for who may not see its points: the factors of the policy, their weights, and which are known here. */
export function Scale({ explanation: { gradeBy, scale, known, total } }: { readonly explanation: Explanation }) {
  const t = useT('account')
  const format = useFormat()
  if (gradeBy === 'spend' || scale.length === 0) return null
  return (
    <Section title={t('why.factors')} hint={t('why.known', { known, total })}>
      <ScrollBox label={t('why.factors')}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th>{t('why.factor')}</th>
              <th className={tables.figure}>{t('why.weight')}</th>
              <th>{t('why.value')}</th>
            </tr>
          </thead>
          <tbody>
            {scale.map(({ metric, weight, isKnown }) => (
              <tr key={metric}>
                <th scope="row">{t(`metric.${metric}`)}</th>
                <td className={tables.figure}>{format.decimal(String(weight))}</td>
                <td>{isKnown ? t('why.isKnown') : t(`unknown.${metric}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <div className={css.unknown}>
        <p>{t('why.pointsMasked')}</p>
      </div>
    </Section>
  )
}
