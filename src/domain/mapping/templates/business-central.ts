import type { FileMapping } from '../document.ts'
import type { MappingTemplate } from '../template.ts'

const [invoices, creditMemos] = ['Posted Sales Invoices*', 'Posted Sales Credit Memos*']
const [invoiceLines, creditMemoLines] = ['Posted Sales Invoice Lines*', 'Posted Sales Credit Memo Lines*']

const header: FileMapping = {
  file: invoices,
  kind: 'invoices',
  columns: {
    number: 'No.',
    date: 'Posting Date',
    due_date: 'Due Date',
    account: 'Customer No.',
    salesperson: 'Salesperson Code',
    currency: 'Currency Code',
    net: 'Amount',
    gross: 'Amount Including VAT',
  },
  constants: { type: 'invoice' },
}

const line: FileMapping = {
  file: invoiceLines,
  kind: 'lines',
  columns: {
    invoice: 'Document No.',
    kind: 'Type',
    product: 'No.',
    quantity: 'Quantity',
    unit: 'Unit of Measure Code',
    net: 'Amount',
  },
  transforms: {
    kind: [{ do: 'look-up', values: { Resource: 'service', 'Charge (Item)': 'freight' }, otherwise: 'goods' }],
  },
}

/** Everything that the posted pages state without a minus on credit memos. */
const ofCreditMemos = [{ do: 'negate' }] as const

export const businessCentral: MappingTemplate = {
  id: 'business-central-posted-sales',
  system: 'Dynamics 365 Business Central',
  how: 'Open in Excel on four pages: Posted Sales Invoices and Posted Sales Credit Memos (personalise: add Posting Date and Salesperson Code), Posted Sales Invoice Lines and Posted Sales Credit Memo Lines. Bring them in together: the lines take their dates from the documents.',
  page: 'https://microsoft.github.io/BCApps/reference/base-application/Table/Microsoft.Sales.History.Sales-Invoice-Line.html',
  document: {
    source: 'business-central',
    files: [
      {
        file: invoices,
        kind: 'reps',
        columns: { key: 'Salesperson Code', name: 'Salesperson Code' },
        distinct: true,
      },
      { file: invoiceLines, kind: 'products', columns: { key: 'No.', name: 'Description' }, distinct: true },
      { file: invoices, kind: 'accounts', columns: { key: 'Customer No.', name: 'Customer Name' }, distinct: true },
      header,
      {
        ...header,
        file: creditMemos,
        constants: { type: 'credit_note' },
        transforms: { net: ofCreditMemos, gross: ofCreditMemos },
      },
      line,
      {
        ...line,
        file: creditMemoLines,
        transforms: { ...line.transforms, quantity: ofCreditMemos, net: ofCreditMemos },
      },
    ],
  },
}
