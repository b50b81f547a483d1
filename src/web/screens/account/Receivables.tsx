import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { unknownReasons } from '../../../domain/receivables/receivable.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Money } from '../../ui/Figures.tsx'
import { Facts, Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress } from './account-parts.ts'
import { OpenByAge } from './OpenByAge.tsx'
import { ReceivableList } from './ReceivableList.tsx'
import { useDaysText } from './use-days-text.ts'
import css from './Value.module.css'

type Shown = Output<'getReceivables'>
type Part = NonNullable<ReturnType<typeof useAccountAddress>['search']['show']>

/** What the account owes, how it pays, and what waiting for its money costs. */
export function Receivables() {
  const { id, ofPeriod } = useAccountAddress()
  const query = useQuery(queryOf('getReceivables', { params: { id }, query: ofPeriod }))
  return (
    <Loaded query={query} skeleton={<SkeletonBlock height={320} />}>
      {(shown) => <ReceivablesOf shown={shown} />}
    </Loaded>
  )
}

function ReceivablesOf({ shown }: { readonly shown: Shown }) {
  const t = useT('receivables')
  const format = useFormat()
  const { figures, currency } = shown
  return (
    <div className={css.value}>
      <Section title={t('title')} hint={t('hint', { day: format.day(shown.to), from: format.day(shown.from) })}>
        {figures.documents === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <>
            <KeyFigures figures={figures} currency={currency} />
            <div className={css.pair}>
              <OpenByAge byAge={figures.byAge} open={figures.open} currency={currency} />
              <MoreFigures figures={figures} currency={currency} />
            </div>
          </>
        )}
        <Notes shown={shown} />
      </Section>
      <ReceivableList figures={figures} />
    </div>
  )
}

interface FiguresProps {
  readonly figures: Shown['figures']
  readonly currency: string
}

function KeyFigures({ figures, currency }: FiguresProps) {
  const t = useT('receivables')
  const format = useFormat()
  const daysText = useDaysText()
  const { open, overdue, dso, daysToPay, financing, overdueInvoices, partPaid } = figures
  return (
    <StatRow>
      {open !== undefined && (
        <StatTile
          label={t('figure.open')}
          value={
            <Opens show="open">
              <Money amount={open} currency={currency} />
            </Opens>
          }
          note={partPaid.invoices > 0 ? t('figure.openNote', { count: partPaid.invoices }) : undefined}
        />
      )}
      <StatTile
        label={t('figure.overdue')}
        value={
          <Opens show="overdue">
            {overdue === undefined ? format.integer(overdueInvoices) : <Money amount={overdue} currency={currency} />}
          </Opens>
        }
        note={t('figure.overdueNote', { count: overdueInvoices })}
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
        value={<Opens show="paid">{daysText(daysToPay)}</Opens>}
        note={daysToPay === null ? t('figure.nothingPaid') : t('figure.daysToPayNote')}
      />
      {financing !== undefined && (
        <StatTile
          label={t('figure.cost')}
          value={
            <Opens show="financing">
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

/** A figure that opens the invoices it is made of. */
function Opens({ show, children }: { readonly show: Part; readonly children: ReactNode }) {
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

function MoreFigures({ figures, currency }: FiguresProps) {
  const t = useT('receivables')
  const daysText = useDaysText()
  const { countback, open, ageOfOpen, soFar, partPaid, sales, dso } = figures
  const isBeyond = countback === null && open !== undefined && !open.startsWith('-')
  const items: (readonly [string, ReactNode])[] = [
    [t('more.countback'), isBeyond ? t('more.beyond') : daysText(countback)],
    [t('more.age'), ageOfOpen === null ? daysText(null) : t('more.days', { days: daysText(ageOfOpen) })],
    [
      t('more.soFar'),
      soFar === null ? daysText(null) : t('more.soFarDays', { days: daysText(soFar.days), late: daysText(soFar.late) }),
    ],
    ...(sales === undefined
      ? []
      : ([
          [
            t('more.partPaid'),
            <Opens key="part" show="part-paid">
              <Money amount={partPaid.open} currency={currency} />
            </Opens>,
          ],
          [
            t('more.sales'),
            <span key="sales">
              <Opens show="sales">
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
function Notes({ shown: { rates, figures } }: { readonly shown: Shown }) {
  const t = useT('receivables')
  const format = useFormat()
  const maySet = useRight('control')
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
        return count === 0 ? null : <p key={reason}>{t(`left.${reason}`, { count })}</p>
      })}
      {figures.financing !== undefined && figures.uncosted > 0 && (
        <p>{t('left.uncosted', { count: figures.uncosted })}</p>
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
