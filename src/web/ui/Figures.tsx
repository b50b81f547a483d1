import type { Output } from '../../contract/operations.ts'
import { signOf } from '../format.ts'
import { useT } from '../i18n/i18n.ts'
import { useBandText } from './band-text.ts'
import { useFormat } from './book-context.ts'
import { classNames } from './class-names.ts'
import css from './Figures.module.css'

/**
 * An exact amount. `undefined` is money the reader may not see, `null` is not known: both are told apart from zero, with words
 * for those who listen.
 */
interface AmountProps {
  readonly amount: string | null | undefined
  readonly currency?: string
  /** `exact` shows cents, `whole` none, `short` three digits that matter with all of them on hover. */
  readonly size?: 'exact' | 'whole' | 'short'
}

export function Money({ amount, currency, size = 'whole' }: AmountProps) {
  const format = useFormat()
  if (amount === null || amount === undefined) return <NoFigure isHidden={amount === undefined} />
  const write = { exact: format.money, whole: format.wholeMoney, short: format.shortMoney }[size]
  return (
    <span className={css.figure} title={size === 'exact' ? undefined : format.money(amount, currency)}>
      {write(amount, currency)}
    </span>
  )
}

/** What an amount went up or down by: sign, triangle and colour say the same. */
export function Delta({ amount, currency, size = 'whole' }: AmountProps) {
  const format = useFormat()
  if (amount === null || amount === undefined) return <NoFigure isHidden={amount === undefined} />
  const sign = signOf(amount)
  const write = size === 'short' ? format.shortChange : format.change
  return (
    <span
      className={classNames(css.figure, sign > 0 && css.up, sign < 0 && css.down)}
      title={format.money(amount, currency)}
    >
      <span className={css.triangle} aria-hidden>
        {sign > 0 ? '▲' : sign < 0 ? '▼' : ''}
      </span>
      {write(amount, currency)}
    </span>
  )
}

/** A fraction as a percentage. */
export function Percent({ share }: { readonly share: number | null | undefined }) {
  const format = useFormat()
  if (share === null || share === undefined) return <NoFigure isHidden={share === undefined} />
  return <span className={css.figure}>{format.percent(share)}</span>
}

export function Count({ count }: { readonly count: number | null | undefined }) {
  const format = useFormat()
  if (count === null || count === undefined) return <NoFigure isHidden={count === undefined} />
  return <span className={css.figure}>{format.integer(count)}</span>
}

/** Money rounded away to a step that everybody may see: `10k–20k EUR`. */
export function Band({ band, currency }: { readonly band: BandValue | null | undefined; readonly currency?: string }) {
  const write = useBandText()
  if (band === null || band === undefined) return <NoFigure isHidden={false} />
  return <span className={css.figure}>{write(band, currency)}</span>
}

type BandValue = NonNullable<Output<'listAccounts'>['items'][number]['spendBand']>

export function DayText({ day }: { readonly day: string | null | undefined }) {
  const format = useFormat()
  if (day === null || day === undefined) return <NoFigure isHidden={day === undefined} />
  return (
    <time dateTime={day} className={css.figure}>
      {format.day(day)}
    </time>
  )
}

/** Day and time in the time zone of the book. */
export function InstantText({ instant }: { readonly instant: string | null | undefined }) {
  const format = useFormat()
  if (instant === null || instant === undefined) return <NoFigure isHidden={instant === undefined} />
  return (
    <time dateTime={instant} className={css.figure}>
      {format.instant(instant)}
    </time>
  )
}

export function NoFigure({ isHidden }: { readonly isHidden: boolean }) {
  const t = useT('common')
  const words = isHidden ? t('notShown') : t('unknown')
  return (
    <span className={css.none} title={words}>
      <span aria-hidden>{isHidden ? '···' : '–'}</span>
      <span className="unseen">{words}</span>
    </span>
  )
}
