import type { MappingTemplate } from '../template.ts'

const file = 'Item-wise Sales Register*'

/** The report states amounts in the currency of the firm, and returns with a minus; its last row is a total, which is left out. */
export const erpnext: MappingTemplate = {
  id: 'erpnext-item-wise-sales-register',
  system: 'ERPNext',
  how: 'Accounting, Reports, Item-wise Sales Register: set the dates, leave "Group By" empty, menu, Export as CSV or Excel.',
  page: 'https://github.com/frappe/erpnext/blob/develop/erpnext/accounts/report/item_wise_sales_register/item_wise_sales_register.py',
  document: {
    source: 'erpnext',
    files: [
      { file, kind: 'territories', columns: { key: 'Territory', name: 'Territory' }, distinct: true },
      { file, kind: 'segments', columns: { key: 'Customer Group', name: 'Customer Group' }, distinct: true },
      { file, kind: 'families', columns: { key: 'Item Group', name: 'Item Group' }, distinct: true },
      {
        file,
        kind: 'products',
        columns: { key: 'Item Code', name: 'Item Name', family: 'Item Group', unit: 'Stock UOM' },
        distinct: true,
      },
      {
        file,
        kind: 'accounts',
        columns: { key: 'Customer', name: 'Customer Name', segment: 'Customer Group', territory: 'Territory' },
        distinct: true,
      },
      {
        file,
        kind: 'lines',
        columns: {
          invoice: 'Invoice',
          date: 'Posting Date',
          account: 'Customer',
          legal_entity: 'Company',
          order_number: 'Sales Order',
          product: 'Item Code',
          quantity: 'Stock Qty',
          unit: 'Stock UOM',
          net: 'Amount',
        },
      },
    ],
  },
}
