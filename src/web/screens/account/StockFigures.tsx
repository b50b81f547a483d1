import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Money, NoFigure, Percent } from '../../ui/Figures.tsx'
import { Facts, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import css from './Value.module.css'

type Shown = Output<'getAccountStock'>
type Figures = Pick<Shown, 'stock' | 'carrying' | 'knownStock' | 'knownCarrying' | 'turns' | 'uncosted' | 'byRule'>
type Rule = Shown['byRule'][number]['rule']

interface Of {
  readonly figures: Figures
  readonly currency: string
}

/** Average stock, what carrying it costs, how it turns and what it earns. */
export function StockFigures({ figures: { stock, carrying, turns, uncosted }, currency }: Of) {
  const t = useT('inventory')
  return (
    <StatRow>
      <StatTile
        label={t('stock.figure.stock')}
        value={<Money amount={stock} currency={currency} />}
        note={uncosted > 0 ? t('stock.figure.stockNote', { count: uncosted }) : t('stock.figure.stockKnown')}
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
export function Times({ value, places = 2 }: { readonly value: number | null | undefined; readonly places?: 1 | 2 }) {
  const format = useFormat()
  if (value === null || value === undefined) return <NoFigure isHidden={value === undefined} />
  const step = 10 ** places
  return <>{format.decimal(String(Math.round(value * step) / step))}</>
}

/** How much of the stock each rule makes, with what no rule gives to anybody; on an account a rule opens its items. */
export function StockByRule({
  figures: { byRule, knownStock, knownCarrying },
  currency,
  notAttributed = null,
  opens = false,
}: Of & {
  readonly notAttributed?: Sum | null
  readonly opens?: boolean
}) {
  const t = useT('inventory')
  const nameOf = (rule: Rule | 'all', name: string) => (opens ? <Opens rule={rule}>{name}</Opens> : name)
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
        {byRule.map(({ rule, stock, carrying }) => (
          <Row
            key={rule}
            name={nameOf(rule, t(`stock.rule.${rule}`))}
            sum={{ stock, carrying }}
            whole={knownStock}
            currency={currency}
          />
        ))}
        {notAttributed && (
          <Row name={t('stock.rule.notAttributed')} sum={notAttributed} whole={knownStock} currency={currency} />
        )}
        <Row
          name={nameOf('all', t('stock.rule.all'))}
          sum={{ stock: knownStock, carrying: knownCarrying }}
          whole={undefined}
          currency={currency}
        />
      </tbody>
    </ScrollTable>
  )
}

interface Sum {
  readonly stock?: string | undefined
  readonly carrying?: string | null | undefined
}

function Row({
  name,
  sum: { stock, carrying },
  whole,
  currency,
}: {
  readonly name: ReactNode
  readonly sum: Sum
  /** Undefined for the whole itself. */
  readonly whole: string | undefined
  readonly currency: string
}) {
  const share = stock === undefined || whole === undefined ? null : ratio(parseMicros(stock), parseMicros(whole))
  return (
    <tr>
      <th scope="row">{name}</th>
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
}

function Opens({ rule, children }: { readonly rule: Rule | 'all'; readonly children: ReactNode }) {
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

/** Beside a table, what the cost of carrying is made of. */
export function StockParts({
  byPart,
  currency,
  children,
}: {
  readonly byPart: NonNullable<Shown['byPart']>
  readonly currency: string
  readonly children: ReactNode
}) {
  const t = useT('inventory')
  if (byPart.length === 0) return children
  return (
    <div className={css.pair}>
      {children}
      <Facts
        items={byPart.map(({ part, amount }): readonly [string, ReactNode] => [
          t(`stock.part.${part}`),
          <Money key={part} amount={amount} currency={currency} size="exact" />,
        ])}
      />
    </div>
  )
}

/** What the figures were worked out with, and what is not in them. */
export function StockNotes({
  reckoning: { counted, coverDays, rates },
  uncosted,
  withoutCost,
}: {
  readonly reckoning: Pick<Shown, 'counted' | 'coverDays' | 'rates'>
  readonly uncosted: number
  readonly withoutCost: Shown['withoutCost'] | null
}) {
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
      {withoutCost && withoutCost.products.length > 0 && (
        <p>
          {t('stock.note.withoutCost', {
            list: format.list([
              ...withoutCost.products.map(({ source, key }) => `${source}/${key}`),
              ...(withoutCost.more === 0 ? [] : [t('stock.note.more', { count: withoutCost.more })]),
            ]),
          })}
        </p>
      )}
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
