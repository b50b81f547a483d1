import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Money, NoFigure, Percent } from '../../ui/Figures.tsx'
import { Facts, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { StockItems } from './StockItems.tsx'
import css from './Value.module.css'

type Shown = Output<'getAccountStock'>
type Rule = Shown['byRule'][number]['rule'] | 'all'

/** The stock that stands with the account by rule, what carrying it costs, and the items behind it. */
export function Stock() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getAccountStock', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={280} />}>
      {(shown) => <StockOf shown={shown} />}
    </Loaded>
  )
}

function StockOf({ shown }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const format = useFormat()
  const { search } = useAccountAddress()
  const { knownStock, uncosted } = shown
  // All there is to say to who sees no margins is that there is stock without a cost.
  if (knownStock === undefined) return null
  const isNone = parseMicros(knownStock) === 0n && uncosted === 0
  return (
    <div className={css.value}>
      <Section
        title={t('stock.title')}
        hint={t('stock.hint', { from: format.day(shown.from), to: format.day(shown.to) })}
      >
        {isNone ? (
          <p>{t(shown.counted === null ? 'stock.never' : 'stock.none')}</p>
        ) : (
          <>
            <KeyFigures shown={shown} />
            <div className={css.pair}>
              <ByRule byRule={shown.byRule} total={knownStock} shown={shown} />
              <Facts
                items={(shown.byPart ?? []).map(({ part, amount }): readonly [string, ReactNode] => [
                  t(`stock.part.${part}`),
                  <Money key={part} amount={amount} currency={shown.currency} size="exact" />,
                ])}
              />
            </div>
          </>
        )}
        <Notes shown={shown} />
      </Section>
      {!isNone && search.rule !== undefined && <StockItems rule={search.rule} />}
    </div>
  )
}

function KeyFigures({ shown }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const { stock, carrying, turns, uncosted, currency } = shown
  return (
    <StatRow>
      <StatTile
        label={t('stock.figure.stock')}
        value={<Money amount={stock} currency={currency} />}
        note={uncosted > 0 ? t('stock.figure.stockNote', { count: uncosted }) : undefined}
      />
      <StatTile
        label={t('stock.figure.carrying')}
        value={<Money amount={carrying} currency={currency} />}
        note={t(carrying === null ? 'stock.figure.carryingUnknown' : 'stock.figure.carryingNote')}
      />
      <StatTile
        label={t('stock.figure.turns')}
        value={<Times value={turns?.turns} />}
        note={t(turns?.turns === null ? 'stock.figure.turnsUnknown' : 'stock.figure.turnsNote')}
      />
      <StatTile
        label={t('stock.figure.gmroi')}
        value={<Times value={turns?.gmroi} />}
        note={t('stock.figure.gmroiNote')}
      />
      <StatTile
        label={t('stock.figure.turnEarn')}
        value={<Times value={turns?.turnEarn} places={1} />}
        note={t('stock.figure.turnEarnNote')}
      />
    </StatRow>
  )
}

/** A ratio with two decimals, or one. */
function Times({ value, places = 2 }: { readonly value: number | null | undefined; readonly places?: 1 | 2 }) {
  const format = useFormat()
  if (value === null || value === undefined) return <NoFigure isHidden={value === undefined} />
  const step = 10 ** places
  return <>{format.decimal(String(Math.round(value * step) / step))}</>
}

/** How much of the stock each rule makes; a rule opens its items. */
function ByRule({
  byRule,
  total,
  shown: { knownCarrying, currency },
}: Pick<Shown, 'byRule'> & { readonly total: string; readonly shown: Shown }) {
  const t = useT('inventory')
  return (
    <ScrollTable label={t('stock.rule.title')}>
      <caption className="unseen">{t('stock.rule.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('stock.rule.rule')}</th>
          <th scope="col" data-figure>
            {t('stock.rule.stock')}
          </th>
          <th scope="col" className={css.barCell}>
            <span className="unseen">{t('stock.rule.share')}</span>
          </th>
          <th scope="col" data-figure>
            {t('stock.rule.share')}
          </th>
          <th scope="col" data-figure>
            {t('stock.rule.carrying')}
          </th>
        </tr>
      </thead>
      <tbody>
        {byRule.map(({ rule, stock, carrying }) => {
          const share = stock === undefined ? null : ratio(parseMicros(stock), parseMicros(total))
          return (
            <tr key={rule}>
              <th scope="row">
                <Opens rule={rule}>{t(`stock.rule.${rule}`)}</Opens>
              </th>
              <td data-figure>
                <Money amount={stock} currency={currency} size="exact" />
              </td>
              <td className={css.barCell}>
                {share !== null && (
                  <div className={css.bar} aria-hidden>
                    <span style={{ width: `${String(share * 100)}%` }} />
                  </div>
                )}
              </td>
              <td data-figure>{share !== null && <Percent share={share} />}</td>
              <td data-figure>
                <Money amount={carrying} currency={currency} size="exact" />
              </td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">
            <Opens rule="all">{t('stock.rule.all')}</Opens>
          </th>
          <td data-figure>
            <Money amount={total} currency={currency} size="exact" />
          </td>
          <td className={css.barCell} />
          <td />
          <td data-figure>
            <Money amount={knownCarrying} currency={currency} size="exact" />
          </td>
        </tr>
      </tbody>
    </ScrollTable>
  )
}

function Opens({ rule, children }: { readonly rule: Rule; readonly children: ReactNode }) {
  return (
    <Link
      className={css.opens}
      from="/accounts/$id"
      to="."
      search={(before) => ({ ...before, tab: 'value', rule })}
      resetScroll={false}
    >
      {children}
    </Link>
  )
}

/** What the figures were worked out with, and what is not in them. */
function Notes({ shown: { counted, coverDays, rates, uncosted } }: { readonly shown: Shown }) {
  const t = useT('inventory')
  const format = useFormat()
  const maySet = useRight('control')
  return (
    <div className={css.notes}>
      {counted && (
        <p>{t('stock.note.counted', { first: format.day(counted.first), last: format.day(counted.last) })}</p>
      )}
      {counted && <p>{t('stock.note.cover', { count: coverDays })}</p>}
      {rates?.map(({ from, to, rate }) => {
        const days = { from: format.day(from), to: format.day(to) }
        return (
          <p key={from}>
            {rate === null
              ? t('stock.note.noRate', days)
              : t('stock.note.rate', { ...days, rate: format.decimal(percentOf(rate)) })}
          </p>
        )
      })}
      {uncosted > 0 && <p>{t('stock.note.uncosted', { count: uncosted })}</p>}
      {maySet && (
        <p data-print="no">
          <Link to="/finance">{t('stock.note.change')}</Link>
        </p>
      )}
    </div>
  )
}

function percentOf(rate: string): string {
  return formatMicros(parseMicros(rate) * 100n, 0)
}
