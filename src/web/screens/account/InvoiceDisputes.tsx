import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { DayText, Money } from '../../ui/Figures.tsx'
import tables from './tables.module.css'

/** What the account does not agree with, and for how long; nothing where there is no dispute. */
export function InvoiceDisputes({ invoice }: { readonly invoice: Output<'getInvoice'> }) {
  const t = useT('account')
  const { disputes, currency } = invoice
  if (disputes.length === 0) return null
  const hasAmounts = disputes.some(({ amount }) => amount !== undefined)
  return (
    <section aria-label={t('invoice.disputes')}>
      <h3>{t('invoice.disputes')}</h3>
      <table className={tables.table}>
        <thead>
          <tr>
            <th>{t('invoice.disputeOpened')}</th>
            <th>{t('invoice.disputeClosed')}</th>
            <th>{t('invoice.disputeReason')}</th>
            {hasAmounts && <th className={tables.figure}>{t('invoice.disputeAmount')}</th>}
          </tr>
        </thead>
        <tbody>
          {disputes.map(({ opened, closed, reason, amount }) => (
            <tr key={opened}>
              <td>
                <DayText day={opened} />
              </td>
              <td>{closed === null ? t('invoice.disputeOpen') : <DayText day={closed} />}</td>
              <td>{reason}</td>
              {hasAmounts && (
                <td className={tables.figure}>
                  {amount === null ? (
                    t('invoice.disputeAll')
                  ) : (
                    <Money amount={amount} currency={currency} size="exact" />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
