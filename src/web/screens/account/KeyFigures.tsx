import { Link } from '@tanstack/react-router'
import { daysBetween } from '../../../domain/day.ts'
import { formatMicros, parseMicros, ratio } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { Band, Count, DayText, Delta, Money, Percent } from '../../ui/Figures.tsx'
import { StatRow, StatTile } from '../../ui/Page.tsx'
import type { AccountCard, AccountTab } from './account-parts.ts'
import css from './KeyFigures.module.css'

/** The figures of an account. Each opens the rows it is made of; what one may not see leaves no hole. */
export function KeyFigures({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const canSeeSpend = account.spend !== undefined
  const hasNothing = canSeeSpend ? account.spend === null : account.spendBand === null
  const lines: AccountTab = canSeeSpend ? 'lines' : 'invoices'
  return (
    <div className={css.figures}>
      <StatRow>
        <StatTile
          label={t('figure.spend')}
          value={
            hasNothing ? (
              t('figure.nothing')
            ) : (
              <Opens tab={lines}>
                {canSeeSpend ? <Money amount={account.spend} /> : <Band band={account.spendBand} />}
              </Opens>
            )
          }
          note={<SpendNote account={account} />}
        />
        <GrossProfitTile account={account} />
        {account.marginRate !== undefined && account.marginRate !== null && (
          <StatTile
            label={t('figure.marginRate')}
            value={
              <Opens tab="lines">
                <Percent share={account.marginRate} />
              </Opens>
            }
          />
        )}
        <StatTile
          label={t('figure.orders')}
          value={
            <Opens tab="invoices">
              <Count count={account.orders} />
            </Opens>
          }
        />
        <StatTile
          label={t('figure.lastInvoice')}
          value={
            account.lastInvoice === null ? (
              t('figure.never')
            ) : (
              <Opens tab="invoices">
                <DayText day={account.lastInvoice} />
              </Opens>
            )
          }
          note={<InvoiceNote account={account} />}
        />
        <NextTile account={account} />
      </StatRow>
    </div>
  )
}

interface OpensProps {
  readonly tab: AccountTab
  readonly window?: 'before'
  readonly children: React.ReactNode
}

function Opens({ tab, window, children }: OpensProps) {
  return (
    <Link
      className={css.opens}
      from="/accounts/$id"
      to="."
      search={{ tab, ...(window === undefined ? {} : { window }) }}
      resetScroll={false}
    >
      {children}
    </Link>
  )
}

function SpendNote({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const format = useFormat()
  const { spendBefore, spendChange } = account
  if (spendBefore === undefined || spendChange === undefined) return null
  const share = spendBefore === null ? null : ratio(parseMicros(spendChange), parseMicros(spendBefore))
  return (
    <>
      <Delta amount={spendChange} />
      {share !== null && share > -1 && ` (${share > 0 ? '+' : ''}${format.percent(share)})`}
      {spendBefore !== null && (
        <span className={css.before}>
          <Opens tab="lines" window="before">
            {t('figure.before', { money: format.wholeMoney(spendBefore) })}
          </Opens>
        </span>
      )}
    </>
  )
}

function GrossProfitTile({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const { grossProfit, grossProfitBand, cost, spend } = account
  const format = useFormat()
  if (grossProfit === undefined) {
    return grossProfitBand === null ? null : (
      <StatTile label={t('figure.grossProfit')} value={<Band band={grossProfitBand} />} />
    )
  }
  if (grossProfit === null) {
    return spend === null ? null : (
      <StatTile label={t('figure.grossProfit')} value={<Money amount={null} />} note={t('figure.grossProfitUnknown')} />
    )
  }
  return (
    <StatTile
      label={t('figure.grossProfit')}
      value={
        <Opens tab="lines">
          <Money amount={grossProfit} />
        </Opens>
      }
      note={cost === undefined || cost === null ? undefined : `${t('figure.cost')} ${format.wholeMoney(cost)}`}
    />
  )
}

function InvoiceNote({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const format = useFormat()
  const book = useBook()
  const { lastInvoice, firstInvoice } = account
  const days = book && lastInvoice !== null ? daysBetween(lastInvoice, book.today) : null
  return (
    <>
      {days !== null && days >= 0 && (days === 0 ? t('figure.today') : t('figure.ago', { count: days }))}
      {firstInvoice !== null && (
        <span className={css.before}>{t('figure.firstInvoice', { day: format.day(firstInvoice) })}</span>
      )}
    </>
  )
}

function NextTile({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const { toNext, nextGrade } = account
  if (toNext === undefined || toNext === null || nextGrade === null) return null
  return (
    <StatTile
      label={t('figure.toNext', { grade: nextGrade })}
      value={
        <Opens tab="why">
          <Money amount={formatMicros(parseMicros(toNext))} />
        </Opens>
      }
    />
  )
}
