import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import type { StockRule } from '../../../domain/inventory/stock-rule.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { profitComponents } from '../../../domain/profit/components.ts'
import type { ProfitComponent } from '../../../domain/profit/components.ts'
import type { ShownPart } from '../../../domain/receivables/measure.ts'
import type { ChartTable } from '../../charts/chart-table.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useActivityText } from '../../ui/activity-text.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { classNames } from '../../ui/class-names.ts'
import { Delta, Money, Percent } from '../../ui/Figures.tsx'
import { StatRow, StatTile } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress, type AccountTab } from './account-parts.ts'
import css from './Profit.module.css'
import { profitSteps, type ProfitStep } from './profit-steps.ts'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'
import value from './Value.module.css'

type Shown = Output<'getAccountProfit'>
type Statement = NonNullable<Shown['profit']>

/** What is left of the revenue of an account once everything is paid, as a way down; nothing for who sees no margins. */
export function Profit() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getAccountProfit', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={320} />}>
      {(shown) => (shown.profit === undefined ? null : <Waterfall shown={shown} profit={shown.profit} />)}
    </Loaded>
  )
}

function Waterfall({ shown, profit }: { readonly shown: Shown; readonly profit: Statement }) {
  const t = useT('value')
  const format = useFormat()
  const { currency } = shown
  const steps = profitSteps(profit)
  const nameOf = useStepName()
  const partOf = (id: ProfitStep['id']) => profit.components.find(({ component }) => component === id)
  const textOf = ({ id, amount }: ProfitStep): string => {
    if (amount !== null) return format.money(formatMicros(amount), currency)
    const part = partOf(id)
    return part === undefined
      ? t('common:unknown')
      : t('profit.partly', { money: format.money(part.knownPart, currency) })
  }
  const table: ChartTable = {
    columns: [{ title: t('profit.step') }, { title: t('profit.amount'), isFigure: true }],
    rows: steps.map((step) => [
      { text: nameOf(step.id) },
      { text: textOf(step), value: step.amount === null ? null : formatMicros(step.amount) },
    ]),
  }
  const title = t('profit.title')
  return (
    <ChartFrame title={title} message={useMessage(profit, currency)} table={table} period={shown.period} isTable>
      <ScrollBox label={title}>
        <table className={classNames(tables.table, css.steps)}>
          <thead>
            <tr>
              <th>{t('profit.step')}</th>
              <th className={tables.figure}>{t('profit.amount')}</th>
              <th className={css.barHead}>
                <span className={css.aloud}>{t('profit.bar')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.id} className={step.kind === 'total' ? css.total : undefined}>
                <th scope="row">
                  <Opens id={step.id}>{nameOf(step.id)}</Opens>
                </th>
                <td className={tables.figure}>{textOf(step)}</td>
                <td>
                  <Bar step={step} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <KeyFigures shown={shown} />
      <Notes shown={shown} profit={profit} />
    </ChartFrame>
  )
}

const opened: Readonly<Partial<Record<ProfitStep['id'], OpenedRows>>> = {
  revenue: { search: { tab: 'lines' } },
  cost: { search: { tab: 'lines' } },
  financing: { search: { tab: 'value', show: 'financing' }, hash: 'invoices-behind' },
  carrying: { search: { tab: 'value', rule: 'all' }, hash: 'items-behind' },
}

interface OpenedRows {
  readonly search: { readonly tab: AccountTab; readonly show?: ShownPart; readonly rule?: StockRule | 'all' }
  /** Where on the tab they stand. */
  readonly hash?: string
}

/** The way from a step to the rows it is the sum of, where they are listed one by one. */
function Opens({ id, children }: { readonly id: ProfitStep['id']; readonly children: string }) {
  const rows = opened[id]
  if (!rows) return children
  return (
    <Link className={value.opens} from="/accounts/$id" to="." {...rows} resetScroll={false}>
      {children}
    </Link>
  )
}

function Bar({ step: { kind, amount, bar } }: { readonly step: ProfitStep }) {
  if (bar === null || amount === null) return null
  const tone = kind === 'total' ? (amount < 0n ? css.loss : css.whole) : amount < 0n ? css.taken : css.added
  return (
    <span className={css.track} aria-hidden>
      <span
        className={classNames(css.bar, tone)}
        style={{ insetInlineStart: `${bar.from * 100}%`, width: `${Math.max(0.3, (bar.to - bar.from) * 100)}%` }}
      />
    </span>
  )
}

function useStepName(): (id: ProfitStep['id']) => string {
  const t = useT('value')
  return (id) => (isComponent(id) ? t(`profit.of.${id}`) : t(`profit.${id}`))
}

function isComponent(id: ProfitStep['id']): id is ProfitComponent {
  return profitComponents.some((component) => component === id)
}

/** What is left, or why it is unknown. */
function useMessage(
  { revenue, grossProfit, netProfit, netProfitRate, components }: Statement,
  currency: string,
): string {
  const t = useT('value')
  const format = useFormat()
  const money = format.wholeMoney(revenue, currency)
  if (netProfit === null) {
    const parts = components
      .filter(({ state }) => state === 'unknown')
      .map(({ component }) => t(`profit.of.${component}`))
    const because =
      grossProfit === null ? t('profit.becauseCoverage') : t('profit.becauseParts', { parts: format.list(parts) })
    return t('profit.unknown', { revenue: money, because })
  }
  const net = format.wholeMoney(netProfit, currency)
  return netProfitRate === null
    ? t('profit.messageNoRate', { revenue: money, net })
    : t('profit.message', { revenue: money, net, rate: format.percent(netProfitRate) })
}

function KeyFigures({ shown: { swing, capital, currency } }: { readonly shown: Shown }) {
  const t = useT('value')
  const format = useFormat()
  const text = (amount: string | null): string =>
    amount === null ? t('profit.notMeasured') : format.wholeMoney(amount)
  return (
    <div className={css.figures}>
      <StatRow>
        {swing !== undefined && (
          <StatTile
            label={t('profit.figure.swing')}
            value={<Delta amount={swing} currency={currency} />}
            note={swing === null ? t('profit.figure.noSwing') : undefined}
          />
        )}
        {capital !== undefined && (
          <>
            <StatTile
              label={t('profit.figure.capital')}
              value={<Money amount={capital.total} currency={currency} />}
              note={t('profit.figure.capitalNote', {
                receivables: text(capital.receivables),
                stock: text(capital.stock),
              })}
            />
            <StatTile
              label={t('profit.figure.return')}
              value={<Percent share={capital.returnOnAccount} />}
              note={t(capital.returnOnAccount === null ? 'profit.figure.noReturn' : 'profit.figure.returnNote')}
            />
          </>
        )}
      </StatRow>
    </div>
  )
}

/** What is left out or missing, and the rates of the days. */
function Notes({ shown: { missing, rates }, profit }: { readonly shown: Shown; readonly profit: Statement }) {
  const t = useT('value')
  const format = useFormat()
  const maySet = useRight('control')
  const activityText = useActivityText()
  const leftOut = profit.components.filter(({ state }) => state === 'not-measured')
  const span = ({ from, to }: { readonly from: string; readonly to: string }) => ({
    from: format.day(from),
    to: format.day(to),
  })
  const percent = (rate: string): string => `${format.decimal(formatMicros(parseMicros(rate) * 100n, 0))}%`
  return (
    <div className={css.notes}>
      {leftOut.length > 0 && (
        <p>
          {t('profit.notes.notMeasured', {
            parts: format.list(leftOut.map(({ component }) => t(`profit.of.${component}`))),
          })}
        </p>
      )}
      {missing?.map(({ component, of, from, to }) => (
        <p key={`${component} ${of ?? ''} ${from}`}>
          {t('profit.notes.missing', {
            what: of === null ? t(`profit.of.${component}`) : activityText(of),
            ...span({ from, to }),
          })}
        </p>
      ))}
      {rates?.financing.flatMap((one) =>
        one.rate === null
          ? []
          : [<p key={`f ${one.from}`}>{t('profit.notes.financing', { ...span(one), rate: percent(one.rate) })}</p>],
      )}
      {rates?.carrying.flatMap((one) =>
        one.rate === null
          ? []
          : [<p key={`c ${one.from}`}>{t('profit.notes.carrying', { ...span(one), rate: percent(one.rate) })}</p>],
      )}
      {maySet && (missing?.length ?? 0) > 0 && (
        <p data-print="no">
          <Link to="/finance">{t('profit.notes.setRates')}</Link>
        </p>
      )}
    </div>
  )
}
