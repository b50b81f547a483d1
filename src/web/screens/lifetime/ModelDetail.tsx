import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import type { Fit } from './Lifetime.tsx'
import css from './Lifetime.module.css'

const names = ['r', 'alpha', 'a', 'b'] as const

/** The parameters, for whoever wants to check them with another program. */
export function ModelDetail({ fit }: { readonly fit: Fit }) {
  const t = useT('lifetime')
  const format = useFormat()
  const { parameters, standardErrors, logLikelihood, isSettled, valuedAccounts } = fit
  const write = (number: number): string => format.decimal(String(Math.round(number * 1e4) / 1e4))
  return (
    <Section title={t('model.title')} hint={t('model.hint')}>
      <ScrollTable label={t('model.title')}>
        <thead>
          <tr>
            <th>{t('model.parameter')}</th>
            <th data-figure>{t('model.value')}</th>
            <th data-figure>{t('model.error')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`model.${name}`)}</th>
              <td data-figure>{write(parameters[name])}</td>
              <td data-figure>{standardErrors === null ? '–' : write(standardErrors[name])}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('model.likelihood')}</th>
            <td data-figure>{write(logLikelihood)}</td>
            <td />
          </tr>
        </tbody>
      </ScrollTable>
      <div className={css.notes}>
        <p>{t(isSettled ? 'model.settled' : 'model.unsettled')}</p>
        {standardErrors === null && <p>{t('model.noErrors')}</p>}
        <p>
          {valuedAccounts === null
            ? t('model.unvalued')
            : t('model.valued', { accounts: format.integer(valuedAccounts) })}
        </p>
        <p>{t('model.plans')}</p>
      </div>
    </Section>
  )
}
