import type { MappingTemplate } from '../template.ts'

const file = '*nvoices*'

/**
 * The layout QuickBooks Online describes for invoices in batches; a star stands before the columns it requires. A row with a minus is
 * a credit: the invoices state no amount of their own that would say so.
 */
export const quickbooks: MappingTemplate = {
  id: 'quickbooks-online-invoices',
  system: 'QuickBooks',
  how: 'The file of invoices in the layout of Settings, Import data, Invoices, as QuickBooks and its export tools write it: one row a line, with *InvoiceNo, *Customer, *InvoiceDate and *ItemAmount.',
  page: 'https://quickbooks.intuit.com/learn-support/en-ca/sales-and-invoicing/do-we-need-to-map-field-everytime-when-import-invoices/01/394876/highlight/true',
  document: {
    source: 'quickbooks',
    files: [
      {
        file,
        kind: 'products',
        columns: { key: 'Item(Product/Service)', name: 'Item(Product/Service)' },
        distinct: true,
      },
      { file, kind: 'accounts', columns: { key: '*Customer', name: '*Customer' }, distinct: true },
      {
        file,
        kind: 'lines',
        columns: {
          invoice: '*InvoiceNo',
          date: '*InvoiceDate',
          account: '*Customer',
          product: 'Item(Product/Service)',
          quantity: 'ItemQuantity',
          net: '*ItemAmount',
        },
      },
    ],
  },
}
