import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Money } from '../../ui/Figures.tsx'
import css from './InvoiceLines.module.css'
import { useKindWord } from './use-kind-word.ts'
import { ScrollBox } from './ScrollBox.tsx'
import tables from './tables.module.css'

type Invoice = Output<'getInvoice'>
type Line = Invoice['lines'][number]

/** The lines of an invoice with their sum. */
export function InvoiceLines({ invoice }: { readonly invoice: Invoice }) {
  const t = useT('account')
  const base = useCurrency()
  const { lines, currency, net, baseNet } = invoice
  const canSeeSpend = net !== undefined
  const hasCost = lines.some(({ cost }) => cost !== undefined)
  const isForeign = currency !== base
  return (
    <section aria-label={t('invoice.lines')}>
      <h3>{t('invoice.lines')}</h3>
      <ScrollBox label={t('invoice.lines')}>
        <table className={tables.table}>
          <thead>
            <tr>
              <th>{t('invoice.line')}</th>
              <th>{t('invoice.product')}</th>
              {canSeeSpend && <th className={tables.figure}>{t('invoice.quantity')}</th>}
              {canSeeSpend && <th className={tables.figure}>{`${t('invoice.lineNet')} ${currency}`}</th>}
              {canSeeSpend && isForeign && (
                <th className={tables.figure}>{t('invoice.baseNet', { currency: base })}</th>
              )}
              {hasCost && <th className={tables.figure}>{t('invoice.unitCost')}</th>}
              {hasCost && <th className={tables.figure}>{t('invoice.cost')}</th>}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <Row
                key={line.line ?? String(index)}
                line={line}
                canSeeSpend={canSeeSpend}
                isForeign={isForeign}
                hasCost={hasCost}
              />
            ))}
          </tbody>
          {canSeeSpend && lines.length > 1 && (
            <tfoot>
              <tr>
                <th colSpan={3}>{t('invoice.total')}</th>
                <td className={tables.figure}>
                  <Money amount={net} size="exact" />
                </td>
                {isForeign && (
                  <td className={tables.figure}>
                    <Money amount={baseNet} size="exact" />
                  </td>
                )}
                {hasCost && <td colSpan={2} />}
              </tr>
            </tfoot>
          )}
        </table>
      </ScrollBox>
    </section>
  )
}

interface RowProps {
  readonly line: Line
  readonly canSeeSpend: boolean
  readonly isForeign: boolean
  readonly hasCost: boolean
}

function Row({ line, canSeeSpend, isForeign, hasCost }: RowProps) {
  const format = useFormat()
  const kindWord = useKindWord()
  const { quantity, unit, product, kind } = line
  return (
    <tr>
      <td className="figures">{line.line}</td>
      <td className={css.product}>
        {product?.name ?? kindWord(kind)}
        {product !== null && (
          <span className={css.soft}>
            {' '}
            {product.key.slice(product.key.indexOf('/') + 1)}
            {kind === 'goods' ? '' : `, ${kindWord(kind)}`}
          </span>
        )}
      </td>
      {canSeeSpend && (
        <td className={tables.figure}>
          {quantity === null || quantity === undefined
            ? '–'
            : `${format.decimal(quantity)}${unit === null ? '' : ` ${unit}`}`}
        </td>
      )}
      {canSeeSpend && (
        <td className={tables.figure}>
          <Money amount={line.net} size="exact" />
        </td>
      )}
      {canSeeSpend && isForeign && (
        <td className={tables.figure}>
          <Money amount={line.baseNet} size="exact" />
        </td>
      )}
      {hasCost && (
        <td className={tables.figure}>
          <Money amount={line.unitCost} size="exact" />
        </td>
      )}
      {hasCost && (
        <td className={tables.figure}>
          <Money amount={line.cost} size="exact" />
        </td>
      )}
    </tr>
  )
}
