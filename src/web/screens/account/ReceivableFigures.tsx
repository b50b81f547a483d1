import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import type { ShownPart } from '../../../domain/receivables/measure.ts'
import { unknownReasons } from '../../../domain/receivables/receivable.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Money } from '../../ui/Figures.tsx'
import { Facts, StatRow, StatTile } from '../../ui/Page.tsx'
import { useDaysText } from './use-days-text.ts'
import css from './Value.module.css'

/** Of an account, or of accounts together. */
type Figures = Output<'getReceivables'>['figures']
type Rates = Output<'getReceivables'>['rates']

interface FiguresProps {
  readonly figures: Figures
  readonly currency: string
  /** Whether a figure opens the documents of the account that it is made of. */
  readonly isLinked?: boolean
}

/** The figures of weight. */
export function KeyFigures({ figures, currency, isLinked = false }: FiguresProps) {
  const t = useT('receivables')
  const format = useFormat()
  const daysText = useDaysText()
  const counted = useCounted()
  const { open, overdue, dso, daysToPay, financing, overdueInvoices, partPaid, disputed } = figures
  return (
    <StatRow>
      {open !== undefined && (
        <StatTile
          label={t('figure.open')}
          value={
            <Opens isLinked={isLinked} show="open">
              <Money amount={open} currency={currency} />
            </Opens>
          }
          note={partPaid.invoices > 0 ? t('figure.openNote', counted(partPaid.invoices)) : undefined}
        />
      )}
      <StatTile
        label={t('figure.overdue')}
        value={
          <Opens isLinked={isLinked} show="overdue">
            {overdue === undefined ? format.integer(overdueInvoices) : <Money amount={overdue} currency={currency} />}
          </Opens>
        }
        note={
          disputed.overdue === undefined || parseMicros(disputed.overdue) === 0n
            ? t('figure.overdueNote', counted(overdueInvoices))
            : t('figure.overdueDisputed', {
                ...counted(overdueInvoices),
                disputed: format.wholeMoney(disputed.overdue),
              })
        }
      />
      <StatTile
        label={t('figure.dso')}
        value={daysText(dso.days)}
        note={
          dso.days === null
            ? t('figure.noDso')
            : t('figure.dsoNote', { best: daysText(dso.bestPossible), late: daysText(dso.delinquent) })
        }
      />
      <StatTile
        label={t('figure.daysToPay')}
        value={
          <Opens isLinked={isLinked} show="paid">
            {daysText(daysToPay)}
          </Opens>
        }
        note={daysToPay === null ? t('figure.nothingPaid') : t('figure.daysToPayNote')}
      />
      {financing !== undefined && (
        <StatTile
          label={t('figure.cost')}
          value={
            <Opens isLinked={isLinked} show="financing">
              <Money amount={financing && financing.total} currency={currency} />
            </Opens>
          }
          note={
            financing === null
              ? t('figure.costUnknown')
              : t('figure.costNote', { late: format.wholeMoney(financing.late) })
          }
        />
      )}
    </StatRow>
  )
}

interface OpensProps {
  readonly isLinked: boolean
  readonly show: ShownPart
  readonly children: ReactNode
}

/** A figure that opens the invoices it is made of, where they are listed. */
function Opens({ isLinked, show, children }: OpensProps) {
  if (!isLinked) return children
  return (
    <Link
      className={css.opens}
      from="/accounts/$id"
      to="."
      search={(before) => ({ ...before, tab: 'value', show })}
      resetScroll={false}
    >
      {children}
    </Link>
  )
}

/** What else is to be known of them. */
export function MoreFigures({ figures, currency, isLinked = false }: FiguresProps) {
  const t = useT('receivables')
  const daysText = useDaysText()
  const counted = useCounted()
  const { countback, open, ageOfOpen, soFar, partPaid, disputed, sales, dso } = figures
  const isBeyond = countback === null && open !== undefined && !open.startsWith('-')
  const items: (readonly [string, ReactNode])[] = [
    [t('more.countback'), isBeyond ? t('more.beyond') : daysText(countback)],
    [t('more.age'), ageOfOpen === null ? daysText(null) : t('more.days', { days: daysText(ageOfOpen) })],
    [
      t('more.soFar'),
      soFar === null ? daysText(null) : t('more.soFarDays', { days: daysText(soFar.days), late: daysText(soFar.late) }),
    ],
    ...(disputed.invoices === 0
      ? []
      : ([
          [
            t('more.disputed'),
            <span key="disputed">
              {disputed.open !== undefined && (
                <>
                  <Opens isLinked={isLinked} show="disputed">
                    <Money amount={disputed.open} currency={currency} />
                  </Opens>{' '}
                </>
              )}
              {t('more.disputedInvoices', counted(disputed.invoices))}
            </span>,
          ],
        ] as const)),
    ...(sales === undefined
      ? []
      : ([
          [
            t('more.partPaid'),
            <Opens key="part" isLinked={isLinked} show="part-paid">
              <Money amount={partPaid.open} currency={currency} />
            </Opens>,
          ],
          [
            t('more.sales'),
            <span key="sales">
              <Opens isLinked={isLinked} show="sales">
                <Money amount={sales} currency={currency} />
              </Opens>{' '}
              {t('more.salesDays', { days: dso.ofDays })}
            </span>,
          ],
        ] as const)),
  ]
  return <Facts items={items} />
}

/** What the figures were worked out with, and what is not in them. */
export function Notes({ rates, figures }: { readonly rates: Rates; readonly figures: Figures }) {
  const t = useT('receivables')
  const format = useFormat()
  const maySet = useRight('control')
  const counted = useCounted()
  return (
    <div className={css.notes}>
      {rates?.map(({ from, to, rate, base }) => {
        const days = { from: format.day(from), to: format.day(to) }
        return (
          <p key={from}>
            {rate === null || base === null
              ? t('rate.none', days)
              : t('rate.span', { ...days, rate: format.decimal(percentOf(rate)), base: t(`rate.${base}`) })}
          </p>
        )
      })}
      {unknownReasons.map((reason) => {
        const count = figures.unknown[reason]
        return count === 0 ? null : <p key={reason}>{t(`left.${reason}`, counted(count))}</p>
      })}
      {figures.financing !== undefined && figures.uncosted > 0 && (
        <p>{t('left.uncosted', counted(figures.uncosted))}</p>
      )}
      {rates !== undefined && maySet && (
        <p data-print="no">
          <Link to="/finance">{t('rate.change')}</Link>
        </p>
      )}
    </div>
  )
}

function percentOf(rate: string): string {
  return formatMicros(parseMicros(rate) * 100n, 0)
}

/** A count that chooses its word, and as it is written. */
function useCounted(): (count: number) => { readonly count: number; readonly shown: string } {
  const format = useFormat()
  return (count) => ({ count, shown: format.integer(count) })
}
