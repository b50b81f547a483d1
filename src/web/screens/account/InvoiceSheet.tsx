import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { formatMicros, parseMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { DayText, Money } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import { Loaded, SkeletonLines } from '../../ui/States.tsx'
import { useAccountAddress, type AccountCard } from './account-parts.ts'
import { InvoiceDisputes } from './InvoiceDisputes.tsx'
import { InvoiceLines } from './InvoiceLines.tsx'
import css from './InvoiceSheet.module.css'
import tables from './tables.module.css'
import { useInvoiceSheet } from './use-invoice-sheet.ts'

type Invoice = Output<'getInvoice'>

/** The invoice the address names, beside whatever is on screen. */
export function InvoiceSheet({ account }: { readonly account: AccountCard }) {
  const { id } = useAccountAddress()
  const t = useT('account')
  const { shown, close } = useInvoiceSheet()
  const query = useQuery({
    ...queryOf('getInvoice', { params: { id }, query: shown ?? { source: '', number: '' } }),
    enabled: shown !== null,
  })
  if (shown === null) return null
  const { number } = shown
  const title = query.data?.isCredit === true ? t('invoice.creditTitle', { number }) : t('invoice.title', { number })
  return (
    <Dialog title={title} place="side" width="l" onClose={close}>
      <DialogBody>
        <Loaded query={query} skeleton={<SkeletonLines lines={8} />}>
          {(invoice) => <InvoiceText invoice={invoice} account={account} />}
        </Loaded>
      </DialogBody>
    </Dialog>
  )
}

interface InvoiceProps {
  readonly invoice: Invoice
  readonly account: AccountCard
}

function InvoiceText({ invoice, account }: InvoiceProps) {
  return (
    <div className={css.invoice}>
      <Head invoice={invoice} account={account} />
      <InvoiceLines invoice={invoice} />
      <Payments invoice={invoice} />
      <InvoiceDisputes invoice={invoice} />
    </div>
  )
}

function Head({ invoice, account }: InvoiceProps) {
  const t = useT('account')
  const accountWords = useT('accounts')
  const format = useFormat()
  const base = useCurrency()
  const { net, tax, gross, baseNet, currency, rate } = invoice
  const isForeign = currency !== base
  return (
    <div className={css.head}>
      <Facts
        items={[
          // On a phone the sheet covers whose invoice it is.
          [accountWords('column.name'), `${account.name}, ${account.key}`],
          [t('invoice.date'), <DayText key="date" day={invoice.date} />],
          ...(invoice.dueDate === null
            ? []
            : [[t('invoice.due'), <DayText key="due" day={invoice.dueDate} />] as const]),
          ...(invoice.orderNumber === null ? [] : [[t('invoice.order'), invoice.orderNumber] as const]),
          ...(invoice.salesperson === null ? [] : [[t('invoice.salesperson'), invoice.salesperson] as const]),
          ...(invoice.legalEntity === null ? [] : [[t('invoice.entity'), invoice.legalEntity] as const]),
          [t('invoice.source'), invoice.source],
        ]}
      />
      {net !== undefined && (
        <dl className={css.sums}>
          <Sum label={t('invoice.net')} amount={net} currency={currency} />
          {tax !== undefined && tax !== null && <Sum label={t('invoice.tax')} amount={tax} currency={currency} />}
          {gross !== undefined && gross !== null && (
            <Sum label={t('invoice.gross')} amount={gross} currency={currency} />
          )}
          {isForeign && (
            <Sum label={t('invoice.baseNet', { currency: base })} amount={baseNet} currency={base} isMain />
          )}
          {isForeign && rate !== null && (
            <div className={css.rate}>
              <dt>{t('invoice.rate')}</dt>
              <dd>{t('invoice.rateValue', { rate: format.decimal(rate), currency, base })}</dd>
            </div>
          )}
        </dl>
      )}
    </div>
  )
}

interface SumProps {
  readonly label: string
  readonly amount: string | undefined
  readonly currency: string
  readonly isMain?: boolean
}

function Sum({ label, amount, currency, isMain = false }: SumProps) {
  return (
    <div className={isMain ? css.main : undefined}>
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} currency={currency} size="exact" />
      </dd>
    </div>
  )
}

/** What was paid, and what is still open where the amount to pay is known. */
function Payments({ invoice }: { readonly invoice: Invoice }) {
  const t = useT('account')
  const { payments, gross, currency } = invoice
  if (payments === undefined) return null
  const open = openAmount(invoice)
  return (
    <section aria-label={t('invoice.payments')}>
      <h3>{t('invoice.payments')}</h3>
      {payments.length === 0 ? (
        <p className={css.soft}>{t('invoice.noPayments')}</p>
      ) : (
        <table className={tables.table}>
          <thead>
            <tr>
              <th>{t('invoice.paymentDate')}</th>
              <th>{t('invoice.payment')}</th>
              <th className={tables.figure}>{t('invoice.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {payments.map((payment, index) => (
              <tr key={`${payment.payment ?? ''} ${payment.date} ${String(index)}`}>
                <td>
                  <DayText day={payment.date} />
                </td>
                <td>{payment.payment}</td>
                <td className={tables.figure}>
                  <Money amount={payment.amount} currency={payment.currency} size="exact" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open !== null && gross !== null && (
        <dl className={css.sums}>
          <Sum label={t('invoice.open')} amount={open} currency={currency} isMain />
        </dl>
      )}
    </section>
  )
}

/** What is left of the gross amount; null where it is not known, or where something was paid in another currency. */
function openAmount({ payments, gross, currency }: Invoice): string | null {
  if (payments === undefined || gross === undefined || gross === null) return null
  if (payments.some((payment) => payment.currency !== currency)) return null
  const paid = payments.reduce((sum, { amount }) => sum + parseMicros(amount), 0n)
  return formatMicros(parseMicros(gross) - paid)
}
