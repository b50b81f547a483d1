import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { DayText, Money, Percent } from '../../ui/Figures.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import css from './Drains.module.css'
import { SetStrategy, useTakeBack } from './SetStrategy.tsx'
import { StrategyCheck } from './StrategyCheck.tsx'
import { useDrainText } from './use-drain-text.ts'

type Shown = Output<'getStrategy'>
type Strategy = NonNullable<Shown['strategy']>

interface Props {
  readonly account: { readonly id: string; readonly name: string }
  readonly period?: string | undefined
}

/** What makes an account a drain, the quotes behind it, what is done about it, and whether that worked. */
export function StrategyPanel({ account, period }: Props) {
  const t = useT('drains')
  const query = useQuery(
    queryOf('getStrategy', { params: { id: account.id }, query: period === undefined ? {} : { period } }),
  )
  return (
    <Section
      title={t('panel.title')}
      hint={t('panel.hint')}
      actions={query.data?.isMine === true && <SetStrategy account={account} held={query.data.strategy} />}
    >
      <Loaded query={query} skeleton={<SkeletonBlock height={160} />}>
        {(shown) => (
          <div className={css.parts}>
            <Reasons shown={shown} />
            <Figures shown={shown} />
            <Held shown={shown} />
            <Quotes shown={shown} />
            <Earlier history={shown.history} />
          </div>
        )}
      </Loaded>
    </Section>
  )
}

function Reasons({ shown }: { readonly shown: Shown }) {
  const t = useT('drains')
  const write = useDrainText()
  if (shown.reasons.length === 0) return <p className={css.quiet}>{t('panel.none')}</p>
  return (
    <ul className={css.list}>
      {shown.reasons.map((reason) => (
        <li key={reason}>
          <Tag tone={reason === 'hours' ? 'warning' : 'plain'}>{t(`reasons.${reason}`)}</Tag> {write(shown, reason)}
        </li>
      ))}
    </ul>
  )
}

function Figures({ shown: { hours, margin, quotes } }: { readonly shown: Shown }) {
  const t = useT('drains')
  const format = useFormat()
  const currency = useCurrency()
  const share = (value: number | null) => (value === null ? '–' : format.percent(value))
  const hoursOf = (minutes: number) => format.integer(Math.round(minutes / 60))
  const items: (readonly [string, ReactNode])[] = []
  if (hours) {
    items.push(
      [t('panel.hours'), t('panel.minutes', { hours: hoursOf(hours.minutes), logged: hoursOf(hours.loggedMinutes) })],
      [t('panel.share'), <Percent key="share" share={hours.hoursShare} />],
      [t('panel.profitShare'), <Percent key="profit" share={hours.profitShare} />],
      [t('panel.shortfall'), <Money key="short" amount={hours.shortfall} currency={currency} />],
    )
  }
  if (margin) {
    items.push([t('panel.margin'), t('panel.marginText', { now: share(margin.now), before: share(margin.before) })])
  }
  const { won, lost, stale, waiting, wonKnown, wonByPrice, conceded } = quotes
  if (won + lost + stale + waiting > 0) {
    items.push([t('panel.quotes'), t('panel.quotesText', { won, lost, stale, waiting })])
    if (wonKnown > 0) items.push(['', t('panel.wonText', { byPrice: wonByPrice, known: wonKnown, conceded })])
  }
  return items.length === 0 ? null : <Facts items={items} />
}

function Held({ shown: { strategy, check, isMine } }: { readonly shown: Shown }) {
  const t = useT('drains')
  const takeBack = useTakeBack()
  if (strategy === null) return <p className={css.quiet}>{t('panel.noStrategy')}</p>
  return (
    <div className={css.outcome}>
      <Named strategy={strategy} />
      {isMine && (
        <ConfirmButton
          size="s"
          kind="plain"
          title={t('panel.takeBackTitle')}
          explanation={t('panel.takeBackText')}
          confirm={t('panel.takeBack')}
          onConfirm={() => takeBack.mutateAsync(strategy.id)}
        >
          {t('panel.takeBack')}
        </ConfirmButton>
      )}
      {check === null ? <p className={css.quiet}>{t('check.waiting')}</p> : <StrategyCheck check={check} />}
    </div>
  )
}

/** A strategy in words: which, from when, by whom, and why. */
function Named({ strategy: { strategy, begins, note, reasons, by, at, takenBack } }: { readonly strategy: Strategy }) {
  const t = useT('drains')
  const format = useFormat()
  return (
    <span className={css.text}>
      <span>
        <Tag tone={takenBack === null ? 'accent' : 'plain'}>{t(`strategies.${strategy}`)}</Tag>{' '}
        {t('panel.from', { day: format.day(begins) })}
      </span>
      {note !== null && <span>{note}</span>}
      <span className={css.quiet}>
        {t('panel.by', { name: by.name, at: format.instant(at) })}
        {reasons.length > 0 &&
          `; ${t('panel.because', { reasons: format.list(reasons.map((reason) => t(`reasons.${reason}`))) })}`}
        {takenBack !== null &&
          `; ${t('panel.takenBackBy', { name: takenBack.by.name, at: format.instant(takenBack.at) })}`}
      </span>
    </span>
  )
}

function Earlier({ history }: { readonly history: readonly Strategy[] }) {
  const t = useT('drains')
  if (history.length === 0) return null
  return (
    <section aria-label={t('panel.history')}>
      <h3>{t('panel.history')}</h3>
      <ul className={css.list}>
        {history.map((strategy) => (
          <li key={strategy.id}>
            <Named strategy={strategy} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Quotes({ shown: { latestQuotes, quotesTotal } }: { readonly shown: Shown }) {
  const t = useT('drains')
  const format = useFormat()
  if (latestQuotes.length === 0) return null
  const hasAmounts = latestQuotes.some(({ amount }) => amount !== undefined)
  return (
    <section aria-label={t('quotes.title')}>
      <h3>{t('quotes.title')}</h3>
      <p className={css.quiet}>
        {t('quotes.shown', { shown: format.integer(latestQuotes.length), total: format.integer(quotesTotal) })}
      </p>
      <ScrollTable label={t('quotes.title')}>
        <thead>
          <tr>
            <th scope="col">{t('quotes.number')}</th>
            <th scope="col">{t('quotes.date')}</th>
            <th scope="col">{t('quotes.state')}</th>
            {hasAmounts && <th scope="col">{t('quotes.amount')}</th>}
            {hasAmounts && <th scope="col">{t('quotes.first')}</th>}
            <th scope="col">{t('quotes.reason')}</th>
            <th scope="col">{t('quotes.competitor')}</th>
          </tr>
        </thead>
        <tbody>
          {latestQuotes.map(({ source, number, line, date, state, isStale, currency, ...quote }) => (
            <tr key={`${source}/${number}/${line ?? ''}`}>
              <th scope="row">{line === null ? number : `${number}/${line}`}</th>
              <td>
                <DayText day={date} />
              </td>
              <td>{t(`quotes.states.${isStale ? 'stale' : state}`)}</td>
              {hasAmounts && (
                <td>
                  <Money amount={quote.amount} currency={currency} size="exact" />
                </td>
              )}
              {hasAmounts && (
                <td>
                  {quote.firstAmount === null ? (
                    ''
                  ) : (
                    <Money amount={quote.firstAmount} currency={currency} size="exact" />
                  )}
                </td>
              )}
              <td>{quote.reason ?? ''}</td>
              <td>{quote.competitor ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </section>
  )
}
