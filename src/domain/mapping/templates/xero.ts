import type { MappingTemplate } from '../template.ts'

const file = 'SalesInvoices*'

/** One row a line, the columns of the invoice repeated on each; credit notes with a minus. */
export const xero: MappingTemplate = {
  id: 'xero-sales-invoices',
  system: 'Xero',
  how: 'Business, Invoices: show what awaits payment and what is paid, without drafts and voided ones, then Export.',
  page: 'https://docs.milientsoftware.com/help/moment-by-topic/integrations/file-exports/file-export-accounting-system/xero/xero-templates',
  document: {
    source: 'xero',
    files: [
      { file, kind: 'products', columns: { key: 'InventoryItemCode', name: 'Description' }, distinct: true },
      { file, kind: 'accounts', columns: { key: 'ContactName', name: 'ContactName' }, distinct: true },
      {
        file,
        kind: 'sites',
        columns: {
          key: 'ContactName',
          account: 'ContactName',
          street: 'SAAddressLine1',
          postcode: 'SAPostalCode',
          city: 'SACity',
          region: 'SARegion',
        },
        distinct: true,
      },
      {
        file,
        kind: 'invoices',
        columns: {
          number: 'InvoiceNumber',
          date: 'InvoiceDate',
          due_date: 'DueDate',
          account: 'ContactName',
          currency: 'Currency',
          tax: 'TaxTotal',
          gross: 'Total',
        },
        distinct: true,
      },
      {
        file,
        kind: 'lines',
        columns: {
          invoice: 'InvoiceNumber',
          date: 'InvoiceDate',
          account: 'ContactName',
          product: 'InventoryItemCode',
          quantity: 'Quantity',
          currency: 'Currency',
          net: 'LineAmount',
        },
      },
    ],
  },
}
