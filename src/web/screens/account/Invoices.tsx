import { useMemo } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { endOfMonth } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useCurrency } from '../../ui/book-context.ts'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, DayText, Money } from '../../ui/Figures.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { useAccountAddress, type AccountCard } from './account-parts.ts'
import { InvoiceLink } from './InvoiceLink.tsx'
import { PartChips } from './PartChips.tsx'
import { useInvoiceSheet } from './use-invoice-sheet.ts'

type Invoice = Output<'listInvoices'>['items'][number]

/** Every invoice and credit note, the newest first; one opens beside the list. */
export function Invoices({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const { id, search } = useAccountAddress()
  const { shown, open } = useInvoiceSheet()
  const { month, family } = search
  const span = month === undefined ? {} : { from: `${month}-01`, to: endOfMonth(`${month}-01`) }
  const pages = usePages('listInvoices', {
    params: { id },
    query: { ...span, ...(family === undefined ? {} : { family }) },
  })
  const columns = useInvoiceColumns(account)
  const openKey = shown === null ? undefined : keyOf(shown.source, shown.number)
  return (
    <>
      <PartChips />
      <DataTable
        label={t('invoices.title')}
        columns={columns}
        pages={pages}
        rowKey={({ source, number }) => keyOf(source, number)}
        openKey={openKey}
        onOpen={open}
        empty={
          <EmptyState
            title={month === undefined && family === undefined ? t('invoices.empty') : t('invoices.emptyFiltered')}
          >
            {month === undefined && family === undefined ? t('invoices.emptyAdvice') : t('lines.emptyAdvice')}
          </EmptyState>
        }
      />
    </>
  )
}

function keyOf(source: string, number: string): string {
  return `${source} ${number}`
}

function useInvoiceColumns(account: AccountCard): readonly Column<Invoice>[] {
  const t = useT('account')
  const currency = useCurrency()
  const canSeeSpend = account.spend !== undefined
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('invoices.number'),
        card: 'title',
        cell: (row) => (
          <>
            <InvoiceLink source={row.source} number={row.number} />{' '}
            {row.isCredit && <Tag tone="warning">{t('invoices.credit')}</Tag>}
          </>
        ),
      },
      { id: 'date', header: t('invoices.date'), width: 112, cell: (row) => <DayText day={row.date} /> },
      { id: 'order', header: t('invoices.order'), width: 150, priority: 3, cell: (row) => row.orderNumber },
      { id: 'salesperson', header: t('invoices.salesperson'), width: 160, priority: 4, cell: (row) => row.salesperson },
      { id: 'source', header: t('invoice.source'), width: 90, priority: 5, card: 'none', cell: (row) => row.source },
      {
        id: 'lines',
        header: t('invoices.lines'),
        width: 72,
        align: 'end',
        priority: 3,
        cell: (row) => <Count count={row.lines} />,
      },
      ...(canSeeSpend
        ? ([
            {
              id: 'net',
              header: t('invoices.net'),
              width: 150,
              align: 'end',
              priority: 2,
              card: 'none',
              cell: (row) => <Money amount={row.net} currency={row.currency} size="exact" />,
            },
            {
              id: 'baseNet',
              header: t('invoices.baseNet', { currency }),
              width: 130,
              align: 'end',
              card: 'figure',
              cell: (row) => <Money amount={row.baseNet} size="exact" />,
            },
          ] satisfies Column<Invoice>[])
        : []),
    ],
    [t, currency, canSeeSpend],
  )
}
