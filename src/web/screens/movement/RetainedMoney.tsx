import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { currencyMade } from './currency-made.ts'
import css from './Retention.module.css'

type RetentionData = Output<'getRetention'>
type RetainedParts = NonNullable<RetentionData['money']>

/** Each part with the sign it has in the sum. */
const parts = [
  ['start', 1n],
  ['expansion', 1n],
  ['contraction', -1n],
  ['lost', -1n],
  ['end', 1n],
] as const

/** The parts of the money of a cohort, which sum to what it bought later; beside them the same at the prices of before. */
export function RetainedMoney({ money, data }: { readonly money: RetainedParts; readonly data: RetentionData }) {
  const t = useT('retention')
  const format = useFormat()
  const currency = useCurrency()
  const without = data.price?.without
  const made = currencyMade(data)
  const columns = without === undefined ? [money] : [money, without]
  return (
    <Section title={t('money.title')} hint={t('money.hint')}>
      <ScrollTable label={t('money.title')}>
        <thead>
          <tr>
            <th scope="col">{t('money.part')}</th>
            <th scope="col" data-figure>
              {t(data.rate === 'fixed' ? 'money.fixed' : 'money.invoiced')} {currency}
            </th>
            <th scope="col" data-figure>
              {t('money.ofStart')}
            </th>
            {without && (
              <>
                <th scope="col" data-figure>
                  {t('money.withoutPrice')}
                </th>
                <th scope="col" data-figure>
                  {t('money.ofStart')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, sign]) => (
            <tr key={part} className={part === 'end' ? css.total : undefined}>
              <th scope="row">{t(`money.${part}`)}</th>
              {columns.map((column, at) => (
                <Amount key={at === 0 ? 'as-told' : 'without'} amount={column[part]} sign={sign} start={column.start} />
              ))}
            </tr>
          ))}
          {(['grr', 'nrr'] as const).map((rate) => (
            <tr key={rate}>
              <th scope="row">{t(`money.${rate}`)}</th>
              {columns.map((column, at) => [
                <td key={at === 0 ? 'none' : 'none without'} />,
                <td key={at === 0 ? 'rate' : 'rate without'} data-figure>
                  <Percent share={column[rate]} />
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {without && <p className={css.note}>{t('money.priceHint')}</p>}
      {made !== null && (
        <p className={css.note}>
          {t(data.rate === 'fixed' ? 'money.currencyOut' : 'money.currencyIn', {
            money: format.change(made, currency),
          })}
        </p>
      )}
    </Section>
  )
}

/** An amount with its sign in the sum, and its share of what was bought before. */
function Amount({ amount, sign, start }: { readonly amount: string; readonly sign: 1n | -1n; readonly start: string }) {
  const signed = parseMicros(amount) * sign
  return (
    <>
      <td data-figure>
        <Money amount={formatMicros(signed)} />
      </td>
      <td data-figure>
        <Percent share={ratio(signed, parseMicros(start))} />
      </td>
    </>
  )
}
