import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useCurrency, useFormat, useRight } from '../../ui/book-context.ts'
import { Money, Percent } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './Fit.module.css'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

type Mixed = Output<'getAccountMix'>
type Bands = NonNullable<Mixed['bands']>
type Band = Bands[number]['band']

/** The families of products by the margin they have here, and the prices beside those of others; nothing for who sees no margins. */
export function Mix() {
  const t = useT('earned')
  const { id, ofPeriod } = useAccountAddress()
  const seesMargins = useRight('read-margin')
  const query = useQuery(queryOf('getAccountMix', { params: { id }, query: ofPeriod }))
  // Who sees margins of some accounts may not see those of this one: that is known once the answer is there.
  if (query.data === undefined ? !seesMargins : query.data.bands === undefined) return null
  return (
    <Section title={t('mix.title')} hint={t('mix.hint')}>
      <Loaded query={query} skeleton={<SkeletonBlock height={160} />}>
        {({ bands, families = [], price }) =>
          bands === undefined || families.length === 0 ? (
            <p className={css.quiet}>{t('mix.none')}</p>
          ) : (
            <>
              <BandTable bands={bands} families={families} />
              {price && <Price price={price} />}
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function BandTable({ bands, families }: { readonly bands: Bands; readonly families: NonNullable<Mixed['families']> }) {
  const t = useT('earned')
  const format = useFormat()
  const currency = useCurrency()
  const bandText = useBandText()
  const namesIn = (band: Band): string =>
    format.list(
      families.flatMap(({ family, band: own }) =>
        own?.from === band?.from && own?.below === band?.below ? [family?.name ?? t('mix.noFamily')] : [],
      ),
    )
  const filled = bands.filter(({ band }) =>
    families.some((one) => one.band?.from === band?.from && one.band?.below === band?.below),
  )
  return (
    <ScrollBox label={t('mix.title')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>{t('mix.band')}</th>
            <th className={tables.figure}>{t('mix.spend')}</th>
            <th className={tables.figure}>{t('mix.share')}</th>
            <th>{t('mix.families')}</th>
          </tr>
        </thead>
        <tbody>
          {filled.map(({ band, spend, share }) => (
            <tr key={bandText(band)}>
              <th scope="row">{bandText(band)}</th>
              <td className={tables.figure}>
                <Money amount={spend} currency={currency} size="exact" />
              </td>
              <td className={tables.figure}>
                <Percent share={share} />
              </td>
              <td className={css.evidence}>{namesIn(band)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function useBandText(): (band: Band) => string {
  const t = useT('earned')
  const format = useFormat()
  return (band) => {
    if (band === null) return t('mix.unknown')
    const { from, below } = band
    if (from === null) return t('mix.below', { below: format.percent(below ?? 0) })
    if (below === null) return t('mix.from', { from: format.percent(from) })
    return t('mix.between', { from: format.percent(from), below: format.percent(below) })
  }
}

function Price({ price: { rate, compared, products } }: { readonly price: NonNullable<Mixed['price']> }) {
  const t = useT('earned')
  const format = useFormat()
  const currency = useCurrency()
  return (
    <p className={css.quiet}>
      {rate === null
        ? t('mix.noPrice')
        : t('mix.price', {
            rate: format.percent(rate),
            money: format.wholeMoney(compared, currency),
            products: format.integer(products),
          })}
    </p>
  )
}
