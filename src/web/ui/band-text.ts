import { useT } from '../i18n/i18n.ts'
import { useCurrency, useFormat } from './book-context.ts'

/** Gives the words of a band of money: `10k–20k EUR`, `below 0 EUR`, `1M EUR and more`. */
export function useBandText() {
  const t = useT('common')
  const format = useFormat()
  const ofBook = useCurrency()
  return (band: { readonly from: number | null; readonly below: number | null }, currency: string = ofBook): string => {
    const from = band.from === null ? '' : format.bound(band.from)
    const below = band.below === null ? '' : format.bound(band.below)
    if (band.from === null) return t('band.below', { below, currency })
    if (band.below === null) return t('band.from', { from, currency })
    return t('band.between', { from, below, currency })
  }
}
