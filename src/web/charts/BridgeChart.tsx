import type { ReactNode } from 'react'
import { signOf } from '../format.ts'
import { useT } from '../i18n/i18n.ts'
import { readToken } from '../theme/theme.ts'
import { useFormat } from '../ui/book-context.ts'
import { classNames } from '../ui/class-names.ts'
import { bridgePicture } from './bridge-picture.ts'
import { bridgeRows, largestStep, type Bridge, type BridgeRow, type BridgeStep } from './bridge-steps.ts'
import css from './BridgeChart.module.css'
import type { ChartTable } from './chart-table.ts'
import { ChartFrame } from './ChartFrame.tsx'

interface Props {
  readonly title: string
  readonly bridge: Bridge
  /** Both ends in words. */
  readonly before: string
  readonly after: string
  readonly currency: string
  /** What the figures are of, for the names of files. */
  readonly period: string
  /** Opens what is behind a part, which may be open already. Left out where nothing is. */
  readonly onOpen?: ((step: BridgeStep) => void) | undefined
  readonly opened?: BridgeStep['part'] | undefined
  readonly canOpen?: ((step: BridgeStep) => boolean) | undefined
  readonly controls?: ReactNode
  /** What is said of the figures, under them. */
  readonly children?: ReactNode
}

/** From before to after as a way down or up: a bar for each part, beside what it adds. */
export function BridgeChart(props: Props) {
  const { title, bridge, before, after, currency, period, onOpen, opened, canOpen, controls, children } = props
  const t = useT('bridge')
  const nameOf = useStepName()
  const { rows, begins } = bridgeRows(bridge)
  const rowName = ({ end, step }: BridgeRow): string => (step ? nameOf(step) : end === 'before' ? before : after)
  const amountText = useAmountText(bridge.unit, currency)
  const rowText = ({ step, amount }: BridgeRow): string => amountText(amount, step !== null)
  const begin = begins === null ? '' : t('begins', { amount: amountText(begins, false) })
  const table: ChartTable = {
    columns: [{ title: t('part') }, { title: t(`unit.${bridge.unit}`), isFigure: true }],
    rows: [
      ...rows.map((row) => [{ text: rowName(row) }, { text: rowText(row), value: row.amount }]),
      [{ text: t('change') }, { text: amountText(bridge.change, true), value: bridge.change }],
    ],
  }
  return (
    <ChartFrame
      title={title}
      message={useMessage(bridge, { before, after, currency })}
      table={table}
      period={period}
      isTable
      controls={controls}
      picture={() =>
        bridgePicture(rows, {
          nameOf: rowName,
          amountOf: rowText,
          note: begin,
          ink: readToken('--ink'),
          soft: readToken('--ink-soft'),
          whole: readToken('--ink-faint'),
          added: readToken('--accent'),
          taken: readToken('--danger'),
          font: getComputedStyle(document.body).fontFamily,
        })
      }
    >
      <table className={css.bridge}>
        <thead>
          <tr>
            <th scope="col">{t('part')}</th>
            <th scope="col" className={css.figure}>
              {t(`unit.${bridge.unit}`)}
            </th>
            <th scope="col" className={css.barHead}>
              <span className="unseen">{t('bar')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { step } = row
            const opens = step !== null && onOpen !== undefined && (canOpen?.(step) ?? true)
            return (
              <tr key={row.id} className={step === null ? css.end : undefined}>
                <th scope="row">
                  {opens ? (
                    <button
                      type="button"
                      className={css.opens}
                      aria-pressed={opened === step.part}
                      title={t('open')}
                      onClick={() => {
                        onOpen(step)
                      }}
                    >
                      {rowName(row)}
                    </button>
                  ) : (
                    rowName(row)
                  )}
                </th>
                <td className={css.figure}>{rowText(row)}</td>
                <td>
                  <Bar row={row} />
                </td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('change')}</th>
            <td className={css.figure}>{amountText(bridge.change, true)}</td>
            <td className={css.begins}>{begin}</td>
          </tr>
        </tfoot>
      </table>
      {children}
    </ChartFrame>
  )
}

function Bar({ row: { step, amount, bar } }: { readonly row: BridgeRow }) {
  if (bar === null) return null
  const isLess = amount?.startsWith('-') ?? false
  const tone = step === null ? css.whole : isLess ? css.taken : css.added
  return (
    <span className={css.track} aria-hidden>
      <span
        className={classNames(css.bar, tone)}
        style={{ insetInlineStart: `${bar.from * 100}%`, width: `${Math.max(0.4, (bar.to - bar.from) * 100)}%` }}
      />
    </span>
  )
}

/** Gives the words of a part, those of a factor with whether it became known. */
export function useStepName(): (step: BridgeStep) => string {
  const t = useT('bridge')
  const account = useT('account')
  return ({ part, metric, how }) => {
    if (part !== 'factor') return t(`parts.${part}`)
    if (metric === null) return ''
    const factor = account(`metric.${metric}`)
    return how === null || how === 'moved' ? factor : t(`factor.${how}`, { factor })
  }
}

/** Gives money with cents, points with two decimals at most, and a sign to what is a change. */
function useAmountText(unit: Bridge['unit'], currency: string): (amount: string | null, isChange: boolean) => string {
  const t = useT('common')
  const format = useFormat()
  return (amount, isChange) => {
    if (amount === null) return t('unknown')
    const sign = isChange && signOf(amount) > 0 ? '+' : ''
    if (unit === 'money') return `${sign}${format.money(amount, currency)}`
    return `${sign}${format.decimal(String(Math.round(Number(amount) * 100) / 100))}`
  }
}

/** What changed, and what moved it most. */
function useMessage(bridge: Bridge, { before, after, currency }: Pick<Props, 'before' | 'after' | 'currency'>): string {
  const t = useT('bridge')
  const nameOf = useStepName()
  const amountText = useAmountText(bridge.unit, currency)
  const ends = { before, after }
  if (bridge.change === null) return t('message.unknown', ends)
  const largest = largestStep(bridge)
  if (largest === null) return t('message.none', ends)
  const said = {
    ...ends,
    change: amountText(bridge.change, true),
    part: nameOf(largest),
    amount: amountText(largest.amount, true),
  }
  return t(signOf(bridge.change) === 0 ? 'message.balanced' : 'message.changed', said)
}
