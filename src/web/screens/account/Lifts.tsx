import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import type { Explanation } from './account-parts.ts'
import css from './Lifts.module.css'
import { Points } from './Points.tsx'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'
import { useFactorText } from './use-factor-text.ts'

type Change = NonNullable<Explanation['lift']>['singles'][number]

/** What would make the grade the next better one: each figure that is enough alone, and the two that are together. */
export function Lifts({ explanation: { lift, basis } }: { readonly explanation: Explanation }) {
  const t = useT('value')
  if (lift === undefined || lift === null) return null
  const { label, singles, pair } = lift
  const title = t('lift.title', { grade: label })
  return (
    <Section title={title} hint={t('lift.hint')}>
      {singles.length === 0 && pair === null ? (
        <p>{t('lift.none')}</p>
      ) : (
        <ScrollBox label={title}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th>{t('lift.figure')}</th>
                <th className={tables.figure}>{t('lift.from')}</th>
                <th className={tables.figure}>{t('lift.to')}</th>
                <th className={tables.figure}>{t('lift.money')}</th>
                <th className={classNames(tables.figure, tables.wide)}>{t('lift.points')}</th>
              </tr>
            </thead>
            <tbody>
              {singles.map((change, place) => (
                <Row key={change.metric} change={change} currency={basis.currency} isCheapest={place === 0} />
              ))}
            </tbody>
            {pair !== null && (
              <tbody className={css.pair}>
                <tr>
                  <th colSpan={5} scope="rowgroup">
                    {t('lift.pair')}
                  </th>
                </tr>
                {pair.map((change) => (
                  <Row key={change.metric} change={change} currency={basis.currency} isCheapest={false} />
                ))}
              </tbody>
            )}
          </table>
        </ScrollBox>
      )}
    </Section>
  )
}

function Row({
  change: { metric, unit, from, to, points, money },
  currency,
  isCheapest,
}: {
  readonly change: Change
  readonly currency: string
  readonly isCheapest: boolean
}) {
  const t = useT('value')
  const account = useT('account')
  const factorText = useFactorText({ isCompared: true })
  return (
    <tr>
      <th scope="row">
        {account(`metric.${metric}`)} {isCheapest && <Tag tone="accent">{t('lift.cheapest')}</Tag>}
      </th>
      <td className={tables.figure} title={from}>
        {factorText(from, unit)}
      </td>
      <td className={tables.figure} title={to}>
        {factorText(to, unit)}
      </td>
      <td className={tables.figure}>
        {money === null ? t('lift.noMoney') : <Money amount={money} currency={currency} />}
      </td>
      <td className={classNames(tables.figure, tables.wide)}>
        {points !== null && (
          <>
            <Points points={points.from} /> → <Points points={points.to} />
          </>
        )}
      </td>
    </tr>
  )
}
