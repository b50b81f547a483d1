import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Band, DayText, Money, Percent } from '../../ui/Figures.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { DaysAhead } from '../lifetime/DaysAhead.tsx'
import { useAccountAddress } from './account-parts.ts'
import css from './Expected.module.css'

type Shown = Output<'getAccountLifetime'>
type Forecast = NonNullable<Shown['forecast']>
type Learnt = NonNullable<Shown['learnt']>

/** When the account is expected to order next, how likely it is to, and what that is worth. */
export function Expected() {
  const t = useT('lifetime')
  const { id } = useAccountAddress()
  const [days, setDays] = useState(90)
  const query = useQuery({
    ...queryOf('getAccountLifetime', { params: { id }, query: { days: String(days) } }),
    placeholderData: (before: Shown | undefined) => before,
  })
  return (
    <Section
      title={t('account.title')}
      actions={
        <Link className={css.how} to="/lifetime" search={{ tab: 'trust' }}>
          {t('account.how')}
        </Link>
      }
    >
      <Loaded query={query} skeleton={<SkeletonBlock height={260} />}>
        {({ learnt, forecast, currency }) =>
          learnt === null ? (
            <p className={css.quiet}>{t('empty.title')}</p>
          ) : forecast === null ? (
            <Never learnt={learnt} />
          ) : (
            <>
              <Rhythm forecast={forecast} asOf={learnt.asOf} />
              <div className={css.days}>
                <DaysAhead days={days} onDays={setDays} />
              </div>
              <Figures forecast={forecast} days={learnt.days} currency={currency} />
              <UpTo learnt={learnt} />
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

function Never({ learnt }: { readonly learnt: Learnt }) {
  const t = useT('lifetime')
  const format = useFormat()
  return <p className={css.quiet}>{t('account.never', { day: format.day(learnt.asOf) })}</p>
}

function Rhythm({ forecast: { gap, silentDays }, asOf }: { readonly forecast: Forecast; readonly asOf: string }) {
  const t = useT('lifetime')
  const format = useFormat()
  const [silent, day] = [format.integer(silentDays), format.day(asOf)]
  return (
    <p className={css.rhythm}>
      {gap === null ? t('account.once', { silent, day }) : t('account.gap', { gap: format.integer(gap), silent, day })}
    </p>
  )
}

function Figures({
  forecast,
  days,
  currency,
}: {
  readonly forecast: Forecast
  readonly days: number
  readonly currency: string
}) {
  const t = useT('lifetime')
  const format = useFormat()
  const { probability, expectedOrders, nextOrder, value, orderValue, worth, worthBand, worthYears, alive } = forecast
  const items: (readonly [string, ReactNode])[] = [
    [
      t('account.probability', { days }),
      <strong key="probability" className={css.first}>
        <Percent share={probability} />
      </strong>,
    ],
    [t('account.orders', { days }), format.decimal(String(Math.round(expectedOrders * 10) / 10))],
    [
      t('account.next'),
      alive < 0.5 ? (
        t('account.stopped')
      ) : nextOrder === null ? (
        t('account.noNext')
      ) : (
        <span key="next">
          <DayText day={nextOrder} /> <span className={css.quiet}>{t('account.nextHint')}</span>
        </span>
      ),
    ],
    ...(value === undefined
      ? []
      : ([
          [t('account.orderValue'), <Money key="order" amount={orderValue} currency={currency} />],
          [t('account.value'), <Money key="value" amount={value} currency={currency} />],
        ] as const)),
    [
      t('account.worth', { years: worthYears }),
      <span key="worth">
        {worth === undefined ? (
          <Band band={worthBand} currency={currency} />
        ) : (
          <Money amount={worth} currency={currency} />
        )}{' '}
        <span className={css.quiet}>{t('account.worthHint', { rate: format.wholePercent(forecast.worthRate) })}</span>
      </span>,
    ],
    [
      t('account.alive'),
      <span key="alive" className={css.quiet}>
        <Percent share={alive} />
      </span>,
    ],
  ]
  return <Facts items={items} />
}

function UpTo({ learnt }: { readonly learnt: Learnt }) {
  const t = useT('lifetime')
  const format = useFormat()
  return (
    <p className={css.upTo}>
      {t('account.from', { day: format.day(learnt.asOf) })} {learnt.isOld && t('isOld')}
    </p>
  )
}
