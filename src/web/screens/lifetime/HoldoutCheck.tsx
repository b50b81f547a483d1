import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Count, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import type { Fit } from './Lifetime.tsx'
import css from './Lifetime.module.css'

type Holdout = NonNullable<Fit['holdout']>

/** How the model and plain ways foretold days that the model was not shown. */
export function HoldoutCheck({ holdout }: { readonly holdout: Fit['holdout'] }) {
  const t = useT('lifetime')
  const format = useFormat()
  if (holdout === null) {
    return (
      <Section title={t('check.title')}>
        <p>{t('check.none')}</p>
      </Section>
    )
  }
  const hint = t('check.hint', {
    from: format.day(holdout.from),
    to: format.day(holdout.to),
    accounts: format.integer(holdout.accounts),
    active: format.integer(holdout.active),
    orders: format.integer(holdout.orders),
  })
  return (
    <>
      <Section title={t('check.title')} hint={hint}>
        <Ways holdout={holdout} />
        <Verdict holdout={holdout} />
        <p className={css.notes}>{t('check.rankingHint')}</p>
      </Section>
      <Bins holdout={holdout} />
    </>
  )
}

function Ways({ holdout }: { readonly holdout: Holdout }) {
  const t = useT('lifetime')
  const format = useFormat()
  const { model, plainRate, asBefore, daysSinceLast, active, orders } = holdout
  const none = '–'
  const rows = [
    { name: 'model', ...model },
    { name: 'plainRate', ...plainRate, expectedActive: null, ranking: undefined },
    { name: 'asBefore', ...asBefore, ranking: undefined },
    { name: 'daysSinceLast', expected: null, meanError: null, expectedActive: null, ...daysSinceLast },
  ] as const
  return (
    <ScrollTable label={t('check.title')}>
      <thead>
        <tr>
          <th>{t('check.way')}</th>
          <th data-figure>{t('check.expectedOrders')}</th>
          <th data-figure>{t('check.meanError')}</th>
          <th data-figure>{t('check.expectedActive')}</th>
          <th data-figure>{t('check.ranking')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{t(`check.${row.name}`)}</th>
            <td data-figure>{row.expected === null ? none : <Count count={row.expected} />}</td>
            <td data-figure>{row.meanError === null ? none : format.decimal(shortDecimal(row.meanError))}</td>
            <td data-figure>{row.expectedActive === null ? none : <Count count={row.expectedActive} />}</td>
            <td data-figure>{row.ranking === undefined ? none : <Percent share={row.ranking} />}</td>
          </tr>
        ))}
        <tr className={css.came}>
          <th scope="row">{t('check.came')}</th>
          <td data-figure>
            <Count count={orders} />
          </td>
          <td />
          <td data-figure>
            <Count count={active} />
          </td>
          <td />
        </tr>
      </tbody>
    </ScrollTable>
  )
}

/** Says whether the model was nearer than what anybody would do without one. */
function Verdict({ holdout: { model, plainRate, asBefore, daysSinceLast } }: { readonly holdout: Holdout }) {
  const t = useT('lifetime')
  const losesCount = model.meanError > Math.min(plainRate.meanError, asBefore.meanError)
  const losesRank = (model.ranking ?? 0) < (daysSinceLast.ranking ?? 0)
  return (
    <>
      {losesCount && <p className={css.verdict}>{t('check.losesCount')}</p>}
      {losesRank && <p className={css.verdict}>{t('check.losesRank')}</p>}
      {!losesCount && !losesRank && <p className={css.verdict}>{t('check.wins')}</p>}
    </>
  )
}

function Bins({ holdout }: { readonly holdout: Holdout }) {
  const t = useT('lifetime')
  const format = useFormat()
  return (
    <Section title={t('bins.title')} hint={t('bins.hint')}>
      <ScrollTable label={t('bins.title')}>
        <thead>
          <tr>
            <th>{t('bins.probability')}</th>
            <th data-figure>{t('bins.accounts')}</th>
            <th data-figure>{t('bins.expected')}</th>
            <th data-figure>{t('bins.actual')}</th>
          </tr>
        </thead>
        <tbody>
          {holdout.bins.map((bin) => (
            <tr key={bin.from}>
              <th scope="row">
                {t('bins.range', { from: format.wholePercent(bin.from), to: format.wholePercent(bin.to) })}
              </th>
              <td data-figure>
                <Count count={bin.accounts} />
              </td>
              <td data-figure>
                <Count count={bin.expected} />
              </td>
              <td data-figure>
                <Count count={bin.actual} />
              </td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Section>
  )
}

/** Two decimals are more than a mean error is good for. */
function shortDecimal(number: number): string {
  return String(Math.round(number * 100) / 100)
}
