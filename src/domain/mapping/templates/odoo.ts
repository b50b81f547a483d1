import type { FileMapping } from '../document.ts'
import type { MappingTemplate } from '../template.ts'

const file = 'Journal Item (account.move.line)*'
/** Odoo states quantities and subtotals of credit notes without a minus. */
const ofCreditNotes = { column: 'Type', values: ['Customer Credit Note'] } as const

const lines: FileMapping = {
  file,
  kind: 'lines',
  columns: {
    invoice: 'Number',
    line: 'External ID',
    type: 'Type',
    date: 'Invoice/Bill Date',
    account: 'Partner/External ID',
    legal_entity: 'Company',
    salesperson: 'Journal Entry/Salesperson',
    product: 'Product/Internal Reference',
    quantity: 'Quantity',
    currency: 'Currency',
    net: 'Subtotal',
  },
  transforms: {
    type: [{ do: 'look-up', values: { 'Customer Invoice': 'invoice', 'Customer Credit Note': 'credit_note' } }],
    quantity: [{ do: 'negate', where: ofCreditNotes }],
    net: [{ do: 'negate', where: ofCreditNotes }],
  },
}

export const odoo: MappingTemplate = {
  id: 'odoo-journal-items',
  system: 'Odoo',
  how: 'Accounting, Journal Items: filter posted customer invoices and credit notes with Display Type "Product", select all, Action, Export, with the columns External ID, Number, Type, Invoice/Bill Date, Partner/External ID, Partner, Company, Journal Entry/Salesperson, Product/Internal Reference, Product/Name, Quantity, Currency and Subtotal; leave "I want to update data" off.',
  page: 'https://www.odoo.com/documentation/19.0/applications/essentials/export_import_data.html',
  document: {
    source: 'odoo',
    files: [
      {
        file,
        kind: 'reps',
        columns: { key: 'Journal Entry/Salesperson', name: 'Journal Entry/Salesperson' },
        distinct: true,
      },
      {
        file,
        kind: 'products',
        columns: { key: 'Product/Internal Reference', name: 'Product/Name' },
        distinct: true,
      },
      { file, kind: 'accounts', columns: { key: 'Partner/External ID', name: 'Partner' }, distinct: true },
      lines,
    ],
  },
}
